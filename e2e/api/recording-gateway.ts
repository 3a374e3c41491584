import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands between the console and the local cloud and keeps the body of each answer exactly as it went over the wire. */
export async function recordingGateway(target: string) {
  const { hostname, port } = new URL(target)
  const bodies: string[] = []
  const server = createServer((asked, answer) => {
    const { method, url: path, headers } = asked
    const onward = request({ hostname, port, method, path, headers }, (told) => {
      const parts: Buffer[] = []
      told.on('data', (part: Buffer) => parts.push(part))
      told.on('end', () => {
        const body = Buffer.concat(parts)
        bodies.push(body.toString('utf8'))
        answer.writeHead(told.statusCode ?? 502, told.headers).end(body)
      })
    })
    onward.on('error', () => answer.destroy())
    asked.pipe(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port: own } = server.address() as AddressInfo // it listens on a port
  return {
    url: `http://127.0.0.1:${own}`,
    bodies,
    end: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
