import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hourly, monthly } from '@/emulator/world/prices'
import { OFFERS, sizeOf } from '@/emulator/world/sizes'
import type { Actor } from '@/lib/bff/actor'
import { type Door, doorFor } from '@/lib/bff/execute'
import { lookAt } from '@/lib/changes/look'
import { offerOfChange, quotaCheck, stockToBuy } from '@/lib/changes/offer-checks'
import { pricesOfOffers } from '@/lib/changes/offer-prices'
import { offersForInstance, offersToBuy } from '@/lib/changes/offers'
import { planChange } from '@/lib/changes/plan'
import { instanceUsage } from '@/lib/changes/usage'
import { db } from '@/lib/db/client'
import { accounts, inventory } from '@/lib/db/schema'
import { keyOf, refOf } from '@/lib/model/instance'
import { ClassOffer, type InstanceOffers } from '@/lib/model/offer'
import type { ServiceId } from '@/lib/operation'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import { printedClass } from '@/lib/providers/alibaba/kvstore/class-table'
import { ProviderError } from '@/lib/providers/error'
import { saveCard } from '@/lib/rates/store'
import { aCache, actorOf, type Cache, changeStage, PLACES } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const sent = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)
const keyFor = ({ ref }: Cache) => {
  const key = keyOf(ref)
  if (!key) throw new Error(ref)
  return key
}
/** A console that has read the instance: the facts of `aCache` are bare. */
async function known(service: ServiceId, over: Parameters<typeof aCache>[2] = {}) {
  const cache = await aCache(on.emulator, service, over)
  const key = keyFor(cache)
  // Sizes are tried one after the other.
  await db().update(accounts).set({ ratePerSecond: 1_000 }).where(eq(accounts.id, cache.accountId))
  const door = await doorFor({ actor: operator, accountId: cache.accountId, lane: 'interactive' })
  const locator = { zone: cache.world.zone }
  const { detail } = await lookAt(door, key, locator)
  if (!detail) throw new Error('not there')
  return { ...cache, key, door, target: { region: key.region, id: key.id, locator, detail } }
}
const aDoor = async (service: ServiceId): Promise<Door> => {
  const { accountId } = await aCache(on.emulator, service)
  return doorFor({ actor: operator, accountId, lane: 'interactive' })
}
const toBuy = async (service: ServiceId, more: { zone?: string; version?: string } = {}) => {
  const { accountId } = await aCache(on.emulator, service)
  const { region } = PLACES[service]
  const { items } = await offersToBuy(operator, { accountId, service, region, chargeType: 'pay-as-you-go', ...more })
  return items
}
const named = (items: readonly ClassOffer[], id: string) => {
  const found = items.find((one) => one.id === id)
  if (!found) throw new Error(`no offer ${id}`)
  return found
}
const subscription = { chargeType: 'subscription', expiresAt: Date.now() + 40 * 86_400_000 } as const

