import { createServer } from 'node:net'

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer()
    server.once('error', () => done(undefined))
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => done(address && typeof address === 'object' ? address.port : undefined))
    })
  })
}

/** Whether nothing listens on this loopback port. */
export const isFree = async (port: number) => (await tryPort(port)) !== undefined

/** A loopback port that is free now. */
export async function freePort(): Promise<number> {
  const port = await tryPort(0)
  if (port === undefined) throw new Error('this machine has no free port')
  return port
}
