import { createServer, request as send } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface Tapped {
  method: string
  url: string
  headers: string[]
  body: Buffer
}

export interface Answered {
  status: number
  body: string
}

/** Stands between a vendor's client and the emulator: remembers every request byte for byte, and can send it again. */
export interface Wiretap {
  /** `127.0.0.1:40123` */
  host: string
  /** The newest request that passed. */
  last(): Tapped
  /** Sends a remembered request again, altered or not. */
  replay(tapped: Tapped): Promise<Answered>
  close(): Promise<void>
}

export async function wiretap(port: number): Promise<Wiretap> {
  const taps: Tapped[] = []
  const forward = (tapped: Tapped) =>
    new Promise<Answered & { headers: string[] }>((done, failed) => {
      const out = send(
        { host: '127.0.0.1', port, method: tapped.method, path: tapped.url, setHost: false },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('end', () =>
            done({
              status: answer.statusCode ?? 0,
              headers: answer.rawHeaders,
              body: Buffer.concat(chunks).toString(),
            }),
          )
        },
      )
      out.on('error', failed)
      for (let i = 0; i < tapped.headers.length; i += 2)
        if (!/^(connection|transfer-encoding|content-length)$/i.test(tapped.headers[i] ?? ''))
          out.setHeader(tapped.headers[i] ?? '', tapped.headers[i + 1] ?? '')
      if (tapped.body.length > 0) out.setHeader('content-length', tapped.body.length)
      out.end(tapped.body)
    })
  const server = createServer(async (message, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of message as AsyncIterable<Buffer>) chunks.push(chunk)
    const { method = 'GET', url = '/', rawHeaders } = message
    const tapped = { method, url, headers: rawHeaders, body: Buffer.concat(chunks) }
    taps.push(tapped)
    const answer = await forward(tapped)
    response.writeHead(answer.status, answer.headers)
    response.end(answer.body)
  })
  await new Promise<void>((ready) => {
    server.listen(0, '127.0.0.1', ready)
  })
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server that listens has this kind of address
    last() {
      const tapped = taps.at(-1)
      if (!tapped) throw new Error('nothing has passed')
      return tapped
    },
    replay: forward,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed())
        server.closeAllConnections()
      }),
  }
}
