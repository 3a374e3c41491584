import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { billingOf } from '@/emulator/world/billing'
import type { Actor } from '@/lib/bff/actor'
import { readBilling } from '@/lib/changes/billing'
import { instanceCan } from '@/lib/changes/can'
import { planChange } from '@/lib/changes/plan'
import { keyOf } from '@/lib/model/instance'
import { times } from '@/lib/model/money'
import { plannedBatch } from './batch-stage'
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
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const DAY = 86_400_000
const subscription = { chargeType: 'subscription', expiresAt: Date.now() + 40 * DAY } as const
const billing = (cache: Cache) => {
  const key = keyOf(cache.ref)
  if (!key) throw new Error(cache.ref)
  return readBilling(viewer, key)
}
const calls = (name: string) => on.emulator.gateway.journal.entries().filter(({ operation }) => operation === name)

describe('automatic renewal', () => {
  test('is read, with its months and the days before the end at which it is paid', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { ...subscription, autoRenewMonths: 3 })
    expect((await billing(cache)).autoRenewal).toEqual({ on: true, months: 3, daysBefore: 7, refused: null })
    cache.world.autoRenewMonths = undefined
    expect((await billing(cache)).autoRenewal).toMatchObject({ on: false, months: null })
  })

  test('stands in the plan as it is and as it will be, and what is so already is not sent', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', subscription)
    const plan = (params: object) =>
      planChange(operator, { ref: cache.ref, action: 'auto-renew', params: { ...params } })
    const { plan: made } = await plan({ on: true, months: 6 })
    expect(made.rows).toEqual([
      { field: 'seen.autoRenew', from: false, to: true },
      { field: 'seen.autoRenewMonths', from: null, to: 6 },
      // It stays, and says when the renewal is.
      { field: 'facts.expiresAt', from: expect.any(String), to: expect.any(String) },
    ])
    expect(made.money).toMatchObject({ after: { count: 6, source: { order: 'RENEW' } }, today: null, todayIs: 'later' })
    expect((await plan({ on: false })).plan.checks).toContainEqual({ id: 'no-change', result: 'block' })
  })

  test('has in a plan of many the price that it has in a plan of one', async () => {
    const caches = [
      await aCache(on.emulator, 'alibaba-kvstore', subscription),
      await aCache(on.emulator, 'alibaba-kvstore', subscription),
    ]
    const draft = { action: 'auto-renew', params: { on: true, months: 12 } } as const
    const { plan } = await planChange(operator, { ref: caches[0]?.ref ?? '', ...draft })
    const one = plan.money?.after?.amount ?? expect.unreachable()
    const batch = await plannedBatch(operator, { ...draft, refs: caches.map(({ ref }) => ref) })
    expect(batch.totals).toMatchObject({
      costs: 2,
      unpriced: 0,
      prices: [{ amount: times(one, 2), currency: 'CNY', per: 'once', of: 'later', rows: 2 }],
    })
    const rows = batch.rows.map(({ change }) => change?.plan.later)
    expect(rows).toEqual([
      { amount: one, currency: 'CNY' },
      { amount: one, currency: 'CNY' },
    ])
  })

  test.each([
    ['drop-after', 'done', 2],
    ['drop-before', 'failed', undefined],
  ] as const)('of a change whose answer is lost (%s) is found out: %s', async (kind, state, months) => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', subscription)
    on.emulator.gateway.faults.add({ kind, operation: 'ModifyInstanceAutoRenewalAttribute', count: 1 })
    const { id } = await ask(operator, { ref: cache.ref, action: 'auto-renew', params: { on: true, months: 2 } })
    expect(await workThrough(id)).toMatchObject({ state })
    expect(cache.world.autoRenewMonths).toBe(months)
    expect(calls('ModifyInstanceAutoRenewalAttribute')).toHaveLength(1)
  })

  test('that a key may not read leaves a plan, whose lost answer then wants a person', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', subscription)
    const read = 'DescribeInstanceAutoRenewalAttribute'
    on.emulator.gateway.faults.add({ kind: 'denied', operation: read, count: 50 })
    on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'ModifyInstanceAutoRenewalAttribute', count: 1 })
    const change = await ask(operator, { ref: cache.ref, action: 'auto-renew', params: { on: true, months: 2 } })
    expect(change.plan.rows).toEqual([{ field: 'facts.expiresAt', from: expect.any(String), to: expect.any(String) }])
    expect(await workThrough(change.id)).toMatchObject({ state: 'human' })
  })
})

describe('an order that renews with another size', () => {
  test.each([
    ['spec', { class: 'redis.master.mid.default' }],
    ['renew', { months: 1 }],
  ] as const)('stops %s while it waits, and says what would help', async (action, params) => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', subscription)
    const plan = async () => (await planChange(operator, { ref: cache.ref, action, params })).plan
    expect((await plan()).checks).toContainEqual({ id: 'pending-order', result: 'ok', params: { waits: 'false' } })
    billingOf(cache.world).changeUntil = Date.now() + DAY
    const stopped = await plan()
    expect(stopped.checks).toContainEqual({ id: 'pending-order', result: 'block', params: { waits: 'true' } })
    expect(stopped.checks).toContainEqual({ id: 'state', result: 'ok' })
    expect(stopped.blocked).toBe(true)
    const key = keyOf(cache.ref)
    // What the plan read is kept a moment after it was answered.
    if (key)
      await expect
        .poll(async () => (await instanceCan(viewer, key)).can[action], { timeout: 10_000 })
        .toEqual({ code: 'pending-order' })
    expect((await billing(cache)).pendingOrder).toBe(true)
  })
})

describe('what an instance costs', () => {
  test('of a subscription: what renewing it costs, and when it would end', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', subscription)
    const told = await billing(cache)
    expect(told).toMatchObject({ chargeType: 'subscription', present: { unit: 'month', count: 1 }, missing: null })
    expect(told.options.map(({ action, months, price }) => [action, months, price?.count])).toEqual([
      ['renew', 1, 1],
      ['renew', 6, 6],
      ['renew', 12, 12],
    ])
    const ends = told.options.map(({ ends }) => ends ?? '')
    expect([...ends].sort()).toEqual(ends)
    expect((ends[0] ?? '') > (told.endsAt ?? '')).toBe(true)
  })

  test('of pay-as-you-go: an hour, and what becoming a subscription costs', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const told = await billing(cache)
    expect(told).toMatchObject({ present: { unit: 'hour' }, endsAt: null, autoRenewal: null })
    expect(told.options).toMatchObject([{ action: 'to-subscription' }, {}, { months: 12, price: { of: 'purchase' } }])
    expect(calls('DescribeInstanceAutoRenewalAttribute')).toHaveLength(0)
  })

  test('of a cloud that tells no prices is that none is known', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis')
    expect(await billing(cache)).toMatchObject({
      present: null,
      missing: { why: 'no-price-known' },
      options: [],
      autoRenewal: null,
    })
  })
})
