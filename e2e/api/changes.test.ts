import { desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { instanceCan } from '@/lib/changes/can'
import { approveChange, changeNow, confirmChange, rejectChange, withdrawChange } from '@/lib/changes/decide'
import { changeSource, runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { listChanges } from '@/lib/changes/list'
import { planChange } from '@/lib/changes/plan'
import { readPolicies, savePolicies } from '@/lib/changes/policy'
import { readChange } from '@/lib/changes/store'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { accounts, audit, inventory, settings, users } from '@/lib/db/schema'
import type { ActionId, Policy } from '@/lib/model/change'
import { keyOf } from '@/lib/model/instance'
import { decimalOf } from '@/lib/model/money'
import type { ServiceId } from '@/lib/operation'
import { aCache, actorOf, agreed, ask, type Cache, changeStage, stateOf, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let second: Actor
let admin: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  second = await actorOf('operator')
  admin = await actorOf('admin')
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

describe('a plan', () => {
  test('shows now and then, what the manual says, and the request that is sent later', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const planned = await plan(cache, 'restart', { upgradeMinorVersion: true })
    expect(planned.plan.consequences.map(({ id }) => id)).toEqual(['connections-break', 'minor-version-too'])
    expect(sent('RestartInstance')).toEqual([])
    const shown = [...planned.plan.request.query, ...planned.plan.request.form]
    await confirmChange(operator, planned.id, agreed(planned))
    await workThrough(planned.id)
    const [received] = sent('RestartInstance')
    for (const { name, value, own } of shown) if (own) expect(String(received?.params[name])).toBe(value)
  })

  test('of what no manual speaks says so', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const { plan: made } = await plan(cache, 'rename', { name: 'orders-new' })
    expect(made).toMatchObject({ noRuleKnown: true, consequences: [], price: null, blocked: false })
    expect(made.rows).toEqual([{ field: 'facts.name', from: cache.world.name, to: 'orders-new' }])
  })

  test('has the price that its cloud quotes, to the digit; a cloud without quotes has none', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { plan: made } = await plan(cache, 'spec', { class: 'redis.master.mid.default' })
    const asked = sent('DescribePrice').findLast(({ params }) => params.OrderType === 'UPGRADE')
    expect(asked?.params).toMatchObject({ InstanceId: cache.world.id })
    const bought = sent('DescribePrice').findLast(({ params }) => params.OrderType === 'BUY')
    expect(bought?.params).toMatchObject({ InstanceClass: cache.world.class })
    expect(made.money).toMatchObject({
      before: { unit: 'hour', of: 'purchase', source: { kind: 'quote', order: 'BUY' } },
      after: { unit: 'hour', of: 'this', amount: made.price?.amount, source: { order: 'UPGRADE' } },
      today: null,
      todayIs: 'by-hour',
      missing: null,
    })
    expect(made.price).toMatchObject({
      of: 'order',
      per: 'hour',
      currency: 'CNY',
      requestId: asked?.requestId.toUpperCase(),
    })
    expect(decimalOf(made.price?.amount)).toBe(made.price?.amount)
    const other = await aCache(on.emulator, 'kingsoft-memcached')
    expect((await plan(other, 'spec', { gb: 4 })).plan).toMatchObject({ costs: true, price: null })
  })

  test.each<[string, ServiceId, ActionId, Record<string, unknown>, Parameters<typeof aCache>[2], object]>([
    [
      'a subscription cannot be released',
      'alibaba-kvstore',
      'release',
      {},
      { chargeType: 'subscription', expiresAt: Date.now() + 1e9 },
      { reason: { code: 'subscription' } },
    ],
    [
      'nor a protected one',
      'alibaba-kvstore',
      'release',
      {},
      { releaseProtection: true },
      { reason: { code: 'protected' } },
    ],
    [
      'only a subscription renews',
      'alibaba-kvstore',
      'renew',
      { months: 1 },
      {},
      { reason: { code: 'not-subscription' } },
    ],
    [
      'what is in use does not fit',
      'kingsoft-redis',
      'spec',
      { gb: 1 },
      { usedMemoryMb: 1_800 },
      [{ reason: { code: 'only-larger' } }, { id: 'memory-fits', params: { usedMb: 1_802, targetMb: 1_024 } }],
    ],
    ['nothing would change', 'kingsoft-memcached', 'spec', { gb: 2 }, {}, { id: 'no-change' }],
    ['a status that forbids it', 'kingsoft-redis', 'flush', {}, { status: '8' }, { reason: { code: 'status' } }],
  ])('is blocked and says why: %s', async (_, service, action, params, over, check) => {
    const cache = await aCache(on.emulator, service, over)
    const made = await plan(cache, action, params)
    expect(made.plan.blocked).toBe(true)
    expect(made.plan.checks.filter(({ result }) => result === 'block')).toMatchObject([check].flat())
    await expect(confirmChange(operator, made.id, agreed(made))).rejects.toMatchObject({ code: 'change-blocked' })
  })

  test('refuses parameters that its action does not know, and actions that its service has not', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-memcached')
    await expect(plan(cache, 'rename', { name: 'x' })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(plan(cache, 'flush', { all: true })).rejects.toMatchObject({ code: 'bad-input' })
    await expect(plan(cache, 'restart')).rejects.toMatchObject({ code: 'bad-input' })
    const can = await instanceCan(operator, keyOf(cache.ref) ?? expect.unreachable())
    expect(can.can).toMatchObject({ flush: null, restart: { code: 'not-offered' } })
  })

  test('keeps a password sealed, shows it nowhere, and forgets it at the end', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const planned = await plan(cache, 'password', { password: PASSWORD })
    const dump = async () => {
      const rows = [
        await db().select().from(changes).where(eq(changes.id, planned.id)),
        await db().select().from(changeSteps).where(eq(changeSteps.changeId, planned.id)),
        await db().select().from(audit).orderBy(desc(audit.seq)).limit(10),
      ]
      return (
        JSON.stringify(rows) + rows[0]?.map((row) => ('sealed' in row ? row.sealed?.toString('latin1') : '')).join()
      )
    }
    expect(await dump()).not.toContain(PASSWORD)
    expect(JSON.stringify(planned)).not.toContain(PASSWORD)
    await confirmChange(operator, planned.id, agreed(planned))
    await workThrough(planned.id)
    expect(await dump()).not.toContain(PASSWORD)
    expect((await stateOf(planned.id)).sealed).toBeNull()
    // What was frozen is what came.
    expect(sent('ModifyInstanceAttribute')).toHaveLength(1)
  })
})

