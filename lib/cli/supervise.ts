import { type ChildProcess, fork } from 'node:child_process'
import type { ChildMessage } from '@/lib/server/child'

export interface Supervised {
  /** Ends it (SIGTERM, then SIGKILL after `graceMs`) for good. */
  stop(graceMs: number): Promise<void>
  /** Ends it, to be started again with what `environment` gives then. */
  restart(): void
}

export interface SuperviseOptions {
  name: string
  file: string
  /** Asked at each start. */
  environment: () => NodeJS.ProcessEnv
  say: (line: string) => void
  onReady?: () => void
  /** It says that starting it again cannot help. */
  onFatal: (line: string) => void
}

const MIN_DELAY_MS = 250
const MAX_DELAY_MS = 10_000

/** Keeps a child process running: starts it again when it ends, after a pause that grows while it keeps ending. */
export function supervise({ name, file, environment, say, onReady, onFatal }: SuperviseOptions): Supervised {
  let child: ChildProcess | undefined
  let stopping = false
  let delayMs = MIN_DELAY_MS
  let timer: NodeJS.Timeout | undefined

  function start() {
    const startedAt = performance.now()
    let fatal = false
    // In a group of its own: Ctrl-C in a terminal goes to the launcher alone, which stops its children in order.
    const current = fork(file, { env: environment(), detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child = current
    current.on('message', (message: ChildMessage) => {
      if (message.type === 'ready') onReady?.()
      else {
        fatal = true
        onFatal(message.line)
      }
    })
    current.once('exit', (code, signal) => {
      child = undefined
      if (stopping || fatal) return
      if (performance.now() - startedAt > 60_000) delayMs = MIN_DELAY_MS
      say(`${name} ended (${signal ?? `code ${code}`}); starting it again in ${delayMs} ms`)
      timer = setTimeout(start, delayMs)
      delayMs = Math.min(delayMs * 2, MAX_DELAY_MS)
    })
    current.on('error', (error) => say(`${name}: ${error.message}`))
  }
  start()

  return {
    restart: () => child?.kill('SIGTERM'),
    async stop(graceMs) {
      stopping = true
      clearTimeout(timer)
      const ending = child
      if (!ending || ending.exitCode !== null) return
      const ended = new Promise<void>((done) => ending.once('exit', () => done()))
      ending.kill('SIGTERM')
      const late = setTimeout(() => ending.kill('SIGKILL'), graceMs)
      await ended
      clearTimeout(late)
    },
  }
}
