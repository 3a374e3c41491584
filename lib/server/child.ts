import { EnvError } from '@/lib/env'

/** What a child tells the launcher. `fatal`: starting it again cannot help. */
export type ChildMessage = { type: 'ready' } | { type: 'fatal'; line: string }

/**
 * Runs the body of a child process of the launcher: tells it when ready, and stops on SIGTERM, or when the launcher
 * is gone (the channel to it closes even if it was killed), so that no child outlives it: also while it starts.
 */
export async function runChild(start: () => Promise<{ stop(): Promise<void> }>): Promise<void> {
  const tell = (message: ChildMessage) => process.send?.(message)
  // Whoever read what is written here may be gone: telling of that by writing would begin anew, without end.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})
  let service: { stop(): Promise<void> } | undefined
  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await service?.stop()
    process.exit(0)
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
  process.on('disconnect', stop)
  try {
    service = await start()
    tell({ type: 'ready' })
  } catch (error) {
    const line = fatalLine(error)
    if (line) {
      tell({ type: 'fatal', line })
      if (!process.send) process.stderr.write(`${line}\n`)
      setTimeout(() => process.exit(1), 50)
    } else throw error
  }
}

function fatalLine(error: unknown): string | undefined {
  if (error instanceof EnvError) return error.message
  if (!(error instanceof Error) || !('code' in error)) return undefined
  if (error.code === 'EADDRINUSE')
    return `PORT: ${'port' in error ? error.port : ''} is in use by another program; set PORT to a free one`
  if (error.code === 'EACCES') return 'PORT: this user may not listen on it; set PORT to 1024 or higher'
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') return 'HOST: is not an address of this machine'
  return undefined
}
