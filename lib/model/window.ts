const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

export interface Span {
  start: Date
  end: Date
}

/** Minutes after midnight, or undefined for what is no time of day. */
function minutesOf(text: string): number | undefined {
  const [, hours, minutes] = /^(\d\d):(\d\d)$/.exec(text) ?? []
  const [h, m] = [Number(hours), Number(minutes)]
  return hours !== undefined && h < 24 && m < 60 ? h * 60 + m : undefined
}

/**
 * The first occurrence of a daily window that is not over at `now`: the one of this moment, or the next. Hours are in UTC
 * and may go across midnight; the end does not belong to it. Undefined when its hours are not told, are no times, or are
 * the same, which says nothing about how long it is.
 */
export function nextWindow(hours: { startUtc: string; endUtc: string } | null, now: Date): Span | undefined {
  const from = hours ? minutesOf(hours.startUtc) : undefined
  const to = hours ? minutesOf(hours.endUtc) : undefined
  if (from === undefined || to === undefined || from === to) return undefined
  const length = ((to - from + 1_440) % 1_440) * MINUTE_MS
  // UTC has days of one length: of yesterday's, today's and tomorrow's one is running or comes next.
  const midnight = Math.floor(now.getTime() / DAY_MS) * DAY_MS
  for (const day of [-1, 0, 1]) {
    const start = midnight + day * DAY_MS + from * MINUTE_MS
    if (start + length > now.getTime()) return { start: new Date(start), end: new Date(start + length) }
  }
  return undefined
}
