import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAccount } from '@/lib/accounts/testing'
import { readExchange, saveExchange } from '@/lib/costs/exchange'
import { keepCosts } from '@/lib/costs/keep'
import { priceHistory } from '@/lib/costs/prices/history'
import { renewalCsv } from '@/lib/costs/renewals/export'
import { RenewalQuery } from '@/lib/costs/renewals/params'
import { renewalRefs, renewalSum, renewalWindow } from '@/lib/costs/renewals/search'
import { db } from '@/lib/db/client'
import { priceFacts, priceReadings } from '@/lib/db/cost-schema'
import { inventory } from '@/lib/db/schema'
import { inventorySource } from '@/lib/inventory/sync-job'
import type { Scope } from '@/lib/model/access'
import { compare, decimalOf, fromUnits, minus, over, plus, roundedShare, times, unitsOf } from '@/lib/model/money'
import { HOURS_A_MONTH } from '@/lib/model/plan-money'
import { PriceFacts } from '@/lib/model/price-fact'
import { RenewalWindow, switchesOf } from '@/lib/model/renewal'
import { caller } from '../contract/caller'
import { actorOf } from './change-stage'
import { askAll, regionsOf } from './cost-stage'
import { drain, type Stage, stage } from './stage'

const KEY = { accessKeyId: 'LTAI5tRenewal0001', accessKeySecret: 'renewals-secret' }
const EVERYTHING: Scope = { kind: 'all' }
const TRADE: Scope = { kind: 'some', accounts: [], environments: [], teams: ['trade'] }

let on: Stage
beforeAll(async () => {
  on = await stage({ [KEY.accessKeyId]: KEY.accessKeySecret }, { quotas: false })
  const ali = { ...KEY, environment: 'production', regions: regionsOf(on, 'alibaba-kvstore'), team: 'trade' }
  await addAccount({ ...ali, name: 'ali' })
  // The same instances under another account, of which less is said.
  await addAccount({ ...ali, name: 'ali again', environment: '', team: '' })
  await addAccount({
    ...KEY,
    name: 'jd',
    provider: 'jdcloud',
    scheme: 'jdcloud2',
    services: ['jdcloud-redis'],
    regions: regionsOf(on, 'jdcloud-redis'),
    environment: 'staging',
    team: 'search',
  })
  await drain(inventorySource)
  await askAll()
  await keepCosts()
})
afterAll(() => on.end())

const ask = (of: Record<string, string> = {}) => RenewalQuery.parse({ limit: '200', ...of })
const windowOf = async (of: Record<string, string> = {}, scope: Scope = EVERYTHING) =>
  RenewalWindow.parse(JSON.parse(await renewalWindow(scope, ask(of))))
const inWorld = (service: string, chargeType: string) =>
  on.emulator.world.all().filter((one) => one.service === service && one.chargeType === chargeType)
const cloud = (region: string) => caller(on.emulator, 'alibaba-kvstore', { region, credentials: KEY })
const say = (value: unknown) => decimalOf(value) ?? expect.unreachable()

/** What the cloud answers this test itself. */
async function priceOf(region: string, question: object) {
  const { Order } = await cloud(region)('DescribePrice', { RegionId: region, ...question })
  return say(Order.TradeAmount)
}

