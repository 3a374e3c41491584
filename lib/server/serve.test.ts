import { type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { freePort } from '@/lib/cli/port'
import { isLoopback, MAX_BODY_BYTES } from './admission'
import { serve } from './serve'

interface Seen {
  headers: IncomingMessage['headers']
  url: string | undefined
}

let seen: Seen[] = []
let finish: (() => void) | undefined
// Stands where Next's handler stands: what reaches it has been admitted.
const handler: Parameters<typeof serve>[1] = async (incoming, response) => {
  seen.push({ headers: { ...incoming.headers }, url: incoming.url })
  if (incoming.url === '/api/slow') await new Promise<void>((done) => (finish = done))
  if (incoming.url === '/api/stream') {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write('data: 1\n\n')
    return
  }
  if (incoming.url === '/api/broken') throw new Error('a secret detail')
  response.end('reached')
}

interface Running {
  port: number
  close(graceMs: number): Promise<void>
}

async function running(url?: string, trustProxy = false): Promise<Running> {
  const port = await freePort()
  const close = await serve({ host: '127.0.0.1', port, url: url ?? `http://127.0.0.1:${port}`, trustProxy }, handler)
  return { port, close }
}

let plain: Running
let proxied: Running
beforeAll(async () => {
  plain = await running()
  proxied = await running('https://deck.example.com', true)
})
afterAll(() => Promise.all([plain.close(100), proxied.close(100)]))

interface Answer {
  status: number | undefined
  headers: IncomingMessage['headers']
  body: string
}

function ask(
  port: number,
  path: string,
  options: { method?: string; headers?: Record<string, string>; body?: string } = {},
): Promise<Answer> {
  seen = []
  return new Promise((done, failed) => {
    const sent = request(
      { host: '127.0.0.1', port, path, method: options.method, headers: options.headers, agent: false },
      (answer) => {
        let body = ''
        answer.on('data', (chunk) => (body += chunk))
        answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body }))
        answer.on('error', failed)
      },
    )
    sent.on('error', failed)
    sent.end(options.body)
  })
}