describe('what can be bought', () => {
  test.each(Object.keys(PLACES) as ServiceId[])(
    '%s offers what its cloud sells, each once, smallest first',
    async (service) => {
      const items = await toBuy(service)
      expect(new Set(items.map(({ id }) => id)).size).toBe(items.length)
      expect(items.map(({ memoryMb }) => memoryMb)).toEqual(
        items.map(({ memoryMb }) => memoryMb ?? 0).sort((a, b) => a - b),
      )
      for (const item of items) {
        expect(ClassOffer.parse(item)).toEqual(item)
        const sold = sizeOf(service, item.choice.class ?? String(item.choice.gb), item.choice.shards)
        expect([item.id, item.memoryMb]).toEqual([item.id, sold.memoryMb])
        expect(item).toMatchObject({ refused: null, current: false })
      }
      const classes = new Set(items.map(({ choice }) => choice.class ?? String(choice.gb)))
      for (const one of OFFERS[service]) expect(classes).toContain(one.class)
    },
  )

  test('figures come from the cloud where it tells them, else from the manual, and are unknown otherwise', async () => {
    expect(named(await toBuy('alibaba-kvstore'), 'redis.master.mid.default')).toMatchObject({
      edition: 'Community',
      architecture: 'standard',
      versions: ['2.8', '4.0', '5.0'],
      memoryMb: 2048,
      shards: 1,
      replicas: 1,
      connections: 10_000,
      bandwidthMbps: 16,
      qps: 100_000,
      offeredBy: { from: 'live', name: 'DescribeAvailableResource' },
      figuresFrom: [
        { from: 'live', name: 'DescribeAvailableResource' },
        { from: 'manual', name: '20 (2017)' },
      ],
    })
    const logic = 'redis.logic.sharding.8g.4db.0rodb.4proxy.default'
    expect(named(await toBuy('alibaba-kvstore'), logic)).toMatchObject({ shards: 4, bandwidthMbps: null })
    expect(named(await toBuy('jdcloud-redis'), 'redis.s.small.basic*4')).toMatchObject({
      choice: { class: 'redis.s.small.basic', shards: 4 },
      memoryMb: 8 * 1024,
      connections: 40_000,
      bandwidthMbps: 4 * 48 * 8,
      qps: null,
      versions: ['4.0'],
    })
    expect(named(await toBuy('kingsoft-redis'), '70GB')).toMatchObject({
      class: null,
      architecture: 'cluster',
      versions: ['3.0', '4.0'],
      connections: null,
      bandwidthMbps: null,
      qps: null,
      offeredBy: { from: 'manual' },
    })
  })

  test('the sample of the manual is what the local cloud sells', async () => {
    expect(named(await toBuy('alibaba-kvstore'), 'redis.logic.sharding.2g.8db.0rodb.8proxy.default')).toMatchObject({
      memoryMb: 16_384,
      connections: 80_000,
      qps: 2_000_000,
      shards: 8,
    })
  })

  test('only what the zone and the version have', async () => {
    expect(await toBuy('alibaba-kvstore', { zone: 'cn-hangzhou-b' })).toEqual([])
    const open = await toBuy('alibaba-kvstore', { zone: 'cn-hangzhou-h', version: '2.8' })
    expect(open.length).toBeGreaterThan(10)
    expect(open.every(({ zones, versions }) => zones?.join() === 'cn-hangzhou-h' && versions.join() === '2.8')).toBe(
      true,
    )
    const single = await toBuy('kingsoft-redis', { zone: 'cn-beijing-6c' })
    expect(new Set(single.map(({ architecture }) => architecture))).toEqual(new Set(['standard']))
    expect(await toBuy('kingsoft-redis', { version: '5.0' })).toHaveLength(12)
    const old = await toBuy('jdcloud-redis', { version: '2.8' })
    expect(old.length).toBe(12)
    expect(sent('describeInstanceClass').length).toBe(1)
  })

  test('a cloud that cannot be asked is an error, not an empty list', async () => {
    on.emulator.gateway.faults.add({ kind: 'server-error', operation: 'DescribeAvailableResource' })
    await expect(toBuy('alibaba-kvstore')).rejects.toThrow(ProviderError)
  })

  test('the tables of the manual agree with what the local cloud sells', () => {
    const both = OFFERS['alibaba-kvstore'].flatMap((sold) => {
      const printed = printedClass(sold.class)
      return printed ? [{ sold, printed }] : []
    })
    expect(both.length).toBeGreaterThan(25)
    for (const { sold, printed } of both) {
      const { memoryMb, connections, bandwidth } = printed
      expect({ class: sold.class, memoryMb: sold.memoryMb }).toEqual({ class: sold.class, memoryMb })
      if (connections !== null)
        expect([sold.class, sold.connections, sold.bandwidth]).toEqual([sold.class, connections, bandwidth])
    }
  })
})

