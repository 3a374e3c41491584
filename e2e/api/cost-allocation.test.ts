import { desc, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { amountsOf } from '@/lib/costs/amounts'
import { readExchange, saveExchange } from '@/lib/costs/exchange'
import { keepCosts } from '@/lib/costs/keep'
import { previewRules, readRules, saveRules } from '@/lib/costs/rules'
import { db } from '@/lib/db/client'
import { costSpans } from '@/lib/db/cost-schema'
import { accounts, audit, inventory } from '@/lib/db/schema'
import { exportCsv } from '@/lib/inventory/export'
import { searchWindow } from '@/lib/inventory/search'
import { sortOf } from '@/lib/inventory/select'
import type { Scope } from '@/lib/model/access'
import { InstanceWindow } from '@/lib/model/fleet'
import { decimalOf, over, plus, times } from '@/lib/model/money'
import { CARD_AMOUNT, costStage, EVERYTHING, listed, page, sumOf, TRADE } from './cost-stage'

const on = costStage()
beforeAll(async () => {
  await on.addCard()
  await on.addExchange()
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
    const preview = await previewRules(on.admin, rules)
    const same = names.filter((name) => name === first).length
    expect(preview).toMatchObject({
      instances: before.counts.all,
      moved: before.counts.all,
      perRule: [same, before.counts.all - same, 0],
      // What the first two decide the third fits as well, where it is of production.
      fits: [same, before.counts.all, on.alibaba().length],
      byAccount: 0,
      nobody: 0,
    })
    // Nothing was saved.
    expect((await page()).groups).toEqual(before.groups)
    const { version } = await readRules()
    await saveRules(on.admin, { version, rules })
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
    expect(entry).toMatchObject({ action: 'allocation-rules.update', outcome: 'succeeded', actorLabel: on.admin.label })
    await expect(saveRules(on.admin, { version, rules: [] })).rejects.toMatchObject({ code: 'conflict-version' })
  })

  test('by tag look at a key, or at a key with its value', async () => {
    const tagged = (await db().select().from(inventory)).find(({ tags }) => tags.length > 0) ?? expect.unreachable()
    const [key = '', value = ''] = (tagged.tags[0] ?? '').split('=')
    const of = async (pattern: string) =>
      (await previewRules(on.admin, [{ by: 'tag', pattern, team: 'x' }])).perRule[0] ?? 0
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
    const converted = usd.reduce((sum) => plus(sum, over(times(CARD_AMOUNT, 7005), 1000)), '0')
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
    await saveExchange(on.admin, {
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
