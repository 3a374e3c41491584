import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/**
 * Where ports are chosen: below those that systems give away by themselves, to connections and to whoever asks for any
 * port (from 32768 on Linux, 49152 elsewhere). A port of those can be gone before its server listens on it.
 */
const FIRST = 10_000
const LAST = 32_000

const TRIES = 100

/** Whether nothing listens on this loopback port. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(false))
    server.listen(port, '127.0.0.1', () => server.close(() => done(true)))
  })
}

/** A loopback port that nobody listens on now, and that only chance gives to somebody else before it is used. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const port = randomInt(FIRST, LAST)
    if (await isFree(port)) return port
  }
  throw new Error('this machine has no free port')
}
