/** Which clock typed times are of. */
type Zone = 'local' | 'utc'

export const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS
/** The longest range that is read at once: what is kept of a collected instance by default, and a little. */
export const LONGEST_DAYS = 92
export const LONGEST_MS = LONGEST_DAYS * DAY_MS
/** The shortest range that is worth a chart of minutes. */
export const SHORTEST_MS = 5 * MINUTE_MS

/** One end of a range: so long before now, or a moment (ms). */
export type Edge = { before: number } | { at: number }
export interface TimeRange {
  from: Edge
  to: Edge
}
export interface Span {
  from: number
  to: number
}

const UNITS = { m: MINUTE_MS, h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS } as const
const isUnit = (text: string): text is keyof typeof UNITS => Object.hasOwn(UNITS, text)

/** The last so many of something: `last(3, 'h')`. */
export const last = (amount: number, unit: keyof typeof UNITS): TimeRange => ({
  from: { before: amount * UNITS[unit] },
  to: { before: 0 },
})

const RELATIVE = /^(?:now\s*(?:-\s*(\d{1,5})\s*([mhdw]))?|(\d{1,5})\s*([mhdw]))$/
const MOMENT =
  /^(?:(\d{4})-(\d{1,2})-(\d{1,2}))?(?:[T\s]*(\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?)?\s*(Z|UTC|[+-]\d{2}:?\d{2})?$/i
const BETWEEN = /\s+(?:to|until)\s+|\s*(?:\.\.|\/|–|—|~|至|到)\s*|\s+-\s+/

/**
 * A typed range, or undefined where it is none: `now-6h`, `6h`, `now-2d to now-1d`, `2026-11-20 03:00 to 04:00`,
 * `2026-11-20` (that day), `03:00 to 04:00` (today), each time in the given zone unless it names its own
 * (`Z`, `+08:00`). An end that tells a clock only is on the day of the start, or on the next where that is not later.
 */
export function parseRange(text: string, at: Clock): TimeRange | undefined {
  const range = edgesOf(text, at)
  if (!range) return undefined
  const { from, to } = spanOf(range, at.now)
  return from < to ? range : undefined
}

/** Why a text cannot be shown as a range as it stands: not understood, ends first, not there yet, or more than is read. */
export type RangeFault = 'unclear' | 'backwards' | 'future' | 'long'

/** What is wrong with a typed range; null: it can be shown. Of one that is too long `spanOf` still takes the end. */
export function rangeFault(text: string, at: Clock): RangeFault | null {
  const range = edgesOf(text, at)
  if (!range) return 'unclear'
  if (momentOfEdge(range.to, at.now) <= momentOfEdge(range.from, at.now)) return 'backwards'
  const { from, to } = spanOf(range, at.now)
  if (from >= to) return 'future'
  return isTooLong(range, at.now) ? 'long' : null
}

interface Clock {
  zone: Zone
  now: number
}

/** Both ends as they were typed, whichever comes first. */
function edgesOf(text: string, { zone, now }: Clock): TimeRange | undefined {
  const parts = text
    .trim()
    .replace(/now\s*-\s*(?=\d+\s*[mhdw])/gi, 'now-')
    .split(BETWEEN)
  if (parts.length > 2) return undefined
  const [first = '', second] = parts
  const start = relative(first)
  if (second === undefined) {
    if (start) return start.before > 0 ? { from: start, to: { before: 0 } } : undefined
    const day = momentOf(first, zone, undefined, now)
    return day && day.clock === false ? { from: { at: day.at }, to: { at: day.end } } : undefined
  }
  const from = start ?? momentOf(first, zone, undefined, now)
  if (!from) return undefined
  const base = 'at' in from ? from.day : undefined
  const to = relative(second) ?? momentOf(second, zone, base, now)
  if (!to) return undefined
  const range = { from: edge(from), to: edge(to) }
  // 23:00 to 01:00 ends on the next day.
  if ('at' in from && 'at' in to && !to.dated && to.at <= from.at) range.to = { at: to.at + DAY_MS }
  return range
}

const edge = (one: { before: number } | Moment): Edge => ('before' in one ? { before: one.before } : { at: one.at })

function relative(text: string): { before: number } | undefined {
  const found = RELATIVE.exec(text.trim().toLowerCase())
  if (!found) return undefined
  const unit = found[2] ?? found[4] ?? 'm'
  return isUnit(unit) ? { before: Number(found[1] ?? found[3] ?? 0) * UNITS[unit] } : undefined
}

interface Moment {
  at: number
  /** The end of its day, for a day without a clock. */
  end: number
  clock: boolean
  dated: boolean
  day: Day
}
type Day = readonly [year: number, month: number, day: number, offset: string | undefined]

function momentOf(text: string, zone: Zone, base: Day | undefined, now: number): Moment | undefined {
  const found = MOMENT.exec(text.trim())
  if (!found || text.trim() === '') return undefined
  const [, y, mo, d, h, mi, s, named] = found
  if (y === undefined && h === undefined) return undefined
  const offset = named ?? base?.[3]
  const [year, month, day] = y === undefined ? (base ?? today(now, zone)) : [Number(y), Number(mo), Number(d)]
  const [hour, minute, second] = [Number(h ?? 0), Number(mi ?? 0), Number(s ?? 0)]
  if (hour > 24 || minute > 59 || second > 59) return undefined
  const made = new Date(Date.UTC(year, month - 1, day))
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day) return undefined
  const at = (more: number) => momentMs([year, month, day + more, hour, minute, second], zone, offset)
  return { at: at(0), end: at(1), clock: h !== undefined, dated: y !== undefined, day: [year, month, day, offset] }
}

