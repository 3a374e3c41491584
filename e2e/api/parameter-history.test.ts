import { eq, ne, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { detailsOf } from '@/emulator/world/jdcloud-details'
import { settingsOf } from '@/emulator/world/kingsoft-cache'
import { setParameter } from '@/emulator/world/parameters'
import type { Actor } from '@/lib/bff/actor'
import { execute } from '@/lib/bff/execute'
import { beginCall } from '@/lib/changes/call'
import { readHistory, readSnapshot } from '@/lib/changes/parameter-history'
import { claimReading, watchAll } from '@/lib/changes/parameter-job'
import { keepSnapshot } from '@/lib/changes/parameter-snapshots'
import { readParameters } from '@/lib/changes/parameters'
import { db } from '@/lib/db/client'
import { parameterWatch } from '@/lib/db/parameter-schema'
import { inventory } from '@/lib/db/schema'
import { keyOf } from '@/lib/model/instance'
import { valuesToSet } from '@/lib/model/parameter-revert'
import type { ServiceId } from '@/lib/operation'
import { kvstoreOperations } from '@/lib/providers/alibaba/kvstore/catalog'
import { aCache, actorOf, ask, type Cache, changeStage, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let viewer: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  viewer = await actorOf('viewer')
})
afterAll(() => on.end())
beforeEach(async () => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
  await db().delete(parameterWatch)
})

const keyOfCache = (cache: Cache) => {
  const key = keyOf(cache.ref)
  if (!key) throw new Error(cache.ref)
  return key
}
const read = (cache: Cache) => readParameters(viewer, keyOfCache(cache))
const one = async (cache: Cache, name: string) => (await read(cache)).parameters.find((found) => found.name === name)
const past = (cache: Cache, name?: string) => readHistory(viewer, keyOfCache(cache), name === undefined ? {} : { name })
const change = async (cache: Cache, set: Record<string, string>) => {
  const { id } = await ask(operator, { ref: cache.ref, action: 'parameters', params: { set } })
  await workThrough(id)
  return id
}
/** Somebody else set it, in the cloud's own console. */
const outside = ({ world }: Cache, name: string, value: string) => {
  if (world.service === 'jdcloud-redis') detailsOf(world, on.emulator.world.now()).parameters.set(name, value)
  else if (world.service === 'kingsoft-redis') settingsOf(world).parameters.set(name, value)
  else setParameter(world, name, value, on.emulator.world.now())
}
const reads = () =>
  on.emulator.gateway.journal.entries().filter(({ operation }) => /Parameters$|InstanceConfig$/.test(operation ?? ''))
/** One reading as a worker does it; false when none is due. */
const work = async () => {
  const run = await claimReading()
  await run?.run(new AbortController().signal)
  return run !== undefined
}
const due = (cache: Cache) =>
  db().update(parameterWatch).set({ dueAt: sql`now()` }).where(eq(parameterWatch.ref, cache.ref))

const WITH = [
  ['alibaba-kvstore', { version: '5.0' }],
  ['jdcloud-redis', { version: '4.0' }],
  ['kingsoft-redis', { version: '5.0' }],
] as const

describe.each(WITH)('the history of parameters of %s', (service: ServiceId, over) => {
  test('begins with the first reading, and goes on only when something is another value', async () => {
    const cache = await aCache(on.emulator, service, over)
    expect((await past(cache)).items).toEqual([])
    await read(cache)
    const [first] = (await past(cache)).items
    expect(first).toMatchObject({ since: null, moved: [] })
    await read(cache)
    const { items } = await past(cache)
    expect(items.map(({ id }) => id)).toEqual([first?.id])
    expect(Date.parse(items[0]?.seenAt ?? '')).toBeGreaterThan(Date.parse(first?.seenAt ?? ''))
  })

  test('tells who asked for a change, and of what was changed elsewhere that nobody here did', async () => {
    const cache = await aCache(on.emulator, service, over)
    await read(cache)
    const id = await change(cache, { 'maxmemory-policy': 'allkeys-lru', 'zset-max-ziplist-value': '96' })
    await read(cache)
    outside(cache, 'maxmemory-policy', 'volatile-ttl')
    expect(await one(cache, 'maxmemory-policy')).toMatchObject({
      changed: { kind: 'found', by: null, changeId: null, from: 'allkeys-lru' },
    })
    expect(await one(cache, 'zset-max-ziplist-value')).toMatchObject({
      changed: { kind: 'change', by: operator.label, changeId: id, from: '64' },
    })
    const { items } = await past(cache)
    expect(items.map(({ moved }) => moved)).toEqual([
      [{ name: 'maxmemory-policy', from: 'allkeys-lru', to: 'volatile-ttl', by: null, changeId: null }],
      expect.arrayContaining([
        { name: 'maxmemory-policy', from: 'volatile-lru', to: 'allkeys-lru', by: operator.label, changeId: id },
        { name: 'zset-max-ziplist-value', from: '64', to: '96', by: operator.label, changeId: id },
      ]),
      [],
    ])
    expect((await past(cache, 'zset-max-ziplist-value')).items).toHaveLength(1)
  })

  test('leads back to any moment by one change of what can be set', async () => {
    const cache = await aCache(on.emulator, service, over)
    await read(cache)
    const [first] = (await past(cache)).items
    await change(cache, { 'maxmemory-policy': 'noeviction', 'hash-max-ziplist-entries': '1024' })
    const { parameters } = await read(cache)
    const { values } = await readSnapshot(viewer, keyOfCache(cache), first?.id ?? 0)
    const { set, refused } = valuesToSet(parameters, values)
    expect(set).toEqual({ 'maxmemory-policy': 'volatile-lru', 'hash-max-ziplist-entries': '512' })
    expect(refused).toEqual([])
    await change(cache, set)
    expect(await one(cache, 'maxmemory-policy')).toMatchObject({ value: 'volatile-lru' })
    expect(valuesToSet((await read(cache)).parameters, values)).toMatchObject({ set: {} })
  })
})

