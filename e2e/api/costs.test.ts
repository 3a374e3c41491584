import { and, eq, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { keepCosts } from '@/lib/costs/keep'
import { priceSource } from '@/lib/costs/prices/job'
import { requestPrices } from '@/lib/costs/prices/request'
import { standingOf } from '@/lib/costs/prices/standing'
import { saveRules } from '@/lib/costs/rules'
import { db } from '@/lib/db/client'
import { costSpans, priceFacts, priceReadings } from '@/lib/db/cost-schema'
import { inventory } from '@/lib/db/schema'
import { COST_DIMENSIONS } from '@/lib/model/cost'
import { decimalOf, over, plus, times } from '@/lib/model/money'
import { HOURS_A_MONTH } from '@/lib/model/plan-money'
import { caller } from '../contract/caller'
import { askAll, CARD_AMOUNT, costStage, dueAgain, EVERYTHING, KEY, page, sumOf, TRADE } from './cost-stage'

const on = costStage()
const calls = () => on.emulator.gateway.journal.entries().filter(({ operation }) => operation === 'DescribePrice')

/** What the fleet costs a month by answers of the cloud that this test asks for by itself, instance by instance. */
async function independentSum() {
  let payable = '0'
  let list = '0'
  let instances = 0
  const say = (value: unknown) => decimalOf(value) ?? expect.unreachable()
  for (const { region, id, class: size, chargeType, expiresAt } of on.alibaba()) {
    const ask = caller(on.emulator, 'alibaba-kvstore', { region, credentials: KEY })
    const question =
      chargeType === 'subscription'
        ? { OrderType: 'RENEW', InstanceId: id, Period: 1, ChargeType: 'PrePaid' }
        : { OrderType: 'BUY', InstanceClass: size, ChargeType: 'PostPaid' }
    const { Order } = (await ask('DescribePrice', { RegionId: region, ...question })) as {
      Order: { TradeAmount: unknown; OriginalAmount: unknown }
    }
    const month = (value: unknown) =>
      chargeType === 'subscription' ? say(value) : over(times(say(value), HOURS_A_MONTH), 1)
    // It ran out, and costs nothing until it is renewed.
    if (expiresAt !== undefined && expiresAt < on.emulator.world.now()) continue
    payable = plus(payable, month(Order.TradeAmount))
    list = plus(list, month(Order.OriginalAmount))
    instances += 1
  }
  return { payable, list, instances }
}

describe('price facts', () => {
  test('each instance is asked about once a day, in the background, a subscription about its renewal and hours about a subscription as well', async () => {
    const facts = await db().select().from(priceFacts)
    for (const { id, chargeType, autoRenewMonths = 1 } of on.alibaba()) {
      const own = facts.filter(({ ref }) => ref.endsWith(`.${id}`))
      // What its cloud renews for longer costs another amount than a month.
      const renewals = autoRenewMonths > 1 ? ['RENEW', 'RENEW'] : ['RENEW']
      expect(own.map(({ orderType }) => orderType).sort()).toEqual(
        chargeType === 'subscription' ? ['BUY', ...renewals] : ['BUY', 'BUY', 'BUY'],
      )
    }
    on.emulator.gateway.journal.clear()
    await askAll()
    expect(calls()).toEqual([])
  })

  test('the same answer is only confirmed; another one is kept beside it with the time of both', async () => {
    const [instance] = on.alibaba().filter(({ chargeType }) => chargeType === 'pay-as-you-go')
    const before = await db().select().from(priceFacts)
    const fact =
      before.find(({ ref, asked }) => ref.endsWith(`.${instance?.id}`) && asked === 'purchase') ?? expect.unreachable()
    await dueAgain(fact.ref)
    await askAll()
    const after = await db().select().from(priceFacts)
    expect(after).toHaveLength(before.length)
    const confirmed = after.filter(({ confirmedAt, toldAt }) => confirmedAt > toldAt)
    expect(new Set(confirmed.map(({ ref }) => ref))).toEqual(new Set([fact.ref]))
    // As if it had been dearer before.
    await db().update(priceFacts).set({ amount: '99.5' }).where(eq(priceFacts.id, fact.id))
    await dueAgain(fact.ref)
    await askAll()
    const both = await db()
      .select()
      .from(priceFacts)
      .where(and(eq(priceFacts.ref, fact.ref), eq(priceFacts.asked, 'purchase')))
      .orderBy(priceFacts.id)
    expect(both).toMatchObject([
      { amount: '99.500000000000', endedAt: expect.any(Date) },
      { amount: fact.amount, endedAt: null, orderType: 'BUY', currency: 'CNY' },
    ])
    expect(both[1]?.original).not.toBeNull()
  })

  test('what is refused keeps no price that nobody told, and its cloud is left alone', async () => {
    const target = on.alibaba()[0] ?? expect.unreachable()
    const [row] = await db().select().from(inventory).where(eq(inventory.instanceId, target.id))
    const ref = row?.ref ?? expect.unreachable()
    await db().delete(priceFacts).where(eq(priceFacts.ref, ref))
    await dueAgain(ref)
    on.emulator.gateway.journal.clear()
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribePrice', count: 1 })
    await askAll()
    const [reading] = await db().select().from(priceReadings).where(eq(priceReadings.ref, ref))
    expect(reading).toMatchObject({ errorKind: 'denied', failedAt: expect.any(Date) })
    await keepCosts()
    const { counts, prices } = await page()
    expect(prices).toMatchObject({
      failed: 1,
      failures: [{ ref, kind: 'denied', code: reading?.errorCode, nextAt: reading?.nextAt?.toISOString() }],
    })
    expect(counts.all - counts.counted).toBe(counts.noPrice + counts.expired)
    expect((await page(EVERYTHING, { by: 'charge' })).groups.reduce((all, { noPrice }) => all + noPrice, 0)).toBe(
      counts.noPrice,
    )
    on.emulator.gateway.faults.clear()
    await dueAgain(ref)
    await askAll()
    await keepCosts()
    expect((await page()).prices.failed).toBe(0)
  })

  test('what was asked for is still asked for after its cloud failed, when it was left alone for a while', async () => {
    const waiting = () => db().select().from(priceReadings).where(sql`requested_at is not null`)
    const requested = await requestPrices(EVERYTHING)
    on.emulator.gateway.faults.add({ kind: 'server-error', operation: 'DescribePrice', count: 10_000 })
    // Each go finds out by itself, and then the account is left alone.
    for (let go = 0; go < 50; go++) {
      const run = await priceSource.claim()
      if (!run) break
      await run.run(new AbortController().signal)
      await db().update(priceReadings).set({ startedAt: sql`started_at - interval '5 seconds'` })
      await db().update(priceReadings).set({ requestedAt: sql`requested_at - interval '5 seconds'` })
    }
    on.emulator.gateway.faults.clear()
    const left = await waiting()
    const { failed, waiting: wait, resumes } = await standingOf(EVERYTHING)
    expect(left.length).toBeGreaterThan(0)
    expect({ wait, all: failed + wait }).toEqual({ wait: left.length, all: requested })
    expect(resumes).not.toBeNull()
    // Later, nobody pressed anything again.
    await db()
      .update(priceReadings)
      .set({ nextAt: sql`now()` })
      .where(sql`requested_at is not null or failed_at is not null`)
    await askAll()
    expect(await waiting()).toEqual([])
    expect(await standingOf(EVERYTHING)).toMatchObject({ failed: 0, waiting: 0, resumes: null, failures: [] })
  })
})

describe('the totals', () => {
  test('are what the cloud answers for each instance, summed by itself', async () => {
    const { total, source, counts } = await page(TRADE)
    expect(sumOf(total)).toMatchObject({ ...(await independentSum()), estimated: '0' })
    expect(source.estimate).toEqual([])
    expect(counts.noPrice).toBe(0)
  })

  test('stay what they are when an instance is read by itself, which tells its shards, and when the list follows', async () => {
    const before = await page()
    const tell = (shards: string) =>
      db().execute(sql`update inventory set facts = jsonb_set(facts, '{shards}', ${shards}::jsonb)
        where service = 'alibaba-kvstore' and architecture = 'cluster'`)
    expect((await tell('8')).rowCount).toBeGreaterThan(0)
    await keepCosts()
    const read = await page()
    expect({ total: read.total, counts: read.counts }).toEqual({ total: before.total, counts: before.counts })
    await tell('null')
    await keepCosts()
    expect((await page()).stepCount).toBe(before.stepCount)
  })

  test('are the same by every dimension, in each currency', async () => {
    const { total } = await page()
    expect((await page(EVERYTHING, { by: 'tag' })).tag).toBe((await page()).tagKeys[0])
    for (const by of COST_DIMENSIONS) {
      const { groups } = await page(EVERYTHING, { by, tag: 'app' })
      const sum = groups.reduce((all, { sums }) => plus(all, sumOf(sums)?.payable ?? '0'), '0')
      expect(`${by} ${sum}`).toBe(`${by} ${sumOf(total)?.payable}`)
    }
  })

  test('of one part are what its row says of it, in every figure and month', async () => {
    const whole = await page()
    for (const by of COST_DIMENSIONS) {
      const tag = by === 'tag' ? 'app' : ''
      const { groups } = await page(EVERYTHING, { by, tag })
      let [instances, month] = [0, '0']
      for (const { key, sums, noPrice } of groups) {
        const part = await page(EVERYTHING, { by: 'region', only: { by, tag, key } })
        expect(part.total).toEqual(sums)
        expect(part.counts.noPrice).toBe(noPrice)
        expect(part.groups.reduce((all, { noPrice: none }) => all + none, 0)).toBe(noPrice)
        expect(part.keptSince).toBe(whole.keptSince)
        instances += part.counts.all
        for (const { subscription, payAsYouGo } of part.months) month = plus(month, plus(subscription, payAsYouGo))
      }
      expect(instances).toBe(whole.counts.all)
      const all = whole.months.reduce((sum, one) => plus(sum, plus(one.subscription, one.payAsYouGo)), '0')
      // Each hour counts as it passes between two questions: by parts of a second.
      expect(Math.abs(Number(month) - Number(all))).toBeLessThan(0.5)
    }
  })

  test('of one part tell what came into it and what left it', async () => {
    const [span] = await db().select().from(costSpans).where(sql`${costSpans.until} is null and monthly is not null`)
    const { ref, tags } = span ?? expect.unreachable()
    const set = (to: string[]) => db().update(inventory).set({ tags: to }).where(eq(inventory.ref, ref))
    await set([...tags, 'moved=here'])
    await keepCosts()
    const only = { by: 'tag' as const, tag: 'moved', key: 'here' }
    const here = await page(EVERYTHING, { only })
    expect(here.steps).toMatchObject([{ ref, cause: 'moved', delta: here.total[0]?.payable }])
    const gone = await page(EVERYTHING, { only: { ...only, key: '' } })
    expect(gone.steps.find((step) => step.ref === ref)).toMatchObject({
      cause: 'moved',
      delta: `-${here.total[0]?.payable}`,
    })
    expect((await page()).steps.some((step) => step.ref === ref)).toBe(false)
    await set(tags)
    await keepCosts()
  })

  test('leave out what has no price, count it, and take estimates of the rate card as estimates only', async () => {
    const jd = on.emulator.world.all().filter(({ service }) => service === 'jdcloud-redis')
    const before = await page()
    expect(before.counts.noPrice).toBe(jd.length - before.counts.expired + (await page(TRADE)).counts.expired)
    await on.addCard()
    const after = await page()
    const estimate = sumOf(after.source.estimate, 'USD') ?? expect.unreachable()
    expect(estimate).toMatchObject({
      payable: times(CARD_AMOUNT, estimate.instances),
      estimated: times(CARD_AMOUNT, estimate.instances),
    })
    expect(after.counts.noPrice).toBe(before.counts.noPrice - estimate.instances)
    // Never added to another currency without a rate.
    expect(sumOf(after.total)).toEqual(sumOf(before.total))
    await on.addExchange()
    const converted = await page()
    const each = over(times(CARD_AMOUNT, 7005), 1000)
    expect(converted.total).toHaveLength(1)
    expect(sumOf(converted.total)).toMatchObject({
      payable: plus(sumOf(before.total)?.payable ?? '0', times(each, estimate.instances)),
      estimated: times(each, estimate.instances),
    })
    expect(sumOf(converted.total)?.unlisted).toBe(sumOf(converted.total)?.estimated)
    expect(converted).toMatchObject({ reporting: 'CNY', apart: [], used: [{ currency: 'USD', rate: '7.005' }] })
  })

  test('of one team hold nothing of another, whoever pays by the rules', async () => {
    await saveRules(on.admin, { version: 0, rules: [{ by: 'account', pattern: 'jd', team: 'trade' }] })
    const whole = await page()
    const own = await page(TRADE)
    expect(own.counts.all).toBe(on.alibaba().length)
    expect(new Set(own.groups.map(({ key }) => key))).toEqual(new Set(['trade']))
    expect(own.counts.all).toBeLessThan(whole.counts.all)
    expect((await page(TRADE, { by: 'provider' })).groups.map(({ key }) => key)).toEqual(['alibaba'])
    expect((await page({ kind: 'some', accounts: [], environments: [], teams: ['nobody'] })).counts.all).toBe(0)
    await saveRules(on.admin, { version: 1, rules: [] })
  })
})
