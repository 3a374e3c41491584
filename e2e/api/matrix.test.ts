import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createAccount } from '@/lib/accounts/accounts'
import { systemActor } from '@/lib/bff/actor'
import { changeBatches } from '@/lib/db/batch-schema'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts, audit, inventory, settings, throttles, users } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import type { Scope } from '@/lib/model/access'
import { AccountCreate } from '@/lib/model/account'
import { Problem } from '@/lib/model/problem'
import { aBatch, aChange, inventoryRow } from './facts'
import { apiRoutes, METHODS, type Method, person, send } from './in-process'
import { CALLERS, type Caller, type Fixture, MATRIX, type Row } from './matrix'

let drop: () => Promise<void>
beforeAll(async () => {
  drop = (await testDatabase()).drop
  // A port that nobody listens on: no test may reach a real cloud.
  setEnv({ ...env(), providerGateway: 'http://127.0.0.1:1' })
})
afterAll(() => drop())

const routes = await apiRoutes()
const exported = routes.flatMap((route) =>
  METHODS.filter((method) => route.handlers[method]).map((method) => ({
    route,
    method,
    key: `${method} ${route.path}` as keyof typeof MATRIX, // checked against the matrix by the first test
  })),
)
const ELSEWHERE: Scope = { kind: 'some', accounts: [], environments: [], teams: ['elsewhere'] }

async function caller(kind: Caller) {
  if (kind === 'anonymous') return undefined
  if (kind === 'elsewhere') return person('admin', ELSEWHERE)
  return kind === 'disabled' ? person('admin', { kind: 'all' }, { disabled: true }) : person(kind)
}

async function fixture(own: { id: string; sessionId: string } | undefined): Promise<Fixture> {
  const unique = newId()
  const account = await createAccount(
    systemActor('test', unique),
    AccountCreate.parse({
      name: `account-${unique}`,
      provider: 'alibaba',
      scheme: 'alibaba-rpc',
      services: ['alibaba-kvstore'],
      regions: ['cn-beijing'],
      environment: 'production',
      team: 'payments',
      accessKeyId: 'LTAI5tMatrix0042',
      accessKeySecret: 'matrix-secret',
    }),
  )
  const row = inventoryRow(account.id, 'cn-beijing')
  await db().insert(inventory).values(row)
  const target = await person('viewer')
  const change = { ref: row.ref, accountId: account.id, instanceId: row.instanceId }
  return {
    accountId: account.id,
    ref: row.ref,
    userId: target.id,
    sessionId: own?.sessionId ?? 'none',
    unique,
    planned: await aChange({ ...change, requestedBy: own?.id ?? target.id, state: 'planned' }),
    waiting: await aChange({ ...change, requestedBy: target.id, state: 'waiting' }),
    batch: {
      planned: await aBatch({ ...change, requestedBy: own?.id ?? target.id }, 'planned', 'planned'),
      waiting: await aBatch({ ...change, requestedBy: target.id }, 'waiting', 'waiting'),
      running: await aBatch({ ...change, requestedBy: target.id }, 'running', 'queued'),
      stopped: await aBatch({ ...change, requestedBy: own?.id ?? target.id }, 'stopped', 'stopped'),
    },
  }
}

describe('who may call what', () => {
  beforeEach(async () => {
    await db()
      .delete(settings)
      .where(inArray(settings.key, ['main', 'approval-policies']))
    await db().delete(changeBatches)
    await db().delete(changes)
    await db().delete(accounts)
    await db().delete(users)
    await db().delete(throttles)
  })

  test('every route and method under app/api is decided, and nothing else', () => {
    expect(exported.map(({ key }) => key).sort()).toEqual(Object.keys(MATRIX).sort())
  })

  for (const { route, method, key } of exported) {
    const row: Row | undefined = MATRIX[key]
    if (!row) continue
    test.each(CALLERS.map((kind, index) => [kind, row.status[index] ?? 0] as const))(
      `${key}: %s gets %i`,
      async (kind, status) => {
        // Another admin exists always, so that rules about the last one do not answer first.
        await person('admin')
        const own = await caller(kind)
        const made = await fixture(own)
        const response = await send(route, method, { ...row.request?.(made), cookie: own?.cookie })
        const text = response.headers.get('content-type')?.startsWith('text/event-stream') ? '' : await response.text()
        if (!text) await response.body?.cancel()
        expect(response.status, text.slice(0, 500)).toBe(status)
        expect(response.headers.get('cache-control')).toMatch(/no-store/)
        if (status >= 400) {
          expect(Problem.safeParse(JSON.parse(text).error).success).toBe(true)
          expect(text).not.toContain('payments')
        }
      },
    )
  }
})

test('a refusal is on record with who was refused what', async () => {
  const viewer = await person('viewer')
  const route = routes.find(({ path }) => path === '/api/audit')
  if (!route) throw new Error('no audit route')
  const response = await send(route, 'GET', { cookie: viewer.cookie })
  expect(response.status).toBe(403)
  const rows = await db().select().from(audit).where(eq(audit.actorId, viewer.id))
  expect(rows).toMatchObject([
    { outcome: 'denied', target: 'GET /api/audit', requestId: response.headers.get('x-request-id') },
  ])
})

describe('a page of somebody else cannot make a signed-in browser change anything', () => {
  const changing = exported.filter(({ method, route }) => method !== 'GET' && !route.path.startsWith('/api/auth/'))
  const foreign: [string, Record<string, string>][] = [
    ['cross-site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['same-site', { 'sec-fetch-site': 'same-site', origin: 'https://evil.example' }],
    ['Origin null', { 'sec-fetch-site': 'same-origin', origin: 'null' }],
  ]
  test.each(changing.flatMap((each) => foreign.map(([name, headers]) => [each.key, name, each, headers] as const)))(
    '%s from %s',
    async (key, _name, { route, method }, headers) => {
      const own = await person('admin')
      const made = await fixture(own)
      const response = await send(route, method as Method, {
        ...MATRIX[key]?.request?.(made),
        cookie: own.cookie,
        headers,
      })
      expect(response.status).toBe(403)
      expect((await response.json()).error.code).toBe('forbidden-origin')
    },
  )
})