describe('what an instance could become', () => {
  const cases: [ServiceId, Parameters<typeof aCache>[2]][] = [
    ['jdcloud-redis', {}],
    ['jdcloud-redis', { class: 'redis.m1.large.basic', ...subscription }],
    ['jdcloud-redis', { class: 'redis.c1.medium.basic', ...subscription }],
    ['kingsoft-redis', { class: '8' }],
    ['kingsoft-redis', { class: '80' }],
    ['kingsoft-memcached', { class: '4' }],
    ['alibaba-kvstore', {}],
    ['alibaba-kvstore', { class: 'memcache.master.small.default' }],
  ]
  test.each(cases)('%s %o: what is refused the cloud refuses, and it takes the rest', async (service, over) => {
    const { key, world, door, target } = await known(service, { ...over, usedMemoryMb: 100 })
    const { items }: InstanceOffers = await offersForInstance(operator, key)
    expect(items.filter(({ current }) => current)).toHaveLength(
      service === 'kingsoft-redis' && over?.class === '80' ? 1 : 1,
    )
    const spec = ACTIONS_OF[service].spec
    if (!spec) throw new Error('no spec')
    const before = { ...world }
    for (const one of items) {
      Object.assign(world, before)
      // A size that cannot be asked for at all is refused by the row already.
      const params = spec.params.safeParse(one.choice)
      if (!params.success) {
        expect([one.id, one.refused]).not.toEqual([one.id, null])
        continue
      }
      const taken = await door
        .call(spec.operation, spec.input(target, params.data, undefined), { region: key.region })
        .then(() => true)
        .catch((error: unknown) => {
          if (error instanceof ProviderError) return false
          throw error
        })
      // Alibaba takes the order for the size that it is, and does nothing.
      if (one.current && service === 'alibaba-kvstore') continue
      expect([one.id, taken]).toEqual([one.id, one.refused === null])
    }
  })

  test('twenty prices asked at once under one signal warn of nothing', async () => {
    const { key } = await known('alibaba-kvstore')
    const classes = (await offersForInstance(operator, key)).items.slice(0, 20).map(({ id }) => id)
    const warnings: string[] = []
    const note = ({ name }: Error) => warnings.push(name)
    process.on('warning', note)
    try {
      const { accountId, service, region } = key
      const ask = { accountId, service, region, chargeType: 'pay-as-you-go' as const, classes }
      await pricesOfOffers(operator, ask, new AbortController().signal)
      await new Promise((done) => setImmediate(done))
    } finally {
      process.off('warning', note)
    }
    expect(classes).toHaveLength(20)
    expect(warnings).not.toContain('MaxListenersExceededWarning')
  })

  test('what is in use refuses what is too small as the plan would, and says what leaves too little free', async () => {
    const { key } = await known('alibaba-kvstore', { class: 'redis.master.large.default', usedMemoryMb: 3_600 })
    const { items } = await offersForInstance(operator, key)
    const [small] = items.filter(({ id }) => id === 'redis.master.small.default')
    expect(small?.refused).toMatchObject({ code: 'memory-in-use', params: { targetMb: 1_024 } })
    const planned = await planChange(operator, { ref: refOf(key), action: 'spec', params: { class: small?.id } })
    const check = planned.plan.checks.find(({ id }) => id === 'memory-fits')
    expect(check).toMatchObject({ result: 'block', params: small?.refused?.params })
    const tight = items.filter(({ memoryMb }) => memoryMb === 4_096)
    expect(tight.some(({ refused }) => refused === null)).toBe(true)
    for (const one of tight.filter(({ refused }) => refused === null))
      expect(one.tight).toMatchObject({ code: 'memory-tight' })
    const roomy = items.filter(({ memoryMb, refused }) => Number(memoryMb) >= 8_192 && refused === null)
    expect(roomy.length).toBeGreaterThan(0)
    expect(roomy.every((one) => one.tight === null)).toBe(true)
  })

  test('its own size, and why others are not for it', async () => {
    const kingsoft = await known('kingsoft-redis', { class: '8' })
    const { items, refused } = await offersForInstance(operator, kingsoft.key)
    expect(refused).toBeNull()
    const why = Object.fromEntries(items.map(({ id, refused: reason }) => [id, reason?.code ?? null]))
    expect(why).toMatchObject({ '4GB': 'only-larger', '8GB': 'same-size', '12GB': 'not-resizable', '16GB': null })
    const cluster = await known('kingsoft-redis', { class: '80' })
    const none = await offersForInstance(operator, cluster.key)
    expect(none.refused).toEqual({ code: 'cluster' })
    expect(none.items.every((one) => one.refused?.code === 'cluster')).toBe(true)
    const prepaid = await known('jdcloud-redis', { class: 'redis.c1.medium.basic', ...subscription })
    const jd = await offersForInstance(operator, prepaid.key)
    expect(named(jd.items, 'redis.m1.2xlarge.basic').refused).toEqual({
      code: 'needs-more-memory',
      params: { memoryMb: 32 * 1024 },
    })
  })
})

