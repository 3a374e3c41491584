import type { SlowEntry, SlowPattern } from './slow-log'
import type { Span } from './time-range'

/** What a pattern's records come to. Durations in microseconds, times in ms. */
export interface PatternStats {
  id: string
  pattern: SlowPattern
  count: number
  /** Of the duration of all records that were looked at, 0 to 1. */
  share: number
  totalUs: number
  averageUs: number
  p95Us: number
  maxUs: number
  nodes: string[]
  clients: number
  /** The fewest and the most keys that one of them names. */
  keys: [number, number]
  first: number
  last: number
}

function groupsOf(entries: readonly SlowEntry[], of: (entry: SlowEntry) => string): Map<string, SlowEntry[]> {
  const groups = new Map<string, SlowEntry[]>()
  for (const entry of entries) {
    const own = groups.get(of(entry))
    if (own) own.push(entry)
    else groups.set(of(entry), [entry])
  }
  return groups
}

/** The value that so large a share of sorted values does not exceed: nearest rank, so one that occurred. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? 0
}

/** Patterns by the time that they took, most first; in one pass, as pages do it with thousands while somebody looks. */
export function patternStats(entries: readonly SlowEntry[]): PatternStats[] {
  const groups = new Map<string, Gathered>()
  let all = 0
  for (const entry of entries) {
    all += entry.us
    const own = groups.get(entry.patternId)
    if (own) gather(own, entry)
    else groups.set(entry.patternId, gather(emptyFor(entry), entry))
  }
  return [...groups]
    .map(([id, { pattern, durations, totalUs, nodes, clients, keys, first, last }]): PatternStats => {
      const sorted = Float64Array.from(durations).sort()
      const count = durations.length
      return {
        id,
        pattern,
        count,
        share: all > 0 ? totalUs / all : count / entries.length,
        totalUs,
        averageUs: totalUs / count,
        p95Us: percentile(sorted, 0.95),
        maxUs: sorted.at(-1) ?? 0,
        nodes: [...nodes].sort(byNumber),
        clients: clients.size,
        keys,
        first,
        last,
      }
    })
    .sort((a, b) => b.totalUs - a.totalUs || b.count - a.count || (a.id < b.id ? -1 : 1))
}

interface Gathered {
  pattern: SlowPattern
  durations: number[]
  totalUs: number
  nodes: Set<string>
  clients: Set<string>
  keys: [number, number]
  first: number
  last: number
}

const emptyFor = ({ pattern, keys, at }: SlowEntry): Gathered => ({
  pattern,
  durations: [],
  totalUs: 0,
  nodes: new Set(),
  clients: new Set(),
  keys: [keys, keys],
  first: at,
  last: at,
})

function gather(own: Gathered, { us, node, client, keys, at }: SlowEntry): Gathered {
  own.durations.push(us)
  own.totalUs += us
  if (node !== null) own.nodes.add(node)
  if (client !== null) own.clients.add(client)
  if (keys < own.keys[0]) own.keys[0] = keys
  if (keys > own.keys[1]) own.keys[1] = keys
  if (at < own.first) own.first = at
  if (at > own.last) own.last = at
  return own
}

const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
/** One for all: making it takes longer than comparing a thousand names. */
const names = new Intl.Collator('en', { numeric: true })
/** `db-2` before `db-10`. */
export const byNumber = (a: string, b: string) => names.compare(a, b)

export interface ClientStats {
  client: string
  count: number
  share: number
  totalUs: number
  maxUs: number
  patterns: number
  first: number
  last: number
}

/** Clients by the time that their commands took, most first; those whom the cloud does not tell are left out. */
export function clientStats(entries: readonly SlowEntry[]): ClientStats[] {
  const all = entries.reduce((sum, { us }) => sum + us, 0)
  const groups = groupsOf(
    entries.filter(({ client }) => client !== null),
    ({ client }) => client ?? '',
  )
  return [...groups]
    .map(([client, own]): ClientStats => {
      const totalUs = own.reduce((sum, { us }) => sum + us, 0)
      const times = own.map(({ at }) => at)
      return {
        client,
        count: own.length,
        share: all > 0 ? totalUs / all : own.length / entries.length,
        totalUs,
        maxUs: most(own.map(({ us }) => us)),
        patterns: new Set(own.map(({ patternId }) => patternId)).size,
        first: least(times),
        last: most(times),
      }
    })
    .sort((a, b) => b.totalUs - a.totalUs || byNumber(a.client, b.client))
}

export interface CountBucket {
  from: number
  to: number
  count: number
  /** Of them, those of the pattern that is looked at. */
  marked: number
}

/** Records over time: buckets of the same length that cover the span, each record in one of them. */
export function countsOver(
  entries: readonly SlowEntry[],
  { from, to }: Span,
  stepMs: number,
  marked: string | null,
): CountBucket[] {
  const buckets = Array.from({ length: Math.max(1, Math.ceil((to - from) / stepMs)) }, (_, index) => ({
    from: from + index * stepMs,
    to: Math.min(to, from + (index + 1) * stepMs),
    count: 0,
    marked: 0,
  }))
  for (const { at, patternId } of entries) {
    const bucket = buckets[Math.floor((at - from) / stepMs)]
    if (!bucket || at < from) continue
    bucket.count++
    if (patternId === marked) bucket.marked++
  }
  return buckets
}

const MINUTE_MS = 60_000
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1440]

/** Whole minutes that make at most so many buckets of a span. */
export const bucketMs = ({ from, to }: Span, most: number): number =>
  (STEPS.find((minutes) => (to - from) / (minutes * MINUTE_MS) <= most) ?? 1440) * MINUTE_MS

export interface DurationBucket {
  fromUs: number
  /** Null: no end. */
  toUs: number | null
  count: number
}

const LADDER = [1, 2, 5] as const
const MOST_STEPS = 8

/** How long records took, on a ladder of 1, 2, 5; the first step begins at or below the shortest. */
export function durationSteps(entries: readonly SlowEntry[]): DurationBucket[] {
  if (entries.length === 0) return []
  const durations = entries.map(({ us }) => us)
  const [low, high] = [Math.max(1, least(durations)), Math.max(1, most(durations))]
  const rungs: number[] = []
  for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10)
    for (const rung of LADDER) rungs.push(rung * power)
  const start = Math.max(
    0,
    rungs.findLastIndex((rung) => rung <= low),
  )
  const used = rungs.slice(start).filter((rung, index) => index === 0 || rung <= high)
  const steps = used.slice(0, MOST_STEPS).map(
    (fromUs, index): DurationBucket => ({
      fromUs,
      toUs: index === MOST_STEPS - 1 ? null : (used[index + 1] ?? null),
      count: 0,
    }),
  )
  for (const us of durations) {
    const step = steps.findLast(({ fromUs }) => us >= fromUs) ?? steps[0]
    if (step) step.count++
  }
  return steps
}
