import { and, desc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addAccount } from '@/lib/accounts/testing'
import type { Actor } from '@/lib/bff/actor'
import { amountsOf } from '@/lib/costs/amounts'
import { readExchange, saveExchange } from '@/lib/costs/exchange'
import { keepCosts } from '@/lib/costs/keep'
import { costPage } from '@/lib/costs/page'
import { priceSource } from '@/lib/costs/prices/job'
import { requestPrices } from '@/lib/costs/prices/request'
import { standingOf } from '@/lib/costs/prices/standing'
import { previewRules, readRules, saveRules } from '@/lib/costs/rules'
import { db } from '@/lib/db/client'
import { costSpans, priceFacts, priceReadings } from '@/lib/db/cost-schema'
import { accounts, audit, inventory } from '@/lib/db/schema'
import { exportCsv } from '@/lib/inventory/export'
import { searchWindow } from '@/lib/inventory/search'
import { sortOf } from '@/lib/inventory/select'
import { inventorySource } from '@/lib/inventory/sync-job'
import type { Scope } from '@/lib/model/access'
import { COST_DIMENSIONS, CostPage, type CostPart, type CostRange, type CostSum } from '@/lib/model/cost'
import { InstanceWindow } from '@/lib/model/fleet'
import { decimalOf, over, plus, times } from '@/lib/model/money'
import { HOURS_A_MONTH } from '@/lib/model/plan-money'
import { RateCardDraft } from '@/lib/model/rate-card'
import { saveCard } from '@/lib/rates/store'
import { caller } from '../contract/caller'
import { actorOf } from './change-stage'
import { drain, type Stage, stage } from './stage'

const KEY = { accessKeyId: 'LTAI5tCosts00001', accessKeySecret: 'costs-secret' }
const EVERYTHING: Scope = { kind: 'all' }
const TRADE: Scope = { kind: 'some', accounts: [], environments: [], teams: ['trade'] }

let on: Stage
let admin: Actor
beforeAll(async () => {
  on = await stage({ [KEY.accessKeyId]: KEY.accessKeySecret }, { quotas: false })
  admin = await actorOf('admin')
  const regionsOf = (service: string) => [
    ...new Set(on.emulator.world.all().flatMap((one) => (one.service === service ? [one.region] : []))),
  ]
  const common = { ...KEY, environment: 'production' }
  await addAccount({ ...common, name: 'ali', regions: regionsOf('alibaba-kvstore'), team: 'trade' })
  await addAccount({
    ...common,
    name: 'jd',
    provider: 'jdcloud',
    scheme: 'jdcloud2',
    services: ['jdcloud-redis'],
    regions: regionsOf('jdcloud-redis'),
    environment: '',
    team: '',
  })
  await drain(inventorySource)
  await askAll()
  await keepCosts()
})
afterAll(() => on.end())

/** Asks for everything that is due, without the pauses in between. */
async function askAll() {
  for (let at = 0; at < 200; at++) {
    const run = await priceSource.claim()
    if (!run) break
    await run.run(new AbortController().signal)
    await db().update(priceReadings).set({ startedAt: null })
  }
}
const dueAgain = (ref: string) =>
  db().update(priceReadings).set({ nextAt: sql`now()` }).where(eq(priceReadings.ref, ref))
const page = async (
  scope: Scope = EVERYTHING,
  ask: Partial<{ by: (typeof COST_DIMENSIONS)[number]; tag: string; range: CostRange; only: CostPart }> = {},
) => CostPage.parse(await costPage(scope, { by: 'team', tag: '', range: 'year', only: null, ...ask }))
const alibaba = () => on.emulator.world.all().filter(({ service }) => service === 'alibaba-kvstore')
/** How many the list of instances has for a query. */
const listed = async (q: string) =>
  InstanceWindow.parse(JSON.parse(await searchWindow(EVERYTHING, { q, sort: sortOf('name'), offset: 0, limit: 1 })))
    .matched
const calls = () => on.emulator.gateway.journal.entries().filter(({ operation }) => operation === 'DescribePrice')
const sumOf = (sums: readonly CostSum[], currency = 'CNY') => sums.find((sum) => sum.currency === currency)

