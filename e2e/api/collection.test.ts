import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { metricCollections, metricMinutes, metricQuarters } from '@/lib/db/collection-schema'
import { audit } from '@/lib/db/schema'
import { claimReading } from '@/lib/metrics/collect-job'
import { readCollection, switchCollection } from '@/lib/metrics/collection'
import { DAY_MS, HOUR_MS, keepMetrics } from '@/lib/metrics/keep'
import { claimMetrics, forgetOld, type MetricLease } from '@/lib/metrics/lease'
import { readMetrics } from '@/lib/metrics/read'
import { readSparks } from '@/lib/metrics/sparks'
import { partsOf } from '@/lib/metrics/stored'
import { keyOf } from '@/lib/model/instance'
import { minutesOf, QUARTER_MINUTES, quarterOf } from '@/lib/model/rollup'
import { MINUTE_MS } from '@/lib/model/time-range'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'
import { killedWorkers } from './killed-workers'

const OPERATION = 'DescribeHistoryMonitorValues'
const IDS = ['node.CpuUsage', 'node.UsedMemory']

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(async () => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
  await db().execute(sql`delete from collections`)
})

const keyFor = ({ ref }: Cache) => keyOf(ref) ?? expect.unreachable()
const calls = () => on.emulator.gateway.journal.entries().filter(({ operation }) => operation === OPERATION)
const minute = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS
const stateOf = async ({ ref }: Cache) =>
  (await db().select().from(metricCollections).where(eq(metricCollections.ref, ref)))[0]

/** An instance of so long with collection on. */
async function collected(ageMs: number): Promise<Cache> {
  const cache = await aCache(on.emulator, 'alibaba-kvstore', { createdAt: Date.now() - ageMs })
  await db().execute(sql`
    update inventory set instance_created_at = ${new Date(Date.now() - ageMs).toISOString()} where ref = ${cache.ref}`)
  await switchCollection(operator, keyFor(cache), true)
  return cache
}
/** Does all that is due. */
async function collect(): Promise<number> {
  const signal = new AbortController().signal
  for (let count = 0; ; count++) {
    const run = await claimReading()
    if (!run) return count
    await run.run(signal)
  }
}
/** Every minute that is kept of a line, in order; a minute that is there twice is there twice. */
async function minutesKept({ ref }: Cache, id: string): Promise<[at: number, value: number][]> {
  const rows = await db()
    .select()
    .from(metricMinutes)
    .where(sql`${metricMinutes.ref} = ${ref} and ${metricMinutes.series} = ${id}`)
    .orderBy(asc(metricMinutes.hour))
  return rows.flatMap(({ hour, values }) => {
    expect(values).toHaveLength(60)
    return values.flatMap((value, at): [number, number][] =>
      Number.isNaN(value) ? [] : [[hour.getTime() + at * MINUTE_MS, value]],
    )
  })
}
/** What its cloud says of each minute of a span, asked in pieces that are short enough to bring every minute. */
async function truth(cache: Cache, id: string, from: number, to: number): Promise<[at: number, value: number][]> {
  const found: [number, number][] = []
  for (let start = from; start < to; start += 8 * HOUR_MS) {
    const span = { from: start, to: Math.min(to, start + 8 * HOUR_MS) }
    const { series } = await readMetrics(operator, keyFor(cache), { span, ids: [id], byNode: false })
    const [line] = series
    line?.at.forEach((at, index) => found.push([start + at * MINUTE_MS, line.values[index] ?? Number.NaN]))
  }
  return found
}
const rounded = (all: [number, number][]) => all.map(([at, value]) => [at, Number(value.toPrecision(6))])

