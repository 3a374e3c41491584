import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { changeSource, runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { listChanges } from '@/lib/changes/list'
import { planChange } from '@/lib/changes/plan'
import { readChange } from '@/lib/changes/store'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { accounts, audit, inventory, settings } from '@/lib/db/schema'
import type { ActionId } from '@/lib/model/action'
import type { ServiceId } from '@/lib/operation'
import { aCache, actorOf, ask, type Cache, changeStage, stateOf, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let second: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  second = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(async () => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
  await db().delete(settings).where(eq(settings.key, 'approval-policies'))
})

const plan = (cache: Cache, action: ActionId, params: Record<string, unknown> = {}, who = operator) =>
  planChange(who, { ref: cache.ref, action, params })
const sent = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)
const PASSWORD = 'Planted-Passw0rd'

describe('a change goes from its plan to its end', () => {
  const subscription = { chargeType: 'subscription', expiresAt: Date.now() + 40 * 86_400_000 } as const
  const cases: [
    ServiceId,
    ActionId,
    Record<string, unknown>,
    (cache: Cache) => boolean,
    Parameters<typeof aCache>[2]?,
  ][] = [
    ['alibaba-kvstore', 'rename', { name: 'orders-new' }, ({ world }) => world.name === 'orders-new'],
    ['alibaba-kvstore', 'password', { password: PASSWORD }, () => true],
    [
      'alibaba-kvstore',
      'protection',
      { on: true },
      ({ world }) => world.releaseProtection,
      { releaseProtection: false },
    ],
    [
      'alibaba-kvstore',
      'maintenance',
      { startUtc: '19:00', endUtc: '21:00' },
      ({ world }) => world.maintenance.start === '19:00Z',
    ],
    ['alibaba-kvstore', 'restart', {}, () => true],
    ['alibaba-kvstore', 'switch-ha', { prefer: 'ReliabilityPriority' }, () => true],
    ['alibaba-kvstore', 'flush', {}, ({ world }) => world.usedMemoryMb === 0],
    ['alibaba-kvstore', 'flush-expired', {}, () => true],
    [
      'alibaba-kvstore',
      'major-version',
      { version: '5.0' },
      ({ world }) => world.version === '5.0',
      { version: '4.0' },
    ],
    [
      'alibaba-kvstore',
      'spec',
      { class: 'redis.master.mid.default' },
      ({ world }) => world.class === 'redis.master.mid.default',
    ],
    [
      'alibaba-kvstore',
      'renew',
      { months: 3, pay: true },
      ({ world }) => (world.expiresAt ?? 0) > subscription.expiresAt,
      subscription,
    ],
    [
      'alibaba-kvstore',
      'auto-renew',
      { on: true, months: 3 },
      ({ world }) => world.autoRenewMonths === 3,
      subscription,
    ],
    [
      'alibaba-kvstore',
      'to-subscription',
      { months: 1, pay: true },
      ({ world }) => world.chargeType === 'subscription',
    ],
    ['alibaba-kvstore', 'release', {}, ({ world }) => !on.emulator.world.all().includes(world)],
    ['jdcloud-redis', 'rename', { name: 'orders_new' }, ({ world }) => world.name === 'orders_new'],
    ['jdcloud-redis', 'description', { description: 'for orders' }, ({ world }) => world.description === 'for orders'],
    ['jdcloud-redis', 'password', { password: 'Planted1Passw0rd' }, () => true],
    [
      'jdcloud-redis',
      'maintenance',
      { startUtc: '19:00', endUtc: '21:00' },
      ({ world }) => world.maintenance.start === '19:00Z',
    ],
    ['jdcloud-redis', 'restart', {}, () => true],
    ['jdcloud-redis', 'switch-ha', {}, () => true],
    ['jdcloud-redis', 'flush', {}, () => true],
    ['jdcloud-redis', 'flush-expired', {}, () => true],
    ['jdcloud-redis', 'spec', { class: 'redis.m.small.basic' }, ({ world }) => world.class === 'redis.m.small.basic'],
    ['jdcloud-redis', 'release', {}, ({ world }) => !on.emulator.world.all().includes(world)],
    ['kingsoft-redis', 'rename', { name: 'orders-new' }, ({ world }) => world.name === 'orders-new'],
    ['kingsoft-redis', 'password', { password: 'PlantedPassw0rd' }, () => true],
    ['kingsoft-redis', 'restart', {}, () => true],
    ['kingsoft-redis', 'flush', {}, ({ world }) => world.usedMemoryMb === 0],
    ['kingsoft-redis', 'lock', {}, ({ world }) => world.status === '8'],
    ['kingsoft-redis', 'spec', { gb: 4 }, ({ world }) => world.memoryMb === 4_096],
    ['kingsoft-redis', 'release', {}, ({ world }) => world.status === '10' || !on.emulator.world.all().includes(world)],
    ['kingsoft-memcached', 'rename', { name: 'orders-new' }, ({ world }) => world.name === 'orders-new'],
    ['kingsoft-memcached', 'password', { password: 'PlantedPassw0rd' }, () => true],
    ['kingsoft-memcached', 'flush', {}, ({ world }) => world.usedMemoryMb === 0],
    ['kingsoft-memcached', 'spec', { gb: 4 }, ({ world }) => world.memoryMb === 4_096],
    [
      'kingsoft-memcached',
      'release',
      {},
      ({ world }) => world.status === '10' || !on.emulator.world.all().includes(world),
    ],
  ]
  test.each(cases)('%s %s %j', async (service, action, params, happened, over) => {
    const cache = await aCache(on.emulator, service, over)
    const { id } = await ask(operator, { ref: cache.ref, action, params })
    expect(await workThrough(id)).toMatchObject({ state: 'done', sends: 1 })
    expect(happened(cache)).toBe(true)
    const change = await readChange(operator, id)
    expect(change.steps.map(({ step }) => step)).toEqual(['planned', 'confirmed', 'recorded', 'answered', 'ended'])
    expect(change.providerRequestId).not.toBeNull()
  })
})

