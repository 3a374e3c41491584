/**
 * Runs `stop` once on the first Ctrl-C, SIGTERM or SIGHUP and then exits with 0. Repeated signals are ignored: npm
 * passes on the Ctrl-C that the terminal has already sent.
 */
export function stopOnSignal(stop: () => Promise<void>, say: (line: string) => void): void {
  let stopping = false
  const once = async () => {
    if (stopping) return
    stopping = true
    say('stopping')
    await stop()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, once)
}

/** Ends the process with one line per thing that is wrong, not with a stack. */
export function failWith(error: unknown): never {
  const text = error instanceof Error ? error.message : String(error)
  for (const line of text.split('\n')) process.stderr.write(`quarterdeck: ${line}\n`)
  process.exit(1)
}