/** What the fleet costs a month by answers of the cloud that this test asks for by itself, instance by instance. */
async function independentSum() {
  let payable = '0'
  let list = '0'
  let instances = 0
  const say = (value: unknown) => decimalOf(value) ?? expect.unreachable()
  for (const { region, id, class: size, chargeType, expiresAt } of alibaba()) {
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
    for (const { id, chargeType, autoRenewMonths = 1 } of alibaba()) {
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
    const [instance] = alibaba().filter(({ chargeType }) => chargeType === 'pay-as-you-go')
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
    const target = alibaba()[0] ?? expect.unreachable()
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
    const sample = (await db().select().from(inventory).where(eq(inventory.service, 'jdcloud-redis')))[0]
    const { class: size, chargeType } = sample?.facts ?? expect.unreachable()
    if (chargeType === 'unknown') expect.unreachable()
    await saveCard(
      admin,
      RateCardDraft.parse({
        version: 0,
        validFrom: '2026-01-01',
        lines: [
          {
            service: 'jdcloud-redis',
            class: size,
            memoryMb: null,
            region: null,
            chargeType,
            unit: 'month',
            amount: '100.1',
            currency: 'USD',
            perShard: false,
          },
        ],
      }),
    )
    await keepCosts()
    const after = await page()
    const estimate = sumOf(after.source.estimate, 'USD') ?? expect.unreachable()
    expect(estimate).toMatchObject({
      payable: times('100.1', estimate.instances),
      estimated: times('100.1', estimate.instances),
    })
    expect(after.counts.noPrice).toBe(before.counts.noPrice - estimate.instances)
    // Never added to another currency without a rate.
    expect(sumOf(after.total)).toEqual(sumOf(before.total))
    await saveExchange(admin, {
      version: 0,
      currency: 'CNY',
      rates: [{ currency: 'USD', rate: '7.005', from: '2026-01-01' }],
    })
    const converted = await page()
    const each = over(times('100.1', 7005), 1000)
    expect(converted.total).toHaveLength(1)
    expect(sumOf(converted.total)).toMatchObject({
      payable: plus(sumOf(before.total)?.payable ?? '0', times(each, estimate.instances)),
      estimated: times(each, estimate.instances),
    })
    expect(sumOf(converted.total)?.unlisted).toBe(sumOf(converted.total)?.estimated)
    expect(converted).toMatchObject({ reporting: 'CNY', apart: [], used: [{ currency: 'USD', rate: '7.005' }] })
  })

  test('of one team hold nothing of another, whoever pays by the rules', async () => {
    await saveRules(admin, { version: 0, rules: [{ by: 'account', pattern: 'jd', team: 'trade' }] })
    const whole = await page()
    const own = await page(TRADE)
    expect(own.counts.all).toBe(alibaba().length)
    expect(new Set(own.groups.map(({ key }) => key))).toEqual(new Set(['trade']))
    expect(own.counts.all).toBeLessThan(whole.counts.all)
    expect((await page(TRADE, { by: 'provider' })).groups.map(({ key }) => key)).toEqual(['alibaba'])
    expect((await page({ kind: 'some', accounts: [], environments: [], teams: ['nobody'] })).counts.all).toBe(0)
    await saveRules(admin, { version: 1, rules: [] })
  })
})

describe('allocation rules', () => {
  test('are tried in their order, move what the preview said, and are on record', async () => {
    const before = await page()
    const nobody = before.groups.find(({ key }) => key === '')
    expect(nobody).toBeDefined()
    const names = (await db().select().from(inventory).where(eq(inventory.service, 'alibaba-kvstore'))).map(
      ({ name }) => name,
    )
    const first = [...names].sort()[0] ?? expect.unreachable()
    const rules = [
      { by: 'name' as const, pattern: first.toUpperCase(), team: 'first' },
      { by: 'name' as const, pattern: '*', team: 'rest' },
      { by: 'environment' as const, pattern: 'production', team: 'never' },
    ]
    const preview = await previewRules(admin, rules)
    const same = names.filter((name) => name === first).length
    expect(preview).toMatchObject({
      instances: before.counts.all,
      moved: before.counts.all,
      perRule: [same, before.counts.all - same, 0],
      // What the first two decide the third fits as well, where it is of production.
      fits: [same, before.counts.all, alibaba().length],
      byAccount: 0,
      nobody: 0,
    })
    // Nothing was saved.
    expect((await page()).groups).toEqual(before.groups)
    const { version } = await readRules()
    await saveRules(admin, { version, rules })
    const after = await page()
    expect(after.groups.map(({ key }) => key).sort()).toEqual(['first', 'rest'])
    for (const { team, after: sums } of preview.teams)
      expect(after.groups.find(({ key }) => key === team)?.sums ?? []).toEqual(sums)
    expect(after.total).toEqual(before.total)
    // The list that a part leads to holds the instances that it is the cost of.
    expect([await listed('payer:first'), await listed('payer:REST'), await listed('payer:""')]).toEqual([
      same,
      before.counts.all - same,
      0,
    ])
    expect(await listed('price:none')).toBe(after.counts.noPrice)
    const [entry] = await db().select().from(audit).orderBy(desc(audit.seq)).limit(1)
    expect(entry).toMatchObject({ action: 'allocation-rules.update', outcome: 'succeeded', actorLabel: admin.label })
    await expect(saveRules(admin, { version, rules: [] })).rejects.toMatchObject({ code: 'conflict-version' })
  })

  test('by tag look at a key, or at a key with its value', async () => {
    const tagged = (await db().select().from(inventory)).find(({ tags }) => tags.length > 0) ?? expect.unreachable()
    const [key = '', value = ''] = (tagged.tags[0] ?? '').split('=')
    const of = async (pattern: string) =>
      (await previewRules(admin, [{ by: 'tag', pattern, team: 'x' }])).perRule[0] ?? 0
    const all = await db().select().from(inventory)
    const having = (test: (tag: string) => boolean) => all.filter(({ tags }) => tags.some(test)).length
    expect(await of(key)).toBe(having((tag) => tag.startsWith(`${key}=`)))
    expect(await of(`${key}=${value}`)).toBe(having((tag) => tag === `${key}=${value}`))
    expect(await of('no-such-key')).toBe(0)
  })
})

