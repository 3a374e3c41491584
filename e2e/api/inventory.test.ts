import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FaultRequest } from '@/emulator/gateway/faults'
import { patchAccount } from '@/lib/accounts/accounts'
import { addAccount } from '@/lib/accounts/testing'
import { systemActor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts, credentials, inventory, shards } from '@/lib/db/schema'
import { TIMEOUTS } from '@/lib/http/send'
import { readPage } from '@/lib/inventory/page'
import { readInstance } from '@/lib/inventory/read'
import { requestRefresh } from '@/lib/inventory/refresh'
import { inventorySource } from '@/lib/inventory/sync-job'
import { InstancePage } from '@/lib/model/fleet'
import { type InstanceKey, keyOf } from '@/lib/model/instance'
import type { ServiceId } from '@/lib/operation'
import { drain, type Stage, stage } from './stage'

const KEY = { accessKeyId: 'LTAI5tInventory0001', accessKeySecret: 'inventory-secret' }
const OTHER = { accessKeyId: 'LTAI5tInventory0002', accessKeySecret: 'other-secret' }
const patience = { ...TIMEOUTS }

let on: Stage
beforeAll(async () => {
  on = await stage({ [KEY.accessKeyId]: KEY.accessKeySecret, [OTHER.accessKeyId]: OTHER.accessKeySecret })
  // A cloud that hangs is given up sooner, so that the test need not wait as long as a person would.
  Object.assign(TIMEOUTS, { headersMs: 400, bodyMs: 400, totalMs: 1_000 })
})
afterAll(async () => {
  Object.assign(TIMEOUTS, patience)
  await on.end()
})
beforeEach(async () => {
  await db().delete(accounts)
  await db().execute(sql`delete from quotas`)
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.quotas.clear()
})

const actor = systemActor('test', newId())
const world = () => on.emulator.world.all()
const regionsOf = (...services: ServiceId[]) => [
  ...new Set(world().flatMap((each) => (services.includes(each.service) ? [each.region] : []))),
]
const addAll = async () => {
  await addAccount({ ...KEY, regions: regionsOf('alibaba-kvstore') })
  await addAccount({
    ...KEY,
    provider: 'jdcloud',
    scheme: 'jdcloud2',
    services: ['jdcloud-redis'],
    regions: regionsOf('jdcloud-redis'),
  })
  // Not every region has both services of this cloud.
  for (const service of ['kingsoft-redis', 'kingsoft-memcached'] as const) {
    await addAccount({
      ...KEY,
      provider: 'kingsoft',
      scheme: 'kingsoft-query',
      services: [service],
      regions: regionsOf(service),
      projectIds: [...new Set(world().flatMap(({ project }) => (project ? [project.id] : ['0'])))],
    })
  }
}
const live = async (accountId?: string) => {
  const rows = await db().select().from(inventory)
  return rows.filter((row) => row.goneAt === null && (!accountId || row.accountId === accountId))
}
const shardRows = (accountId: string) => db().select().from(shards).where(eq(shards.accountId, accountId))
const keyFor = async (service: ServiceId): Promise<InstanceKey> => {
  const row = (await live()).find((each) => each.service === service)
  const key = row && keyOf(row.ref)
  if (!key) throw new Error(`no row of ${service}`)
  return key
}
const pageOf = async (key: InstanceKey) => InstancePage.parse(JSON.parse(await readPage(actor, key)))

test('every instance of all four services is found, in every zone and project', async () => {
  await addAll()
  await drain(inventorySource)
  const found = (await live()).map((row) => `${row.service} ${row.region} ${row.instanceId}`)
  expect(found.sort()).toEqual(
    world()
      .map((each) => `${each.service} ${each.region} ${each.id}`)
      .sort(),
  )
  const failed = (await db().select().from(shards)).filter(({ state }) => state !== 'ok')
  expect(failed).toEqual([])
  expect((await db().select().from(shards)).reduce((sum, { instances }) => sum + instances, 0)).toBe(world().length)
})

test.each(['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis', 'kingsoft-memcached'] as const)(
  'one instance of %s is read for a person who waits, with what only its own call tells',
  async (service) => {
    await addAll()
    await drain(inventorySource)
    const key = await keyFor(service)
    expect(await pageOf(key)).toMatchObject({ detail: null, detailAt: null, shard: { state: 'ok' } })
    await readInstance(key, actor)
    const page = await pageOf(key)
    expect(page.detail?.facts.name).toBe(page.instance.name)
    expect(page.detailAt).not.toBeNull()
    expect(page.raw.detail).toBeTypeOf('object')
    expect(page.instance.seenAt).toBe(page.detailAt)
  },
)