describe('what ends', () => {
  test('is each subscription once, in its month, with the sum of what the cloud asks for renewing it', async () => {
    const { items, months, matched, total } = await windowOf({ q: 'provider:alibaba' })
    const world = inWorld('alibaba-kvstore', 'subscription')
    expect(items.map(({ key }) => key.id).sort()).toEqual(world.map(({ id }) => id).sort())
    expect(new Set(items.map(({ accountName }) => accountName))).toEqual(new Set(['ali']))
    expect({ matched, total }).toEqual({
      matched: world.length,
      total: world.length + inWorld('jdcloud-redis', 'subscription').length,
    })
    const expected = new Map<string, { count: number; amount: string }>()
    for (const one of world) {
      const { id, region, expiresAt, autoRenewMonths: Period = 1 } = one
      const end = expiresAt ?? expect.unreachable()
      // An automatic renewal is paid seven days before the end (10.4).
      const now = on.emulator.world.now()
      const due = one.autoRenewMonths ? Math.max(end - 7 * 86_400_000, now) : end
      const month = end <= now ? 'ended' : new Date(due + 8 * 3_600_000).toISOString().slice(0, 7)
      const before = expected.get(month) ?? { count: 0, amount: '0' }
      const amount = await priceOf(region, { OrderType: 'RENEW', InstanceId: id, Period, ChargeType: 'PrePaid' })
      expected.set(month, { count: before.count + 1, amount: plus(before.amount, amount) })
    }
    expect(months.map(({ month, count, sums }) => [month, { count, amount: sums[0]?.amount }]).sort()).toEqual(
      [...expected].sort(),
    )
    expect(months.every(({ sums, noPrice }) => sums.length === 1 && noPrice === 0)).toBe(true)
    const one = months.find(({ month }) => month !== 'ended') ?? expect.unreachable()
    const narrowed = await windowOf({ q: 'provider:alibaba', month: one.month })
    expect(narrowed).toMatchObject({ matched: one.count, months })
  })

  test('is no business of another team', async () => {
    const own = await windowOf({}, TRADE)
    expect(own.total).toBe(inWorld('alibaba-kvstore', 'subscription').length)
    expect(new Set(own.items.map(({ team }) => team))).toEqual(new Set(['trade']))
    const nobody: Scope = { kind: 'some', accounts: [], environments: [], teams: ['nobody'] }
    expect(await windowOf({}, nobody)).toMatchObject({ items: [], months: [], total: 0, matched: 0 })
    expect(await renewalRefs(nobody, ask())).toEqual([])
  })

  test('has no price where nobody tells one, and says what its manual says of the time after', async () => {
    const { items, months, afterEnd } = await windowOf({ q: 'provider:jdcloud' })
    expect(items.length).toBe(inWorld('jdcloud-redis', 'subscription').length)
    expect(items.every(({ price, autoRenewal }) => price === null && autoRenewal === null)).toBe(true)
    expect(months.every(({ count, noPrice, sums }) => count === noPrice && sums.length === 0)).toBe(true)
    expect(afterEnd['alibaba-kvstore']).toEqual({ what: 'released', manual: '7.8' })
    expect(items.every(({ paidAt }) => paidAt === null)).toBe(true)
    expect(afterEnd['kingsoft-memcached']).toEqual({ what: 'unknown', manual: null })
  })

  test('costs what the cloud will take where it is renewed by itself for longer, until that is switched off', async () => {
    const { id, region } = inWorld('alibaba-kvstore', 'subscription').at(-1) ?? expect.unreachable()
    const switchTo = async (how: { AutoRenew: 'true'; Duration: number } | { AutoRenew: 'false' }) => {
      await cloud(region)('ModifyInstanceAutoRenewalAttribute', { RegionId: region, DBInstanceId: [id], ...how })
      const own = sql`${priceReadings.ref} like ${`%.${id}`}`
      await db().update(priceReadings).set({ nextAt: sql`now()` }).where(own)
      await askAll()
      return (await windowOf()).items.find(({ key }) => key.id === id)
    }
    const price = (Period: number) =>
      priceOf(region, { OrderType: 'RENEW', InstanceId: id, Period, ChargeType: 'PrePaid' })
    const long = await switchTo({ AutoRenew: 'true', Duration: 6 })
    expect(long).toMatchObject({
      paidAt: new Date(Date.parse(long?.endsAt ?? '') - 7 * 86_400_000).toISOString(),
      autoRenewal: { on: true, months: 6 },
      price: { months: 6, amount: await price(6), source: 'quote' },
    })
    expect((await windowOf()).paidAhead).toEqual({ 'alibaba-kvstore': { days: 7, manual: '10.4' } })
    // The day on which it is paid has its month, and its money is there.
    const paidIn = new Date(Date.parse(long?.paidAt ?? '') + 8 * 3_600_000).toISOString().slice(0, 7)
    const inMonth = await windowOf({ month: paidIn })
    expect(inMonth.items.map(({ key }) => key.id)).toContain(id)
    const automatic = inWorld('alibaba-kvstore', 'subscription').filter(({ autoRenewMonths }) => autoRenewMonths)
    expect((await windowOf()).months.reduce((all, month) => all + month.automatic, 0)).toBe(automatic.length)
    expect(await switchTo({ AutoRenew: 'false' })).toMatchObject({
      paidAt: null,
      autoRenewal: { on: false, months: null },
      price: { months: 1, amount: await price(1) },
    })
    const old = and(eq(priceFacts.asked, 'auto-renewal'), sql`ended_at is null and ref like ${`%.${id}`}`)
    expect(await db().select().from(priceFacts).where(old)).toEqual([])
  })

  test('is summed for those that are chosen, each as its row has it, and without what the caller may not see', async () => {
    const { items } = await windowOf()
    const priced = items.flatMap(({ price }) => (price ? [price.amount] : []))
    const sum = (amounts: readonly string[]) => amounts.reduce((all, amount) => plus(all, amount), '0')
    const refs = items.map(({ ref }) => ref)
    const { terms, ...sums } = await renewalSum(EVERYTHING, refs)
    expect(sums).toEqual({
      ending: {
        sums: [{ currency: 'CNY', amount: sum(priced), estimated: '0' }],
        noPrice: items.length - priced.length,
      },
      hourly: { sums: [], noPrice: 0 },
      savings: [],
    })
    // What a term of so many months costs is known of those whose cloud was asked for it, and is no multiple of a month.
    const longer = items.flatMap(({ price }) => (price?.source === 'quote' && price.months > 1 ? [price] : []))
    expect(longer.length).toBeGreaterThan(0)
    expect(terms.filter(({ months }) => months > 1)).toEqual(
      longer
        .sort((a, b) => a.months - b.months)
        .map(({ months, amount }) => ({ action: 'renew', months, sums: [{ currency: 'CNY', amount }], known: 1 })),
    )
    expect(terms.find(({ months }) => months === 1)).toMatchObject({ action: 'renew', known: priced.length })
    const own = await renewalSum(TRADE, refs)
    expect(own.ending).toMatchObject({ sums: [{ amount: sum(priced) }], noPrice: 0 })
    const nobody: Scope = { kind: 'some', accounts: [], environments: [], teams: ['nobody'] }
    expect(await renewalSum(nobody, refs)).toMatchObject({ ending: { sums: [], noPrice: 0 }, terms: [] })
  })

  test('stands in a sum for each currency until a rate is set, and then in one, by the rate of today', async () => {
    const before = await windowOf({ q: 'provider:alibaba' })
    const row = before.items.find(({ price }) => price?.source === 'quote') ?? expect.unreachable()
    const amount = row.price?.amount ?? expect.unreachable()
    const asked = row.price?.months === 1 ? 'renewal' : 'auto-renewal'
    const told = and(eq(priceFacts.ref, row.ref), eq(priceFacts.asked, asked), sql`ended_at is null`)
    await db().update(priceFacts).set({ currency: 'USD' }).where(told)
    const [exchange, admin] = [await readExchange(), await actorOf('admin')]
    try {
      const month = (of: RenewalWindow) =>
        of.months.find(({ sums }) => sums.some(({ currency }) => currency === 'USD'))?.sums ?? []
      const apart = await windowOf({ q: 'provider:alibaba' })
      expect(apart).toMatchObject({ reporting: null, used: [] })
      expect(month(apart).find(({ currency }) => currency === 'USD')).toMatchObject({ amount })
      const rates = [
        { currency: 'USD', rate: '7.2055', from: '2020-01-01' },
        { currency: 'USD', rate: '9', from: '2099-01-01' },
        { currency: 'EUR', rate: '8', from: '2020-01-01' },
      ]
      await saveExchange(admin, { version: exchange.version, currency: 'CNY', rates })
      const together = await windowOf({ q: 'provider:alibaba' })
      // Of the rates that are in force those that were needed.
      expect(together).toMatchObject({ reporting: 'CNY', used: rates.slice(0, 1) })
      expect(month(together)).toEqual([])
      const all = (of: RenewalWindow) =>
        of.months.flatMap(({ sums }) => sums).reduce((sum, one) => plus(sum, one.amount), '0')
      const counted = fromUnits(roundedShare(unitsOf(amount) * unitsOf('7.2055'), unitsOf('1')))
      expect(all(together)).toBe(plus(minus(all(before), amount), counted))
      expect((await renewalSum(EVERYTHING, [row.ref])).ending.sums).toEqual([
        { currency: 'CNY', amount: counted, estimated: '0' },
      ])
      // Its own row says what its cloud told.
      expect(together.items.find(({ ref }) => ref === row.ref)?.price).toMatchObject({ amount, currency: 'USD' })
    } finally {
      await db().update(priceFacts).set({ currency: 'CNY' }).where(told)
      await saveExchange(admin, { ...(await readExchange()), currency: null, rates: [] })
    }
  })

  test('can be had as a file with the references of the list', async () => {
    const search = ask({ q: 'provider:alibaba', sort: '-price' })
    const refs = await renewalRefs(EVERYTHING, search)
    const lines = (await new Response(await renewalCsv(EVERYTHING, search)).text()).trim().split('\r\n')
    expect(lines.slice(1).map((line) => line.split(',').at(-1))).toEqual(refs)
    // What is renewed by itself is released by nobody, and is paid before its end.
    const after = lines.slice(1).map((line) => /,(released,7\.8|,),[\d.]+,\d+,quote,CNY,/.exec(line)?.[1])
    expect(new Set(after)).toEqual(new Set(['released,7.8', ',']))
    for (const [at, line] of lines.slice(1).entries())
      expect(/,true,\d{4}-[^,]+Z,\d+,/.test(line)).toBe(after[at] === ',')
  })
})

