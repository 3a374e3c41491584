import { and, eq, gte, inArray, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/lib/db/client'
import { metricCollections as kept, metricMinutes, metricQuarters } from '@/lib/db/collection-schema'
import type { CollectedSeries, Spark } from '@/lib/model/collection'
import { QUARTER_MINUTES, quarterOf } from '@/lib/model/rollup'
import type { Dense } from '@/lib/model/series'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import type { MetricLease } from './lease'

export const HOUR_MS = 60 * MINUTE_MS
export const DAY_MS = 24 * HOUR_MS
const HOUR = 60
/** Quarters of an hour in an hour, and in a day. */
const OF_HOUR = HOUR / QUARTER_MINUTES
export const OF_DAY = 24 * OF_HOUR
export const floor = (ms: number, step: number) => Math.floor(ms / step) * step

/** Values of a minute to keep, and what they are of. */
export interface Kept {
  id: string
  told: Omit<CollectedSeries, 'from'>
  dense: Dense
}

/**
 * Keeps the values of a span, which meets what is kept already, and moves on to its ends, all or nothing, and only while the lease is held: so that a minute
 * is there once whatever died, and what was read twice is what was read last. A value takes the place of what was there; a
 * gap does not, as clouds are late. Resolves false, having kept nothing, when somebody else took it up since.
 */
export async function keepMetrics(
  lease: MetricLease,
  span: Span,
  lines: readonly Kept[],
  next: { dueAt: Date /** The line that the list shows. */; spark: string | undefined },
): Promise<boolean> {
  return db().transaction(async (tx) => {
    const { rowCount } = await tx.execute(
      sql`select from ${kept} where ${kept.ref} = ${lease.ref} and ${kept.fence} = ${lease.fence} for update`,
    )
    if (rowCount !== 1) return false
    const hours = await merged(tx, lease, span, lines)
    await rollUp(tx, lease, hours)
    const began = new Date(span.from).toISOString()
    const series = Object.fromEntries(
      lines.map(({ id, told }) => {
        const known = lease.series[id]?.from
        return [id, { ...told, from: known !== undefined && known < began ? known : began }]
      }),
    )
    await tx
      .update(kept)
      .set({
        keptFrom: sql`least(${kept.keptFrom}, ${began}::timestamptz)`,
        keptTo: sql`greatest(${kept.keptTo}, ${new Date(span.to).toISOString()}::timestamptz)`,
        series: { ...lease.series, ...series },
        ...(next.spark ? { spark: await sparkOf(tx, lease.ref, next.spark, span.to) } : {}),
        dueAt: next.dueAt,
        leaseUntil: null,
        failures: 0,
        errorKind: null,
        errorCode: null,
        errorMessage: null,
      })
      .where(eq(kept.ref, lease.ref))
    return true
  })
}

/** Points of a spark: half hours of a day. */
const POINTS = 48
const POINT_MS = HOUR_MS / 2

/** The highest value of each half hour of the last day. */
async function sparkOf(tx: Transaction, ref: string, id: string, to: number): Promise<Spark> {
  const from = floor(to, POINT_MS) - (POINTS - 1) * POINT_MS
  const rows = await tx
    .select()
    .from(metricMinutes)
    .where(
      and(
        eq(metricMinutes.ref, ref),
        eq(metricMinutes.series, id),
        gte(metricMinutes.hour, new Date(floor(from, HOUR_MS))),
      ),
    )
  const cpu = new Array<number | null>(POINTS).fill(null)
  for (const { hour, values } of rows)
    values.forEach((value, minute) => {
      const at = Math.floor((hour.getTime() + minute * MINUTE_MS - from) / POINT_MS)
      if (Number.isNaN(value) || at < 0 || at >= POINTS) return
      cpu[at] = Math.max(cpu[at] ?? 0, Math.round(value * 10) / 10)
    })
  return { from: new Date(from).toISOString(), cpu }
}

interface Hour {
  series: string
  hour: number
  values: number[]
}

/** Every hour that the span touches, with what was kept of it before. */
async function merged(tx: Transaction, lease: MetricLease, span: Span, lines: readonly Kept[]): Promise<Hour[]> {
  const starts: number[] = []
  for (let hour = floor(span.from, HOUR_MS); hour < span.to; hour += HOUR_MS) starts.push(hour)
  if (lines.length === 0 || starts.length === 0) return []
  const before = await tx
    .select()
    .from(metricMinutes)
    .where(
      and(
        eq(metricMinutes.ref, lease.ref),
        inArray(
          metricMinutes.hour,
          starts.map((hour) => new Date(hour)),
        ),
      ),
    )
  const known = new Map(before.map(({ series, hour, values }) => [`${hour.getTime()} ${series}`, values]))
  const hours = lines.flatMap(({ id, dense }) =>
    starts.map((hour): Hour => {
      const values = known.get(`${hour} ${id}`) ?? new Array<number>(HOUR).fill(Number.NaN)
      const start = (hour - span.from) / MINUTE_MS
      for (let minute = 0; minute < HOUR; minute++) {
        const value = dense.values[start + minute]
        if (value !== undefined && !Number.isNaN(value)) values[minute] = value
      }
      return { series: id, hour, values }
    }),
  )
  const rows = hours.flatMap(({ series, hour, values }) =>
    hour < lease.minutesFrom.getTime()
      ? []
      : [{ ref: lease.ref, accountId: lease.accountId, series, hour: new Date(hour), values }],
  )
  for (const part of chunks(rows))
    await tx
      .insert(metricMinutes)
      .values(part)
      .onConflictDoUpdate({
        target: [metricMinutes.ref, metricMinutes.series, metricMinutes.hour],
        set: { values: sql`excluded.values` },
      })
  return hours
}

/** The quarters of these hours, in the rows of their days. */
async function rollUp(tx: Transaction, lease: MetricLease, hours: readonly Hour[]): Promise<void> {
  const days = [...new Set(hours.map(({ hour }) => floor(hour, DAY_MS)))]
  if (days.length === 0) return
  const before = await tx
    .select()
    .from(metricQuarters)
    .where(
      and(
        eq(metricQuarters.ref, lease.ref),
        inArray(
          metricQuarters.day,
          days.map((day) => new Date(day)),
        ),
      ),
    )
  const found = new Map(before.map((row) => [`${row.day.getTime()} ${row.series}`, row]))
  const rows = new Map<string, (typeof before)[number]>()
  for (const { series, hour, values } of hours) {
    const day = floor(hour, DAY_MS)
    const name = `${day} ${series}`
    const row = rows.get(name) ??
      found.get(name) ?? {
        ref: lease.ref,
        accountId: lease.accountId,
        series,
        day: new Date(day),
        low: new Array<number>(OF_DAY).fill(Number.NaN),
        high: new Array<number>(OF_DAY).fill(Number.NaN),
        sum: new Array<number>(OF_DAY).fill(0),
        shape: new Array<number>(OF_DAY).fill(0),
      }
    rows.set(name, row)
    const start = ((hour - day) / HOUR_MS) * OF_HOUR
    for (let at = 0; at < OF_HOUR; at++) {
      const quarter = quarterOf(values.slice(at * QUARTER_MINUTES, (at + 1) * QUARTER_MINUTES))
      row.low[start + at] = quarter?.low ?? Number.NaN
      row.high[start + at] = quarter?.high ?? Number.NaN
      row.sum[start + at] = quarter?.sum ?? 0
      row.shape[start + at] = quarter?.shape ?? 0
    }
  }
  for (const part of chunks([...rows.values()]))
    await tx
      .insert(metricQuarters)
      .values(part)
      .onConflictDoUpdate({
        target: [metricQuarters.ref, metricQuarters.series, metricQuarters.day],
        set: { low: sql`excluded.low`, high: sql`excluded.high`, sum: sql`excluded.sum`, shape: sql`excluded.shape` },
      })
}

/** A statement has room for so many rows. */
const MOST_ROWS = 500
function* chunks<T>(rows: readonly T[]): Generator<T[]> {
  for (let at = 0; at < rows.length; at += MOST_ROWS) yield rows.slice(at, at + MOST_ROWS)
}
