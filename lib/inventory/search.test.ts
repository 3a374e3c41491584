import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { testDatabase } from '@/lib/db/testing'
import type { Scope } from '@/lib/model/access'
import { InstanceWindow, Overview } from '@/lib/model/fleet'
import { ENDED, ENDING_SOON } from '@/lib/model/soon'
import { exportCsv } from './export'
import { readOverview } from './overview'
import { searchFacets, searchRefs, searchWindow } from './search'
import { sortOf } from './select'
import { storePage } from './store'
import { givenAccount, listed } from './testing'

const ALL: Scope = { kind: 'all' }
const NONE: Scope = { kind: 'some', accounts: [], environments: [], teams: [] }
const DAY = 86_400_000
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString()

let database: Awaited<ReturnType<typeof testDatabase>>
let staging = ''

beforeAll(async () => {
  database = await testDatabase()
  const prod = await givenAccount({ name: 'Main Prod', environment: 'production', team: 'core' })
  await storePage(prod, [
    listed('r-a', { name: 'Orders', memoryMb: 4096, usedMemoryMb: 3900, tags: [{ key: 'app', value: 'Orders API' }] }),
    listed('r-b', {
      name: '100%_hits',
      version: '5.0',
      status: 'error',
      vendorStatus: 'Error',
      zone: 'cn-hangzhou-i',
      zones: ['cn-hangzhou-i', 'cn-hangzhou-k'],
      chargeType: 'subscription',
      expiresAt: inDays(10),
      connections: 20_000,
      createdAt: inDays(-3),
    }),
    listed('r-c', { name: '订单缓存', memoryMb: null, version: null, tags: [{ key: 'legacy', value: '' }] }),
  ])
  const other = await givenAccount({
    name: 'Memcache',
    service: 'kingsoft-memcached',
    environment: 'staging',
    team: 'web',
  })
  staging = other.accountId
  await storePage(other, [
    listed('m-1', {
      name: 'pages',
      engine: 'memcached',
      version: null,
      endpoints: [{ kind: 'private', host: '10.0.0.7', port: 11211 }],
      network: { type: 'vpc', vpcId: 'vpc-9', subnetId: null },
      chargeType: 'subscription',
      expiresAt: inDays(60),
      createdAt: inDays(-400),
    }),
  ])
})
afterAll(() => database.drop())

const ids = async (q: string, scope: Scope = ALL, sort = 'name') =>
  (await searchRefs(scope, q, sortOf(sort))).map((ref) => ref.split('.').slice(3).join('.'))

describe('a query finds', () => {
  test.each<[string, string[]]>([
    ['', ['r-b', 'r-a', 'm-1', 'r-c']],
    ['orders', ['r-a']],
    ['订单', ['r-c']],
    ['100%_h', ['r-b']],
    ['%', ['r-b']],
    ['-orders -pages', ['r-b', 'r-c']],
    ['name:order', ['r-a']],
    ['name:o*s', ['r-a']],
    ['id:r-b', ['r-b']],
    ['provider:kingsoft', ['m-1']],
    ['cloud:alibaba,kingsoft engine:memcached', ['m-1']],
    ['account:"main prod"', ['r-b', 'r-a', 'r-c']],
    ['-env:production', ['m-1']],
    ['team:core,web region:cn-hangzhou name:orders', ['r-a']],
    ['zone:cn-hangzhou-k', ['r-b']],
    ['version:7', ['r-a']],
    ['version:""', ['m-1', 'r-c']],
    ['-version:7,5', ['m-1', 'r-c']],
    ['status:error', ['r-b']],
    ['memory:>1GB', ['r-a']],
    ['memory:>1', ['r-a']],
    ['-memory:>1GB', ['r-b', 'm-1', 'r-c']],
    ['memory:""', ['r-c']],
    ['memory:<=1024MB', ['r-b', 'm-1']],
    ['used:>80%', ['r-a']],
    ['used:>4GB', []],
    ['connections:>10k', ['r-b']],
    ['expires:<30d', ['r-b']],
    ['expires:>30d', ['m-1']],
    ['created:<7d', ['r-b']],
    ['created:>1y', ['m-1']],
    ['created:2026-01-01', ['r-a', 'r-c']],
    ['age:<1h', ['r-b', 'r-a', 'm-1', 'r-c']],
    ['age:>1h', []],
    ['tag:app', ['r-a']],
    ['tag:"app=orders api"', ['r-a']],
    ['tag:legacy', ['r-c']],
    ['-tag:legacy,app', ['r-b', 'm-1']],
    ['charge:subscription', ['r-b', 'm-1']],
    ['endpoint:10.0.0.7:11211', ['m-1']],
    ['vpc:vpc-9', ['m-1']],
    ['class:redis.master.*', ['r-b', 'r-a', 'm-1', 'r-c']],
  ])('%s', async (q, found) => expect(await ids(q)).toEqual(found))
})

