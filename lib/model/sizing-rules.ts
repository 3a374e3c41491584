import type {
  SizingEvidence,
  SizingHeld,
  SizingHit,
  SizingKind,
  SizingMeasure,
  SizingResult,
  SizingStat,
  SizingThreshold,
  SizingValues,
} from './sizing'

/** `share`: in percent of what the instance can bear. What is not known is never held. */
interface Condition {
  measure: SizingMeasure
  stat: SizingHeld['stat']
  share?: true
  op: SizingHeld['op']
  threshold: SizingThreshold
}

export interface SizingRule {
  /** Its words are `sizing.rules.<id>` of the messages. */
  id: SizingHit['rule']
  kind: SizingKind
  /** All of them hold. */
  conditions: readonly [Condition, ...Condition[]]
  /** Shown beside them, as they tell whether to follow it. */
  beside: readonly SizingMeasure[]
}

const most = (threshold: SizingThreshold) => ({ op: 'most', threshold }) as const
const least = (threshold: SizingThreshold) => ({ op: 'least', threshold }) as const

/**
 * The rules as data. A finding is of the first kind of `SIZING_KINDS` that has a rule which fits: what is short of something is
 * not made smaller for what it has too much of.
 */
export const SIZING_RULES: readonly SizingRule[] = [
  {
    id: 'memory-full',
    kind: 'undersized',
    conditions: [{ measure: 'memory', stat: 'p95', share: true, ...least('memoryFull') }],
    beside: ['evicted', 'hits'],
  },
  {
    // Many caches evict by design: it hurts where reads miss.
    id: 'evicting',
    kind: 'undersized',
    conditions: [
      { measure: 'evicted', stat: 'per-day', ...least('evictedPerDay') },
      { measure: 'hits', stat: 'mean', ...most('hitsLow') },
    ],
    beside: ['memory'],
  },
  {
    id: 'cpu-high',
    kind: 'undersized',
    conditions: [{ measure: 'cpu', stat: 'p95', ...least('cpuHigh') }],
    beside: ['operations'],
  },
  {
    id: 'operations-high',
    kind: 'undersized',
    conditions: [{ measure: 'operations', stat: 'p95', share: true, ...least('operationsHigh') }],
    beside: ['cpu'],
  },
  {
    // Who comes after the last one is refused: the highest counts.
    id: 'connections-high',
    kind: 'undersized',
    conditions: [{ measure: 'connections', stat: 'peak', share: true, ...least('connectionsHigh') }],
    beside: ['operations'],
  },
  {
    id: 'traffic-in-high',
    kind: 'undersized',
    conditions: [{ measure: 'in', stat: 'p95', share: true, ...least('trafficHigh') }],
    beside: ['operations'],
  },
  {
    id: 'traffic-out-high',
    kind: 'undersized',
    conditions: [{ measure: 'out', stat: 'p95', share: true, ...least('trafficHigh') }],
    beside: ['operations'],
  },
  {
    id: 'oversized',
    kind: 'oversized',
    conditions: [
      { measure: 'memory', stat: 'peak', share: true, ...most('memoryLow') },
      { measure: 'cpu', stat: 'p95', ...most('cpuLow') },
    ],
    beside: ['operations', 'connections', 'in', 'out'],
  },
  {
    id: 'idle',
    kind: 'idle',
    conditions: [
      { measure: 'operations', stat: 'p95', ...most('idleOperations') },
      { measure: 'in', stat: 'p95', ...most('idleTraffic') },
      { measure: 'out', stat: 'p95', ...most('idleTraffic') },
    ],
    beside: ['connections', 'memory'],
  },
]

/** What is idle has too much memory as well: that it is idle says more. */
const ORDER: readonly SizingKind[] = ['undersized', 'idle', 'oversized']

const DAY_MINUTES = 1_440
const MINUTE_MS = 60_000

/** How much was measured: days since the first minute, percent of the minutes since then. Of memory, which every service tells. */
export function dataOf({ first, to, stats }: SizingEvidence, { days, coverage }: SizingValues): SizingResult['data'] {
  const minutes = first === null ? 0 : (Date.parse(to) - Date.parse(first)) / MINUTE_MS
  const share = minutes > 0 ? (100 * (stats.memory?.minutes ?? 0)) / minutes : 0
  return {
    days: round(minutes / DAY_MINUTES, 1),
    wantedDays: days,
    coverage: Math.min(100, round(share, 1)),
    wantedCoverage: coverage,
  }
}

/** Rounded down: 13.96 days are not 14. */
const round = (value: number, places: number) => Math.floor(value * 10 ** places) / 10 ** places

export const isEnough = ({ days, wantedDays, coverage, wantedCoverage }: SizingResult['data']): boolean =>
  days >= wantedDays && coverage >= wantedCoverage

/** A measure of which far less was measured than of memory says nothing. */
function known(evidence: SizingEvidence, measure: SizingMeasure, { coverage }: SizingValues): SizingStat | undefined {
  const stat = evidence.stats[measure]
  const all = evidence.stats.memory?.minutes ?? 0
  return stat && stat.minutes * 100 >= all * coverage ? stat : undefined
}

const valueOf = (stat: SizingStat, name: SizingHeld['stat']): number =>
  // A rate per second, over a day.
  name === 'per-day' ? stat.mean * DAY_MINUTES * 60 : stat[name]

/** The condition with its numbers when it holds. */
function held(evidence: SizingEvidence, values: SizingValues, condition: Condition): SizingHeld | undefined {
  const { measure, stat, share: ofCapacity, op, threshold } = condition
  const found = known(evidence, measure, values)
  if (!found) return undefined
  const value = valueOf(found, stat)
  const share = ofCapacity ? (found.capacity ? (100 * value) / found.capacity : null) : null
  if (ofCapacity && share === null) return undefined
  const compared = share ?? value
  const limit = values[threshold]
  if (op === 'least' ? compared < limit : compared > limit) return undefined
  return { measure, stat, value, capacity: found.capacity, share, op, threshold, limit }
}

/** What the rules find, of one kind; nothing where they find nothing, or there is not enough data. */
export function findingOf(
  evidence: SizingEvidence,
  values: SizingValues,
): { kind: SizingKind | null; hits: SizingHit[]; data: SizingResult['data'] } {
  const data = dataOf(evidence, values)
  if (!isEnough(data)) return { kind: null, hits: [], data }
  const all = SIZING_RULES.flatMap(({ id, kind, conditions }) => {
    const checks = conditions.flatMap((condition) => held(evidence, values, condition) ?? [])
    return checks.length === conditions.length ? [{ kind, hit: { rule: id, checks } }] : []
  })
  const kind = ORDER.find((one) => all.some((found) => found.kind === one)) ?? null
  return { kind, hits: all.flatMap((found) => (found.kind === kind ? [found.hit] : [])), data }
}

/** What of the evidence is shown with a finding, what its rules are about first. */
export function shownOf(hits: readonly SizingHit[]): SizingMeasure[] {
  const about = hits.flatMap(({ checks }) => checks.map(({ measure }) => measure))
  const beside = hits.flatMap(({ rule }) => SIZING_RULES.find(({ id }) => id === rule)?.beside ?? [])
  return [...new Set([...about, ...beside])]
}