/** Minutes and quarters are what the cloud says, each once. */
async function expectWhole(cache: Cache): Promise<void> {
  const state = await stateOf(cache)
  if (!state) throw new Error('it is not collected')
  expect(state.keptTo.getTime()).toBeGreaterThan(minute(Date.now()) - 3 * MINUTE_MS)
  const kept = await Promise.all(IDS.map((id) => minutesKept(cache, id)))
  await switchCollection(operator, keyFor(cache), false)
  // The last minutes may have been told too early.
  const until = state.keptTo.getTime() - 5 * MINUTE_MS
  const within = (all: [number, number][]) => all.filter(([at]) => at < until)
  for (const [index, id] of IDS.entries()) {
    const said = await truth(cache, id, state.keptFrom.getTime(), until)
    expect(said.length).toBeGreaterThan(60)
    expect(rounded(within(kept[index] ?? []))).toEqual(rounded(said))
  }
  const days = await db().select().from(metricQuarters).where(eq(metricQuarters.ref, cache.ref))
  for (const [index, id] of IDS.entries()) {
    const values = new Map(kept[index])
    for (const { day, low, high, sum, shape } of days.filter(({ series }) => series === id))
      low.forEach((_, at) => {
        const start = day.getTime() + at * QUARTER_MINUTES * MINUTE_MS
        const own = Array.from({ length: QUARTER_MINUTES }, (_, n) => values.get(start + n * MINUTE_MS) ?? Number.NaN)
        const want = quarterOf(own) ?? { low: Number.NaN, high: Number.NaN, sum: 0, shape: 0 }
        expect({ low: low[at], high: high[at], sum: sum[at], shape: shape[at] }).toEqual(want)
      })
  }
}

describe('what is kept', () => {
  test('is every minute that its cloud still has, once; after that what is new, and no more calls than that wants', async () => {
    const cache = await collected(2 * DAY_MS)
    expect(await collect()).toBe(5)
    // The groups of its lines are those of three calls.
    expect(calls().length).toBe(15)
    // Nothing is due before five minutes are over.
    expect(await collect()).toBe(0)
    await db().update(metricCollections).set({ dueAt: sql`now()` })
    expect(await collect()).toBe(1)
    const { metrics } = await readCollection(operator, keyFor(cache))
    expect(metrics).toMatchObject({ failed: null })
    expect(metrics?.lines).toBeGreaterThan(12)
    const [spark] = (await readSparks({ kind: 'all' })).items
    expect(spark?.ref).toBe(cache.ref)
    expect(spark?.spark.cpu).toHaveLength(48)
    const highest = Math.max(
      ...(await minutesKept(cache, 'node.CpuUsage'))
        .filter(([at]) => at >= Date.parse(spark?.spark.from ?? ''))
        .map(([, value]) => value),
    )
    expect(Math.max(...(spark?.spark.cpu ?? []).flatMap((value) => value ?? []))).toBe(Math.round(highest * 10) / 10)
    await expectWhole(cache)
  })

  test('a reading that fails in part is kept not at all, is told, and is made up for', async () => {
    const cache = await collected(5 * HOUR_MS)
    on.emulator.gateway.faults.add({ kind: 'denied', operation: OPERATION, count: 1 })
    await collect()
    expect((await readCollection(operator, keyFor(cache))).metrics?.failed).toMatchObject({ kind: 'denied' })
    expect(await minutesKept(cache, 'node.CpuUsage')).toEqual([])
    await db().update(metricCollections).set({ dueAt: sql`now()` })
    await collect()
    expect((await readCollection(operator, keyFor(cache))).metrics?.failed).toBeNull()
    await expectWhole(cache)
  })

  test('a reader that was followed by another keeps nothing', async () => {
    const cache = await collected(3 * HOUR_MS)
    const slow = (await claimMetrics()) ?? expect.unreachable()
    await db().update(metricCollections).set({ leaseUntil: sql`now() - interval '1 second'` })
    await collect()
    const before = await minutesKept(cache, 'node.CpuUsage')
    const wrong = { stepMs: MINUTE_MS, values: new Float64Array(60).fill(99), unread: new Uint8Array(60) }
    const from = slow.keptFrom.getTime()
    const told = { unit: 'percent', joined: null, joins: 'average' } as const
    const next = { dueAt: new Date(), spark: undefined }
    const span = { from, to: from + HOUR_MS }
    expect(await keepMetrics(slow, span, [{ id: 'node.CpuUsage', told, dense: wrong }], next)).toBe(false)
    expect(await minutesKept(cache, 'node.CpuUsage')).toEqual(before)
  })

  test('what is too old is removed, and nothing else; off keeps what there is', async () => {
    const cache = await collected(3 * HOUR_MS)
    await collect()
    const told = { unit: 'percent', joined: null, joins: 'average' } as const
    const dense = { stepMs: MINUTE_MS, values: new Float64Array(60).fill(1), unread: new Uint8Array(60) }
    const put = async (daysAgo: number) => {
      await db().update(metricCollections).set({ dueAt: sql`now()` })
      const lease: MetricLease = (await claimMetrics()) ?? expect.unreachable()
      const from = Math.floor((Date.now() - daysAgo * DAY_MS) / DAY_MS) * DAY_MS
      const next = { dueAt: new Date(Date.now() + HOUR_MS), spark: undefined }
      await keepMetrics(lease, { from, to: from + HOUR_MS }, [{ id: 'node.CpuUsage', told, dense }], next)
    }
    await put(60)
    await put(120)
    const days = async () =>
      (await db().select().from(metricQuarters).where(eq(metricQuarters.series, 'node.CpuUsage'))).filter(
        ({ ref }) => ref === cache.ref,
      ).length
    const before = await minutesKept(cache, 'node.CpuUsage')
    const had = await days()
    await switchCollection(operator, keyFor(cache), false)
    await forgetOld()
    expect(await minutesKept(cache, 'node.CpuUsage')).toEqual(before.slice(120))
    // Of 60 days ago a quarter is left, of 120 days ago nothing.
    expect(await days()).toBe(had - 1)
    expect(await stateOf(cache)).toBeUndefined()
  })
})

