import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Writable } from 'node:stream'

/**
 * Runs a program that never outlives this one. A small watcher holds the other end of a pipe: when it ends without a
 * line, this program is gone, however it went, and the watcher kills the server and removes its folder. The shell
 * becomes the server (`exec`), so that its pid is the server's.
 */
const WATCHED = `folder=$1; shift
(IFS= read -r _ <&3 || { kill -9 $$; rm -rf "$folder"; rmdir "\${folder%/*}"; }) >/dev/null 2>&1 &
exec "$@" 3<&-`

const PATIENCE_MS = 3_000

export interface Guarded {
  readonly pid: number | undefined
  /** Resolves when the process is gone, whoever ended it. */
  readonly ended: Promise<void>
  readonly running: boolean
  /** Ends it: at once, or after it did what it does on SIGTERM. Resolves when it is gone. */
  stop(signal?: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

/** Starts `command` in a folder that is the process's own. `line` gets what it prints. */
export function startGuarded(command: readonly string[], folder: string, line: (text: string) => void): Guarded {
  // A session of its own: Ctrl-C in a terminal is for the emulator, which ends its servers itself.
  const child: ChildProcess = spawn('/bin/sh', ['-c', WATCHED, 'sh', folder, ...command], {
    cwd: folder,
    detached: true,
    // Not the standard input: that one is closed when the process ends, before anything can be written.
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
    env: { ...process.env, TZ: 'Asia/Shanghai' },
  })
  let running = true
  const watcher = child.stdio[3] as Writable // a pipe to the other side, as asked for above
  const ended = new Promise<void>((done) => {
    const over = () => {
      running = false
      // The watcher goes without harm: the number of the process may soon be another's.
      watcher.end('done\n')
      done()
    }
    child.once('exit', over)
    child.once('error', over)
  })
  watcher.on('error', () => undefined)
  if (child.stdout) createInterface({ input: child.stdout }).on('line', line)
  return {
    pid: child.pid,
    ended,
    get running() {
      return running
    },
    async stop(signal = 'SIGKILL') {
      if (running) child.kill(signal)
      const late = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS)
      await ended
      clearTimeout(late)
    },
  }
}
