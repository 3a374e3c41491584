import { mkdirSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { leftover, placeIn, stopPostmaster } from '@/lib/db/cluster'
import { lockFolder } from '@/lib/db/folder-lock'
import { dataDirOf } from '@/lib/env'
import { buildAll, isBuilt } from './build'
import { startConsole } from './console'
import { collectDemo, DEMO_PEOPLE, seedDemo } from './demo-data'
import { startEmulator } from './demo-emulator'
import { freePort, isFree } from './port'
import { projectPath } from './project'
import { failWith, stopOnSignal } from './until-stopped'

const say = (line: string) => process.stdout.write(`demo: ${line}\n`)

const USAGE = `usage: npm run demo [-- --port 3000] [--reset]
  --port   where the console listens; otherwise 3000, or a free port when that is taken
  --reset  forgets what earlier runs of the demo stored`

const OPTIONS = { port: { type: 'string' }, reset: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const

/** What the command line asks for. Throws with one line that says what is allowed. */
function optionsOf() {
  let values: ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values']
  try {
    values = parseArgs({ options: OPTIONS }).values
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message.split('.')[0] : 'bad option'}\n${USAGE}`)
  }
  if (values.port !== undefined && !(/^\d{1,5}$/.test(values.port) && Number(values.port) < 65_536))
    throw new Error(`--port ${values.port}: must be a whole number from 0 to 65535`)
  return values
}

async function main(): Promise<void> {
  const values = optionsOf()
  if (values.help) {
    process.stdout.write(`${USAGE}\n`)
    return
  }
  // Below the console's own folder, never in it: the demo's passwords are public.
  const dataDir = join(dataDirOf(process.env, projectPath()), 'demo')
  const port = values.port ?? String((await isFree(3000)) ? 3000 : await freePort())
  if (!(await isFree(Number(port)))) throw new Error(`--port ${port}: is in use by another program`)
  // Before anything is built or said to start: who runs a demo already should not wait to hear it.
  await prepare(dataDir, values.reset === true)
  if (isBuilt()) say('already built')
  else await buildAll(say)
  say('starting the emulator and the console')
  const emulator = await startEmulator(say)
  try {
    const running = await startConsole({ source: settings(dataDir, port, emulator.url), say, prepare: seedDemo })
    const ending = new AbortController()
    const stop = async () => {
      ending.abort()
      await collecting.catch(() => {})
      await running.stop()
      await emulator.stop()
    }
    let collecting = Promise.resolve()
    stopOnSignal(stop, say)
    await running.ready.catch(async (error: unknown) => {
      await stop()
      throw error
    })
    collecting = collectDemo(ending.signal)
    collecting.catch(() => say('the metrics and slow commands of the demo could not be collected'))
    say(`emulated clouds at ${emulator.url}`)
    say(`Quarterdeck is ready at ${running.env.url} - sign in as`)
    for (const { role, email, password } of DEMO_PEOPLE)
      say(`  ${role.padEnd(8)}  ${email.padEnd(21)}  password: ${password}`)
    say('Ctrl-C stops it; your data stays for the next run (npm run demo -- --reset starts over)')
  } catch (error) {
    await emulator.stop()
    throw error
  }
}

/** Nothing of the surroundings' settings: neither their database nor their clouds nor their sign-in. */
function settings(dataDir: string, port: string, gateway: string): NodeJS.ProcessEnv {
  const { PATH, HOME, LANG, TZ, NODE_OPTIONS } = process.env
  return {
    ...{ PATH, HOME, LANG, TZ, NODE_OPTIONS },
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: port,
    QUARTERDECK_DATA_DIR: dataDir,
    QUARTERDECK_PROVIDER_GATEWAY: gateway,
  }
}

/** Refuses a folder on which a demo runs; with `reset`, removes what it holds. */
async function prepare(dataDir: string, reset: boolean): Promise<void> {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 })
  const place = placeIn(realpathSync(dataDir))
  const unlock = lockFolder(place.lockFile, dataDir)
  if (!reset) return unlock()
  const left = leftover(place)
  if (left) await stopPostmaster(left)
  unlock()
  rmSync(dataDir, { recursive: true, force: true })
  say('starting over')
}

await main().catch(failWith)
