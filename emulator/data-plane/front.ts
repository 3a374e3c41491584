import { createConnection, createServer, type Socket } from 'node:net'

/** What stands between clients and a server, as a cloud's own network does. */
export interface Front {
  readonly port: number
  close(): Promise<void>
}

/**
 * Listens on a port of this machine and hands each client on to the server behind it, or ends the connection when its
 * address is not let in. Who is in already stays, whatever the lists are later.
 */
export function openFront(behind: number, letsIn: (address: string) => boolean): Promise<Front> {
  const open = new Set<Socket>()
  const server = createServer({ noDelay: true }, (client) => {
    const address = client.remoteAddress?.replace(/^::ffff:/, '') ?? ''
    client.on('error', () => client.destroy())
    if (!letsIn(address)) return client.destroy()
    const inner = createConnection({ port: behind, host: '127.0.0.1', noDelay: true })
    for (const [one, other] of [
      [client, inner],
      [inner, client],
    ] as const) {
      open.add(one)
      one.on('close', () => {
        open.delete(one)
        other.destroy()
      })
      one.on('error', () => one.destroy())
      one.pipe(other)
    }
  })
  return new Promise((done, failed) => {
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      done({
        port: typeof address === 'object' && address ? address.port : 0,
        close: () =>
          new Promise((closed) => {
            server.close(() => closed())
            for (const socket of open) socket.destroy()
          }),
      })
    })
  })
}