describe('what they cost', () => {
  const CLASSES = ['redis.master.small.default', 'redis.master.mid.default', 'redis.master.large.default']
  const at = { service: 'alibaba-kvstore', region: 'cn-hangzhou' } as const

  test('buying: what the cloud quotes, by the hour or for the months', async () => {
    const { accountId } = await aCache(on.emulator, 'alibaba-kvstore')
    const ask = { ...at, accountId, classes: [...CLASSES, 'redis.no.such'] }
    const { items, before } = await pricesOfOffers(operator, { ...ask, chargeType: 'pay-as-you-go' })
    expect(before).toBeNull()
    expect(items.map(({ id }) => id)).toEqual(ask.classes)
    for (const { id, price } of items.slice(0, 3))
      expect(price).toMatchObject({
        amount: String(hourly(sizeOf('alibaba-kvstore', id), 'cn-hangzhou')),
        currency: 'CNY',
        unit: 'hour',
        of: 'purchase',
        source: { kind: 'quote', operation: 'DescribePrice' },
      })
    expect(items[3]).toMatchObject({
      price: null,
      missing: { why: 'refused', code: 'InvalidDBInstanceClass.NotFound' },
    })
    const year = await pricesOfOffers(operator, { ...ask, chargeType: 'subscription', months: 12 })
    expect(year.items[0]?.price).toMatchObject({ unit: 'month', count: 12 })
    expect(Number(year.items[0]?.price?.original)).toBeCloseTo(
      12 * monthly(sizeOf('alibaba-kvstore', 'redis.master.small.default'), 'cn-hangzhou'),
    )
    const ten = await pricesOfOffers(operator, { ...ask, chargeType: 'subscription', months: 10 })
    expect(ten.items[0]).toMatchObject({ price: null, missing: { why: 'no-price-known' } })
  })

  test('changing a subscription: what each costs a month, what is due for a dearer one, and which way it goes', async () => {
    const cache = await known('alibaba-kvstore', { class: 'redis.master.mid.default', ...subscription })
    on.emulator.gateway.journal.clear()
    const ask = {
      ...at,
      accountId: cache.accountId,
      ref: cache.ref,
      chargeType: 'subscription' as const,
      classes: CLASSES,
    }
    const { items, before } = await pricesOfOffers(operator, ask)
    expect(before).toMatchObject({ unit: 'month', count: 1 })
    expect(items.map(({ direction }) => direction)).toEqual(['down', 'same', 'up'])
    expect(items[1]?.price?.amount).toBe(before?.amount)
    expect(items.map(({ order }) => order === null)).toEqual([true, true, false])
    expect(items[2]?.order).toMatchObject({ of: 'this', unit: 'once' })
    const orders = sent('DescribePrice').map(({ params }) => params.OrderType)
    expect(orders.filter((one) => one === 'UPGRADE')).toHaveLength(1)
    const planned = await planChange(operator, { ref: cache.ref, action: 'spec', params: { class: CLASSES[2] } })
    expect(planned.plan.money?.today?.amount).toBe(items[2]?.order?.amount)
  })

  test('no price is known where nobody quotes one', async () => {
    const { accountId } = await aCache(on.emulator, 'kingsoft-redis')
    const ask = { accountId, service: 'kingsoft-redis', region: 'cn-beijing-6', chargeType: 'subscription' } as const
    const { items } = await pricesOfOffers(operator, { ...ask, classes: ['16GB'] })
    expect(items).toEqual([
      {
        id: '16GB',
        price: null,
        missing: { why: 'no-price-known', code: null, message: null },
        order: null,
        direction: null,
      },
    ])
  })
})

test('an estimate of our rate card, labelled, where the cloud quotes nothing', async () => {
  const admin = await actorOf('admin')
  const line = { region: null, currency: 'CNY', perShard: false, chargeType: 'subscription', unit: 'month' } as const
  await saveCard(admin, {
    version: 0,
    validFrom: '2020-01-01',
    note: '',
    lines: [
      { ...line, service: 'kingsoft-redis', class: null, memoryMb: 8 * 1024, amount: '300' },
      { ...line, service: 'kingsoft-redis', class: null, memoryMb: 16 * 1024, amount: '580.5' },
      { ...line, service: 'jdcloud-redis', class: 'redis.s.small.basic', memoryMb: null, amount: '99', perShard: true },
    ],
  })
  const { ref, accountId } = await known('kingsoft-redis', { class: '8', ...subscription })
  const ask = { accountId, region: 'cn-beijing-6', chargeType: 'subscription', service: 'kingsoft-redis' } as const
  const change = await pricesOfOffers(operator, { ...ask, ref, classes: ['16GB', '32GB'] })
  expect(change.before).toMatchObject({ amount: '300', source: { kind: 'estimate' } })
  expect(change.items).toMatchObject([
    { price: { amount: '580.5', unit: 'month', count: 1, source: { kind: 'estimate' } }, direction: 'up', order: null },
    { price: null, missing: { why: 'no-price-known' }, direction: null },
  ])
  const jd = await aCache(on.emulator, 'jdcloud-redis')
  const { items } = await pricesOfOffers(operator, {
    accountId: jd.accountId,
    service: 'jdcloud-redis',
    region: 'cn-north-1',
    chargeType: 'subscription',
    months: 2,
    classes: ['redis.s.small.basic*4'],
  })
  expect(items[0]?.price).toMatchObject({ amount: '792', count: 2 })
})