describe('a confirmation', () => {
  test('of a destructive kind is typed; of what costs, the price is accepted', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const flush = await plan(cache, 'flush')
    await expect(confirmChange(operator, flush.id, {})).rejects.toMatchObject({ extra: { fields: { typed: {} } } })
    await expect(confirmChange(operator, flush.id, { typed: 'other' })).rejects.toMatchObject({ code: 'bad-input' })
    expect(await confirmChange(operator, flush.id, { typed: cache.world.name })).toMatchObject({ state: 'ready' })
    const other = await aCache(on.emulator, 'alibaba-kvstore')
    const spec = await plan(other, 'spec', { class: 'redis.master.mid.default' })
    const typed = { typed: other.world.id }
    await expect(confirmChange(operator, spec.id, typed)).rejects.toMatchObject({
      extra: { fields: { acceptsCost: {} } },
    })
    await workThrough(flush.id)
  })

  test('is its own only, once, and in time; nobody else’s change moves with it', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const [one, bystander, late] = [
      await plan(cache, 'rename', { name: 'orders-one' }),
      await plan(cache, 'rename', { name: 'orders-two' }, second),
      await plan(cache, 'rename', { name: 'orders-late' }),
    ]
    await expect(confirmChange(second, one.id, {})).rejects.toMatchObject({ code: 'own-change' })
    const both = await Promise.allSettled([confirmChange(operator, one.id, {}), confirmChange(operator, one.id, {})])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await stateOf(bystander.id)).toMatchObject({ state: 'planned' })
    await db().update(changes).set({ expiresAt: sql`now() - interval '1 second'` }).where(eq(changes.id, late.id))
    await expect(confirmChange(operator, late.id, {})).rejects.toMatchObject({ code: 'change-expired' })
    await workThrough(one.id)
    expect(await stateOf(late.id)).toMatchObject({ state: 'expired', sealed: null })
  })

  test('of a second change of the same instance is told who is at it', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const [first, other] = [await plan(cache, 'flush'), await plan(cache, 'rename', { name: 'orders-two' }, second)]
    await confirmChange(operator, first.id, agreed(first))
    await expect(confirmChange(second, other.id, {})).rejects.toMatchObject({
      code: 'change-busy',
      extra: { params: { by: operator.label } },
    })
    const blocked = await plan(cache, 'rename', { name: 'orders-three' }, second)
    expect(blocked.plan.checks).toContainEqual(
      expect.objectContaining({
        id: 'other-change',
        result: 'block',
        params: expect.objectContaining({ id: first.id }),
      }),
    )
    await workThrough(first.id)
    expect(await confirmChange(second, other.id, {})).toMatchObject({ state: 'ready' })
    await workThrough(other.id)
  })
})

