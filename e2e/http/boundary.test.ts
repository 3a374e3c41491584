import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { VARIANTS } from '@/e2e/api/bypass'
import { type Answer, type Client, raw } from '@/e2e/api/http'
import { type Console, startConsole } from '@/e2e/api/server'
import { db } from '@/lib/db/client'
import { sessions, users } from '@/lib/db/schema'

let deck: Console
let admin: Client & { id: string }
beforeAll(async () => {
  deck = await startConsole()
  admin = await deck.as('admin')
})
afterAll(() => deck.close())

const nameOfAdmin = async () => (await db().select().from(users).where(eq(users.id, admin.id)))[0]?.name

describe('a request that changes something must come from a page of ours', () => {
  const cases: [string, () => Record<string, string>, number][] = [
    ['own page', () => ({ origin: deck.url, 'sec-fetch-site': 'same-origin' }), 200],
    ['own page of an old browser', () => ({ origin: deck.url, 'sec-fetch-site': '' }), 200],
    ['another site', () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }), 403],
    ['another site that hides its origin', () => ({ origin: '', 'sec-fetch-site': 'cross-site' }), 403],
    ['a neighbour of the same site', () => ({ origin: '', 'sec-fetch-site': 'same-site' }), 403],
    ['the address bar', () => ({ origin: '', 'sec-fetch-site': 'none' }), 403],
    ['origin null', () => ({ origin: 'null', 'sec-fetch-site': '' }), 403],
    ['origin null that claims to be ours', () => ({ origin: 'null', 'sec-fetch-site': 'same-origin' }), 403],
    ['another port of this host', () => ({ origin: 'http://127.0.0.1:1', 'sec-fetch-site': '' }), 403],
    [
      'localhost instead of 127.0.0.1',
      () => ({ origin: deck.url.replace('127.0.0.1', 'localhost'), 'sec-fetch-site': '' }),
      403,
    ],
    ['neither header', () => ({ origin: '', 'sec-fetch-site': '' }), 403],
    ['a JSON that pretends to be text', () => ({ 'content-type': 'text/plain' }), 415],
    ['a form', () => ({ 'content-type': 'application/x-www-form-urlencoded' }), 415],
    ['no type at all', () => ({ 'content-type': '' }), 415],
    ['another encoding', () => ({ 'content-type': 'application/json; charset=utf-16' }), 415],
  ]
  test.each(cases)('%s', async (name, headers, status) => {
    const before = await nameOfAdmin()
    const answer = await admin.patch('/api/me', { name }, { headers: headers() })
    expect(answer.status).toBe(status)
    expect(await nameOfAdmin()).toBe(status === 200 ? name : before)
  })

  test.each([
    ['x-http-method-override', 'DELETE'],
    ['x-method-override', 'PATCH'],
    ['x-http-method', 'DELETE'],
  ])('%s changes no method', async (header, method) => {
    const answer = await admin.get('/api/me/sessions', { headers: { [header]: method } })
    expect(answer.json.items).toHaveLength(1)
    expect((await admin.get('/api/me/sessions?_method=DELETE')).status).toBe(200)
    expect((await admin.get('/api/me')).status).toBe(200)
  })

  test('reading changes nothing but when somebody was last seen', async () => {
    const state = async () =>
      JSON.stringify([await db().select().from(users), (await db().select().from(sessions)).length])
    const before = await state()
    for (const path of [
      '/api/auth/signout',
      '/api/auth/signin',
      '/api/auth/callback/credentials',
      '/api/me/sessions',
      '/api/users',
    ]) {
      await admin.get(path)
    }
    expect(await state()).toBe(before)
  })
})

describe('what a request may bring', () => {
  test('a body over 256 KB is refused, whether or not it says how long it is', async () => {
    const answer = await admin.patch('/api/me', { name: 'x'.repeat(257 * 1024) })
    expect(answer.status).toBe(413)
    const chunk = 'y'.repeat(64 * 1024)
    const chunked = await raw(
      deck.url,
      `PATCH /api/me HTTP/1.1\r\nHost: ${new URL(deck.url).host}\r\nSec-Fetch-Site: same-origin\r\n` +
        `Content-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n` +
        `${chunk.length.toString(16)}\r\n${chunk}\r\n`.repeat(6),
    )
    expect(chunked).toMatch(/^HTTP\/1\.1 (411|413) /)
  })

  test('a field that nobody asked for is refused, not ignored', async () => {
    const answer = await admin.patch('/api/me', { name: 'x', role: 'admin' })
    expect([answer.status, answer.json.error.fields]).toEqual([400, { role: { code: 'unknown-field' } }])
  })

  test.each([['{"name":'], [''], ['[]'], ['"x"'], ['null'], ['{"name":"\ud800"}'], ['{"name":1e999}']])(
    'a body that is no such JSON: %s',
    async (body) => {
      const answer = await admin.send('PATCH', '/api/me', { body, headers: { 'content-type': 'application/json' } })
      expect([400, 200]).toContain(answer.status)
      if (answer.status === 400) expect(answer.json.error.code).toBe('bad-input')
    },
  )

  test('a client cannot choose our request id', async () => {
    const answer = await admin.get('/api/me', { headers: { 'x-request-id': 'mine' } })
    expect(answer.headers['x-request-id']).toMatch(/^[a-z2-7]{16}$/)
  })
})