describe('right before it is sent', () => {
  test.each<[string, (cache: Cache) => unknown, object]>([
    ['it went into a state that forbids it', ({ world }) => Object.assign(world, { status: '8' }), { kind: 'state' }],
    [
      'its account was paused',
      ({ accountId }) => db().update(accounts).set({ paused: true }).where(eq(accounts.id, accountId)),
      { kind: 'account-paused' },
    ],
    [
      'its account is gone',
      ({ accountId }) => db().delete(accounts).where(eq(accounts.id, accountId)),
      { kind: 'not-found' },
    ],
  ])('facts are read again: %s', async (_, happen, error) => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const { id } = await ask(operator, { ref: cache.ref, action: 'flush' })
    await happen(cache)
    expect(await workThrough(id)).toMatchObject({ state: 'stopped', error, sends: 0 })
    expect(sent('FlushCacheCluster')).toEqual([])
  })

  test('a request that was altered in the database is not sent', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const { id } = await ask(operator, { ref: cache.ref, action: 'flush' })
    const { sealed } = await stateOf(id)
    const altered = Buffer.from(sealed ?? '')
    altered[20] = (altered[20] ?? 0) ^ 1
    await db().update(changes).set({ sealed: altered }).where(eq(changes.id, id))
    await expect(workThrough(id)).rejects.toThrow()
    expect(sent('FlushCacheCluster')).toEqual([])
    await db().delete(changes).where(eq(changes.id, id))
  })
})

