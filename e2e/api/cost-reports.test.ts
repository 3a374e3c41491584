import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { keepCosts } from '@/lib/costs/keep'
import { ledger } from '@/lib/costs/ledger'
import { costPage } from '@/lib/costs/page'
import { reportCsv } from '@/lib/costs/reports/export'
import { ReportQuery } from '@/lib/costs/reports/params'
import { costReport } from '@/lib/costs/reports/report'
import { saveRules } from '@/lib/costs/rules'
import { costOf } from '@/lib/costs/trend'
import { db } from '@/lib/db/client'
import { costSpans, priceReadings } from '@/lib/db/cost-schema'
import { accounts, inventory } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import { CostReport, type ReportSum } from '@/lib/model/cost-report'
import { decimalOf, fromUnits, over, plus, times, unitsOf } from '@/lib/model/money'
import { RateCardDraft } from '@/lib/model/rate-card'
import { saveCard } from '@/lib/rates/store'
import { caller } from '../contract/caller'
import { aCache, accessKeyOf, actorOf, ask, type Cache, changeStage, workThrough } from './change-stage'
import { askAll } from './cost-stage'

const EVERYTHING: Scope = { kind: 'all' }
const TRADE: Scope = { kind: 'some', accounts: [], environments: [], teams: ['trade'] }
const DAY = 86_400_000
const OFFSET = 8 * 3_600_000
const CARD_NOTE = 'made up for this test'
const FORMULA = '=HYPERLINK("http://127.0.0.1")'

let on: Awaited<ReturnType<typeof changeStage>>
let admin: Actor
let operator: Actor
let hourly: Cache
let paid: Cache
let rated: Cache
let unknown: Cache
beforeAll(async () => {
  on = await changeStage()
  admin = await actorOf('admin')
  operator = await actorOf('operator')
  hourly = await aCache(on.emulator, 'alibaba-kvstore')
  paid = await aCache(on.emulator, 'alibaba-kvstore', {
    chargeType: 'subscription',
    expiresAt: Date.now() + 40 * DAY,
  })
  rated = await aCache(on.emulator, 'jdcloud-redis')
  unknown = await aCache(on.emulator, 'kingsoft-memcached')
  for (const cache of [hourly, paid, rated, unknown]) await read(cache)
  await db().update(inventory).set({ name: FORMULA }).where(eq(inventory.ref, rated.ref))
  await db().update(accounts).set({ team: '' })
  await db().update(accounts).set({ team: 'trade' }).where(eq(accounts.id, hourly.accountId))
  const [row] = await db().select().from(inventory).where(eq(inventory.ref, rated.ref))
  const line = {
    service: 'jdcloud-redis',
    class: row?.facts.class ?? null,
    memoryMb: row?.facts.class ? null : (row?.memoryMb ?? null),
    region: null,
    chargeType: 'pay-as-you-go',
    unit: 'hour',
    amount: '0.125',
    currency: 'CNY',
    perShard: false,
  }
  await saveCard(admin, RateCardDraft.parse({ version: 0, validFrom: '2026-01-01', note: CARD_NOTE, lines: [line] }))
  await askAll()
  await keepCosts()
})
afterAll(() => on.end())

/** As a reading of its region would tell it. */
async function read({ ref, world }: Cache) {
  const { class: size, memoryMb, chargeType, expiresAt } = world
  const facts = { class: size, memoryMb, chargeType }
  await db()
    .update(inventory)
    .set({
      memoryMb,
      chargeType,
      expiresAt: expiresAt === undefined ? null : new Date(expiresAt),
      facts: sql`${inventory.facts} || ${JSON.stringify(facts)}::jsonb`,
      digest: null,
    })
    .where(eq(inventory.ref, ref))
}

const monthName = (time: number) => new Date(time + OFFSET).toISOString().slice(0, 7)
const monthStart = (month: string) => Date.parse(`${month}-01T00:00:00+08:00`)
/** The month before that of now, and its first moment and the first that is not in it. */
function lastMonth() {
  const end = monthStart(monthName(Date.now()))
  const month = monthName(end - 1)
  return { month, from: monthStart(month), to: end }
}
const report = async (query: { month?: string; team?: string; nobody?: 'true' } = {}, scope: Scope = EVERYTHING) =>
  CostReport.parse(await costReport(scope, ReportQuery.parse(query)))
const csv = async (query: { month?: string } = {}, scope: Scope = EVERYTHING) => {
  const { body } = await reportCsv(scope, ReportQuery.parse(query))
  const [head = '', ...lines] = (await new Response(body).text())
    .replace(/^\uFEFF/, '')
    .trimEnd()
    .split('\r\n')
  return { head: head.split(','), lines }
}
const together = (sums: readonly ReportSum[]) => sums.reduce((all, { payable }) => plus(all, payable), '0')