describe('whoever is not signed in gets nothing of the data, however they ask', () => {
  const SECRET_NAME = 'only-for-people-who-are-signed-in'
  beforeAll(async () => {
    await db().update(users).set({ name: SECRET_NAME }).where(eq(users.id, admin.id))
  })

  test('there are at least 60 ways', () => expect(VARIANTS.length).toBeGreaterThanOrEqual(60))

  test.each(VARIANTS)('%s %s', async (_, path, headers) => {
    const answer = await deck.anybody().get(path, { headers })
    expect(answer.text).not.toContain(SECRET_NAME)
    expect(answer.text).not.toContain('@example.com')
    expect(answer.status).not.toBe(500)
    expectHeaders(answer)
  })

  test('the same address does show it to who is', async () => {
    expect((await admin.get('/api/users')).text).toContain(SECRET_NAME)
  })

  test.each(['TRACE', 'CONNECT', 'PURGE', 'PROPFIND'])('the method %s is refused', async (method) => {
    const { host } = new URL(deck.url)
    const text = await raw(deck.url, `${method} /api/users HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`)
    expect(text).toMatch(/^HTTP\/1\.1 (400|405) /)
  })

  test('Upgrade is refused', async () => {
    const { host } = new URL(deck.url)
    const text = await raw(
      deck.url,
      `GET /api/users HTTP/1.1\r\nHost: ${host}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
        'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n',
    )
    expect(text).toMatch(/^HTTP\/1\.1 4\d\d /)
  })

  test('another Host is refused', async () => {
    expect((await deck.anybody().get('/api/auth-options', { headers: { host: 'evil.example' } })).status).toBe(421)
  })
})

function expectHeaders({ headers }: Answer): void {
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
  })
  expect(headers['x-powered-by']).toBeUndefined()
  const policy = String(headers['content-security-policy'])
  expect(policy).toContain("frame-ancestors 'none'")
  expect(policy).toContain("base-uri 'none'")
  expect(policy).not.toMatch(/script-src[^;]*unsafe/)
}

describe('headers', () => {
  test('are on every kind of answer', async () => {
    const page = await deck.anybody().get('/sign-in')
    const script = /src="(\/_next\/static\/[^"]+\.js)/.exec(page.text)?.[1] ?? '/_next/static/none.js'
    const answers = [
      page,
      await deck.anybody().get(script),
      await deck.anybody().get('/'),
      await admin.get('/'),
      await admin.get('/no-such-page'),
      await admin.get('/api/me'),
      await admin.get('/api/no-such-route'),
      await deck.anybody().get('/api/me'),
      await admin.patch('/api/me', {}, { headers: { origin: 'null' } }),
      await admin.put('/api/me', {}),
      await deck.anybody().get('/api/health'),
      await deck.anybody().get('/api/auth/csrf'),
      await deck.anybody().send('TRACE', '/'),
    ]
    for (const answer of answers) expectHeaders(answer)
    for (const answer of answers.slice(5)) expect(String(answer.headers['cache-control'])).toMatch(/no-store/)
  })

  test("a page's scripts run by a nonce that is new each time and never the request's", async () => {
    const given = { 'x-nonce': 'attacker', 'content-security-policy': "script-src 'nonce-attacker'" }
    const nonces = new Set<string>()
    for (let n = 0; n < 20; n++) {
      const page = await deck.anybody().get('/sign-in', { headers: given })
      const policy = String(page.headers['content-security-policy'])
      const nonce = /script-src 'nonce-([^']+)' 'strict-dynamic'/.exec(policy)?.[1] ?? ''
      expect(nonce).toMatch(/^[A-Za-z0-9+/]{22}==$/)
      expect(policy).toContain(`style-src-elem 'self' 'nonce-${nonce}'`)
      expect(page.text).not.toContain('attacker')
      const scripts = [...page.text.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag)
      expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([])
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(20)
  })
})

test('a page sends who is not signed in to sign in and back to where they were', async () => {
  const answer = await deck.anybody().get('/instances?q=status:error')
  expect(answer.status).toBe(307)
  const back = new URL(String(answer.headers.location), deck.url)
  expect(back.pathname).toBe('/sign-in')
  const next = new URL(String(back.searchParams.get('next')), deck.url)
  expect([next.origin, next.pathname, next.searchParams.get('q')]).toEqual([deck.url, '/instances', 'status:error'])
})

test('health says that the database answers, and nothing that is secret', async () => {
  const { json, status } = await deck.anybody().get('/api/health')
  expect(status).toBe(200)
  expect(Object.keys(json).sort()).toEqual(['database', 'status', 'version'])
  expect(json).toMatchObject({ status: 'ok', database: true })
})