describe('several workers', () => {
  test('take each change once', async () => {
    const caches = await Promise.all(Array.from({ length: 12 }, () => aCache(on.emulator, 'kingsoft-memcached')))
    const asked: string[] = []
    for (const { ref } of caches) asked.push((await ask(operator, { ref, action: 'flush' })).id)
    const worker = async () => {
      for (let run = await changeSource.claim(); run; run = await changeSource.claim()) {
        await run.run(new AbortController().signal)
      }
    }
    await Promise.all([worker(), worker(), worker()])
    expect((await Promise.all(asked.map(stateOf))).map(({ state, sends }) => `${state} ${sends}`)).toEqual(
      asked.map(() => 'done 1'),
    )
    // Of this service only: other tests leave changes that are due.
    expect(sent('FlushCacheCluster').filter(({ service }) => service === 'kingsoft-memcached')).toHaveLength(12)
  })

  test('one that lost its lease sends and writes nothing more', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-memcached')
    const { id } = await ask(operator, { ref: cache.ref, action: 'flush' })
    const slow = await claimChange()
    expect(slow).toMatchObject({ id })
    const end = await workThrough(id)
    expect(end).toMatchObject({ state: 'done', sends: 1 })
    await runChange(slow ?? expect.unreachable(), new AbortController().signal)
    expect(await stateOf(id)).toEqual(end)
    expect(sent('FlushCacheCluster')).toHaveLength(1)
  })
})

test('a cloud that refuses ends the change with its own words, on record under the change', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  // Otherwise the plan would know that nobody sells it.
  on.emulator.gateway.faults.add({ kind: 'server-error', operation: 'DescribeAvailableResource' })
  const { id } = await ask(operator, { ref: cache.ref, action: 'spec', params: { class: 'redis.no.such' } })
  expect(await workThrough(id)).toMatchObject({
    state: 'failed',
    error: { code: 'InvalidDBInstanceClass.NotFound' },
    evidence: { from: 'answer', finding: 'refused' },
    sends: 1,
  })
  const entries = await db().select().from(audit).where(eq(audit.requestId, id)).orderBy(audit.seq)
  expect(entries.map(({ action, actorLabel, outcome }) => [action, actorLabel, outcome])).toEqual([
    ['operation:alibaba-kvstore/ModifyInstanceSpec', operator.label, 'started'],
    ['operation:alibaba-kvstore/ModifyInstanceSpec', operator.label, 'failed'],
    ['change.ended', 'system:changes', 'failed'],
  ])
})

test('the inventory knows the new facts when the change is done', async () => {
  const cache = await aCache(on.emulator, 'kingsoft-redis')
  const { id } = await ask(operator, { ref: cache.ref, action: 'rename', params: { name: 'orders-new' } })
  await workThrough(id)
  const [row] = await db().select().from(inventory).where(eq(inventory.ref, cache.ref))
  expect(row).toMatchObject({ name: 'orders-new', digest: null })
})

test('the list holds what is in scope, newest first, in pages', async () => {
  const cache = await aCache(on.emulator, 'kingsoft-redis')
  const made = [await plan(cache, 'flush'), await plan(cache, 'restart')]
  expect((await listChanges(operator, { ref: cache.ref })).items.map(({ id }) => id)).toEqual(
    made.map(({ id }) => id).reverse(),
  )
  const newest = made[1]?.id
  expect((await listChanges(operator, { ref: cache.ref, before: newest })).items.map(({ id }) => id)).toEqual([
    made[0]?.id,
  ])
  // Plans of others that nobody confirmed are left out, unless they are asked for; a rename says to what.
  expect((await listChanges(second, { ref: cache.ref })).items).toEqual([])
  expect((await listChanges(second, { ref: cache.ref, plans: 'all' })).items).toHaveLength(2)
  expect((await listChanges(second, { ref: cache.ref, state: 'planned' })).items).toHaveLength(2)
  const { id } = await ask(operator, { ref: cache.ref, action: 'rename', params: { name: 'orders-new' } })
  expect((await listChanges(second, { ref: cache.ref })).items).toMatchObject([
    { id, unconfirmed: false, row: { to: 'orders-new' } },
  ])
  const elsewhere = await actorOf('viewer', { kind: 'some', accounts: [], environments: ['staging'], teams: [] })
  expect(await listChanges(elsewhere, {})).toEqual({ items: [], next: null, states: {} })
  await expect(readChange(elsewhere, newest ?? '')).rejects.toMatchObject({ code: 'forbidden-scope' })
})
