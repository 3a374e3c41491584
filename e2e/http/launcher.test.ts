import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { freePort } from '@/lib/cli/port'
import { projectPath } from '@/lib/cli/project'
import { startOf } from '@/lib/db/folder-lock'
import { testDatabase } from '@/lib/db/testing'

let top: string
beforeAll(() => {
  top = mkdtempSync(join(tmpdir(), 'quarterdeck launcher '))
  chmodSync(top, 0o755)
})
afterAll(() => rmSync(top, { recursive: true, force: true }))

interface Launched {
  child: ChildProcess
  log(): string
  /** Resolves when the text appeared in the output. */
  says(text: string | RegExp): Promise<void>
  exit: Promise<number | null>
}

const all: Launched[] = []
afterEach(async () => {
  for (const launched of all.splice(0)) {
    launched.child.kill('SIGTERM')
    await launched.exit
  }
})

function launch(settings: Record<string, string>): Launched {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, NODE_ENV: 'production' as const, ...settings }
  const child = spawn(process.execPath, [projectPath('dist/start.js')], {
    cwd: '/',
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let text = ''
  const listeners = new Set<() => void>()
  const add = (chunk: Buffer) => {
    text += chunk
    for (const look of listeners) look()
  }
  child.stdout.on('data', add)
  child.stderr.on('data', add)
  const exit = new Promise<number | null>((done) => child.once('close', done))
  const says = (wanted: string | RegExp) =>
    new Promise<void>((found, failed) => {
      const look = () => {
        if (typeof wanted === 'string' ? !text.includes(wanted) : !wanted.test(text)) return
        listeners.delete(look)
        found()
      }
      listeners.add(look)
      void exit.then(() => failed(new Error(`it ended and said: ${text}`)))
      look()
    })
  const launched = { child, log: () => text, says, exit }
  all.push(launched)
  return launched
}

/** Processes whose parent is this one, by what they run. */
function childOf(parent: number, program: string): number {
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      const [, ppid] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      if (Number(ppid) === parent && readFileSync(`/proc/${entry}/cmdline`, 'utf8').includes(program))
        return Number(entry)
    } catch {
      // It ended while we looked.
    }
  }
  throw new Error(`${program} does not run`)
}

/** Waits for what another process does in its own time. */
async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await new Promise((next) => setTimeout(next, 50))
}

const status = (url: string) =>
  fetch(url).then(
    (answer) => answer.status,
    () => 0,
  )

test('with a database of its own: first start, setup link, kills of its parts, and a clean stop', {
  timeout: 120_000,
}, async () => {
  const data = join(top, 'own data')
  const port = await freePort()
  const settings = { QUARTERDECK_DATA_DIR: data, PORT: String(port) }
  const health = `http://127.0.0.1:${port}/api/health`
  const launched = launch(settings)
  await launched.says(`ready at http://127.0.0.1:${port}`)
  await launched.says(/first admin at http:\/\/127\.0\.0\.1:\d+\/setup#[\w-]{40,}/)
  expect(statSync(join(data, 'master.key')).mode & 0o777).toBe(0o600)
  expect(await status(health)).toBe(200)
  const launcher = launched.child.pid ?? 0

  const second = launch({ ...settings, PORT: String(await freePort()) })
  expect(await second.exit).toBe(1)
  expect(second.log()).toMatch(/^quarterdeck: Another launcher \(process \d+\) uses .*\n$/)

  const web = childOf(launcher, 'web.js')
  process.kill(web, 'SIGKILL')
  await until(() => startOf(web) === undefined)
  await until(async () => (await status(health)) === 200)

  const worker = childOf(launcher, 'worker.js')
  process.kill(worker, 'SIGKILL')
  await launched.says('worker ended (SIGKILL)')

  process.kill(childOf(launcher, 'postgres'), 'SIGKILL')
  await launched.says('the database ended; starting it again')
  await until(async () => (await status(health)) === 200)

  const parts = [childOf(launcher, 'web.js'), childOf(launcher, 'postgres')]
  launched.child.kill('SIGTERM')
  expect(await launched.exit).toBe(0)
  expect(parts.map(startOf)).toEqual([undefined, undefined])
})

test('when the launcher is killed with -9, web server and worker end, and the next start takes over', {
  timeout: 120_000,
}, async () => {
  const data = join(top, 'killed')
  const port = await freePort()
  const settings = { QUARTERDECK_DATA_DIR: data, PORT: String(port) }
  const first = launch(settings)
  await first.says('ready at')
  const parts = ['web.js', 'worker.js'].map((name) => childOf(first.child.pid ?? 0, name))
  first.child.kill('SIGKILL')
  await until(() => parts.every((pid) => startOf(pid) === undefined))
  const again = launch(settings)
  await again.says('ready at')
  expect(await status(`http://127.0.0.1:${port}/api/health`)).toBe(200)
})

test('with DATABASE_URL it runs no database of its own; another master key is refused and no key file is left', {
  timeout: 120_000,
}, async () => {
  const database = await testDatabase()
  try {
    const settings = {
      DATABASE_URL: database.url,
      QUARTERDECK_DATA_DIR: join(top, 'none'),
      PORT: String(await freePort()),
    }
    const key = randomBytes(32).toString('base64')
    const launched = launch({ ...settings, QUARTERDECK_MASTER_KEY: key })
    await launched.says('ready at')
    expect(existsSync(join(top, 'none'))).toBe(false)
    launched.child.kill('SIGTERM')
    expect(await launched.exit).toBe(0)

    const wrong = launch({ ...settings, QUARTERDECK_MASTER_KEY: randomBytes(32).toString('base64') })
    expect(await wrong.exit).toBe(1)
    expect(wrong.log()).toMatch(/^quarterdeck: The master key does not belong to this database.*\n$/)
    const lost = launch(settings)
    expect(await lost.exit).toBe(1)
    expect(lost.log()).toMatch(/^quarterdeck: The master key does not belong to this database.*\n$/)
    expect(existsSync(join(top, 'none', 'master.key'))).toBe(false)
  } finally {
    await database.drop()
  }
})

test.each([
  [{ PORT: 'http' }, /^quarterdeck: PORT: /],
  [{ HOST: '0.0.0.0' }, /^quarterdeck: HOST: .*QUARTERDECK_TRUST_PROXY/],
  [{ QUARTERDECK_URL: 'http://deck.example.com' }, /^quarterdeck: QUARTERDECK_URL: must be https/],
  [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, /^quarterdeck: .*ECONNREFUSED/],
])('%o is refused with one clear line and exit code 1', async (settings, line) => {
  const launched = launch({ QUARTERDECK_DATA_DIR: join(top, 'bad'), ...settings })
  expect(await launched.exit).toBe(1)
  expect(launched.log()).toMatch(line)
  expect(launched.log().trim().split('\n')).toHaveLength(1)
})