describe('the list', () => {
  test('tells of each instance what the page sums of it, dearest first, to who may see it, and in a file', async () => {
    const { total, counts } = await page()
    const found = async (scope: Scope, sort: '-cost' | 'cost') =>
      InstanceWindow.parse(JSON.parse(await searchWindow(scope, { q: '', sort: sortOf(sort), offset: 0, limit: 200 })))
    const { items } = await found(EVERYTHING, '-cost')
    const refs = items.map(({ ref }) => ref)
    const amounts = await amountsOf(EVERYTHING, refs)
    const of = (ref: string) => amounts.find((amount) => amount.ref === ref) ?? expect.unreachable()
    const counted = refs.map(of).filter(({ monthly, ended }) => monthly !== null && !ended)
    expect(counted).toHaveLength(counts.counted)
    // Dearest first; what is in no sum stands last either way.
    const order = (list: typeof counted) => list.map(({ monthly }) => Number(monthly))
    expect(order(counted)).toEqual(order(counted).sort((a, b) => b - a))
    expect(refs.slice(0, counted.length)).toEqual(counted.map(({ ref }) => ref))
    const last = (await found(EVERYTHING, 'cost')).items.slice(counted.length).map(({ ref }) => of(ref))
    expect(last.every(({ monthly, ended }) => monthly === null || ended)).toBe(true)
    const cny = counted.filter(({ currency }) => currency === 'CNY')
    const usd = counted.filter(({ currency }) => currency === 'USD')
    const converted = usd.reduce((sum) => plus(sum, over(times('100.1', 7005), 1000)), '0')
    expect(cny.reduce((sum, { monthly }) => plus(sum, monthly ?? '0'), converted)).toBe(sumOf(total)?.payable)
    expect(new Set(usd.map(({ source }) => source))).toEqual(new Set(['estimate']))
    const others = refs.filter((ref) => ref.startsWith('jdcloud'))
    expect(others.length).toBeGreaterThan(0)
    expect(await amountsOf(TRADE, others)).toEqual([])
    const file = await exportCsv(EVERYTHING, {
      q: '',
      sort: sortOf('-cost'),
      columns: ['ref', 'costMonthly', 'costSource'],
    })
    const [first] = counted
    expect((await new Response(file).text()).split('\r\n')[1]).toBe(`${first?.ref},${first?.monthly},${first?.source}`)
  })
})

describe('the curve', () => {
  test('takes another exchange rate for no change in cost, only months go by the rate of their time', async () => {
    await db().execute(
      sql`update cost_spans set since = since - interval '40 days', until = until - interval '40 days'`,
    )
    const { version, rates } = await readExchange()
    const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10)
    await saveExchange(admin, {
      version,
      currency: 'CNY',
      rates: [...rates, { currency: 'USD', rate: '8', from: yesterday }],
    })
    const { total, before, groups, trends, steps, used } = await page(EVERYTHING, { range: 'month' })
    expect(used).toMatchObject([{ rate: '8' }])
    expect(sumOf(total)?.estimated).not.toBe('0')
    expect(before).toEqual(total)
    expect(groups.every((group) => JSON.stringify(group.before) === JSON.stringify(group.sums))).toBe(true)
    expect(trends).toHaveLength(1)
    for (const { amounts } of trends[0]?.series ?? []) expect(new Set(amounts).size).toBe(1)
    expect(steps).toEqual([])
  })

  test('has a step where an instance is another or is gone, and none where it was found first', async () => {
    expect((await page()).steps.filter(({ cause }) => cause !== 'card' && cause !== 'known')).toEqual([])
    const [span] = await db()
      .select()
      .from(costSpans)
      .where(sql`until is null and source = 'quote' and monthly > 0 and charge_type = 'pay-as-you-go'`)
      .limit(1)
    if (!span) expect.unreachable()
    await db().update(inventory).set({ goneAt: sql`now()`, digest: null }).where(eq(inventory.ref, span.ref))
    await keepCosts()
    const { steps } = await page(EVERYTHING, { range: 'day' })
    const step = steps.find(({ ref }) => ref === span.ref)
    expect(step).toMatchObject({ cause: 'gone', there: false, to: null, change: null, from: { class: span.class } })
    expect(plus(step?.delta ?? '0', decimalOf(span.monthly) ?? '0')).toBe('0')
    await db().update(inventory).set({ goneAt: null, digest: null }).where(eq(inventory.ref, span.ref))
    await keepCosts()
    await keepCosts()
    const spans = await db().select().from(costSpans).where(eq(costSpans.ref, span.ref))
    expect(spans).toHaveLength(2)
  })

  test('goes with its account', async () => {
    await db().delete(accounts)
    expect(await page()).toMatchObject({ keptSince: null, total: [], groups: [], trends: [], months: [] })
  })
})