function today(now: number, zone: Zone): Day {
  const at = new Date(now)
  return zone === 'utc'
    ? [at.getUTCFullYear(), at.getUTCMonth() + 1, at.getUTCDate(), undefined]
    : [at.getFullYear(), at.getMonth() + 1, at.getDate(), undefined]
}

function momentMs(parts: readonly [number, number, number, number, number, number], zone: Zone, offset?: string) {
  const [year, month, day, hour, minute, second] = parts
  if (offset === undefined && zone === 'local') return new Date(year, month - 1, day, hour, minute, second).getTime()
  const sign = offset?.startsWith('-') ? -1 : 1
  const digits = /(\d{2}):?(\d{2})$/.exec(offset ?? '')
  const minutes = digits ? sign * (Number(digits[1]) * 60 + Number(digits[2])) : 0
  return Date.UTC(year, month - 1, day, hour, minute, second) - minutes * MINUTE_MS
}

/** Whether a range is longer than is read at once, so that `spanOf` would cut its beginning. */
function isTooLong({ from, to }: TimeRange, now: number): boolean {
  const of = (one: Edge) => ('at' in one ? one.at : now - one.before)
  return Math.min(of(to), now) - of(from) > LONGEST_MS
}

/** The whole minute of an end. */
const momentOfEdge = (one: Edge, now: number) =>
  Math.floor(('at' in one ? one.at : now - one.before) / MINUTE_MS) * MINUTE_MS

/** The moments of a range now: whole minutes, not in the future, not longer and not shorter than is read. */
export function spanOf({ from, to }: TimeRange, now: number): Span {
  const end = Math.min(momentOfEdge(to, now), momentOfEdge({ at: now }, now))
  const start = momentOfEdge(from, now)
  return { from: Math.max(start, end - LONGEST_MS), to: start < end ? Math.max(end, start + MINUTE_MS) : end }
}

const ISO_MINUTES = 16
const moment = (ms: number) => `${new Date(ms).toISOString().slice(0, ISO_MINUTES)}Z`

/** As it stands in an address: the same range for whoever opens it, whatever their zone. `parseRange` reads it. */
export function writeRange({ from, to }: TimeRange): string {
  const of = (one: Edge) => ('at' in one ? moment(one.at) : one.before === 0 ? 'now' : `now-${amount(one.before)}`)
  return 'before' in to && to.before === 0 && 'before' in from ? of(from) : `${of(from)} to ${of(to)}`
}

/** `6h`, `90m`, `2d`: the largest unit that divides it. */
export function amount(ms: number): string {
  for (const unit of ['d', 'h'] as const)
    if (ms >= UNITS[unit] && ms % UNITS[unit] === 0) return `${ms / UNITS[unit]}${unit}`
  return `${Math.round(ms / MINUTE_MS)}m`
}

/** Both moments as they are, for a range that was dragged. */
export const absolute = ({ from, to }: Span): TimeRange => ({ from: { at: from }, to: { at: to } })

/** Twice as long around the same middle, not past now. */
export function zoomedOut({ from, to }: Span, now: number): TimeRange {
  const half = Math.max(SHORTEST_MS, to - from) / 2
  const late = Math.max(0, to + half - now)
  const end = to + half - late
  return absolute({ from: Math.max(from - half - late, end - LONGEST_MS), to: end })
}

/** Moved by a share of its length, not past now. */
export function panned({ from, to }: Span, share: number, now: number): TimeRange {
  const by = Math.min((to - from) * share, now - to)
  return absolute({ from: from + by, to: to + by })
}

/** The range that a pasted text speaks of: the one in an address, or the text itself. */
export function rangeIn(text: string): string {
  const query = /\?([^#]*)/.exec(text)?.[1]
  return (query === undefined ? null : new URLSearchParams(query).get('range')) ?? text.trim()
}