describe('before anything else was kept', () => {
  test('the month says from when on it knows anything, that it is not over, and what has no price', async () => {
    const one = await report()
    expect(one).toMatchObject({ month: monthName(Date.now()), over: false, everything: true, team: null })
    expect(one.keptSince !== null && one.keptSince >= one.from).toBe(true)
    expect(one.gaps.map(({ ref }) => ref)).toEqual([unknown.ref])
    expect(one.gapCount).toBe(1)
    expect(one.parts.provider.find(({ key }) => key === 'kingsoft')).toMatchObject({ sums: [], noPrice: 1 })
  })

  test('there is no report of a month before, nor of one to come', async () => {
    const next = monthName(monthStart(monthName(Date.now())) + 40 * DAY)
    const since = (await report()).keptSince
    const why = (code: string) => ({ code: 'not-found', extra: { fields: { month: { code, params: { since } } } } })
    for (const month of [lastMonth().month, '2019-01'])
      await expect(report({ month })).rejects.toMatchObject(why('month-before'))
    await expect(report({ month: next })).rejects.toMatchObject(why('month-to-come'))
    const nobody: Scope = { kind: 'some', accounts: [], environments: [], teams: ['x'] }
    await expect(report({ month: '2019-01' }, nobody)).rejects.toMatchObject({
      extra: { fields: { month: { code: 'month-nothing' } } },
    })
  })
})

describe('a whole month', () => {
  beforeAll(async () => {
    // As if all of it had been kept for so long.
    await db()
      .update(costSpans)
      .set({ since: sql`${costSpans.since} - interval '70 days'` })
  })

  test('comes to what the cloud answers for each instance, hour by hour, and to what the cost page says', async () => {
    const { month, from, to } = lastMonth()
    const { region, id, class: size } = hourly.world
    const cloud = caller(on.emulator, 'alibaba-kvstore', {
      region,
      credentials: { accessKeyId: accessKeyOf(0), accessKeySecret: 'changes-secret' },
    })
    const price = async (question: object) => {
      const { Order } = await cloud('DescribePrice', { RegionId: region, ...question })
      return decimalOf(Order.TradeAmount) ?? expect.unreachable()
    }
    const anHour = await price({ OrderType: 'BUY', InstanceClass: size, ChargeType: 'PostPaid' })
    const aMonth = await price({ OrderType: 'RENEW', InstanceId: paid.world.id, Period: 1, ChargeType: 'PrePaid' })
    const one = await report({ month })
    const hours = (to - from) / 3_600_000
    const lineOf = (of: Cache) => one.lines.find(({ ref }) => ref === of.ref) ?? expect.unreachable()
    expect(lineOf(hourly)).toMatchObject({ id, sources: ['quote'], cards: [] })
    expect(lineOf(hourly).sum).toMatchObject({ payAsYouGo: over(times(anHour, hours), 1), subscription: '0' })
    expect(lineOf(hourly).told).not.toBeNull()
    // The days of two of its months lie in it: each costs what the cloud asks for a month.
    const days = Number(lineOf(paid).sum.subscription) / Number(aMonth)
    expect(days).toBeGreaterThan(28 / 31 - 0.01)
    expect(days).toBeLessThan(31 / 28 + 0.01)
    expect(lineOf(rated)).toMatchObject({ sources: ['estimate'], told: null, cards: [1] })
    expect(lineOf(rated).sum).toMatchObject({ payable: over(times('0.125', hours), 1) })
    expect(lineOf(rated).sum.estimated).toBe(lineOf(rated).sum.payable)
    expect(one).toMatchObject({ over: true, cards: [{ version: 1, note: CARD_NOTE }], gapCount: 1, lineCount: 3 })
    expect(one.quotes).toMatchObject({ instances: 2 })

    const [total] = one.totals
    expect(one.totals).toHaveLength(1)
    expect(total?.payable).toBe(one.lines.reduce((sum, { sum: { payable } }) => plus(sum, payable), '0'))
    const { months } = await costPage(EVERYTHING, { by: 'team', tag: '', range: 'year', only: null })
    const said = months.find((each) => each.month === month) ?? expect.unreachable()
    expect(said).toMatchObject({ whole: true, estimated: total?.estimated })
    expect(plus(said.subscription, said.payAsYouGo)).toBe(total?.payable)
    for (const parts of Object.values(one.parts))
      expect(parts.reduce((sum, { sums }) => plus(sum, together(sums)), '0')).toBe(total?.payable)
  })

  test('is apart by team, with what nobody pays in plain sight, and adds up', async () => {
    const { month } = lastMonth()
    const all = await report({ month })
    expect(all.teams).toEqual(['', 'trade'])
    const [trade, nobody] = await Promise.all([report({ month, team: 'trade' }), report({ month, nobody: 'true' })])
    expect(trade.lines.map(({ ref }) => ref)).toEqual([hourly.ref])
    expect(nobody).toMatchObject({ team: '', gapCount: 1, lineCount: 2 })
    expect(plus(together(trade.totals), together(nobody.totals))).toBe(together(all.totals))
    expect(all.unallocated.nobody).toEqual(nobody.totals)
  })

  test('of one team’s accounts holds nothing of another’s, whoever pays by the rules', async () => {
    const { month } = lastMonth()
    await saveRules(admin, { version: 0, rules: [{ by: 'name', pattern: '*', team: 'trade' }] })
    const own = await report({ month }, TRADE)
    expect(own).toMatchObject({ everything: false, lineCount: 1, gapCount: 0 })
    expect(own.lines.map(({ ref }) => ref)).toEqual([hourly.ref])
    expect((await report({ month, team: 'trade' })).lineCount).toBe(3)
    expect((await csv({ month }, TRADE)).lines).toHaveLength(1)
    expect(await report({}, { kind: 'some', accounts: [], environments: [], teams: ['x'] })).toMatchObject({
      totals: [],
      accounts: [],
      keptSince: null,
    })
    await saveRules(admin, { version: 1, rules: [] })
  })

  test('is a file with a line for each, sources beside each amount, and no formula', async () => {
    const { month } = lastMonth()
    const { head, lines } = await csv({ month })
    const one = await report({ month })
    expect(lines).toHaveLength(one.lineCount + one.gapCount)
    const cell = (line: string, name: string) => line.split(',')[head.indexOf(name)] ?? ''
    const byRef = (ref: string) => lines.find((line) => line.endsWith(`,${ref}`)) ?? expect.unreachable()
    expect(cell(byRef(hourly.ref), 'source')).toBe('quote')
    expect(cell(byRef(hourly.ref), 'priceConfirmed')).toMatch(/Z$/)
    expect(cell(byRef(rated.ref), 'source')).toBe('estimate')
    expect(cell(byRef(rated.ref), 'rateCards')).toBe('1')
    // A list price where one was told; an estimate is none.
    expect(cell(byRef(hourly.ref), 'list')).toBe(one.lines.find(({ ref }) => ref === hourly.ref)?.sum.list)
    expect([cell(byRef(hourly.ref), 'estimated'), cell(byRef(rated.ref), 'list')]).toEqual(['0', ''])
    expect(cell(byRef(rated.ref), 'estimated')).toBe(cell(byRef(rated.ref), 'payable'))
    expect(cell(byRef(unknown.ref), 'source')).toBe('none')
    expect(cell(byRef(unknown.ref), 'payable')).toBe('')
    expect(byRef(rated.ref)).toContain(`"'=HYPERLINK(""http://127.0.0.1"")"`)
    const sum = lines.reduce((all, line) => plus(all, cell(line, 'payable') || '0'), '0')
    expect(sum).toBe(together(one.totals))
  })
})

