import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAccount } from '@/lib/accounts/testing'
import { keepCosts } from '@/lib/costs/keep'
import { renewalCsv } from '@/lib/costs/renewals/export'
import { RenewalQuery } from '@/lib/costs/renewals/params'
import { renewalRefs, renewalWindow } from '@/lib/costs/renewals/search'
import { db } from '@/lib/db/client'
import { priceFacts, priceReadings } from '@/lib/db/cost-schema'
import { inventory } from '@/lib/db/schema'
import { inventorySource } from '@/lib/inventory/sync-job'
import type { Scope } from '@/lib/model/access'
import { compare, decimalOf, over, plus, times } from '@/lib/model/money'
import { HOURS_A_MONTH } from '@/lib/model/plan-money'
import { RenewalWindow, switchesOf } from '@/lib/model/renewal'
import { caller } from '../contract/caller'
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
    for (const { id, region, expiresAt, autoRenewMonths: Period = 1 } of world) {
      const end = expiresAt ?? expect.unreachable()
      const month = end <= on.emulator.world.now() ? 'ended' : new Date(end + 8 * 3_600_000).toISOString().slice(0, 7)
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
    expect(await switchTo({ AutoRenew: 'true', Duration: 6 })).toMatchObject({
      autoRenewal: { on: true, months: 6 },
      price: { months: 6, amount: await price(6), source: 'quote' },
    })
    const automatic = inWorld('alibaba-kvstore', 'subscription').filter(({ autoRenewMonths }) => autoRenewMonths)
    expect((await windowOf()).months.reduce((all, month) => all + month.automatic, 0)).toBe(automatic.length)
    expect(await switchTo({ AutoRenew: 'false' })).toMatchObject({
      autoRenewal: { on: false, months: null },
      price: { months: 1, amount: await price(1) },
    })
    const old = and(eq(priceFacts.asked, 'auto-renewal'), sql`ended_at is null and ref like ${`%.${id}`}`)
    expect(await db().select().from(priceFacts).where(old)).toEqual([])
  })

  test('can be had as a file with the references of the list', async () => {
    const search = ask({ q: 'provider:alibaba', sort: '-price' })
    const refs = await renewalRefs(EVERYTHING, search)
    const lines = (await new Response(await renewalCsv(EVERYTHING, search)).text()).trim().split('\r\n')
    expect(lines.slice(1).map((line) => line.split(',').at(-1))).toEqual(refs)
    expect(lines[1]).toMatch(/,released,7\.8,[\d.]+,\d+,quote,CNY,/)
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
