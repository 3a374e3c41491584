/**
 * The same day and hour so many calendar months later, in UTC: the last day of a month that has no such day. 31 January
 * and one month is the end of February, and two months is 31 March. Null for what is no time.
 */
export function monthsLater(iso: string, months: number): string | null {
  const from = Date.parse(iso)
  return Number.isNaN(from) ? null : new Date(timeMonthsLater(from, months)).toISOString()
}

const DAY_MS = 86_400_000

/** The same of a time in ms. */
export function timeMonthsLater(time: number, months: number): number {
  const from = new Date(time)
  const month = from.getUTCMonth() + months
  const first = Date.UTC(from.getUTCFullYear(), month, 1)
  const days = (Date.UTC(from.getUTCFullYear(), month + 1, 1) - first) / DAY_MS
  const inDay = time - Math.floor(time / DAY_MS) * DAY_MS
  return first + (Math.min(from.getUTCDate(), days) - 1) * DAY_MS + inDay
}