describe('approval', () => {
  const policy = (over: Partial<Policy> = {}): Policy => ({
    name: 'two people',
    environments: ['production'],
    kinds: ['destructive'],
    actions: [],
    approval: true,
    expiresMinutes: 60,
    breakGlass: false,
    ...over,
  })
  const set = async (...policies: Policy[]) => savePolicies(admin, { ...(await readPolicies()), policies })
  const waiting = async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    return { cache, change: await ask(operator, { ref: cache.ref, action: 'flush' }) }
  }

  test('wants to be told what for, before anybody is asked; what the plan says stays', async () => {
    await set(policy())
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const { id, ...planned } = await plan(cache, 'flush')
    const { reason: _, ...silent } = agreed({ id, ...planned })
    await expect(confirmChange(operator, id, silent)).rejects.toMatchObject({
      extra: { fields: { reason: { code: 'required' } } },
    })
    expect(await stateOf(id)).toMatchObject({ state: 'planned' })
    expect(await confirmChange(operator, id, { ...silent, reason: 'the cache is poisoned' })).toMatchObject({
      state: 'waiting',
      reason: 'the cache is poisoned',
    })
    await withdrawChange(operator, id)
    const given = await planChange(operator, { ref: cache.ref, action: 'flush', params: {}, reason: 'said before' })
    const asked = await confirmChange(operator, given.id, agreed(given))
    expect(asked).toMatchObject({ state: 'waiting', reason: 'said before' })
  })

  test('is asked of the first policy that fits', async () => {
    await set(policy({ name: 'restarts go', actions: ['restart'], approval: false }), policy())
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const restart = await ask(operator, { ref: cache.ref, action: 'restart' })
    expect(restart).toMatchObject({ state: 'ready', policy: null })
    await workThrough(restart.id)
    expect(await ask(operator, { ref: cache.ref, action: 'flush' })).toMatchObject({
      state: 'waiting',
      policy: 'two people',
    })
    expect(await ask(operator, { ref: cache.ref, action: 'rename', params: { name: 'orders-new' } })).toMatchObject({
      state: 'ready',
    })
    await set(policy({ environments: ['staging'] }))
    const elsewhere = await aCache(on.emulator, 'kingsoft-redis')
    expect(await ask(operator, { ref: elsewhere.ref, action: 'flush' })).toMatchObject({ state: 'ready' })
  })

  test('comes from another operator or admin in scope, and then it is sent once', async () => {
    await set(policy())
    const { cache, change } = await waiting()
    expect(await claimChange()).not.toMatchObject({ id: change.id })
    await expect(approveChange(operator, change.id)).rejects.toMatchObject({ code: 'own-change' })
    const elsewhere = await actorOf('admin', { kind: 'some', accounts: [], environments: ['staging'], teams: [] })
    await expect(approveChange(elsewhere, change.id)).rejects.toMatchObject({ code: 'forbidden-scope' })
    expect(await changeNow(second, change.id)).toMatchObject({ moved: [], reason: null })
    // Who decides sees what matters also while nothing moved: what is not told is null, and not left out.
    const { facts } = await changeNow(second, change.id)
    expect(facts.map(({ field }) => field)).toEqual(
      expect.arrayContaining([
        'facts.status',
        'facts.memoryMb',
        'facts.usedMemoryMb',
        'facts.expiresAt',
        'now.connections',
        'now.backup',
      ]),
    )
    expect(facts.find(({ field }) => field === 'facts.status')).toMatchObject({ found: 'running', moved: false })
    expect(facts.find(({ field }) => field === 'now.connections')).toMatchObject({ found: null, asked: false })
    expect(facts.filter(({ moved }) => moved)).toEqual([])
    cache.world.usedMemoryMb = 10
    expect((await changeNow(second, change.id)).facts.find(({ moved }) => moved)).toMatchObject({
      field: 'facts.usedMemoryMb',
      found: 10.24,
    })
    expect((await changeNow(second, change.id)).moved).toMatchObject([{ field: 'facts.usedMemoryMb' }])
    const both = await Promise.allSettled([approveChange(second, change.id), approveChange(admin, change.id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await workThrough(change.id)).toMatchObject({ state: 'done', sends: 1 })
    await expect(approveChange(admin, change.id)).rejects.toMatchObject({ code: 'conflict-state' })
  })

  test('expires, is refused with a reason, and can be withdrawn; none of these is sent', async () => {
    await set(policy())
    const late = await waiting()
    await db()
      .update(changes)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(changes.id, late.change.id))
    await expect(approveChange(second, late.change.id)).rejects.toMatchObject({ code: 'change-expired' })
    const refused = await waiting()
    await expect(rejectChange(operator, refused.change.id, 'no')).rejects.toMatchObject({ code: 'own-change' })
    expect(await rejectChange(second, refused.change.id, 'not before the sale')).toMatchObject({ state: 'rejected' })
    const taken = await waiting()
    await expect(withdrawChange(second, taken.change.id)).rejects.toMatchObject({ code: 'own-change' })
    expect(await withdrawChange(operator, taken.change.id)).toMatchObject({ state: 'withdrawn' })
    for (const { change } of [refused, taken]) {
      await expect(approveChange(second, change.id)).rejects.toMatchObject({ code: 'conflict-state' })
    }
    expect(sent('FlushCacheCluster')).toEqual([])
    expect((await stateOf(taken.change.id)).sealed).toBeNull()
  })

  test('can be broken where the policy allows it, with a reason that is on record', async () => {
    await set(policy())
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const planned = await plan(cache, 'flush')
    const urgent = { ...agreed(planned), breakGlass: 'memory full, nobody awake' }
    await expect(confirmChange(operator, planned.id, urgent)).rejects.toMatchObject({ code: 'bad-input' })
    await set(policy({ breakGlass: true }))
    expect(await confirmChange(operator, planned.id, urgent)).toMatchObject({
      state: 'ready',
      breakGlass: urgent.breakGlass,
    })
    const [entry] = await db().select().from(audit).where(eq(audit.action, 'change.broke-glass'))
    expect(entry).toMatchObject({
      actorLabel: operator.label,
      details: { change: planned.id, reason: urgent.breakGlass },
    })
    await workThrough(planned.id)
  })

  test('of rights that were lost since counts for nothing', async () => {
    await set(policy())
    const approver = await actorOf('operator')
    const { change } = await waiting()
    await approveChange(approver, change.id)
    await db()
      .update(users)
      .set({ role: 'viewer' })
      .where(eq(users.id, approver.id ?? ''))
    expect(await workThrough(change.id)).toMatchObject({
      state: 'stopped',
      error: { kind: 'forbidden-role' },
      sends: 0,
    })
    expect(sent('FlushCacheCluster')).toEqual([])
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
