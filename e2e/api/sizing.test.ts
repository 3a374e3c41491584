import { and, eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { build } from '@/emulator/world/build'
import type { CacheInstance } from '@/emulator/world/instance'
import { monthly } from '@/emulator/world/prices'
import { sizeOf } from '@/emulator/world/sizes'
import { loadAt } from '@/emulator/world/traffic'
import { addAccount } from '@/lib/accounts/testing'
import type { Actor } from '@/lib/bff/actor'
import { planChange } from '@/lib/changes/plan'
import { keepCosts } from '@/lib/costs/keep'
import { sizingCsv } from '@/lib/costs/sizing/export'
import { ignoreSizing, unignoreSizing } from '@/lib/costs/sizing/ignore'
import { sizingSource } from '@/lib/costs/sizing/job'
import { SizingQuery } from '@/lib/costs/sizing/params'
import { sizingDetail, sizingWindow } from '@/lib/costs/sizing/search'
import { readThresholds, saveThresholds } from '@/lib/costs/sizing/thresholds'
import { db } from '@/lib/db/client'
import { accounts, audit, inventory } from '@/lib/db/schema'
import { sizingIgnores, sizingReadings } from '@/lib/db/sizing-schema'
import { inventorySource } from '@/lib/inventory/sync-job'
import { collectAll, readCollection, switchCollection } from '@/lib/metrics/collection'
import type { Scope } from '@/lib/model/access'
import { keyOf, refOf } from '@/lib/model/instance'
import { compare, decimalOf, minus, plus, times } from '@/lib/model/money'
import { SizingDetail, SizingWindow } from '@/lib/model/sizing'
import { accessKeyOf, actorOf, changeStage } from './change-stage'
import { collect } from './collection-stage'
import { drain } from './stage'

const DAY = 86_400_000
const MINUTE = 60_000
const EVERYTHING: Scope = { kind: 'all' }
const TRADE: Scope = { kind: 'some', accounts: [], environments: [], teams: ['trade'] }
const ELSEWHERE: Scope = { kind: 'some', accounts: [], environments: [], teams: ['search'] }

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let admin: Actor
const made = new Map<string, CacheInstance>()

/** What is looked at here: each with two days and a half, of which two are enough, one with less: each day is many values. */
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  admin = await actorOf('admin')
  const { world } = on.emulator
  const add = (name: string, of: string, over: Partial<CacheInstance>) => {
    const service = name === 'elsewhere' ? 'kingsoft-redis' : 'alibaba-kvstore'
    const region = name === 'elsewhere' ? 'cn-beijing-6' : 'cn-hangzhou'
    const one = build({ service, owner: 'whole-fleet', region, name, class: of }, world.random, world.now())
    const createdAt = Date.now() - 2.5 * DAY
    Object.assign(one, { chargeType: 'pay-as-you-go', expiresAt: undefined, createdAt, ...over })
    world.add(one)
    made.set(name, one)
  }
  add('too-large', 'redis.master.large.default', { usedMemoryMb: 700, busy: 0.1 })
  add('nobody', 'redis.master.mid.default', { usedMemoryMb: 300, busy: 0.000_001 })
  add('full', 'redis.master.mid.default', { usedMemoryMb: 2_040, busy: 0.2 })
  add('young', 'redis.master.large.default', { usedMemoryMb: 500, busy: 0.1, createdAt: Date.now() - 0.75 * DAY })
  add('not-collected', 'redis.master.small.default', {})
  add('elsewhere', '2', { usedMemoryMb: 512 })
  const key = { accessKeyId: accessKeyOf(0), accessKeySecret: 'changes-secret' }
  await addAccount({ ...key, name: 'ali', regions: ['cn-hangzhou'], team: 'trade' })
  await addAccount({
    ...key,
    name: 'king',
    provider: 'kingsoft',
    scheme: 'kingsoft-query',
    services: ['kingsoft-redis'],
    regions: ['cn-beijing-6'],
    team: 'trade',
  })
  await db().update(accounts).set({ ratePerSecond: 1_000 })
  await drain(inventorySource)
  for (const name of ['too-large', 'nobody', 'full', 'young'])
    await switchCollection(operator, await keyFor(name), true)
  const { version, values } = await readThresholds()
  expect({ version, days: values.days }).toEqual({ version: 0, days: 14 })
  await saveThresholds(admin, { version, values: { ...values, days: 2 } })
  await collect()
  await look()
}, 240_000)
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

