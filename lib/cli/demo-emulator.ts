import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { projectPath } from './project'

export interface Emulator {
  url: string
  /** Its process, another one after each time that it ended. */
  pid(): number | undefined
  stop(): Promise<void>
}

const LONGEST_PAUSE_MS = 10_000

interface Running {
  child: ChildProcess
  url: string
  ended: Promise<string>
}

/** The local cloud, as a process of its own that ends with this one, however this one ends. */
async function launch(port: string): Promise<Running> {
  const program = `process.on('disconnect', () => process.exit()); await import(${JSON.stringify(projectPath('emulator/main.ts'))})`
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '-e', program, '--', '--port', port, '--profile', 'demo'],
    { cwd: projectPath(), detached: true, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] },
  )
  const ended = new Promise<string>((done) =>
    child.once('exit', (code, signal) => done(signal ?? `code ${code ?? 'unknown'}`)),
  )
  if (!child.stdout) throw new Error('the emulator has no output')
  const lines = createInterface({ input: child.stdout })
  const url = await new Promise<string>((ready, failed) => {
    lines.on('line', (line) => {
      const message: { url?: string } = JSON.parse(line)
      if (message.url) ready(message.url)
    })
    void ended.then((how) => failed(new Error(`the emulator did not start (${how})`)))
  })
  return { child, url, ended }
}

/** Starts the local cloud and keeps it running: when it ends it is started again at the same address. */
export async function startEmulator(say: (line: string) => void): Promise<Emulator> {
  let running = await launch('0')
  const { url } = running
  const stopping = new AbortController()

  async function keep() {
    for (;;) {
      const how = await running.ended
      for (let pauseMs = 250; !stopping.signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
        say(`the emulator ended (${how}); starting it again, its clouds as they were at first`)
        try {
          await sleep(pauseMs, undefined, { signal: stopping.signal })
          running = await launch(new URL(url).port)
          say(`emulated clouds at ${url} again`)
          break
        } catch (error) {
          if (!stopping.signal.aborted) say(error instanceof Error ? error.message : 'the emulator does not start')
        }
      }
      if (stopping.signal.aborted) return
    }
  }
  void keep()
  return {
    url,
    pid: () => running.child.pid,
    async stop() {
      stopping.abort()
      running.child.kill('SIGTERM')
      await running.ended
    },
  }
}
