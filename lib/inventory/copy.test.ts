import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db, pool } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import type { Scope } from '@/lib/model/access'
import { InstanceWindow, SORT_FIELDS } from '@/lib/model/fleet'
import { windowFromCopy } from './copy'
import { generation } from './kept'
import { findWindow, searchWindow } from './search'
import { type Sort, sortOf } from './select'
import { type Lease, storePage } from './store'
import { givenAccount, listed } from './testing'

let database: Awaited<ReturnType<typeof testDatabase>>
let core: Lease
let web: Lease

beforeAll(async () => {
  database = await testDatabase()
  core = await givenAccount({ name: 'Main', environment: 'production', team: 'core' })
  web = await givenAccount({ name: 'cache', service: 'jdcloud-redis', environment: 'staging', team: 'web' })
  const rows = (count: number) =>
    Array.from({ length: count }, (_, i) =>
      listed(`r-${i}`, {
        name: ['Orders "main"', '订单缓存', '100%_hits', 'sessions'][i % 4] ?? '',
        status: (['running', 'error', 'changing'] as const)[i % 3] ?? 'running',
        memoryMb: i % 5 === 0 ? null : 512 * (i % 4),
        usedMemoryMb: i % 3 === 0 ? null : 100 * i,
        version: [null, '5.0', '7.0'][i % 3] ?? null,
        zone: i % 2 ? 'cn-hangzhou-i' : null,
        expiresAt: i % 4 ? null : new Date(Date.now() + i * 86_400_000).toISOString(),
        tags: i % 2 ? [{ key: 'app', value: `Team ${i % 3}` }] : [],
      }),
    )
  await storePage(core, rows(17))
  await storePage(web, rows(9))
})
afterAll(() => database.drop())

const now = async () => (await generation()) ?? ''
const ALL: Scope = { kind: 'all' }
const WEB: Scope = { kind: 'some', accounts: [], environments: [], teams: ['web'] }
const NONE: Scope = { kind: 'some', accounts: [], environments: [], teams: [] }
const ask = (q: string, sort: Sort = sortOf('name'), offset = 0, limit = 5) => ({ q, sort, offset, limit })

/** The copy's answer, once there is a copy of the present state. */
async function copied(scope: Scope, request: ReturnType<typeof ask>): Promise<string> {
  for (let asked = 0; asked < 3; asked++) {
    const body = await windowFromCopy(await now(), scope, request)
    if (body !== undefined) return body
  }
  throw new Error('no copy was made')
}

const parsed = (body: string) => InstanceWindow.parse(JSON.parse(body))

test.each([
  '',
  'orders',
  'ORDERS -main',
  '订单',
  '100%_h',
  '%',
  '-orders -app',
  'memory:>1GB -status:error orders',
  '-memory:>1GB',
  'memory:>=1',
  'memory:""',
  '-version:7,5',
  'used:>80%',
  'team:core,web region:cn-hangzhou',
  'account:main -env:production',
  'tag:app',
  '-tag:"app=team 1"',
  'nothing-has-this',
])('the copy answers "%s" as the database does, whoever asks', async (q) => {
  for (const scope of [ALL, WEB, NONE]) {
    for (const offset of [0, 4, 90]) {
      const request = ask(q, sortOf('-memory'), offset)
      expect(parsed(await copied(scope, request))).toEqual(parsed(await findWindow(scope, request)))
    }
  }
})

test.each(SORT_FIELDS.filter((field) => field !== 'cost'))(
  'the copy orders by %s as the database does, both ways',
  async (field) => {
    for (const sort of [sortOf(field), sortOf(`-${field}`)]) {
      const request = ask('-main', sort, 1, 30)
      expect(parsed(await copied(ALL, request))).toEqual(parsed(await findWindow(ALL, request)))
    }
  },
)

test('what is held against the clock, and what cannot be understood, is left to the database', async () => {
  await copied(ALL, ask(''))
  for (const q of ['expires:<9d', 'age:<1h', '-created:<7d', 'orders statu:running'])
    expect(await windowFromCopy(await now(), ALL, ask(q))).toBeUndefined()
})

test('no copy outlives a change: rows, rows under way, accounts, and who may see them', async () => {
  const names = async (scope: Scope = ALL) =>
    parsed(await searchWindow(scope, ask('zebra', sortOf('name'), 0, 50))).items.map(
      ({ name, team }) => `${name} ${team}`,
    )
  const settled = async () => {
    await copied(ALL, ask('zebra'))
    await copied(WEB, ask('zebra'))
  }
  await settled()
  await storePage(web, [listed('r-new', { name: 'zebra' })])
  expect(await names()).toEqual(['zebra web'])
  await settled()

  const writer = await pool().connect()
  await writer.query('begin')
  await writer.query(`update inventory set facts = facts || '{"name": "after"}' where name = 'zebra'`)
  expect(await names()).toEqual(['zebra web'])
  await writer.query('commit')
  writer.release()
  expect(await names()).toEqual(['after web'])
  await settled()

  expect(await names(WEB)).toEqual(['after web'])
  await db().update(accounts).set({ team: 'core' }).where(eq(accounts.id, web.accountId))
  expect(await names(WEB)).toEqual([])
  expect(await names()).toEqual(['after core'])
})

test('a state that is past gives no answer, even while its copy is there', async () => {
  const past = await now()
  await copied(ALL, ask('orders'))
  await storePage(core, [listed('r-0', { name: 'renamed' })])
  // Never asked before: it would have to be read now.
  expect(await windowFromCopy(past, ALL, ask('status:running', sortOf('zone')))).toBeUndefined()
})
