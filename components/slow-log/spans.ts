import { formatDate, formatTime, type Zone } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locale'
import { absolute, LONGEST_MS, MINUTE_MS, type Span, type TimeRange } from '@/lib/model/time-range'

const DAY_MS = 86_400_000
/** So much time around spans at least is worth seeing. */
const AROUND_MS = 30 * MINUTE_MS

/** Spans with one more. What overlaps or touches is one; the one that was added is last. */
export function withSpan(spans: readonly Span[], added: Span): Span[] {
  let whole = added
  let rest = [...spans]
  // What it grew by may reach another one.
  for (let before = -1; before !== rest.length; ) {
    before = rest.length
    const { from, to } = whole
    const reached = rest.filter((one) => one.from <= to && one.to >= from)
    rest = rest.filter((one) => !reached.includes(one))
    whole = {
      from: Math.min(from, ...reached.map((one) => one.from)),
      to: Math.max(to, ...reached.map((one) => one.to)),
    }
  }
  return [...rest, whole]
}

/** Whether there are spans, and no moment of any of them is within a range. */
export const areOutside = (spans: readonly Span[], { from, to }: Span): boolean =>
  spans.length > 0 && spans.every((one) => one.to <= from || one.from >= to)

/** A range that has all spans within it and some time around them, not past now and no longer than is read at once. */
export function rangeAround(spans: readonly Span[], now: number): TimeRange {
  const from = Math.min(...spans.map((one) => one.from))
  const to = Math.max(...spans.map((one) => one.to))
  const around = Math.max(AROUND_MS, to - from)
  const end = Math.min(now, to + around)
  return absolute({ from: Math.max(from - around, end - LONGEST_MS), to: end })
}

interface Reading {
  /** What is shown; a clock alone is of its last day. */
  range: Span
  now: number
  zone: Zone
  locale: Locale
}

/**
 * Both ends of a span within a range: `06:40`, `07:00`; with its day where the clock alone could be of another one,
 * because the range is of days or the span is not of today or not of the range's last day: `21 Nov 07:00`, `07:20`.
 */
export function spanEnds({ from, to }: Span, { range, now, zone, locale }: Reading): [string, string] {
  const day = (at: number) => formatDate(new Date(at).toISOString(), { now, zone, locale })
  const isClear =
    range.to - range.from < DAY_MS && to - from < DAY_MS && day(to) === day(now) && day(to) === day(range.to)
  const text = (at: number, withDay: boolean) =>
    formatTime(new Date(at).toISOString(), { now: withDay ? now : at, zone, locale, day: withDay })
  return [text(from, !isClear), text(to, !isClear && day(from) !== day(to))]
}
