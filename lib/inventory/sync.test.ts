import { eq, sql } from 'drizzle-orm'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { listen } from '@/lib/db/notify'
import { accounts, inventory, shards } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import type { LiveEvent } from '@/lib/model/fleet'
import type { Adapter, Listed } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { listAll, type Page } from '@/lib/providers/paging'
import { claimShards, completeShard, failShard, renewLeases } from './lease'
import { requestRefresh } from './refresh'
import { LeaseLost, storePage } from './store'
import { readShards } from './sync'
import { givenAccount, listed } from './testing'

const PAGE = 5
const NEVER = new AbortController().signal

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
beforeEach(async () => {
  await db().delete(accounts)
})
afterAll(() => database.drop())

/** An adapter over pages as a cloud would cut them, read by the same paging as the real ones. */
const adapterOver = (fetch: (region: string, page: number) => Promise<Page<Listed>>) => async (): Promise<Adapter> => ({
  service: 'alibaba-kvstore',
  instances: {
    list: ({ region, onPage }) => listAll({ size: PAGE, onPage, fetch: (page) => fetch(region, page) }),
    get: async () => undefined,
  },
})

/** A cloud whose regions hold these ids; `hook` runs before each page. */
const cloud = (regions: Record<string, string[]>, hook: (region: string, page: number) => void = () => {}) =>
  adapterOver(async (region, page) => {
    hook(region, page)
    const ids = regions[region] ?? []
    return { total: ids.length, rows: ids.slice(page * PAGE, (page + 1) * PAGE).map((id) => listed(id)) }
  })

const many = (prefix: string, count: number) => Array.from({ length: count }, (_, i) => `${prefix}-${i}`)

async function rowsOf(region: string) {
  const rows = await db().select().from(inventory).where(eq(inventory.region, region)).orderBy(inventory.instanceId)
  const ids = (gone: boolean) => rows.filter(({ goneAt }) => (goneAt !== null) === gone).map((row) => row.instanceId)
  return { live: ids(false), gone: ids(true) }
}
async function shardOf(region: string) {
  const [row] = await db().select().from(shards).where(eq(shards.region, region))
  if (!row) throw new Error(`no shard ${region}`)
  return row
}
/** As if the interval, or a pause after a failure, had passed. */
const makeDue = () => db().update(shards).set({ requestedAt: sql`now()` })

const denied = (operation = 'alibaba-kvstore/DescribeInstances') =>
  new ProviderError({
    kind: 'server-error',
    operation,
    code: 'InternalError',
    vendorMessage: 'The request processing has failed.',
    requestId: 'REQ-1',
    sent: true,
  })

async function read(adapter: ReturnType<typeof cloud>) {
  const leases = await claimShards()
  await readShards(leases, adapter, NEVER)
  return leases
}

test('a complete reading stores what there is and buries what is not', async () => {
  await givenAccount()
  await read(cloud({ 'cn-hangzhou': many('r', 12) }))
  expect((await rowsOf('cn-hangzhou')).live).toHaveLength(12)
  expect(await shardOf('cn-hangzhou')).toMatchObject({
    state: 'ok',
    instances: 12,
    leaseUntil: null,
    requestedAt: null,
  })

  await makeDue()
  await read(cloud({ 'cn-hangzhou': many('r', 11).slice(1) }))
  expect((await rowsOf('cn-hangzhou')).gone).toEqual(['r-0', 'r-11'])
  expect(await shardOf('cn-hangzhou')).toMatchObject({ instances: 10 })

  await makeDue()
  await read(cloud({ 'cn-hangzhou': many('r', 12) }))
  expect((await rowsOf('cn-hangzhou')).gone).toEqual([])
})

test('a tombstone is removed after a day', async () => {
  const lease = await givenAccount()
  await storePage(lease, [listed('r-old'), listed('r-new')])
  await db()
    .update(inventory)
    .set({ goneAt: sql`now() - interval '25 hours'`, seenAt: sql`now() - interval '25 hours'` })
    .where(eq(inventory.instanceId, 'r-old'))
  await read(cloud({ 'cn-hangzhou': [] }))
  expect(await rowsOf('cn-hangzhou')).toEqual({ live: [], gone: ['r-new'] })
})