describe('checks', () => {
  test('a plan says whether the size is on offer, and what the quota is where the cloud tells', async () => {
    const cache = await known('alibaba-kvstore')
    const plan = async (name: string) =>
      (await planChange(operator, { ref: cache.ref, action: 'spec', params: { class: name } })).plan
    const good = await plan('redis.master.mid.default')
    expect(good.checks).toContainEqual({ id: 'stock', result: 'ok' })
    expect(good.checks).toContainEqual({ id: 'quota', result: 'unknown' })
    const gone = await plan('redis.master.8xlarge.default')
    expect(gone).toMatchObject({ blocked: true })
    expect(gone.checks).toContainEqual({ id: 'stock', result: 'block', reason: { code: 'not-sold' } })
    on.emulator.gateway.faults.add({ kind: 'server-error', operation: 'DescribeAvailableResource' })
    expect((await plan('redis.master.mid.default')).checks).toContainEqual({ id: 'stock', result: 'unknown' })
  })

  test('a printed list is no stock, and a refusal is', async () => {
    const { door, target } = await known('kingsoft-redis', { class: '8' })
    const check = (gb: number) => offerOfChange(door.call, 'kingsoft-redis', target, { gb })
    expect((await check(16)).check).toEqual({ id: 'stock', result: 'unknown' })
    expect((await check(4)).check).toMatchObject({ result: 'block', reason: { code: 'only-larger' } })
  })

  test('buying: zone and quota', async () => {
    const { call } = await aDoor('alibaba-kvstore')
    const ask = { region: 'cn-hangzhou', zone: 'cn-hangzhou-h', chargeType: 'pay-as-you-go' } as const
    const choice = { class: 'redis.master.mid.default' }
    expect(await stockToBuy(call, 'alibaba-kvstore', ask, choice)).toEqual({ id: 'stock', result: 'ok' })
    expect(await stockToBuy(call, 'alibaba-kvstore', { ...ask, zone: 'cn-hangzhou-b' }, choice)).toMatchObject({
      result: 'block',
    })
    const jd = await aDoor('jdcloud-redis')
    const quota = (adds: number) => quotaCheck(jd.call, 'jdcloud-redis', 'cn-north-1', adds)
    expect(await quota(0)).toMatchObject({ result: 'ok', params: { adds: 0 } })
    expect(await quota(100_000)).toMatchObject({ result: 'block' })
  })
})

describe('what is in use now', () => {
  test('is told by the metrics, by the list of clients, or by the facts; the rest is unknown', async () => {
    const alibaba = await known('alibaba-kvstore')
    const told = await instanceUsage(operator, alibaba.key)
    expect(told.usedMemoryMb).toBeGreaterThan(0)
    expect(told.connections).toBeGreaterThan(0)

    const jdcloud = await known('jdcloud-redis')
    const clients = await instanceUsage(operator, jdcloud.key)
    expect(clients.connections).toBeGreaterThan(0)

    const kingsoft = await known('kingsoft-redis')
    const [row] = await db().select().from(inventory).where(eq(inventory.ref, kingsoft.ref))
    const facts = { ...(row ?? expect.unreachable()).facts, usedMemoryMb: 700 }
    await db().update(inventory).set({ facts }).where(eq(inventory.ref, kingsoft.ref))
    expect(await instanceUsage(operator, kingsoft.key)).toMatchObject({ usedMemoryMb: 700, connections: null })
  })

  test('of a cloud that does not answer is unknown', async () => {
    const cache = await known('alibaba-kvstore')
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribeHistoryMonitorValues' })
    expect(await instanceUsage(operator, cache.key)).toMatchObject({ usedMemoryMb: null, connections: null })
  })
})