describe('charts', () => {
  test('read what is kept without asking, its cloud for the last minutes, and neither for what is older than both', async () => {
    const cache = await collected(20 * DAY_MS)
    const to = minute(Date.now())
    const span = { from: to - 6 * HOUR_MS, to }
    const asked = await readMetrics(operator, keyFor(cache), { span, ids: IDS, byNode: false })
    await collect()
    on.emulator.gateway.journal.clear()
    const kept = await readMetrics(operator, keyFor(cache), { span, ids: IDS, byNode: false })
    expect(kept.kept).toMatchObject([{ from: asked.from, minutes: 1 }])
    expect(calls().length).toBeLessThanOrEqual(1)
    expect(kept.series.map(({ id, unit, at, values }) => ({ id, unit, at, values }))).toEqual(
      asked.series.map(({ id, unit, at, values }) => ({ id, unit, at, values })),
    )
    // Its cloud is away: what is kept is drawn, the rest is said to be not read.
    on.emulator.gateway.faults.add({ kind: 'denied', operation: OPERATION })
    const long = await readMetrics(operator, keyFor(cache), {
      span: { from: to - 12 * DAY_MS, to },
      ids: IDS,
      byNode: false,
    })
    expect(long.failed).toMatchObject([{ kind: 'denied' }])
    expect(long.series[0]?.gaps[0]).toMatchObject({ at: 0, unread: true })
    expect(long.series[0]?.values.length).toBeGreaterThan(100)
  })

  test('of what is kept by the quarter have every extreme', async () => {
    const cache = await collected(20 * DAY_MS)
    await collect()
    const now = Date.now()
    // As if those days were 40 days ago, where minutes are no longer kept.
    const moved = sql.raw(`interval '40 days'`)
    await db().execute(sql`delete from metric_minutes where ref = ${cache.ref}`)
    await db().execute(sql`update metric_quarters set day = day - ${moved} where ref = ${cache.ref}`)
    await db().execute(sql`
      update metric_collections set kept_from = kept_from - ${moved}, series =
        (select jsonb_object_agg(key, value || '{"from":"2000-01-01T00:00:00Z"}') from jsonb_each(series))`)
    const [day] = await db()
      .select()
      .from(metricQuarters)
      .where(sql`${metricQuarters.ref} = ${cache.ref} and ${metricQuarters.series} = 'node.CpuUsage'`)
      .orderBy(asc(metricQuarters.day))
      .offset(2)
    if (!day) expect.unreachable()
    const from = day.day.getTime()
    on.emulator.gateway.journal.clear()
    const told = await readMetrics(operator, keyFor(cache), {
      span: { from, to: from + DAY_MS },
      ids: ['node.CpuUsage'],
      byNode: false,
    })
    expect(calls()).toEqual([])
    expect(told.kept).toMatchObject([{ minutes: 15 }])
    const [line] = told.series
    expect(line?.bucketMinutes).toBe(15)
    expect(line?.stats?.max).toBe(Math.max(...day.high))
    expect(line?.stats?.min).toBe(Math.min(...day.low))
    const minutes = day.shape.flatMap((shape, at) =>
      minutesOf({ low: day.low[at] ?? 0, high: day.high[at] ?? 0, sum: day.sum[at] ?? 0, shape }),
    )
    expect(line?.stats?.avg).toBeCloseTo(minutes.reduce((all, one) => all + one, 0) / minutes.length, 6)
    expect(now - from).toBeGreaterThan(30 * DAY_MS)
  })

  test('take each minute of a span from one place', () => {
    const now = Math.floor(Date.UTC(2026, 10, 21, 12) / HOUR_MS) * HOUR_MS
    for (let round = 0; round < 2_000; round++) {
      const back = (most: number) => now - Math.floor(Math.abs(Math.sin(round * most)) * most) * MINUTE_MS
      const to = back(60 * 24 * 80)
      const span = { from: to - (1 + (round % 97)) ** 2 * 10 * MINUTE_MS, to }
      const kept = { from: back(60 * 24 * 90), to: back(60 * 30), minutesFrom: now - 7 * DAY_MS }
      const parts = partsOf(span, kept, now)
      expect(parts[0]?.span.from).toBe(span.from)
      expect(parts.at(-1)?.span.to).toBe(span.to)
      for (const [index, part] of parts.entries()) {
        expect(part.span.to).toBeGreaterThan(part.span.from)
        if (index > 0) expect(part.span.from).toBe(parts[index - 1]?.span.to)
        if (part.from !== 'cloud') expect(part.span.from).toBeGreaterThanOrEqual(kept.from)
        if (part.from !== 'cloud') expect(part.span.to).toBeLessThanOrEqual(kept.to)
        if (part.from === 'minutes') expect(part.span.from).toBeGreaterThanOrEqual(kept.minutesFrom)
      }
    }
  })
})