test('one region that fails keeps its rows, says what failed, and leaves the others alone', async () => {
  await givenAccount({ regions: ['cn-hangzhou', 'cn-beijing'] })
  const regions = { 'cn-hangzhou': many('h', 12), 'cn-beijing': many('b', 3) }
  await read(cloud(regions))
  await makeDue()
  regions['cn-hangzhou'] = many('h', 6)
  regions['cn-beijing'] = many('b', 2)
  await read(
    cloud(regions, (region, page) => {
      if (region === 'cn-hangzhou' && page === 1) throw denied()
    }),
  )
  expect(await rowsOf('cn-hangzhou')).toEqual({ live: many('h', 12).sort(), gone: [] })
  expect(await rowsOf('cn-beijing')).toEqual({ live: ['b-0', 'b-1'], gone: ['b-2'] })
  const failed = await shardOf('cn-hangzhou')
  expect(failed).toMatchObject({
    state: 'failed',
    instances: 12,
    errorKind: 'server-error',
    errorCode: 'InternalError',
    errorMessage: 'The request processing has failed.',
    errorRequestId: 'REQ-1',
    failures: 1,
  })
  expect(failed.okAt?.getTime()).toBeLessThan(failed.failedSince?.getTime() ?? 0)
  expect((await shardOf('cn-beijing')).state).toBe('ok')
})

test('after failures the next try waits longer each time, since when it fails is kept, and a success clears all', async () => {
  await givenAccount()
  const pauses: number[] = []
  const since = new Set<number>()
  for (let i = 0; i < 4; i++) {
    await db().update(shards).set({ nextTryAt: sql`now()` })
    await read(
      cloud({}, () => {
        throw denied()
      }),
    )
    const { nextTryAt, failedSince } = await shardOf('cn-hangzhou')
    pauses.push((nextTryAt?.getTime() ?? 0) - Date.now())
    since.add(failedSince?.getTime() ?? 0)
    expect(await claimShards()).toEqual([])
  }
  for (const [i, pause] of pauses.entries()) if (i > 0) expect(pause).toBeGreaterThan(pauses[i - 1] ?? 0)
  expect(since.size).toBe(1)
  await makeDue()
  await read(cloud({ 'cn-hangzhou': ['r-1'] }))
  expect(await shardOf('cn-hangzhou')).toMatchObject({
    state: 'ok',
    failures: 0,
    failedSince: null,
    nextTryAt: null,
    errorKind: null,
  })
})