describe('prices as they were told', () => {
  test('are all there with their questions, newest first, and the ones before when another was told', async () => {
    const { id, region } = inWorld('alibaba-kvstore', 'subscription')[0] ?? expect.unreachable()
    const of = { q: `id:${id} account:ali`, show: 'now' } as const
    const price = (Period: number) =>
      priceOf(region, { OrderType: 'RENEW', InstanceId: id, Period, ChargeType: 'PrePaid' })
    const first = PriceFacts.parse(await priceHistory(EVERYTHING, of))
    expect(first.matched).toBe(first.items.length)
    const renewal = first.items.find(({ asked }) => asked === 'renewal') ?? expect.unreachable()
    expect(renewal).toMatchObject({
      instanceId: id,
      amount: await price(1),
      operation: 'DescribePrice',
      orderType: 'RENEW',
      unit: 'month',
      count: 1,
      there: true,
      endedAt: null,
    })
    expect(renewal.requestId).toEqual(expect.any(String))
    // As if the cloud had said another amount before.
    await db().update(priceFacts).set({ amount: '1' }).where(sql`id = ${renewal.id}`)
    await db().update(priceReadings).set({ nextAt: sql`now()` }).where(eq(priceReadings.ref, renewal.ref))
    await askAll()
    const all = PriceFacts.parse(await priceHistory(EVERYTHING, { ...of, show: 'all' }))
    expect(all.items.map((one) => one.id)).toEqual(all.items.map((one) => one.id).sort((a, b) => b - a))
    const told = all.items.filter(({ asked }) => asked === 'renewal')
    expect(told).toMatchObject([
      { amount: await price(1), endedAt: null },
      { id: renewal.id, amount: '1' },
    ])
    expect(told[1]?.endedAt).toEqual(expect.any(String))
    // From an id on it is the rest, and the sum is not made again.
    expect(await priceHistory(EVERYTHING, { ...of, show: 'all', before: told[0]?.id })).toMatchObject({
      matched: null,
      items: all.items.filter((one) => one.id < (told[0]?.id ?? 0)).map((one) => ({ id: one.id })),
    })
    const nobody: Scope = { kind: 'some', accounts: [], environments: [], teams: ['nobody'] }
    expect(await priceHistory(nobody, { q: '', show: 'all' })).toMatchObject({ items: [], matched: 0 })
  })
})

