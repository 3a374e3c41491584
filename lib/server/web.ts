import { createServer } from 'node:http'
import { join } from 'node:path'
import next from 'next'
import { packedFiles, sendPacked } from './packed'
import { type ServeOptions, serve } from './serve'

export interface WebOptions extends ServeOptions {
  /** Project folder, with `.next` in it. */
  dir: string
}

export interface Web {
  /** Stops taking requests, lets those in flight finish for at most `graceMs`, then closes everything. */
  close(graceMs: number): Promise<void>
}

/** Next says how long it took to run its configuration, `quiet` or not: nobody who starts a console asked. */
async function withoutTimings<T>(work: () => Promise<T>): Promise<T> {
  const log = console.log
  console.log = (...words: unknown[]) => {
    if (!words.some((word) => typeof word === 'string' && word.includes('Running next.config'))) log(...words)
  }
  try {
    return await work()
  } finally {
    console.log = log
  }
}

/** Serves the console: our own checks and headers around Next's handler. Resolves when it listens. */
export async function startWeb({ dir, ...options }: WebOptions): Promise<Web> {
  // Next attaches its own Upgrade handler, once an SSRF, to the server it is given: this one never listens.
  const decoy = createServer()
  const app = next({ dev: false, dir, hostname: options.host, port: options.port, httpServer: decoy, quiet: true })
  await withoutTimings(() => app.prepare())
  const packed = packedFiles(join(dir, '.next', 'static'))
  const handle = app.getRequestHandler()
  const close = await serve(options, async (request, response) => {
    if (!sendPacked(packed, request, response)) await handle(request, response)
  })
  return {
    async close(graceMs) {
      await close(graceMs)
      await app.close()
    },
  }
}