test('tries that somebody asked for make no later one wait longer, and no pause is longer than five minutes', async () => {
  await givenAccount()
  const fail = () =>
    read(
      cloud({}, () => {
        throw denied()
      }),
    )
  for (let i = 0; i < 6; i++) {
    await makeDue()
    await fail()
  }
  const asked = await shardOf('cn-hangzhou')
  expect(asked.failures).toBe(1)
  expect((asked.nextTryAt?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(75_000)
  for (let i = 0; i < 8; i++) {
    await db().update(shards).set({ nextTryAt: sql`now()` })
    await fail()
  }
  const { nextTryAt, failures } = await shardOf('cn-hangzhou')
  expect(failures).toBe(9)
  expect((nextTryAt?.getTime() ?? 0) - Date.now()).toBeLessThanOrEqual(300_000)
})

test('a try that somebody asks for leaves the next one where it was planned', async () => {
  const { accountId } = await givenAccount()
  const fail = cloud({}, () => {
    throw denied()
  })
  await read(fail)
  const planned = new Date(Date.now() + 20_000)
  await db().update(shards).set({ failures: 5, nextTryAt: planned })
  await requestRefresh({ scope: { kind: 'all' }, accountIds: [accountId] })
  expect(await read(fail)).toHaveLength(1)
  expect(await shardOf('cn-hangzhou')).toMatchObject({ failures: 5, nextTryAt: planned, requestedAt: null })
})

test('pages that do not add up bury nothing and are flagged', async () => {
  await givenAccount()
  await read(cloud({ 'cn-hangzhou': many('r', 8) }))
  await makeDue()
  await read(adapterOver(async (_, page) => ({ total: 8, rows: page === 0 ? [listed('r-1')] : [] })))
  expect((await rowsOf('cn-hangzhou')).gone).toEqual([])
  expect(await shardOf('cn-hangzhou')).toMatchObject({
    state: 'failed',
    errorKind: 'bad-answer',
    errorCode: 'incomplete-list',
  })
})

test('a shard is given to one worker at a time, and to the next when a lease ran out', async () => {
  await givenAccount({ regions: ['cn-a', 'cn-b', 'cn-c'] })
  const claims = await Promise.all(Array.from({ length: 8 }, () => claimShards()))
  const all = claims.flat()
  expect(all.map(({ region }) => region).sort()).toEqual(['cn-a', 'cn-b', 'cn-c'])

  await db().update(shards).set({ leaseUntil: sql`now() - interval '1 second'` }).where(eq(shards.region, 'cn-b'))
  const [again] = await claimShards()
  expect(again).toMatchObject({ region: 'cn-b', fence: 2 })
})

test('a worker that died in the middle loses nothing: the next one repairs', async () => {
  await givenAccount()
  await read(cloud({ 'cn-hangzhou': many('r', 7) }))
  await makeDue()
  const [dead] = await claimShards()
  if (!dead) throw new Error('nothing claimed')
  await storePage(dead, [listed('r-new'), listed('r-0')])
  expect(await rowsOf('cn-hangzhou')).toEqual({ live: [...many('r', 7), 'r-new'].sort(), gone: [] })

  await db().update(shards).set({ leaseUntil: sql`now() - interval '1 second'` })
  await read(cloud({ 'cn-hangzhou': [...many('r', 5), 'r-new'] }))
  expect(await rowsOf('cn-hangzhou')).toEqual({ live: [...many('r', 5), 'r-new'].sort(), gone: ['r-5', 'r-6'] })
})

test('what a worker writes after it lost its lease is refused', async () => {
  await givenAccount()
  const [old] = await claimShards()
  if (!old) throw new Error('nothing claimed')
  await db().update(shards).set({ leaseUntil: sql`now() - interval '1 second'` })
  await read(cloud({ 'cn-hangzhou': ['r-1'] }))
  await expect(storePage(old, [listed('r-late')])).rejects.toBeInstanceOf(LeaseLost)
  await expect(completeShard(old)).rejects.toBeInstanceOf(LeaseLost)
  await expect(failShard(old, { kind: 'timeout' })).rejects.toBeInstanceOf(LeaseLost)
  expect(await renewLeases([old])).toEqual([old])
  expect(await rowsOf('cn-hangzhou')).toEqual({ live: ['r-1'], gone: [] })
  expect(await shardOf('cn-hangzhou')).toMatchObject({ state: 'ok' })
})

test('a reading that is stopped gives its shards back at once', async () => {
  await givenAccount({ regions: ['cn-a', 'cn-b'] })
  const stop = new AbortController()
  const leases = await claimShards()
  await readShards(
    leases,
    cloud({ 'cn-a': many('a', 12), 'cn-b': [] }, (region, page) => {
      if (region === 'cn-a' && page === 1) stop.abort()
    }),
    stop.signal,
  )
  expect((await claimShards()).map(({ region }) => region)).toContain('cn-a')
})

test('paused accounts are not read; a request for them counts nothing', async () => {
  await givenAccount({ paused: true })
  expect(await claimShards()).toEqual([])
  expect(await requestRefresh({ scope: { kind: 'all' } })).toBe(0)
})

test('a request reaches only what is in scope, and only stale shards when asked so', async () => {
  const web = await givenAccount({ team: 'web' })
  await givenAccount({ team: 'core', regions: ['cn-beijing'] })
  for (let i = 0; i < 2; i++) await read(cloud({ 'cn-hangzhou': ['r-1'], 'cn-beijing': ['b-1'] }))
  expect(await requestRefresh({ scope: { kind: 'all' }, onlyStale: true })).toBe(0)
  expect(await claimShards()).toEqual([])
  expect(await requestRefresh({ scope: { kind: 'some', accounts: [], environments: [], teams: ['web'] } })).toBe(1)
  expect((await claimShards()).map(({ accountId }) => accountId)).toEqual([web.accountId])
})

test('old facts are due by themselves', async () => {
  await givenAccount()
  await read(cloud({ 'cn-hangzhou': ['r-1'] }))
  expect(await claimShards()).toEqual([])
  await db().update(shards).set({ okAt: sql`now() - interval '11 minutes'` })
  expect(await claimShards()).toHaveLength(1)
})

test('a request during a reading asks for another one afterwards', async () => {
  await givenAccount()
  const leases = await claimShards()
  await makeDue()
  await readShards(leases, cloud({ 'cn-hangzhou': ['r-1'] }), NEVER)
  expect(await claimShards()).toHaveLength(1)
})

test('browsers hear of the first rows before the reading is over, and of its end', async () => {
  const { accountId } = await givenAccount()
  const heard: LiveEvent[] = []
  let onEvent = () => {}
  const stop = await listen((event) => {
    heard.push(event)
    onEvent()
  })
  const until = (condition: () => boolean) =>
    new Promise<void>((resolve) => {
      onEvent = () => condition() && resolve()
      onEvent()
    })
  const states = () => heard.map((event) => ('state' in event && event.accountId === accountId ? event.state : ''))
  let rowsWhenHeard = 0
  await readShards(
    await claimShards(),
    adapterOver(async (_, page) => {
      if (page === 1) {
        await until(() => states().includes('syncing'))
        rowsWhenHeard = (await rowsOf('cn-hangzhou')).live.length
      }
      return {
        total: 7,
        rows: many('r', 7)
          .slice(page * PAGE, (page + 1) * PAGE)
          .map((id) => listed(id)),
      }
    }),
    NEVER,
  )
  await until(() => states().includes('ok'))
  expect(rowsWhenHeard).toBe(PAGE)
  await stop()
})

test('names and payloads that PostgreSQL cannot hold as they are do not stop a reading', async () => {
  const lease = await givenAccount()
  const raw = { Note: 'a\u0000b', Half: '\ud800', Path: 'C:\\u0000' }
  await storePage(lease, [{ ...listed('r-1', { name: 'zero\u0000name' }), raw }])
  const [row] = await db().select().from(inventory)
  expect(row).toMatchObject({ name: 'zero\ufffdname', raw: { Note: 'a\ufffdb', Half: '\ufffd', Path: 'C:\\u0000' } })
})

test('facts of a later one-instance reading are kept, an older page only proves that it exists', async () => {
  const lease = await givenAccount()
  const before = new Date(Date.now() - 5_000)
  await storePage(lease, [listed('r-1', { status: 'running' })])
  await storePage({ ...lease, fence: 0 }, [listed('r-1', { status: 'creating' }, before)])
  const [row] = await db().select().from(inventory)
  expect(row?.status).toBe('running')
})

test('a row that the cloud tells unchanged gets a new age; one that was read alone since is told again', async () => {
  const lease = await givenAccount()
  const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, seconds))
  const row = async () => (await db().select().from(inventory))[0]
  await storePage(lease, [listed('r-1', { name: 'a' }, at(1))])
  await storePage(lease, [listed('r-1', { name: 'a' }, at(2))])
  expect(await row()).toMatchObject({ name: 'a', seenAt: at(2) })
  await storePage(lease, [listed('r-1', { name: 'b' }, at(3))])
  expect(await row()).toMatchObject({ name: 'b', seenAt: at(3), facts: { name: 'b' } })
  // As a one-instance reading leaves it.
  await db()
    .update(inventory)
    .set({ name: 'c', digest: null, seenAt: at(4) })
  await storePage(lease, [listed('r-1', { name: 'b' }, at(5))])
  expect(await row()).toMatchObject({ name: 'b', seenAt: at(5) })
})

