import { sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import type { MetricPanel, PanelId, SeriesName } from '@/lib/model/metric'
import { QUARTER_MINUTES } from '@/lib/model/rollup'
import {
  SIZING_BUCKET_MINUTES,
  SIZING_DAYS,
  SIZING_MEASURES,
  type SizingEvidence,
  type SizingMeasure,
  type SizingStat,
} from '@/lib/model/sizing'
import { MINUTE_MS } from '@/lib/model/time-range'

const DAY_MS = 24 * 60 * MINUTE_MS
const QUARTER_MS = QUARTER_MINUTES * MINUTE_MS
/** Enough for a comparison and a chart. */
const DIGITS = 6
const short = (value: number) => Number(value.toPrecision(DIGITS))

/** Which line of the panels that are collected each measure is; of shares in percent there is no limit but 100. */
const LINES: Record<SizingMeasure, readonly [PanelId, SeriesName]> = {
  memory: ['memory', 'used'],
  cpu: ['cpu', 'cpu'],
  operations: ['operations', 'total'],
  connections: ['connections', 'connections'],
  in: ['network', 'in'],
  out: ['network', 'out'],
  evicted: ['evictions', 'evicted'],
  hits: ['hits', 'hits'],
}
const LIMITED: readonly SizingMeasure[] = ['memory', 'operations', 'connections', 'in', 'out']

export interface Curves {
  evidence: SizingEvidence
  curves: Partial<Record<SizingMeasure, (number | null)[]>>
}

/** Since when an instance has its size, where it had another one within the days that are looked at; from what is kept of costs. */
async function resizedAt(ref: string): Promise<Date | null> {
  const { rows } = await db().execute<{ at: Date | string | null }>(sql`
    select max(s.until) as at from cost_spans as s join ${inventory} on ${inventory.ref} = s.ref
    where s.ref = ${ref} and s.until is not null
      and (s.class, s.memory_mb) is distinct from (${inventory.facts} ->> 'class', ${inventory.memoryMb})`)
  const at = rows[0]?.at
  return at ? new Date(at) : null
}

/**
 * What is kept of an instance's last 30 days, from the quarters of an hour alone: in 95 of 100 of them the highest value was not
 * above `p95`; peaks are those of single minutes, means are of every minute. Nothing before it had its size.
 */
export async function evidenceOf(ref: string, panels: readonly MetricPanel[], now: number): Promise<Curves> {
  const found = SIZING_MEASURES.flatMap((measure) => {
    const [panelId, name] = LINES[measure]
    const panel = panels.find(({ id }) => id === panelId)
    const series = panel?.series.find((one) => one.name === name)?.id
    return panel && series ? [{ measure, series, capacity: LIMITED.includes(measure) ? panel.limit : null }] : []
  })
  const resized = await resizedAt(ref)
  const to = Math.floor(now / QUARTER_MS) * QUARTER_MS
  const oldest = to - SIZING_DAYS * DAY_MS
  // The quarter in which it was resized is half of one size.
  const from = resized && resized.getTime() > oldest ? Math.ceil(resized.getTime() / QUARTER_MS) * QUARTER_MS : oldest
  const span = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
  const cells = sql`
    select q.series, q.day + make_interval(mins => ${QUARTER_MINUTES}::int * (c.at - 1)::int) as start, c.high, c.sum,
      bit_count((c.shape & 32767)::bit(15))::int as minutes
    from metric_quarters as q cross join lateral unnest(q.high, q.sum, q.shape) with ordinality as c(high, sum, shape, at)
    where q.ref = ${ref} and q.series = any(${sql.param(found.map(({ series }) => series))}::text[])
      and q.day > ${span.from}::timestamptz - interval '1 day' and q.day < ${span.to}::timestamptz and c.shape <> 0`
  const within = sql`start >= ${span.from}::timestamptz and start < ${span.to}::timestamptz`
  const [stats, buckets] = await Promise.all([
    db().execute<{
      series: string
      first: Date | string
      minutes: string
      p95: number
      peak: number
      mean: number
    }>(sql`
      with cells as (${cells})
      select series, min(start) as first, sum(minutes) as minutes, percentile_disc(0.95) within group (order by high) as p95,
        max(high) as peak, sum(sum) / sum(minutes) as mean
      from cells where ${within} group by series`),
    db().execute<{ series: string; bucket: number; high: number }>(sql`
      with cells as (${cells})
      select series, floor(extract(epoch from start - ${span.from}::timestamptz) / ${SIZING_BUCKET_MINUTES * 60}::int)::int as bucket,
        max(high) as high
      from cells where ${within} group by 1, 2`),
  ])
  const length = Math.ceil((to - from) / (SIZING_BUCKET_MINUTES * MINUTE_MS))
  const answer: Curves = {
    evidence: {
      ...span,
      first: null,
      resizedAt: from === oldest ? null : (resized?.toISOString() ?? null),
      stats: {},
      trafficUnsure: panels.some(({ id, unsure }) => id === 'network' && unsure !== null),
    },
    curves: {},
  }
  for (const { measure, series, capacity } of found) {
    const row = stats.rows.find((one) => one.series === series)
    if (!row) continue
    answer.evidence.stats[measure] = statOf(row, capacity)
    if (measure === 'memory') answer.evidence.first = new Date(row.first).toISOString()
    const curve = new Array<number | null>(length).fill(null)
    for (const { bucket, high } of buckets.rows.filter((one) => one.series === series)) curve[bucket] = short(high)
    answer.curves[measure] = curve
  }
  return answer
}

const statOf = (
  { minutes, p95, peak, mean }: { minutes: string; p95: number; peak: number; mean: number },
  capacity: number | null,
): SizingStat => ({ p95: short(p95), peak: short(peak), mean: short(mean), minutes: Number(minutes), capacity })
