import { asc, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db/client'
import { metricQuarters } from '@/lib/db/collection-schema'
import { DAY_MS, HOUR_MS } from '@/lib/metrics/keep'
import { readMetrics } from '@/lib/metrics/read'
import { partsOf } from '@/lib/metrics/stored'
import { minutesOf } from '@/lib/model/rollup'
import { MINUTE_MS } from '@/lib/model/time-range'
import { collect, collectionStage, IDS, keyFor, minute } from './collection-stage'

const OPERATION = 'DescribeHistoryMonitorValues'
const on = collectionStage()

describe('charts', () => {
  test('read what is kept without asking, its cloud for the last minutes, and neither for what is older than both', async () => {
    const cache = await on.collected(9 * DAY_MS)
    const to = minute(Date.now())
    const span = { from: to - 6 * HOUR_MS, to }
    const asked = await readMetrics(on.operator, keyFor(cache), { span, ids: IDS, byNode: false })
    await collect()
    on.emulator.gateway.journal.clear()
    const kept = await readMetrics(on.operator, keyFor(cache), { span, ids: IDS, byNode: false })
    expect(kept.kept).toMatchObject([{ from: asked.from, minutes: 1 }])
    expect(on.calls().length).toBeLessThanOrEqual(1)
    expect(kept.series.map(({ id, unit, at, values }) => ({ id, unit, at, values }))).toEqual(
      asked.series.map(({ id, unit, at, values }) => ({ id, unit, at, values })),
    )
    // Its cloud is away: what is kept is drawn, the rest is said to be not read.
    on.emulator.gateway.faults.add({ kind: 'denied', operation: OPERATION })
    const long = await readMetrics(on.operator, keyFor(cache), {
      span: { from: to - 12 * DAY_MS, to },
      ids: IDS,
      byNode: false,
    })
    expect(long.failed).toMatchObject([{ kind: 'denied' }])
    expect(long.series[0]?.gaps[0]).toMatchObject({ at: 0, unread: true })
    expect(long.series[0]?.values.length).toBeGreaterThan(100)
  })

  test('of what is kept by the quarter have every extreme', async () => {
    const cache = await on.collected(9 * DAY_MS)
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
    const told = await readMetrics(on.operator, keyFor(cache), {
      span: { from, to: from + DAY_MS },
      ids: ['node.CpuUsage'],
      byNode: false,
    })
    expect(on.calls()).toEqual([])
    expect(told.kept).toMatchObject([{ minutes: 15 }])
    const [line] = told.series
    expect(line?.bucketMinutes).toBe(15)
    expect(line?.stats?.max).toBe(Math.max(...day.high))
    expect(line?.stats?.min).toBe(Math.min(...day.low))
    const minutes = day.shape.flatMap((shape, at) =>
      minutesOf({ low: day.low[at] ?? 0, high: day.high[at] ?? 0, sum: day.sum[at] ?? 0, shape }),
    )
    const average = minutes.reduce((all, one) => all + one, 0) / minutes.length
    // Six digits of it are sent.
    expect(line?.stats?.avg).toBe(Number(average.toPrecision(6)))
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