test('a part that cannot be understood matches nothing and is named', async () => {
  const body = await searchWindow(ALL, { q: 'orders statu:running', sort: sortOf('name'), offset: 0, limit: 50 })
  const window = InstanceWindow.parse(JSON.parse(body))
  expect(window).toMatchObject({ items: [], matched: 0, total: 4 })
  expect(window.errors).toEqual([{ token: 'statu:running', code: 'unknown-field', suggestion: 'status:running' }])
})

test('a window counts what matches, sums it, and is a window', async () => {
  const body = await searchWindow(ALL, { q: 'provider:alibaba', sort: sortOf('-memory'), offset: 1, limit: 1 })
  const window = InstanceWindow.parse(JSON.parse(body))
  expect(window.items.map(({ name, accountName }) => [name, accountName])).toEqual([['100%_hits', 'Main Prod']])
  expect(window).toMatchObject({ offset: 1, matched: 3, total: 4, errors: [] })
  expect(window.totals).toEqual({ regions: 1, memoryMb: 5120, memoryUnknown: 1, byStatus: { running: 2, error: 1 } })
})

test('an offset behind the end is an empty window, not an error', async () => {
  const window = InstanceWindow.parse(
    JSON.parse(await searchWindow(ALL, { q: '', sort: sortOf('name'), offset: 900, limit: 50 })),
  )
  expect(window).toMatchObject({ items: [], matched: 4 })
})

describe('sorting', () => {
  test.each<[string, string[]]>([
    ['memory', ['r-b', 'm-1', 'r-a', 'r-c']],
    ['-memory', ['r-a', 'r-b', 'm-1', 'r-c']],
    ['version', ['r-b', 'r-a', 'm-1', 'r-c']],
    ['-version', ['r-a', 'r-b', 'm-1', 'r-c']],
    ['expires', ['r-b', 'm-1', 'r-a', 'r-c']],
    ['-expires', ['m-1', 'r-b', 'r-a', 'r-c']],
  ])('%s: unknown last both ways, ties by reference', async (sort, order) => {
    const found = await ids('', ALL, sort)
    expect(found.filter((id) => order.includes(id))).toHaveLength(4)
    expect(known(found, sort)).toEqual(known(order, sort))
  })
  test('what needs attention comes first by status', async () => expect((await ids('', ALL, 'status'))[0]).toBe('r-b'))

  // Accounts have random ids, so ties between accounts have no fixed order: compare what the sort itself decides.
  const known = (order: string[], sort: string) =>
    sort.endsWith('memory') ? order.filter((id) => id !== 'm-1') : order.filter((id) => id !== 'r-c' && id !== 'm-1')
})

test('ids, addresses and tags sort by what the list shows; what has none comes last', async () => {
  expect(await ids('', ALL, '-id')).toEqual(['r-c', 'r-b', 'r-a', 'm-1'])
  expect((await ids('', ALL, 'endpoint'))[0]).toBe('m-1')
  expect((await ids('', ALL, '-endpoint'))[3]).toBe('m-1')
  expect((await ids('', ALL, 'tags')).slice(0, 2)).toEqual(['r-a', 'r-c'])
  expect((await ids('', ALL, '-tags')).slice(0, 2)).toEqual(['r-c', 'r-a'])
})

