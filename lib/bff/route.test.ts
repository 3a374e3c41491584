import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { cookieName, sealCookie } from '@/lib/auth/cookie'
import { insertPerson } from '@/lib/auth/people'
import { createSession } from '@/lib/auth/sessions'
import { closeDatabase, db } from '@/lib/db/client'
import { audit, users } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import type { Role } from '@/lib/model/access'
import { problem } from './problem'
import { type NextRouteHandler, route } from './route'

let drop: () => Promise<void>
beforeAll(async () => {
  drop = (await testDatabase()).drop
})
afterAll(() => drop())
afterEach(() => vi.restoreAllMocks())

let count = 0
async function cookieOf(role: Role): Promise<{ cookie: string; id: string }> {
  const email = `r${(count += 1)}@example.com`
  const { id } = await insertPerson(db(), { email, name: 'R', role, scope: { kind: 'all' } })
  const { sid, expiresAt } = await createSession(db(), {
    userId: id,
    method: 'password',
    address: null,
    userAgent: null,
  })
  return { id, cookie: (await sealCookie(sid, expiresAt)).split(';')[0] ?? '' }
}

interface Ask {
  method?: string
  cookie?: string
  body?: string
  query?: string
  params?: Record<string, string>
}

async function ask(
  handler: NextRouteHandler,
  { method = 'GET', cookie = '', body, query = '', params = {} }: Ask = {},
) {
  const headers = new Headers({ cookie, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' })
  const request = new Request(`${env().url}/api/test${query}`, { method, headers, body })
  const response = await handler(request, { params: Promise.resolve(params) })
  const text = await response.text()
  return { response, status: response.status, text, code: /"code":"([^"]+)"/.exec(text)?.[1] }
}

test('default deny: without a session nothing is reached, and a role below is refused and recorded', async () => {
  const reached = vi.fn(async () => ({ ok: true }))
  const handler = route({ access: 'operator' }, reached)
  expect(await ask(handler)).toMatchObject({ status: 401, code: 'not-signed-in' })
  expect(await ask(handler, { cookie: `${cookieName()}=forged` })).toMatchObject({ status: 401 })
  const viewer = await cookieOf('viewer')
  expect(await ask(handler, viewer)).toMatchObject({ status: 403, code: 'forbidden-role' })
  expect(reached).not.toHaveBeenCalled()
  const rows = await db().select().from(audit).where(eq(audit.actorId, viewer.id))
  expect(rows).toMatchObject([{ action: 'request.refused', target: 'GET /api/test', outcome: 'denied' }])
  expect(await ask(handler, await cookieOf('operator'))).toMatchObject({ status: 200 })
  expect(await ask(handler, await cookieOf('admin'))).toMatchObject({ status: 200 })
})

test('a cookie sealed with another secret is no session', async () => {
  const { cookie } = await cookieOf('admin')
  const before = env()
  setEnv({ ...before, nextauthSecret: 'another secret that is just as long' })
  expect(
    (
      await ask(
        route({ access: 'viewer' }, async () => ({})),
        { cookie },
      )
    ).status,
  ).toBe(401)
  setEnv(before)
})

test('a refusal that a handler makes is recorded once, unless the door did so already', async () => {
  const { cookie, id } = await cookieOf('admin')
  await ask(
    route({ access: 'viewer' }, () => Promise.reject(problem('forbidden-scope'))),
    { cookie },
  )
  await ask(
    route({ access: 'viewer' }, () => Promise.reject(problem('forbidden-scope', { recorded: true }))),
    { cookie },
  )
  const rows = await db().select().from(audit).where(eq(audit.actorId, id))
  expect(rows).toMatchObject([{ details: { code: 'forbidden-scope', role: 'admin' } }])
})

describe('what comes in is parsed', () => {
  const handler = route(
    {
      access: 'public',
      params: z.object({ id: z.string().max(3) }),
      query: z.object({ limit: z.coerce.number().max(5).default(1) }),
      body: z.object({ name: z.string() }),
    },
    async ({ params, query, body }) => ({ params, query, body }),
  )
  const cases: [string, Ask, number, string | undefined][] = [
    ['right', { params: { id: 'a' }, query: '?limit=2', body: '{"name":"x"}' }, 200, undefined],
    ['a parameter that names nothing', { params: { id: 'long' }, body: '{"name":"x"}' }, 404, 'not-found'],
    ['a query value out of range', { params: { id: 'a' }, query: '?limit=9', body: '{"name":"x"}' }, 400, 'bad-query'],
    [
      'a query value given twice',
      { params: { id: 'a' }, query: '?limit=1&limit=2', body: '{"name":"x"}' },
      400,
      'bad-query',
    ],
    ['an unknown query value', { params: { id: 'a' }, query: '?x=1', body: '{"name":"x"}' }, 400, 'bad-query'],
    ['an unknown field', { params: { id: 'a' }, body: '{"name":"x","role":"admin"}' }, 400, 'bad-input'],
    ['no JSON', { params: { id: 'a' }, body: '{' }, 400, 'bad-input'],
    ['no body', { params: { id: 'a' } }, 400, 'bad-input'],
  ]
  test.each(cases)('%s', async (_, asked, status, code) => {
    const answer = await ask(handler, { method: 'POST', ...asked })
    expect([answer.status, status === 200 ? undefined : answer.code]).toEqual([status, code])
  })

  test('a stream that never says how long it is ends at the limit', async () => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(64 * 1024))
      },
    })
    const request = new Request(`${env().url}/api/test`, {
      method: 'POST',
      headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit) // the DOM's type does not know `duplex` yet
    const response = await handler(request, { params: Promise.resolve({ id: 'a' }) })
    expect(response.status).toBe(413)
    expect(sent).toBeLessThan(10)
  })
})