describe('what Quarterdeck did', () => {
  test('stands at the step that it made in the curve and in the month, with who', async () => {
    const { id } = await ask(operator, {
      ref: hourly.ref,
      action: 'spec',
      params: { class: 'redis.master.mid.default' },
    })
    expect((await workThrough(id)).state).toBe('done')
    await read(hourly)
    await askAll()
    await keepCosts()
    const made = { id, action: 'spec', by: operator.label, approvedBy: null }
    const { steps } = await costPage(EVERYTHING, { by: 'team', tag: '', range: 'day', only: null })
    const step = steps.find(({ ref }) => ref === hourly.ref) ?? expect.unreachable()
    expect(step).toMatchObject({
      cause: 'resized',
      there: true,
      change: made,
      to: { class: 'redis.master.mid.default' },
    })
    expect(unitsOf(step.delta) > 0n).toBe(true)
    expect((await report({ team: 'trade' })).steps).toEqual([step])
    expect((await report({ nobody: 'true' })).steps).toEqual([])
  })

  test('is paid for by what its order was quoted at: the term comes to that, to the last digit', async () => {
    const { id, plan } = await ask(operator, { ref: paid.ref, action: 'renew', params: { months: 12, pay: true } })
    const { today, ends } = plan.money ?? expect.unreachable()
    expect(ends?.from).toEqual(expect.any(String))
    expect((await workThrough(id)).state).toBe('done')
    await read(paid)
    await askAll()
    await keepCosts()
    const span = (await ledger()).spans.find(({ ref, until }) => ref === paid.ref && until === null)
    if (!span || !ends?.from) expect.unreachable()
    const [from, to] = [Date.parse(ends.from), Date.parse(ends.to)]
    // A year is cheaper than twelve months, and nothing of that is lost or counted twice.
    expect(fromUnits(costOf(span, from, to))).toBe(today?.amount)
    expect(today?.amount).not.toBe(times(fromUnits(span.monthly ?? 0n), 12))
    const half = (from + to) / 2
    expect(fromUnits(costOf(span, from, half) + costOf(span, half, to))).toBe(today?.amount)
    // Before it, nobody tells what was paid: a month costs its price.
    expect((await report({ month: lastMonth().month })).totals[0]?.ordered).toBe('0')
  })
})