describe('what is billed by the hour', () => {
  test('is told beside both lengths of a subscription as the cloud prices them', async () => {
    const { items, months, savings } = await windowOf({ show: 'hourly', q: 'provider:alibaba', sort: '-saving' })
    const world = inWorld('alibaba-kvstore', 'pay-as-you-go')
    expect(items.length).toBe(world.length)
    expect(months).toEqual([])
    const best = items.flatMap(({ hourly }) => (hourly ? switchesOf(hourly).slice(0, 1) : []))
    const paying = best.filter(({ saving }) => compare(saving, '0') > 0)
    expect(savings).toEqual([
      { currency: 'CNY', amount: paying.reduce((sum, { saving }) => plus(sum, saving), '0'), count: paying.length },
    ])
    const row = items[0] ?? expect.unreachable()
    const [known] = await db().select().from(inventory).where(eq(inventory.ref, row.ref))
    const { class: size } = known?.facts ?? expect.unreachable()
    const { region } = row.key
    const buy = { OrderType: 'BUY', InstanceClass: size }
    expect(row.hourly).toMatchObject({
      monthly: over(times(await priceOf(region, { ...buy, ChargeType: 'PostPaid' }), HOURS_A_MONTH), 1),
      options: [
        { months: 1, amount: await priceOf(region, { ...buy, ChargeType: 'PrePaid', Period: 1 }) },
        { months: 12, amount: await priceOf(region, { ...buy, ChargeType: 'PrePaid', Period: 12 }) },
      ],
    })
  })

  test('has no time after an end in its file, whether its price is known or not, and says where that is from', async () => {
    const csv = await renewalCsv(EVERYTHING, ask({ show: 'hourly' }))
    const [head = '', ...lines] = (await new Response(csv).text()).trim().split('\r\n')
    const names = head.replace('\ufeff', '').split(',')
    const column = (name: string) => lines.map((line) => line.split(',')[names.indexOf(name)])
    expect(names).toContain('payer')
    expect([...new Set([...column('afterEnd'), ...column('afterEndManual'), ...column('ends')])]).toEqual([''])
    const sources = new Map(column('service').map((service, at) => [service, column('source')[at]]))
    expect(Object.fromEntries(sources)).toEqual({ 'alibaba-kvstore': 'quote', 'jdcloud-redis': 'none' })
  })

  test('pays from the month on in which its hours would have cost as much, and never where they are cheaper', () => {
    const at = '2026-01-01T00:00:00Z'
    const of = (monthly: string, month: string, year: string) =>
      switchesOf({
        monthly,
        currency: 'CNY',
        at,
        cardVersion: null,
        options: [
          { months: 1, amount: month },
          { months: 12, amount: year },
        ],
      })
    expect(of('100', '80', '840')).toEqual([
      { months: 12, amount: '840', saving: '30', pays: 9 },
      { months: 1, amount: '80', saving: '20', pays: 1 },
    ])
    expect(of('100', '100.01', '1000')[0]).toMatchObject({ months: 12, pays: 10 })
    expect(of('50', '80', '840')).toMatchObject([
      { saving: '-20', pays: null },
      { saving: '-30', pays: null },
    ])
  })
})