async function keyFor(name: string) {
  const [row] = await db().select({ ref: inventory.ref }).from(inventory).where(eq(inventory.name, name))
  return keyOf(row?.ref ?? '') ?? expect.unreachable()
}
/** Does all that is due. */
async function look(): Promise<number> {
  for (let count = 0; ; count++) {
    const run = await sizingSource.claim()
    if (!run) return count
    await run.run(new AbortController().signal)
  }
}
const due = () => db().update(sizingReadings).set({ nextAt: sql`now()` })
const windowOf = async (of: Record<string, string> = {}, scope: Scope = EVERYTHING) =>
  SizingWindow.parse(JSON.parse(JSON.stringify(await sizingWindow(scope, SizingQuery.parse(of)))))
const detailOf = async (name: string) =>
  SizingDetail.parse(JSON.parse(JSON.stringify(await sizingDetail(operator, await keyFor(name)))))
const world = (name: string) => made.get(name) ?? expect.unreachable()
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10)
/** What an hour of a class costs, for 730 of them; as the world says it, not as the console asked it. */
const aMonth = (of: string) => {
  const perHour = Math.round((monthly(sizeOf('alibaba-kvstore', of), 'cn-hangzhou') / 720) * 1.5 * 1_000)
  return decimalOf(String(Math.round((perHour * 730) / 10) / 100)) ?? expect.unreachable()
}

describe('what is found', () => {
  test('is what was measured by the minute, held against the rules, with the class that fits and what it costs', async () => {
    const { items, counts, savings, extra, leftOut } = await windowOf()
    expect(items.map(({ name, state, result }) => [name, state, result?.target?.id])).toEqual([
      ['too-large', 'oversized', 'redis.master.small.default'],
      ['nobody', 'idle', 'redis.master.small.default'],
      ['full', 'undersized', 'redis.master.stand.default'],
    ])
    expect(counts).toMatchObject({ short: 1, uncollected: 1, unmonitored: 1, fine: 0, ignored: 0 })
    const now = { 'too-large': 'redis.master.large.default', nobody: 'redis.master.mid.default' }
    const saved = Object.entries(now).map(([name, of]) => ({
      name,
      amount: minus(aMonth('redis.master.small.default'), aMonth(of)),
    }))
    for (const { name, amount } of saved)
      expect(items.find((one) => one.name === name)?.result?.price).toMatchObject({
        perMonth: amount,
        perYear: times(amount, 12),
        before: { source: 'quote', currency: 'CNY' },
      })
    const sum = saved.reduce((all, { amount }) => plus(all, amount.replace('-', '')), '0')
    expect(savings).toEqual([{ currency: 'CNY', perMonth: sum, perYear: times(sum, 12), estimated: '0', instances: 2 }])
    const more = minus(aMonth('redis.master.stand.default'), aMonth('redis.master.mid.default'))
    expect(extra).toMatchObject([{ perMonth: more, instances: 1 }])
    expect(leftOut).toEqual({ noClass: 0, noPrice: 0 })
  })

  test('has the highest and the 95th of 100 of what its cloud had in each minute', async () => {
    const { row, curves } = await detailOf('too-large')
    const { evidence } = row.result ?? expect.unreachable()
    const [from, to] = [Date.parse(evidence.first ?? ''), Date.parse(evidence.to)]
    const quarters: number[] = []
    for (let start = from; start < to; start += 15 * MINUTE) {
      const values = Array.from({ length: 15 }, (_, at) => loadAt(world('too-large'), start + at * MINUTE)?.usedBytes)
      quarters.push(Math.max(...values.flatMap((value) => value ?? [])))
    }
    const sorted = quarters.filter(Number.isFinite).sort((a, b) => a - b)
    const { memory } = evidence.stats
    expect(memory?.peak).toBeCloseTo(Number(sorted.at(-1)?.toPrecision(6)), -2)
    expect(memory?.p95).toBeCloseTo(Number(sorted[Math.ceil(sorted.length * 0.95) - 1]?.toPrecision(6)), -2)
    expect(memory?.capacity).toBe(8_192 * 1_048_576)
    expect(Math.max(...(curves.memory ?? []).flatMap((value) => value ?? []))).toBe(memory?.peak)
    expect(Object.keys(evidence.stats).sort()).toEqual(
      ['connections', 'cpu', 'evicted', 'hits', 'in', 'memory', 'operations', 'out'].sort(),
    )
  })

  test('asks no cloud when it is looked at', async () => {
    await windowOf({ q: 'provider:alibaba', show: 'unknown' })
    await detailOf('full')
    expect(on.emulator.gateway.journal.entries()).toEqual([])
  })

  test('is a file of what is shown, with the rules and numbers that each finding rests on', async () => {
    const { items, matched } = await windowOf()
    const [head = '', ...lines] = (await new Response(await sizingCsv(EVERYTHING, { q: '', show: 'findings' })).text())
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n')
    expect(lines).toHaveLength(matched)
    expect(lines.map((line) => line.split(',').at(-1))).toEqual(items.map(({ ref }) => ref))
    const cell = (line: string | undefined, name: string) => line?.split(',')[head.split(',').indexOf(name)]
    const large = items.findIndex(({ name }) => name === 'too-large')
    const { result, class: size } = items[large] ?? expect.unreachable()
    expect(cell(lines[large], 'state')).toBe('oversized')
    expect(cell(lines[large], 'because')).toMatch(
      /^memory peak \d.* of 8589934592 \([\d.]+ %\) <= 35 and cpu p95 .* <= 40$/,
    )
    expect(cell(lines[large], 'class')).toBe(size)
    expect(cell(lines[large], 'targetClass')).toBe(result?.target?.id)
    expect(cell(lines[large], 'perMonth')).toBe(result?.price?.perMonth)
    const nothing = await sizingCsv(ELSEWHERE, { q: '', show: 'findings' })
    expect((await new Response(nothing).text()).trimEnd().split('\r\n')).toHaveLength(1)
  })

  test('is planned as it was said, for the same price', async () => {
    const key = await keyFor('too-large')
    const [row] = (await windowOf({ q: 'name:too-large' })).items
    const { target, price } = row?.result ?? expect.unreachable()
    const plan = await planChange(operator, {
      ref: row?.ref ?? '',
      action: 'spec',
      params: { class: target?.id ?? '' },
    })
    expect(plan.ref).toBe(row?.ref)
    expect(plan.instanceId).toBe(key.id)
    expect(plan.plan.blocked).toBe(false)
    expect(plan.plan.money?.after?.monthly).toBe(price?.after?.monthly)
    expect(plan.plan.money?.before?.monthly).toBe(price?.before?.monthly)
  })

  test('nothing is said without enough data, and why is', async () => {
    const { items, matched } = await windowOf({ show: 'unknown' })
    expect(matched).toBe(3)
    const stateOf = (name: string) => items.find((one) => one.name === name)
    expect(stateOf('young')).toMatchObject({
      state: 'short',
      result: { kind: null, hits: [], target: null, data: { days: 0.7, wantedDays: 2 } },
    })
    expect(stateOf('not-collected')).toMatchObject({ state: 'uncollected', result: null })
    expect(stateOf('elsewhere')).toMatchObject({ state: 'unmonitored', result: null })
  })

  test('only those of one’s own scope are seen', async () => {
    expect((await windowOf({}, TRADE)).matched).toBe(3)
    expect(await windowOf({}, ELSEWHERE)).toMatchObject({ matched: 0, savings: [], counts: { short: 0 } })
    const other = await actorOf('operator', ELSEWHERE)
    await expect(sizingDetail(other, await keyFor('full'))).rejects.toMatchObject({ code: 'forbidden-scope' })
  })
})

