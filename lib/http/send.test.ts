import type { ServerResponse } from 'node:http'
import { createServer as createHttpsServer } from 'node:https'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { ProviderError } from '@/lib/providers/error'
import { isPublicAddress } from './address'
import { closePools, isCertificateError, type SendOptions, send } from './send'
import { testServer } from './testing'
import { worthlessCertificate } from './testing-certificate'

const HOST = 'redis.jdcloud-api.com'
const request = {
  method: 'GET',
  origin: `https://${HOST}`,
  path: '/v1/regions/cn-north-1/quota',
  headers: { host: HOST, accept: 'application/json' },
}
const options = { operation: 'jdcloud-redis/describeUserQuota', allowsHost: (host: string) => host === HOST }

const servers: { close(): Promise<void> }[] = []
afterEach(async () => {
  await closePools()
  for (const server of servers.splice(0)) await server.close()
})
afterAll(closePools)

async function against(answer: (response: ServerResponse) => void, more: Partial<SendOptions> = {}) {
  const server = await testServer((_request, response) => answer(response))
  servers.push(server)
  return { server, sent: send(request, { ...options, gateway: server.origin, ...more }) }
}
const failureOf = (sent: Promise<unknown>) =>
  sent.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ProviderError)
      return error as ProviderError // just checked
    },
  )

test('the gateway gets the request with the real Host, and connections are used again', async () => {
  const { server, sent } = await against((response) => response.end('{}'))
  expect(await sent).toMatchObject({ status: 200, body: '{}' })
  await send(request, { ...options, gateway: server.origin })
  expect(server.calls).toEqual([
    { method: 'GET', url: request.path, host: HOST },
    { method: 'GET', url: request.path, host: HOST },
  ])
})

test('a redirect is handed over, not followed', async () => {
  const { server, sent } = await against((response) => {
    response.writeHead(302, { location: 'http://127.0.0.1:1/elsewhere' }).end()
  })
  expect(await sent).toMatchObject({ status: 302 })
  expect(server.calls).toHaveLength(1)
})

