import type { SlowEntry, SlowPattern } from './slow-log'
import { type PatternStats, patternStats } from './slow-stats'

/** What matters most about a span's slow commands, as data: pages put it in words. */
export interface SlowSentence {
  id: string
  pattern: SlowPattern
  /** Of all slow time, 0 to 1. */
  share: number
  count: number
  /** All of it on this node, while others are known to exist. */
  onlyOn: string | null
  /** When it began within the span; null: it was there all along, or too few are known to say. */
  began: number | null
}

const MINUTE_MS = 60_000
/**
 * Fewer records say nothing about a beginning, however clearly they come all at once: one client's single batch is no
 * incident. A few that kept the server busy for so long are one.
 */
const ENOUGH = 20
const ENOUGH_LONG = { records: 5, us: 10_000_000 }
const isEnough = (records: readonly SlowEntry[]) =>
  records.length >= ENOUGH ||
  (records.length >= ENOUGH_LONG.records && records.reduce((sum, { us }) => sum + us, 0) >= ENOUGH_LONG.us)
/** What was before must be this much less per minute. */
const TIMES_MORE = 4
/**
 * So much likelier, as a logarithm, two rates must be than one: wherever the best split of records that come at random is
 * taken, it hardly ever reaches half of this.
 */
const CLEAR = 10
/** So much of the rise counts as its beginning. */
const RISEN = 0.1
/** A few so shortly before many are the first of these. */
const LEAD_MS = 5 * MINUTE_MS
/** Nothing of it in so much of the span is what tells that it began. */
const QUIET_SHARE = 0.05

/** The pattern that took most time; null when there are no records. `nodes` is how many nodes can tell records. */
export function sentenceOf(
  entries: readonly SlowEntry[],
  {
    span,
    nodes,
    stats = patternStats(entries),
  }: { span: { from: number; to: number }; nodes: number; stats?: PatternStats[] },
): SlowSentence | null {
  const [top] = stats
  if (!top) return null
  const own = entries.filter(({ patternId }) => patternId === top.id)
  const [node] = top.nodes
  const isWhole = own.every((one) => one.node !== null)
  return {
    id: top.id,
    pattern: top.pattern,
    share: top.share,
    count: top.count,
    onlyOn: nodes > 1 && top.nodes.length === 1 && isWhole && node !== undefined ? node : null,
    began: onsetOf(own, span),
  }
}

/**
 * When records became many: the first record after the minute at which the running sum of what is above a level is
 * lowest (a CUSUM); the level is the span's average, then one that is just above what was before. Null unless what came
 * before was far less. Where the very first is from minutes before, it is that.
 */
export function onsetOf(own: readonly SlowEntry[], { from, to }: { from: number; to: number }): number | null {
  const minutes = Math.max(1, Math.ceil((to - from) / MINUTE_MS))
  const counts = new Float64Array(minutes)
  for (const { at } of own) {
    const minute = Math.floor((at - from) / MINUTE_MS)
    if (minute >= 0 && minute < minutes) counts[minute] = (counts[minute] ?? 0) + 1
  }
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (!isEnough(own)) return null
  const rough = lowestOf(counts, all / minutes)
  if (rough < Math.max(1, minutes * QUIET_SHARE)) return null
  const rateOf = (start: number) => {
    const before = counts.slice(0, start).reduce((sum, count) => sum + count, 0)
    return { before: before / start, after: (all - before) / (minutes - start) }
  }
  // What grows slowly is above what was before it long before it is above the average.
  const first = rateOf(rough)
  const fine = lowestOf(counts.slice(0, rough), first.before + RISEN * (first.after - first.before))
  const start = fine < Math.max(1, minutes * QUIET_SHARE) ? rough : fine
  const { before, after } = rateOf(start)
  const since = own.filter(({ at }) => at >= from + start * MINUTE_MS)
  if (!isEnough(since) || after < TIMES_MORE * before) return null
  const times = since.map(({ at }) => at)
  const share = (minutes - start) / minutes
  const gain = (count: number, expected: number) => (count === 0 ? 0 : count * Math.log(count / expected))
  if (gain(times.length, all * share) + gain(all - times.length, all * (1 - share)) < CLEAR) return null
  const onset = times.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
  const earliest = own.reduce((least, { at }) => (at >= from ? Math.min(least, at) : least), onset)
  return onset - earliest <= LEAD_MS ? earliest : onset
}

/** The minute after which the running sum of what is above a level is lowest. */
function lowestOf(counts: Float64Array, level: number): number {
  let [sum, lowest, start] = [0, 0, 0]
  counts.forEach((count, minute) => {
    sum += count - level
    if (sum < lowest - 1e-9) [lowest, start] = [sum, minute + 1]
  })
  return start
}