describe('readings that nobody asks for', () => {
  test('come once a day, and soon after a change, and never of an account that is paused', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { version: '5.0' })
    await db().update(inventory).set({ goneAt: sql`now()` }).where(ne(inventory.ref, cache.ref))
    await watchAll()
    // Its first one is at some time of the next hour.
    const [watch] = await db().select().from(parameterWatch)
    expect(watch?.ref).toBe(cache.ref)
    await due(cache)
    expect(await work()).toBe(true)
    expect((await past(cache)).items).toHaveLength(1)
    expect(await work()).toBe(false)
    await change(cache, { timeout: '60' })
    expect(await work()).toBe(true)
    expect((await past(cache)).items[0]?.moved).toEqual([
      expect.objectContaining({ name: 'timeout', by: operator.label }),
    ])
    expect(await work()).toBe(false)
    await due(cache)
    await db().execute(sql`update accounts set paused = true where id = ${cache.accountId}`)
    expect(await work()).toBe(false)
  })

  test('that fail are tried again later, and a refusal tomorrow', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis', { version: '4.0' })
    await read(cache)
    await due(cache)
    on.emulator.gateway.faults.add({ kind: 'server-error', operation: 'describeInstanceConfig', count: 50 })
    expect(await work()).toBe(true)
    const waits = async () => {
      const { rows } = await db().execute<{ minutes: number }>(
        sql`select extract(epoch from due_at - now())::float8 / 60 as minutes from parameter_watch where ref = ${cache.ref}`,
      )
      return rows[0]?.minutes ?? 0
    }
    expect(await waits()).toBeGreaterThan(5)
    expect(await waits()).toBeLessThan(30)
    on.emulator.gateway.faults.clear()
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'describeInstanceConfig', count: 50 })
    await due(cache)
    expect(await work()).toBe(true)
    expect(await waits()).toBeGreaterThan(23 * 60)
    expect((await past(cache)).items).toHaveLength(1)
  })

  test('ask nothing of Memcached', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-memcached')
    await watchAll()
    expect(await db().select().from(parameterWatch).where(eq(parameterWatch.ref, cache.ref))).toEqual([])
    expect(reads()).toEqual([])
  })
})

test('a reading that tells fewer takes nothing away, and one that comes too late tells nothing', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore', { version: '5.0' })
  const { parameters } = await read(cache)
  await keepSnapshot(keyOfCache(cache), parameters.slice(3), new Date())
  await keepSnapshot(keyOfCache(cache), [{ name: 'timeout', value: null }], new Date())
  // It was begun before the latest one, and tells what was.
  await keepSnapshot(keyOfCache(cache), [{ name: 'timeout', value: '1' }], new Date(0))
  await read(cache)
  const { items } = await past(cache)
  expect(items).toHaveLength(1)
  const { values } = await readSnapshot(viewer, keyOfCache(cache), items[0]?.id ?? 0)
  expect(Object.keys(values)).toHaveLength(parameters.length)
})

test('what the explorer set from here was not changed outside', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore', { version: '5.0' })
  await read(cache)
  const { region } = keyOfCache(cache)
  const input = { InstanceId: cache.world.id, RegionId: region, Config: { timeout: '77' } }
  const place = { accountId: cache.accountId, region, environment: 'production' }
  await execute(kvstoreOperations.ModifyInstanceConfig, input, {
    actor: operator,
    accountId: cache.accountId,
    lane: 'interactive',
    region,
    asChange: (operation, checked) => beginCall(operator, operation, checked, place),
  })
  expect(await one(cache, 'timeout')).toMatchObject({ changed: { kind: 'change', by: operator.label, from: '0' } })
})

test('who may not see the account sees no history', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore', { version: '5.0' })
  await read(cache)
  const other = await actorOf('admin', { kind: 'some', accounts: ['none'], environments: [], teams: [] })
  await expect(readHistory(other, keyOfCache(cache), {})).rejects.toMatchObject({ code: 'forbidden-scope' })
  await expect(readSnapshot(other, keyOfCache(cache), 1)).rejects.toMatchObject({ code: 'forbidden-scope' })
})