describe('ignoring', () => {
  test('leaves a finding and its sum out until its day, on record, and can be taken back', async () => {
    const key = await keyFor('nobody')
    const ignore = { kind: 'idle', reason: 'the sale of December', until: inDays(10) } as const
    await ignoreSizing(operator, key, ignore)
    const after = await windowOf()
    expect(after.items.map(({ name }) => name)).toEqual(['too-large', 'full'])
    expect(after).toMatchObject({ counts: { ignored: 1 }, savings: [{ instances: 1 }] })
    expect((await windowOf({ show: 'ignored' })).items).toMatchObject([
      { name: 'nobody', state: 'ignored', ignored: { ...ignore, by: operator.label } },
    ])
    // Its day is over.
    await db()
      .update(sizingIgnores)
      .set({ until: inDays(-2) })
    expect((await windowOf()).matched).toBe(3)
    await ignoreSizing(operator, key, ignore)
    await unignoreSizing(operator, key, 'idle')
    await unignoreSizing(operator, key, 'idle')
    expect((await windowOf()).matched).toBe(3)
    const entries = await db()
      .select({ action: audit.action })
      .from(audit)
      .where(and(eq(audit.actorLabel, operator.label), sql`${audit.action} like 'sizing.%'`))
      .orderBy(audit.seq)
    expect(entries.map(({ action }) => action)).toEqual(['sizing.ignore', 'sizing.ignore', 'sizing.unignore'])
  })

  test('is refused for what was not found, for days that are over or far, and to whom it is not theirs', async () => {
    const key = await keyFor('full')
    const right = { kind: 'undersized', reason: 'because', until: inDays(1) } as const
    const refused = { code: 'bad-input' }
    await expect(ignoreSizing(operator, key, { ...right, kind: 'idle' })).rejects.toMatchObject(refused)
    await expect(ignoreSizing(operator, key, { ...right, until: inDays(-2) })).rejects.toMatchObject(refused)
    await expect(ignoreSizing(operator, key, { ...right, until: inDays(400) })).rejects.toMatchObject(refused)
    const other = await actorOf('operator', ELSEWHERE)
    await expect(ignoreSizing(other, key, right)).rejects.toMatchObject({ code: 'forbidden-scope' })
    expect((await windowOf({ show: 'ignored' })).matched).toBe(0)
  })
})