/** Sends raw bytes and gives everything that comes back until the server closes. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((done) => {
    let text = ''
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes))
    socket.on('data', (chunk) => (text += chunk))
    socket.on('close', () => done(text))
    socket.on('error', () => done(text))
  })
}

describe('what reaches the framework', () => {
  test.each([
    ['x-middleware-subrequest', 'proxy:proxy:proxy:proxy:proxy'],
    ['x-middleware-prefetch', '1'],
    ['x-nonce', 'planted'],
    ['content-security-policy', "script-src 'nonce-planted'"],
    ['content-security-policy-report-only', "script-src 'nonce-planted'"],
    ['next-resume', '1'],
    ['next-action', 'abcdef'],
    ['next-router-prefetch', '1'],
    ['next-router-segment-prefetch', '/_tree'],
    ['purpose', 'prefetch'],
    ['x-matched-path', '/api/users'],
    ['x-now-route-matches', '1'],
    ['x-nextjs-data', '1'],
    ['x-invoke-path', '/api/users'],
    ['x-http-method-override', 'DELETE'],
    ['x-original-url', '/api/users'],
    ['forwarded', 'for=192.0.2.1'],
    ['x-real-ip', '192.0.2.1'],
  ])('%s from outside does not', async (name, value) => {
    expect((await ask(plain.port, '/api/me', { headers: { [name]: value } })).status).toBe(200)
    expect(seen[0]?.headers[name]).toBeUndefined()
  })

  test("the router's own prefetch does", async () => {
    await ask(plain.port, '/instances', { headers: { rsc: '1', 'next-router-prefetch': '1' } })
    expect(seen[0]?.headers).toMatchObject({ rsc: '1', 'next-router-prefetch': '1' })
  })

  test('the address is that of the connection, whatever a browser claims', async () => {
    await ask(plain.port, '/api/me', { headers: { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https' } })
    expect(seen[0]?.headers).toMatchObject({ 'x-forwarded-for': '127.0.0.1', 'x-forwarded-proto': 'http' })
  })

  test('behind a trusted proxy it is the one that the proxy saw, not one that the client put before it', async () => {
    const headers = {
      host: 'deck.example.com',
      'x-forwarded-for': '192.0.2.1, 198.51.100.7',
      'x-forwarded-proto': 'https',
    }
    await ask(proxied.port, '/api/me', { headers })
    expect(seen[0]?.headers).toMatchObject({
      'x-forwarded-for': '198.51.100.7',
      host: 'deck.example.com',
      'x-forwarded-proto': 'https',
    })
  })
})

describe('what is refused', () => {
  test.each([
    ['another host', '/', { headers: { host: 'evil.example' } }, 421],
    ['a method that changes a page', '/instances', { method: 'POST' }, 405],
    ['TRACE', '/', { method: 'TRACE' }, 405],
    ['a method nobody needs', '/api/me', { method: 'PROPFIND' }, 405],
    ['a path that hides a host', '//evil.example/x', {}, 400],
    [
      'a body without a length',
      '/api/me',
      { method: 'POST', headers: { 'transfer-encoding': 'chunked' }, body: 'x' },
      411,
    ],
    [
      'a body that is too large',
      '/api/me',
      { method: 'POST', headers: { 'content-length': String(MAX_BODY_BYTES + 1) } },
      413,
    ],
    ['a GET with a body', '/api/me', { headers: { 'content-length': '3' }, body: 'abc' }, 400],
    ['headers over 16 KB', '/', { headers: { cookie: 'x'.repeat(17_000) } }, 431],
  ])('%s', async (_name, path, options, status) => {
    const answer = await ask(plain.port, path, options)
    expect(answer.status).toBe(status)
    expect(seen).toEqual([])
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  })

  test('plain http that did not come through the proxy', async () => {
    const direct = await ask(proxied.port, '/sign-in', { headers: { host: 'deck.example.com' } })
    expect(direct.status).toBe(421)
    const downgraded = { host: 'deck.example.com', 'x-forwarded-proto': 'http' }
    expect((await ask(proxied.port, '/sign-in', { headers: downgraded })).status).toBe(421)
    expect(seen).toEqual([])
  })

  test('Upgrade and CONNECT', async () => {
    const head = `Host: 127.0.0.1:${plain.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`
    expect(await raw(plain.port, `GET /_next/webpack-hmr HTTP/1.1\r\n${head}`)).toMatch(/^HTTP\/1.1 400 /)
    expect(await raw(plain.port, `CONNECT evil.example:80 HTTP/1.1\r\nHost: evil.example:80\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 405 /,
    )
    expect(await raw(plain.port, 'no http at all\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /)
  })
})

test('a person who typed localhost is taken to the one name that cookies belong to', async () => {
  const headers = { host: `localhost:${plain.port}`, 'sec-fetch-mode': 'navigate' }
  const answer = await ask(plain.port, '/instances?q=x', { headers })
  expect(answer.status).toBe(308)
  expect(answer.headers.location).toBe(`http://127.0.0.1:${plain.port}/instances?q=x`)
})

test('a handler that throws gives an error without its words, with all headers', async () => {
  const answer = await ask(plain.port, '/api/broken')
  expect(answer.status).toBe(500)
  expect(answer.body).not.toContain('secret')
  expect(JSON.parse(answer.body).error).toMatchObject({ code: 'internal', status: 500 })
  expect(answer.headers['referrer-policy']).toBe('same-origin')
})

test('https deployments say so for a year, plain ones do not', async () => {
  const secure = await ask(proxied.port, '/', { headers: { host: 'deck.example.com', 'x-forwarded-proto': 'https' } })
  expect(secure.headers['strict-transport-security']).toMatch(/max-age=31536000/)
  expect((await ask(plain.port, '/')).headers['strict-transport-security']).toBeUndefined()
})

test('stopping lets a request in flight finish, ends event streams, and takes nothing new', async () => {
  const { port, close } = await running()
  const slow = ask(port, '/api/slow')
  const stream = ask(port, '/api/stream').catch((error: Error) => error)
  while (!finish || seen.length === 0) await new Promise((next) => setImmediate(next))
  const closed = close(5_000)
  finish()
  expect((await slow).body).toBe('reached')
  expect(await stream).toBeDefined()
  await closed
  await expect(ask(port, '/')).rejects.toThrow(/ECONNREFUSED/)
})

test('only addresses of this machine count as loopback', () => {
  expect(['127.0.0.1', '127.1.2.3', '::1', 'localhost'].every(isLoopback)).toBe(true)
  expect(['0.0.0.0', '10.0.0.1', '::', 'example.com', 'localhost.example.com'].some(isLoopback)).toBe(false)
})