describe('faults', () => {
  test('a host that is not on the list is not connected to', async () => {
    const sent = send({ ...request, origin: 'https://169.254.169.254', headers: { host: '169.254.169.254' } }, options)
    expect(await failureOf(sent)).toMatchObject({ kind: 'not-allowed-host', sent: false })
  })

  test('a Host that differs from where it would go is refused', async () => {
    const sent = send({ ...request, origin: 'https://elsewhere.example' }, options)
    expect(await failureOf(sent)).toMatchObject({ kind: 'not-allowed-host', sent: false })
  })

  test('a port where nobody listens: unreachable, not sent', async () => {
    const sent = send(request, { ...options, gateway: 'http://127.0.0.1:1' })
    expect(await failureOf(sent)).toMatchObject({ kind: 'unreachable', sent: false })
  })

  test('a certificate that nobody vouches for: unreachable, nothing sent, and not worth another try', async () => {
    let requests = 0
    const server = createHttpsServer(worthlessCertificate('localhost'), () => requests++)
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    servers.push({ close: async () => void server.close() })
    const { port } = server.address() as AddressInfo // listens on TCP, so it is not a pipe's name
    const error = await failureOf(send(request, { ...options, gateway: `https://localhost:${port}` }))
    expect(error).toMatchObject({ kind: 'unreachable', sent: false })
    expect(isCertificateError(error.cause)).toBe(true)
    expect(requests).toBe(0)
  })

  test('no answer: timeout, sent', async () => {
    const { sent } = await against(() => {}, { timeouts: { totalMs: 100 } })
    expect(await failureOf(sent)).toMatchObject({ kind: 'timeout', sent: true })
  })

  test('a body that trickles for ever ends at the total timeout', async () => {
    const { sent } = await against(
      (response) => {
        const timer = setInterval(() => response.write(' '), 10)
        response.on('close', () => clearInterval(timer))
      },
      { timeouts: { totalMs: 150 } },
    )
    expect(await failureOf(sent)).toMatchObject({ kind: 'timeout', sent: true })
  })

  test('a reset before the answer: dropped, sent', async () => {
    const { sent } = await against((response) => response.socket?.resetAndDestroy())
    expect(await failureOf(sent)).toMatchObject({ kind: 'dropped', sent: true })
  })

  test('a reset in the middle of the body: dropped', async () => {
    const { sent } = await against((response) => {
      response.write('{"requestId":')
      setTimeout(() => response.socket?.resetAndDestroy(), 20)
    })
    expect(await failureOf(sent)).toMatchObject({ kind: 'dropped', sent: true })
  })

  test('a body shorter than it said: dropped', async () => {
    const { sent } = await against((response) => {
      response.writeHead(200, { 'content-length': 100 })
      response.write('{}')
      setTimeout(() => response.socket?.end(), 20)
    })
    expect(await failureOf(sent)).toMatchObject({ kind: 'dropped', sent: true })
  })

  test('a body larger than allowed is cut off, announced or not', async () => {
    const announced = await against(
      (response) => response.writeHead(200, { 'content-length': 5000 }).end('x'.repeat(5000)),
      {
        maxBytes: 1000,
      },
    )
    expect(await failureOf(announced.sent)).toMatchObject({ kind: 'too-large', sent: true })
    const endless = await against(
      (response) => {
        const timer = setInterval(() => response.write('x'.repeat(400)), 1)
        response.on('close', () => clearInterval(timer))
      },
      { maxBytes: 1000 },
    )
    expect(await failureOf(endless.sent)).toMatchObject({ kind: 'too-large', sent: true })
  })

  test('a body in another charset is no answer', async () => {
    const { sent } = await against((response) => response.end(Buffer.from([0x7b, 0xb1, 0xb1, 0xbe, 0xa9, 0x7d])))
    expect(await failureOf(sent)).toMatchObject({ kind: 'bad-answer', sent: true })
  })

  test('what is not HTTP is no answer', async () => {
    const server = createTcpServer((socket) => socket.on('data', () => socket.end('SSH-2.0-OpenSSH_9.2\r\n\r\n')))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    servers.push({ close: () => new Promise((resolve) => server.close(() => resolve())) })
    const { port } = server.address() as AddressInfo // a TCP server has one
    const sent = send(request, { ...options, gateway: `http://127.0.0.1:${port}` })
    expect(await failureOf(sent)).toMatchObject({ kind: 'bad-answer', sent: true })
  })

  test('cancelled before it began: nothing was sent; later: something was', async () => {
    const before = send(request, { ...options, gateway: 'http://127.0.0.1:1', signal: AbortSignal.abort() })
    expect(await failureOf(before)).toMatchObject({ kind: 'cancelled', sent: false })
    const leaving = new AbortController()
    const { sent } = await against(() => leaving.abort(), { signal: leaving.signal })
    expect(await failureOf(sent)).toMatchObject({ kind: 'cancelled', sent: true })
  })
})

test('without a gateway, a provider name that resolves to the inside is not connected to', async () => {
  const local = { ...request, origin: 'https://localhost', headers: { host: 'localhost' } }
  const sent = send(local, { ...options, allowsHost: () => true })
  expect(await failureOf(sent)).toMatchObject({ kind: 'not-allowed-host', sent: false })
})

test('inner addresses are told from public ones', () => {
  const inside = ['127.0.0.1', '10.1.2.3', '169.254.169.254', '100.100.100.200', '192.168.1.1', '172.31.0.1', '0.0.0.0']
  const inside6 = ['::1', 'fe80::1', 'fd00::1', '::ffff:127.0.0.1', '::ffff:a9fe:a9fe']
  for (const address of [...inside, ...inside6]) expect([address, isPublicAddress(address)]).toEqual([address, false])
  for (const address of ['47.95.1.1', '8.8.8.8', '2400:3200::1']) expect(isPublicAddress(address)).toBe(true)
})