describe('thresholds', () => {
  test('are saved by version, on record, and everything is looked at again with them', async () => {
    const before = await readThresholds()
    const { version } = before
    const values = { ...before.values, coverage: 70, memoryFull: 100, evictedPerDay: 1_000_000_000 }
    const saved = await saveThresholds(admin, { version, values })
    expect(saved.version).toBe(version + 1)
    expect((await windowOf()).stale).toBe(4)
    expect(await look()).toBe(4)
    const { items, counts, stale } = await windowOf()
    expect(items.map(({ name }) => name)).toEqual(['too-large', 'nobody'])
    expect({ stale, fine: counts.fine, short: counts.short }).toEqual({ stale: 0, fine: 1, short: 1 })
    await expect(saveThresholds(admin, { version, values })).rejects.toMatchObject({ code: 'conflict-version' })
    const some = await actorOf('admin', TRADE)
    await expect(saveThresholds(some, { version: version + 1, values })).rejects.toMatchObject({
      code: 'forbidden-scope',
    })
    const entries = await db().select().from(audit).where(eq(audit.action, 'sizing-thresholds.update'))
    expect(entries).toHaveLength(2)
    expect(entries[1]).toMatchObject({ outcome: 'succeeded', actorLabel: admin.label })
    await saveThresholds(admin, { version: version + 1, values: before.values })
    await look()
    expect((await windowOf()).matched).toBe(3)
  })
})

describe('when something stands in the way', () => {
  test('a cloud that does not tell its classes leaves the finding without one, and is asked again soon', async () => {
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribeAvailableResource' })
    await due()
    expect(await look()).toBe(4)
    const { items, savings, leftOut } = await windowOf()
    expect(items).toHaveLength(3)
    for (const { result } of items) expect(result).toMatchObject({ none: 'refused', target: null, price: null })
    expect({ savings, leftOut }).toEqual({ savings: [], leftOut: { noClass: 3, noPrice: 0 } })
    const { rows } = await db().execute(
      sql`select from sizing_readings where kind is not null and next_at < now() + interval '31 minutes'`,
    )
    expect(rows).toHaveLength(3)
    on.emulator.gateway.faults.clear()
    await due()
    await look()
    expect((await windowOf()).leftOut.noClass).toBe(0)
  })

  test('a price that is refused is no price known, and in no sum', async () => {
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribePrice' })
    await due()
    await look()
    const { items, savings, extra, leftOut } = await windowOf()
    for (const { result } of items) expect(result?.price).toMatchObject({ perMonth: null, after: null })
    expect({ savings, extra, leftOut }).toEqual({ savings: [], extra: [], leftOut: { noClass: 0, noPrice: 3 } })
    on.emulator.gateway.faults.clear()
    await due()
    await look()
    expect(compare((await windowOf()).savings[0]?.perMonth ?? '0', '0')).toBe(1)
  })

  test('of another size nothing that was measured before is said', async () => {
    await keepCosts()
    Object.assign(world('too-large'), { class: 'redis.master.stand.default', memoryMb: 4_096 })
    await db().execute(sql`update shards set requested_at = now()`)
    await drain(inventorySource)
    await keepCosts()
    expect((await windowOf({ q: 'name:too-large', show: 'unknown' })).items).toMatchObject([
      { state: 'waiting', result: null },
    ])
    expect(await look()).toBe(1)
    const [row] = (await windowOf({ q: 'name:too-large', show: 'unknown' })).items
    expect(row).toMatchObject({ state: 'short', result: { data: { days: 0 } } })
    expect(row?.result?.evidence.resizedAt).not.toBeNull()
  })
})

describe('what is not collected', () => {
  test('turns collection on for several at once, each on record, and for none where one is not the caller’s', async () => {
    const keys = [await keyFor('not-collected'), await keyFor('too-large')]
    const refs = keys.map(refOf)
    const stranger = { ...operator, scope: ELSEWHERE }
    await expect(collectAll(stranger, refs)).rejects.toMatchObject({ code: 'forbidden-scope' })
    await expect(collectAll(operator, [...refs, 'nonsense'])).rejects.toMatchObject({ code: 'bad-input' })
    expect((await readCollection(operator, keys[0] ?? expect.unreachable())).on).toBe(false)
    expect(await collectAll(operator, refs)).toEqual({ on: 2 })
    for (const key of keys) expect((await readCollection(operator, key)).on).toBe(true)
    // What was collected already was not turned on again.
    const entries = await db()
      .select({ target: audit.target })
      .from(audit)
      .where(and(eq(audit.action, 'collection.on'), inArray(audit.target, refs)))
    expect(entries.map(({ target }) => target).sort()).toEqual([...refs].sort())
  })
})