test('an instance that was deleted becomes a tombstone once the list said so too', async () => {
  await addAll()
  await drain(inventorySource)
  const key = await keyFor('alibaba-kvstore')
  const gone = on.emulator.world.find(key.service, key.id, undefined)
  if (!gone) throw new Error('not in the world')
  on.emulator.world.remove(key.service, key.id)
  try {
    await readInstance(key, actor)
    expect((await pageOf(key)).goneAt).toBeNull()
    await drain(inventorySource)
    expect((await pageOf(key)).goneAt).not.toBeNull()
    expect((await live()).map(({ ref }) => ref)).not.toContain(key.id)
  } finally {
    on.emulator.world.add(gone)
  }
})

const FAULTS: [FaultRequest, string][] = [
  [{ kind: 'throttling' }, 'throttled'],
  [{ kind: 'server-error' }, 'server-error'],
  [{ kind: 'denied' }, 'denied'],
  [{ kind: 'expired-key' }, '-key'],
  [{ kind: 'drop-before' }, 'dropped'],
  [{ kind: 'drop-after' }, 'dropped'],
  [{ kind: 'hang' }, 'timeout'],
  [{ kind: 'truncated' }, ''],
  [{ kind: 'html' }, 'bad-answer'],
  [{ kind: 'empty' }, 'bad-answer'],
  [{ kind: 'wrong-json' }, 'bad-answer'],
]
describe('an account whose cloud answers with', () => {
  test.each(FAULTS)('%j keeps its rows and says what failed; the other account is read', async (fault, kind) => {
    const regions = regionsOf('alibaba-kvstore').slice(0, 2)
    const broken = await addAccount({ ...OTHER, regions })
    const healthy = await addAccount({ ...KEY, regions })
    await drain(inventorySource)
    const before = (await live(broken.id)).map(({ ref, seenAt }) => [ref, seenAt])
    expect(before.length).toBeGreaterThan(0)

    on.emulator.gateway.faults.add({ ...fault, accessKeyId: OTHER.accessKeyId })
    await requestRefresh({ scope: { kind: 'all' } })
    const asked = new Date()
    await drain(inventorySource)

    expect((await live(broken.id)).map(({ ref, seenAt }) => [ref, seenAt])).toEqual(before)
    for (const shard of await shardRows(broken.id)) {
      expect(shard).toMatchObject({ state: 'failed', failures: 1, instances: expect.any(Number) })
      expect(shard.errorKind).toMatch(kind)
      expect(shard.nextTryAt?.getTime()).toBeGreaterThan(asked.getTime())
    }
    const fresh = await live(healthy.id)
    expect(fresh).toHaveLength(before.length)
    for (const { seenAt } of fresh) expect(seenAt.getTime()).toBeGreaterThanOrEqual(asked.getTime() - 1_000)
    expect((await shardRows(healthy.id)).map(({ state }) => state)).toEqual(regions.map(() => 'ok'))

    on.emulator.gateway.faults.clear()
    await requestRefresh({ scope: { kind: 'all' }, accountIds: [broken.id] })
    await drain(inventorySource)
    expect((await shardRows(broken.id)).map(({ state, errorKind }) => [state, errorKind])).toEqual(
      regions.map(() => ['ok', null]),
    )
  })

  test('a clock that is wrong is corrected once and does not fail', async () => {
    const { id } = await addAccount({ ...KEY, regions: regionsOf('alibaba-kvstore').slice(0, 1) })
    on.emulator.gateway.faults.add({ kind: 'clock-skew', minutes: 20 })
    await drain(inventorySource)
    expect((await shardRows(id)).map(({ state }) => state)).toEqual(['ok'])
  })
})

test('one region that fails leaves the others of its account alone', async () => {
  const regions = regionsOf('alibaba-kvstore')
  const { id } = await addAccount({ ...KEY, regions })
  on.emulator.gateway.faults.add({ kind: 'server-error', region: regions[0] })
  await drain(inventorySource)
  const states = Object.fromEntries((await shardRows(id)).map(({ region, state }) => [region, state]))
  expect(states).toEqual(Object.fromEntries(regions.map((region, i) => [region, i === 0 ? 'failed' : 'ok'])))
})

test('credentials that do not open fail their own account, without a call', async () => {
  const { id } = await addAccount({ ...KEY, regions: regionsOf('alibaba-kvstore').slice(0, 1) })
  await db()
    .update(credentials)
    .set({ sealed: Buffer.alloc(80) })
    .where(eq(credentials.accountId, id))
  const calls = on.emulator.gateway.journal.entries().length
  await drain(inventorySource)
  expect(await shardRows(id)).toMatchObject([{ state: 'failed', errorCode: 'account-locked' }])
  expect(on.emulator.gateway.journal.entries()).toHaveLength(calls)
})

test('an account that was paused meanwhile is given back without an error', async () => {
  const account = await addAccount({ ...KEY, regions: regionsOf('alibaba-kvstore').slice(0, 1) })
  const run = await inventorySource.claim()
  await patchAccount(actor, account.id, { version: account.version, paused: true })
  await run?.run(new AbortController().signal)
  expect(await shardRows(account.id)).toMatchObject([{ state: 'never', errorKind: null, leaseUntil: null }])
})