/** F17: instances come and go between the pages of a list. */
test('over a fleet that changes while it is read, nothing that stayed is lost and nothing that never was appears', async () => {
  const step = fc.record({ page: fc.nat(8), create: fc.nat(3), remove: fc.array(fc.nat(40), { maxLength: 3 }) })
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: 25 }), fc.array(step, { maxLength: 5 }), async (size, steps) => {
      await db().delete(accounts)
      await givenAccount()
      const before = [...many('old', 3), ...many('r', size)]
      await read(cloud({ 'cn-hangzhou': before }))
      await makeDue()

      const fleet = many('r', size)
      const ever = new Set(fleet)
      const removed = new Set<string>()
      const pending = [...steps]
      let born = 0
      const change = (page: number) => {
        const next = pending.findIndex((each) => each.page === page)
        const [now] = next < 0 ? [] : pending.splice(next, 1)
        if (!now) return
        for (const index of now.remove) {
          const [id] = fleet.splice(index % Math.max(1, fleet.length), 1)
          if (id) removed.add(id)
        }
        for (let i = 0; i < now.create; i++) {
          const id = `n-${born++}`
          fleet.unshift(id)
          ever.add(id)
        }
      }
      await read(cloud({ 'cn-hangzhou': fleet }, (_, page) => change(page)))

      const { live, gone } = await rowsOf('cn-hangzhou')
      const { state } = await shardOf('cn-hangzhou')
      const stayed = many('r', size).filter((id) => !removed.has(id))
      expect(live).toEqual(expect.arrayContaining(stayed))
      for (const id of live) expect(ever.has(id) || (state === 'failed' && id.startsWith('old'))).toBe(true)
      if (state === 'ok') expect(gone).toEqual(expect.arrayContaining(many('old', 3)))
      else expect(gone).toEqual([])
    }),
    { numRuns: 60 },
  )
})
