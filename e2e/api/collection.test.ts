import { asc, eq, sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { db } from '@/lib/db/client'
import { metricCollections, metricQuarters } from '@/lib/db/collection-schema'
import { audit, settings } from '@/lib/db/schema'
import { claimReading } from '@/lib/metrics/collect-job'
import { readCollection, switchCollection } from '@/lib/metrics/collection'
import { DAY_MS, HOUR_MS, keepMetrics } from '@/lib/metrics/keep'
import { claimMetrics, forgetOld, type MetricLease } from '@/lib/metrics/lease'
import { readSparks } from '@/lib/metrics/sparks'
import { QUARTER_MINUTES, quarterOf } from '@/lib/model/rollup'
import { MINUTE_MS } from '@/lib/model/time-range'
import { SETTINGS_KEY } from '@/lib/settings/settings'
import { aCache, actorOf } from './change-stage'
import { collect, collectionStage, keyFor, minutesKept, stateOf } from './collection-stage'

const OPERATION = 'DescribeHistoryMonitorValues'
const on = collectionStage()

describe('what is kept', () => {
  test('is every minute that its cloud still has, once; after that what is new, and no more calls than that wants', async () => {
    const cache = await on.collected(2 * DAY_MS)
    expect(await collect()).toBe(5)
    // The groups of its lines are those of three calls.
    expect(on.calls().length).toBe(15)
    // Nothing is due before five minutes are over.
    expect(await collect()).toBe(0)
    await db().update(metricCollections).set({ dueAt: sql`now()` })
    expect(await collect()).toBe(1)
    const { metrics } = await readCollection(on.operator, keyFor(cache))
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
    await on.expectWhole(cache)
  })

  test('the last day comes first, then what was before, backwards', async () => {
    const cache = await on.collected(3 * DAY_MS)
    const read = async () => {
      await (await claimReading())?.run(new AbortController().signal)
      return (await stateOf(cache)) ?? expect.unreachable()
    }
    let state = await read()
    while (Date.now() - state.keptTo.getTime() > 2 * MINUTE_MS) state = await read()
    expect(Date.now() - state.keptFrom.getTime()).toBeLessThan(25 * HOUR_MS)
    expect((await readSparks({ kind: 'all' })).items.map(({ ref }) => ref)).toContain(cache.ref)
    const before = state.keptFrom
    state = await read()
    expect(before.getTime() - state.keptFrom.getTime()).toBe(12 * HOUR_MS)
    await collect()
    await on.expectWhole(cache)
    expect(Date.now() - ((await minutesKept(cache, 'node.CpuUsage'))[0]?.[0] ?? 0)).toBeGreaterThan(2.9 * DAY_MS)
  })

  test('of what is older than values of a minute are kept for, every quarter of an hour is, and no minute', async () => {
    await db()
      .insert(settings)
      .values({ key: SETTINGS_KEY, value: { metricMinuteDays: 1 } })
    onTestFinished(async () => {
      await db().delete(settings).where(eq(settings.key, SETTINGS_KEY))
    })
    const cache = await on.collected(1.6 * DAY_MS)
    await collect()
    const { keptFrom } = (await stateOf(cache)) ?? expect.unreachable()
    expect(Date.now() - keptFrom.getTime()).toBeGreaterThan(1.6 * DAY_MS)
    const [[first] = []] = await minutesKept(cache, 'node.CpuUsage')
    expect(Date.now() - (first ?? 0)).toBeLessThan(DAY_MS + HOUR_MS)
    const rows = await db().select().from(metricQuarters).where(eq(metricQuarters.ref, cache.ref))
    const until = keptFrom.getTime() + 12 * HOUR_MS
    const said = new Map(await on.truth(cache, 'node.CpuUsage', keptFrom.getTime(), until))
    expect(said.size).toBeGreaterThan(600)
    for (let start = keptFrom.getTime(); start < until; start += QUARTER_MINUTES * MINUTE_MS) {
      const own = Array.from({ length: QUARTER_MINUTES }, (_, at) => said.get(start + at * MINUTE_MS) ?? Number.NaN)
      const day = rows.find(
        (row) => row.series === 'node.CpuUsage' && Math.floor(start / DAY_MS) * DAY_MS === row.day.getTime(),
      )
      const at = (start % DAY_MS) / (QUARTER_MINUTES * MINUTE_MS)
      const [high, shape] = [day?.high[at], day?.shape[at]]
      expect({ high, shape }).toEqual({ high: quarterOf(own)?.high ?? Number.NaN, shape: quarterOf(own)?.shape ?? 0 })
    }
  })

  test('a reading that fails in part is kept not at all, is told, and is made up for', async () => {
    const cache = await on.collected(5 * HOUR_MS)
    on.emulator.gateway.faults.add({ kind: 'denied', operation: OPERATION, count: 1 })
    await collect()
    expect((await readCollection(on.operator, keyFor(cache))).metrics?.failed).toMatchObject({ kind: 'denied' })
    expect(await minutesKept(cache, 'node.CpuUsage')).toEqual([])
    await db().update(metricCollections).set({ dueAt: sql`now()` })
    await collect()
    expect((await readCollection(on.operator, keyFor(cache))).metrics?.failed).toBeNull()
    await on.expectWhole(cache)
  })

  test('a reader that was followed by another keeps nothing', async () => {
    const cache = await on.collected(3 * HOUR_MS)
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
    const cache = await on.collected(3 * HOUR_MS)
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
    // Of what is that old no minute is written; an hour of before becomes as old.
    const { rowCount } = await db().execute(sql`
      update metric_minutes set hour = hour - interval '60 days' where ref = ${cache.ref} and series = 'node.CpuUsage'
        and hour = (select min(hour) + interval '1 hour' from metric_minutes where ref = ${cache.ref})`)
    expect(rowCount).toBe(1)
    const before = await minutesKept(cache, 'node.CpuUsage')
    const had = await days()
    await switchCollection(on.operator, keyFor(cache), false)
    await forgetOld()
    expect(await minutesKept(cache, 'node.CpuUsage')).toEqual(before.slice(60))
    // Of 60 days ago a quarter is left, of 120 days ago nothing.
    expect(await days()).toBe(had - 1)
    expect(await stateOf(cache)).toBeUndefined()
  })
})

describe('who may, and what is on record', () => {
  test('turning it on and off is on record once each; a service without a list of metrics keeps none', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    for (const wanted of [true, true, false, false]) await switchCollection(on.operator, keyFor(cache), wanted)
    const entries = await db().select().from(audit).where(eq(audit.target, cache.ref)).orderBy(asc(audit.seq))
    expect(entries.map(({ action }) => action)).toEqual(['collection.on', 'collection.off'])
    await switchCollection(on.operator, keyFor(cache), true)
    expect(await collect()).toBe(0)
    expect(await readCollection(on.operator, keyFor(cache))).toMatchObject({
      on: true,
      collects: { metrics: false, slowLog: false },
      metrics: null,
      slowLog: null,
    })
  })

  test('whose account is not theirs may not', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const other = await actorOf('operator', { kind: 'some', accounts: [], environments: [], teams: ['nobody'] })
    await expect(switchCollection(other, keyFor(cache), true)).rejects.toMatchObject({ code: 'forbidden-scope' })
    await expect(readCollection(other, keyFor(cache))).rejects.toMatchObject({ code: 'forbidden-scope' })
  })
})