describe('who may, and what is on record', () => {
  test('turning it on and off is on record once each; a service without a list of metrics keeps none', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    for (const wanted of [true, true, false, false]) await switchCollection(operator, keyFor(cache), wanted)
    const entries = await db().select().from(audit).where(eq(audit.target, cache.ref)).orderBy(asc(audit.seq))
    expect(entries.map(({ action }) => action)).toEqual(['collection.on', 'collection.off'])
    await switchCollection(operator, keyFor(cache), true)
    expect(await collect()).toBe(0)
    expect(await readCollection(operator, keyFor(cache))).toMatchObject({ on: true, metrics: null })
  })

  test('whose account is not theirs may not', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const other = await actorOf('operator', { kind: 'some', accounts: [], environments: [], teams: ['nobody'] })
    await expect(switchCollection(other, keyFor(cache), true)).rejects.toMatchObject({ code: 'forbidden-scope' })
    await expect(readCollection(other, keyFor(cache))).rejects.toMatchObject({ code: 'forbidden-scope' })
  })
})

describe('workers that are killed', () => {
  test('lose no minute and keep none twice', { timeout: 120_000 }, async () => {
    const workers = await killedWorkers('.collecting', { databaseUrl: on.databaseUrl, gateway: on.emulator.url })
    onTestFinished(workers.end)
    const caches = [await collected(3 * DAY_MS), await collected(4 * DAY_MS)]
    const progress = async () => {
      const states = await Promise.all(caches.map(stateOf))
      const kept = states.reduce(
        (all, state) => all + (state ? state.keptTo.getTime() - state.keptFrom.getTime() : 0),
        0,
      )
      return kept / (7 * DAY_MS)
    }
    let interrupted = 0
    await workers.killAt([0.1, 0.35, 0.6, 0.85], progress, async () => {
      const states = await Promise.all(caches.map(stateOf))
      if (states.some((state) => state?.leaseUntil)) interrupted++
      await db().update(metricCollections).set({ leaseUntil: sql`now() - interval '1 second'`, dueAt: sql`now()` })
    })
    expect(interrupted).toBeGreaterThan(0)
    await collect()
    for (const cache of caches) await expectWhole(cache)
  })
})