describe('scope', () => {
  const web: Scope = { kind: 'some', accounts: [], environments: [], teams: ['web'] }
  test('an empty scope sees nothing, anywhere', async () => {
    expect(await ids('', NONE)).toEqual([])
    const window = InstanceWindow.parse(
      JSON.parse(await searchWindow(NONE, { q: '', sort: sortOf('name'), offset: 0, limit: 50 })),
    )
    expect(window).toMatchObject({ items: [], matched: 0, total: 0 })
    expect(Object.values(await searchFacets(NONE, '')).flat()).toEqual([])
    expect(Overview.parse(JSON.parse(await readOverview(NONE)))).toMatchObject({ total: 0, trouble: { count: 0 } })
  })
  test('a team sees its accounts only, whatever it asks for', async () => {
    for (const q of ['', 'account:"Main Prod",Memcache', `account:${staging}`, '-name:nothing']) {
      expect(await ids(q, web)).toEqual(['m-1'])
    }
    expect((await searchFacets(web, '')).account).toEqual([{ value: 'Memcache', count: 1 }])
  })
})

test.each([
  `'; drop table inventory; --`,
  `name:"' or '1'='1"`,
  `tag:"x') or true --"`,
  `region:$1`,
  `zone:"a' union select sealed from credentials --"`,
  `"\\'; select pg_sleep(10); --"`,
  `id:a\u0000b`,
])('SQL in a query is text: %j', async (q) => {
  expect(await ids(q)).toEqual([])
  expect(await ids('')).toHaveLength(4)
})

test("a field's own tokens do not narrow its menu, the others do", async () => {
  const facets = await searchFacets(ALL, 'status:error provider:alibaba')
  expect(facets.status).toEqual([
    { value: 'running', count: 2 },
    { value: 'error', count: 1 },
  ])
  expect(facets.provider).toEqual([{ value: 'alibaba', count: 1 }])
  expect(facets.zone).toEqual([{ value: 'cn-hangzhou-i', count: 1 }])
  expect((await searchFacets(ALL, '')).tag).toEqual([
    { value: 'app=orders api', count: 1 },
    { value: 'legacy=', count: 1 },
  ])
})

test('the overview counts and names what expires and what is in trouble', async () => {
  const overview = Overview.parse(JSON.parse(await readOverview(ALL)))
  expect(overview).toMatchObject({ total: 4, byEnvironment: [{ environment: 'production', count: 3 }, { count: 1 }] })
  expect(overview.byProvider).toEqual([
    { provider: 'alibaba', count: 3, memoryMb: 5120 },
    { provider: 'kingsoft', count: 1, memoryMb: 1024 },
  ])
  expect(overview.expiring.items.map(({ key }) => key.id)).toEqual(['r-b'])
  expect(overview.trouble.items.map(({ key }) => key.id)).toEqual(['r-b'])
})

test('an export has the chosen columns and runs no formula', async () => {
  const lease = await givenAccount({ name: 'Export', team: 'export' })
  await storePage(lease, [listed('r-x', { name: '=HYPERLINK("http://x","y"),z', memoryMb: 512 })])
  const stream = await exportCsv(ALL, {
    q: 'account:Export',
    sort: sortOf('name'),
    columns: ['name', 'memoryMb', 'id'],
  })
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
  expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  expect(new TextDecoder().decode(bytes)).toBe(`name,memoryMb,id\r\n"'=HYPERLINK(""http://x"",""y""),z",512,r-x\r\n`)
})

test('the list that the overview leads to holds what the overview counts, with what ended and is still there', async () => {
  const account = await givenAccount({ name: 'Ending' })
  await storePage(account, [
    listed('r-past', { chargeType: 'subscription', expiresAt: inDays(-3) }),
    listed('r-expired', { chargeType: 'subscription', expiresAt: inDays(-9), status: 'expired' }),
    listed('r-soon', { chargeType: 'subscription', expiresAt: inDays(3) }),
  ])
  const scope: Scope = { kind: 'some', accounts: [account.accountId], environments: [], teams: [] }
  const { expiring } = Overview.parse(JSON.parse(await readOverview(scope)))
  expect(await ids(ENDING_SOON, scope)).toEqual(expiring.items.map((item) => item.key.id))
  expect(expiring).toMatchObject({ count: 2, ended: 1, items: [{ key: { id: 'r-past' } }, { key: { id: 'r-soon' } }] })
  expect(await ids(ENDED, scope)).toEqual(['r-past'])
})
