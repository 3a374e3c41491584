import { and, eq, gte, inArray, lt } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { metricCollections, metricMinutes, metricQuarters } from '@/lib/db/collection-schema'
import type { CollectedSeries } from '@/lib/model/collection'
import { CLOUD_REACH_DAYS } from '@/lib/model/kept'
import { minutesOf, QUARTER_MINUTES } from '@/lib/model/rollup'
import { type Dense, emptyDense } from '@/lib/model/series'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { readSettings } from '@/lib/settings/settings'
import { DAY_MS, floor, HOUR_MS, OF_DAY } from './keep'

/** Its cloud is asked for what is younger and kept by the quarter only, where a minute can be seen. */
const CLOUD_REACH_MS = CLOUD_REACH_DAYS * DAY_MS
/** From this length on a point stands for a quarter of an hour at least. */
const COARSE_MS = 300 * QUARTER_MINUTES * MINUTE_MS

/** Which part of a span is taken from where. Parts are in order, and cover the span exactly once. */
export interface Sources {
  parts: { span: Span; from: 'cloud' | 'minutes' | 'quarters' }[]
  series: Record<string, CollectedSeries>
}

/** How far an instance's lines are kept; undefined when one of them is not. */
export async function keptOf(
  ref: string,
  ids: readonly string[],
): Promise<{ from: number; to: number; minutesFrom: number; series: Sources['series'] } | undefined> {
  const [[row], { metricMinuteDays, metricQuarterDays }] = await Promise.all([
    db().select().from(metricCollections).where(eq(metricCollections.ref, ref)),
    readSettings(),
  ])
  if (!row || row.keptTo <= row.keptFrom || !ids.every((id) => row.series[id])) return undefined
  const now = Date.now()
  const begun = ids.map((id) => Date.parse(row.series[id]?.from ?? ''))
  // What is too old may be removed at any moment.
  const from = Math.max(floor(now - metricQuarterDays * DAY_MS, DAY_MS) + DAY_MS, ...begun)
  const minutesFrom = floor(now - metricMinuteDays * DAY_MS, HOUR_MS) + HOUR_MS
  return { from, to: row.keptTo.getTime(), minutesFrom, series: row.series }
}

/** What is kept is taken from there, as fine as it can be seen; its cloud is asked for the rest. */
export function partsOf(
  span: Span,
  kept: { from: number; to: number; minutesFrom: number },
  now: number,
): Sources['parts'] {
  const isCoarse = span.to - span.from >= COARSE_MS
  const edges = [kept.from, kept.to, kept.minutesFrom, floor(now - CLOUD_REACH_MS, HOUR_MS)]
    .filter((at) => at > span.from && at < span.to)
    .sort((a, b) => a - b)
  const starts = [...new Set([span.from, ...edges])]
  const parts: Sources['parts'] = []
  starts.forEach((from, at) => {
    const to = starts[at + 1] ?? span.to
    const isKept = from >= kept.from && to <= kept.to
    const isFine = from >= kept.minutesFrom
    const source = !isKept
      ? ('cloud' as const)
      : isFine
        ? ('minutes' as const)
        : isCoarse || to <= now - CLOUD_REACH_MS
          ? ('quarters' as const)
          : ('cloud' as const)
    const before = parts.at(-1)
    if (before?.from === source) before.span = { from: before.span.from, to }
    else parts.push({ span: { from, to }, from: source })
  })
  return parts
}

/** Writes what is kept of a part into lines of a whole span. */
export async function fillKept(
  ref: string,
  { span, from: source }: Sources['parts'][number],
  lines: ReadonlyMap<string, Dense>,
  start: number,
): Promise<void> {
  const ids = [...lines.keys()]
  const put = (id: string, first: number, values: readonly number[]) => {
    const dense = lines.get(id)
    if (!dense) return
    values.forEach((value, minute) => {
      const at = first + minute * MINUTE_MS
      if (at >= span.from && at < span.to) dense.values[(at - start) / MINUTE_MS] = value
    })
  }
  if (source === 'minutes') {
    const within = [
      gte(metricMinutes.hour, new Date(floor(span.from, HOUR_MS))),
      lt(metricMinutes.hour, new Date(span.to)),
    ]
    const rows = await db()
      .select()
      .from(metricMinutes)
      .where(and(eq(metricMinutes.ref, ref), inArray(metricMinutes.series, ids), ...within))
    for (const { series, hour, values } of rows) put(series, hour.getTime(), values)
  }
  if (source === 'quarters') {
    const within = [
      gte(metricQuarters.day, new Date(floor(span.from, DAY_MS))),
      lt(metricQuarters.day, new Date(span.to)),
    ]
    const rows = await db()
      .select()
      .from(metricQuarters)
      .where(and(eq(metricQuarters.ref, ref), inArray(metricQuarters.series, ids), ...within))
    for (const { series, day, low, high, sum, shape } of rows)
      for (let at = 0; at < OF_DAY; at++) {
        const quarter = { low: low[at] ?? 0, high: high[at] ?? 0, sum: sum[at] ?? 0, shape: shape[at] ?? 0 }
        if (quarter.shape !== 0) put(series, day.getTime() + at * QUARTER_MINUTES * MINUTE_MS, minutesOf(quarter))
      }
  }
}

/** Lines without values, for a span. */
export const emptyLines = (ids: readonly string[], span: Span): Map<string, Dense> =>
  new Map(ids.map((id) => [id, emptyDense(span, MINUTE_MS)]))
