import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, kvstoreCloud } from './kvstore'

/** Prices, orders and renewals of Alibaba instances, over HTTP with the console's client. */
type Cloud = Awaited<ReturnType<typeof kvstoreCloud>>
let cloud: Cloud
beforeAll(async () => {
  cloud = await kvstoreCloud()
})
afterAll(() => cloud.emulator.stop())

const customer = async (body?: object): Promise<{ balance: number }> => {
  const answer = await fetch(`${cloud.emulator.url}/_emulator/customers`, {
    method: body ? 'PATCH' : 'GET',
    headers: { 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  })
  return (await answer.json()) as { balance: number } // what the control API answers
}
afterEach(() => customer({ balance: 1_000_000 }))

const RegionId = 'cn-hangzhou'
const SMALL = 'redis.master.small.default'
const LARGE = 'redis.master.large.default'
const BUY = { RegionId, ZoneId: 'cn-hangzhou-h', InstanceClass: SMALL }
const DAY_MS = 86_400_000

const price = async (input: object, region = RegionId) =>
  (await cloud.ask('DescribePrice', { RegionId: region, OrderType: 'BUY', ...input }, region)).Order
const attribute = async (InstanceId: string, of: Cloud = cloud) =>
  (await of.ask('DescribeInstanceAttribute', { InstanceId })).Instances.DBInstanceAttribute[0]

describe('prices', () => {
  test('are the same whenever asked, and higher for more memory, longer terms and dearer regions', async () => {
    const ask = async (change: object, region?: string) =>
      (await price({ InstanceClass: SMALL, ChargeType: 'PrePaid', Period: 1, ...change }, region)).TradeAmount as number
    const one = await ask({})
    expect(await ask({})).toBe(one)
    expect(await ask({ InstanceClass: LARGE })).toBeGreaterThan(one)
    expect(await ask({ Period: 2 })).toBe(one * 2)
    expect(await ask({ Quantity: 3 })).toBe(one * 3)
    expect(await ask({}, 'cn-hongkong')).toBeGreaterThan(one)
    expect(await ask({ ChargeType: 'PostPaid' })).toBeLessThan(1)
  })

  test('a year has its promotion, and the coupon comes off when it is given', async () => {
    const input = { InstanceClass: LARGE, ChargeType: 'PrePaid', Period: 12 }
    const { Order, Rules } = await cloud.ask('DescribePrice', { RegionId, OrderType: 'BUY', ...input })
    expect(Order.DiscountAmount).toBeCloseTo(Order.OriginalAmount * 0.15, 2)
    expect(Order.TradeAmount).toBeCloseTo(Order.OriginalAmount - Order.DiscountAmount, 2)
    expect(Order.RuleIds.RuleId).toEqual(Rules.Rule.map((rule: { RuleDescId: number }) => String(rule.RuleDescId)))
    const [coupon] = Order.Coupons.Coupon
    expect(coupon).toMatchObject({ IsSelected: 'false' })
    const less = await price({ ...input, CouponNo: coupon.CouponNo })
    expect(less.TradeAmount).toBeCloseTo(Order.TradeAmount - 100, 2)
    expect(less.Coupons.Coupon[0]).toMatchObject({ IsSelected: 'true' })
  })

  test('several at a time are the sum of their parts', async () => {
    const entry = (InstanceClass: string) => ({
      IzNo: 'cn-hangzhou-h',
      InstanceClass,
      Capacity: 1024,
      OrderType: 'BUY',
      ChargeType: 'PrePaid',
      Period: 1,
    })
    const { Order, SubOrders } = await cloud.ask('DescribePrice', {
      RegionId,
      OrderType: 'BUY',
      Instances: [entry(SMALL), entry(LARGE)],
      OrderParamOut: 'true',
    })
    const parts = SubOrders.SubOrder.map((part: { TradeAmount: number }) => part.TradeAmount)
    expect(parts).toHaveLength(2)
    expect(Order.TradeAmount).toBeCloseTo(parts[0] + parts[1], 2)
  })

  test('an upgrade costs the difference for the rest of the term; a cheaper class costs nothing', async () => {
    const { id: InstanceId } = await cloud.make({ endsInDays: 30 })
    const upgrade = async (InstanceClass: string) =>
      (await price({ OrderType: 'UPGRADE', InstanceId, InstanceClass })).TradeAmount as number
    expect(await upgrade('redis.master.2xlarge.default')).toBeGreaterThan(0)
    expect(await upgrade(SMALL)).toBe(0)
  })
})

describe('what is bought is paid as it was quoted', () => {
  test.each([
    ['a subscription', { Period: '3' }],
    ['a year, with the coupon', { InstanceClass: LARGE, Period: '12', CouponNo: 'demo-coupon-100' }],
  ])('%s', async (_name, change) => {
    const order = { ...BUY, ChargeType: 'PrePaid', ...change }
    const { ZoneId: _zone, Period, ...asked } = order
    const { TradeAmount } = await price({ ...asked, Period: Number(Period) })
    const before = (await customer()).balance
    const { InstanceId } = await cloud.ask('CreateInstance', order)
    expect(before - (await customer()).balance).toBeCloseTo(TradeAmount, 2)
    expect(await attribute(InstanceId)).toMatchObject({ ChargeType: 'PrePaid', InstanceStatus: 'Normal' })
  })

  test('a change of class', async () => {
    const { id: InstanceId } = await cloud.make({ endsInDays: 45 })
    const change = { InstanceId, InstanceClass: 'redis.master.2xlarge.default' }
    const { TradeAmount } = await price({ OrderType: 'UPGRADE', ...change })
    const before = (await customer()).balance
    await cloud.ask('ModifyInstanceSpec', change)
    expect(before - (await customer()).balance).toBeCloseTo(TradeAmount, 1)
  })

  test('nothing happens without the money for it', async () => {
    const { id: InstanceId } = await cloud.make({ endsInDays: 45 })
    const { EndTime } = await attribute(InstanceId)
    await customer({ balance: 1 })
    expect(await codeOf(cloud.ask('RenewInstance', { InstanceId, Period: 1 }))).toBe('InsufficientBalance')
    expect(
      await codeOf(cloud.ask('ModifyInstanceSpec', { InstanceId, InstanceClass: 'redis.sharding.small.default' })),
    ).toBe('InsufficientBalance')
    expect(await attribute(InstanceId)).toMatchObject({ EndTime, Capacity: 8192 })
    expect((await customer()).balance).toBe(1)
  })
})

describe('renewing', () => {
  test('moves the end by whole months', async () => {
    const { id: InstanceId } = await cloud.make({ endsInDays: 10 })
    const before = new Date((await attribute(InstanceId)).EndTime)
    const { EndTime, OrderId } = await cloud.ask('RenewInstance', { InstanceId, Period: 12 })
    expect(OrderId).toBeDefined()
    expect(new Date(EndTime).getUTCFullYear()).toBe(before.getUTCFullYear() + 1)
    expect((await attribute(InstanceId)).EndTime).toBe(EndTime)
    expect((await attribute(InstanceId)).ChargeType).toBe('PrePaid')
  })

  test('an instance that had ended runs again', async () => {
    const { id: InstanceId } = await cloud.make({ endsInDays: -5, status: 'Unavailable' })
    expect(await codeOf(cloud.ask('RestartInstance', { InstanceId }))).toBe('IncorrectDBInstanceLockMode')
    await cloud.ask('RenewInstance', { InstanceId, Period: 1 })
    expect(await attribute(InstanceId)).toMatchObject({ InstanceStatus: 'Normal' })
    await cloud.ask('RestartInstance', { InstanceId })
  })

  test('a new class begins with the new term, and no other change until then', async () => {
    const own = await kvstoreCloud()
    try {
      const { id: InstanceId } = await own.make({ endsInDays: 5 })
      await own.ask('RenewInstance', { InstanceId, Period: 1, InstanceClass: 'redis.master.2xlarge.default' })
      expect(await attribute(InstanceId, own)).toMatchObject({ Capacity: 8192, HasRenewChangeOrder: 'true' })
      for (const call of [
        own.ask('ModifyInstanceSpec', { InstanceId, InstanceClass: SMALL, OrderType: 'DOWNGRADE' }),
        own.ask('RenewInstance', { InstanceId, Period: 1 }),
      ])
        expect(await codeOf(call)).toBe('HasRenewChangeOrder')
      own.emulator.clock.advance(6 * DAY_MS)
      expect(await attribute(InstanceId, own)).toMatchObject({
        Capacity: 16_384,
        HasRenewChangeOrder: 'false',
        InstanceStatus: 'Normal',
      })
    } finally {
      await own.emulator.stop()
    }
  })

  test('several at a time, or none of them', async () => {
    const [one, other] = [await cloud.make({ endsInDays: 10 }), await cloud.make({ endsInDays: 20 })]
    const hourly = await cloud.make()
    const ends = () => Promise.all([one, other].map(async ({ id }) => (await attribute(id)).EndTime))
    const before = await ends()
    const renew = (...ids: string[]) => cloud.ask('RenewMultiInstance', { InstanceIds: ids, Period: 1 })
    expect(await codeOf(renew(one.id, hourly.id))).toBe('IncorrectDBInstanceType')
    expect(await ends()).toEqual(before)
    await renew(one.id, other.id)
    for (const [i, end] of (await ends()).entries())
      expect(Date.parse(end)).toBeGreaterThan(Date.parse(before[i] ?? ''))
  })

  test('by itself a week before the end, when it is switched on', async () => {
    const own = await kvstoreCloud()
    try {
      const { id: InstanceId } = await own.make({ endsInDays: 30 })
      const setting = async () =>
        (await own.ask('DescribeInstanceAutoRenewalAttribute', { RegionId, DBInstanceId: InstanceId })).Items.Item
      expect(await setting()).toMatchObject([{ AutoRenew: 'false' }])
      await own.ask('ModifyInstanceAutoRenewalAttribute', {
        DBInstanceId: [InstanceId],
        AutoRenew: 'true',
        Duration: 3,
      })
      expect(await setting()).toMatchObject([{ DBInstanceId: InstanceId, AutoRenew: 'true', Duration: 3 }])
      const { EndTime } = await attribute(InstanceId, own)
      own.emulator.clock.advance(22 * DAY_MS)
      expect((await attribute(InstanceId, own)).EndTime).toBe(EndTime)
      own.emulator.clock.advance(2 * DAY_MS)
      const renewed = Date.parse((await attribute(InstanceId, own)).EndTime) - Date.parse(EndTime)
      expect(Math.round(renewed / DAY_MS)).toBeGreaterThanOrEqual(89)
    } finally {
      await own.emulator.stop()
    }
  })

  test('from hours to a subscription, and not back', async () => {
    const { id: InstanceId } = await cloud.make()
    const { EndTime } = await cloud.ask('TransformToPrePaid', { InstanceId, Period: 6 })
    expect(await attribute(InstanceId)).toMatchObject({ ChargeType: 'PrePaid', EndTime })
    expect(await codeOf(cloud.ask('TransformToPrePaid', { InstanceId, Period: 6 }))).toBe('AlreadyPrePaid')
  })
})