describe('what goes wrong inside', () => {
  test('is told as internal, with an id to quote; the text goes to the log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const answer = await ask(route({ access: 'public' }, () => Promise.reject(new Error('inner workings'))))
    expect(answer).toMatchObject({ status: 500, code: 'internal' })
    expect(answer.text).not.toContain('inner')
    expect(log.mock.calls.join()).toContain('inner workings')
    expect(log.mock.calls.join()).toContain(answer.response.headers.get('x-request-id'))
  })

  test('the values of a statement that failed are not even in the log', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    const handler = route({ access: 'public' }, async () => {
      await db()
        .update(users)
        .set({ id: 'hunter2-in-a-parameter', scope: undefined, role: 'x' as Role }) // to make it fail
      await db().execute(`select 'hunter2-in-a-statement'::int`)
      return {}
    })
    await cookieOf('viewer')
    await cookieOf('viewer')
    expect(await ask(handler)).toMatchObject({ status: 500, code: 'internal' })
    expect(log).toHaveBeenCalled()
    expect(log.mock.calls.join()).not.toContain('hunter2')
  })

  test('a database that is away is 503 with a time to come back', async () => {
    const { cookie } = await cookieOf('viewer')
    const before = env()
    await closeDatabase()
    setEnv({ ...before, databaseUrl: 'postgres://nobody@127.0.0.1:1/none' })
    const answer = await ask(
      route({ access: 'viewer' }, async () => ({})),
      { cookie },
    )
    expect(answer).toMatchObject({ status: 503, code: 'database-away' })
    expect(answer.response.headers.get('retry-after')).toBe('5')
    await closeDatabase()
    setEnv(before)
  })
})

test('answers are never stored, whatever the handler made', async () => {
  const object = await ask(route({ access: 'public' }, async () => ({ a: 1 })))
  const response = await ask(route({ access: 'public' }, async () => Response.redirect('http://x.example/')))
  expect([object, response].map((each) => each.response.headers.get('cache-control'))).toEqual(['no-store', 'no-store'])
  expect(object.response.headers.get('x-request-id')).toMatch(/^[a-z2-7]{16}$/)
})

test('a limit counts per source and says how long to wait', async () => {
  const handler = route({ access: 'public', limit: { name: 'test', max: 2, windowSeconds: 60 } }, async () => ({}))
  const statuses = [await ask(handler), await ask(handler), await ask(handler)].map(({ status }) => status)
  expect(statuses).toEqual([200, 200, 429])
})
