import { z } from 'zod'
import { InstanceKey, Status } from './instance'
import { Decimal } from './money'
import { DIMENSIONS, HEADROOM_PERCENT } from './need'

/** So many days back the metrics of an instance are looked at. */
export const SIZING_DAYS = 30

/**
 * What of an instance is looked at: bytes of memory in use, percent of its processors, commands per second, connections, traffic
 * in Mbit/s each way, evicted keys per second, percent of reads that found their key.
 */
export const SIZING_MEASURES = ['memory', 'cpu', 'operations', 'connections', 'in', 'out', 'evicted', 'hits'] as const
export const SizingMeasure = z.enum(SIZING_MEASURES)
export type SizingMeasure = z.infer<typeof SizingMeasure>

export const SIZING_KINDS = ['undersized', 'oversized', 'idle'] as const
export const SizingKind = z.enum(SIZING_KINDS)
export type SizingKind = z.infer<typeof SizingKind>

/** What admins can set. `days` and `coverage` say when there is enough data, `headroom` how much of a new class stays free. */
export const SIZING_THRESHOLDS = {
  days: { usual: 14, least: 1, most: SIZING_DAYS, unit: 'days' },
  coverage: { usual: 80, least: 10, most: 100, unit: 'percent' },
  headroom: { usual: HEADROOM_PERCENT, least: 0, most: 80, unit: 'percent' },
  memoryFull: { usual: 90, least: 50, most: 100, unit: 'percent' },
  evictedPerDay: { usual: 1_000, least: 1, most: 1_000_000_000, unit: 'per-day' },
  hitsLow: { usual: 90, least: 1, most: 100, unit: 'percent' },
  cpuHigh: { usual: 80, least: 20, most: 100, unit: 'percent' },
  operationsHigh: { usual: 80, least: 20, most: 100, unit: 'percent' },
  connectionsHigh: { usual: 80, least: 20, most: 100, unit: 'percent' },
  trafficHigh: { usual: 80, least: 20, most: 100, unit: 'percent' },
  memoryLow: { usual: 35, least: 1, most: 90, unit: 'percent' },
  cpuLow: { usual: 40, least: 1, most: 90, unit: 'percent' },
  idleOperations: { usual: 1, least: 0, most: 100_000, unit: 'per-second' },
  idleTraffic: { usual: 0.1, least: 0, most: 1_000, unit: 'mbps' },
} as const
export type SizingThreshold = keyof typeof SIZING_THRESHOLDS
export const SIZING_THRESHOLD_IDS = Object.keys(SIZING_THRESHOLDS) as SizingThreshold[] // its own keys

const threshold = (id: SizingThreshold) => {
  const { least, most } = SIZING_THRESHOLDS[id]
  return z.number().min(least).max(most)
}
export const SizingValues = z.strictObject({
  days: threshold('days'),
  coverage: threshold('coverage'),
  headroom: threshold('headroom'),
  memoryFull: threshold('memoryFull'),
  evictedPerDay: threshold('evictedPerDay'),
  hitsLow: threshold('hitsLow'),
  cpuHigh: threshold('cpuHigh'),
  operationsHigh: threshold('operationsHigh'),
  connectionsHigh: threshold('connectionsHigh'),
  trafficHigh: threshold('trafficHigh'),
  memoryLow: threshold('memoryLow'),
  cpuLow: threshold('cpuLow'),
  idleOperations: threshold('idleOperations'),
  idleTraffic: threshold('idleTraffic'),
} satisfies Record<SizingThreshold, z.ZodNumber>)
export type SizingValues = z.infer<typeof SizingValues>

export const USUAL_SIZING = SizingValues.parse(
  Object.fromEntries(SIZING_THRESHOLD_IDS.map((id) => [id, SIZING_THRESHOLDS[id].usual])),
)

/** GET (any role) and PUT (admins of all accounts) /api/costs/sizing/thresholds. `version` 0: never saved. */
export const SizingThresholds = z.strictObject({ version: z.number().int().min(0), values: SizingValues })
export type SizingThresholds = z.infer<typeof SizingThresholds>

/** Of the quarters of an hour of the days that were looked at. */
export const SizingStat = z.object({
  /** In 95 of 100 quarters of an hour it was never above this. */
  p95: z.number(),
  peak: z.number(),
  mean: z.number(),
  /** Minutes that were measured. */
  minutes: z.number().int(),
  /** What the instance can bear, in the same unit; null: not told, or there is no such limit. */
  capacity: z.number().nullable(),
})
export type SizingStat = z.infer<typeof SizingStat>

export const SizingEvidence = z.object({
  /** Looked at from then on, and until then. */
  from: z.string(),
  to: z.string(),
  /** The first minute that was measured; null: none was. */
  first: z.string().nullable(),
  /** It has its size since then, within these days: what was before says nothing of it. */
  resizedAt: z.string().nullable(),
  /** What was not collected, or never measured, is absent. */
  stats: z.partialRecord(SizingMeasure, SizingStat),
  /** Its cloud tells a limit of traffic, and not in which unit. */
  trafficUnsure: z.boolean(),
})
export type SizingEvidence = z.infer<typeof SizingEvidence>

/** One condition of a rule with the numbers that made it hold. */
export const SizingHeld = z.object({
  measure: SizingMeasure,
  stat: z.enum(['p95', 'peak', 'mean', 'per-day']),
  value: z.number(),
  capacity: z.number().nullable(),
  /** Percent of the capacity, where the condition is about that. */
  share: z.number().nullable(),
  op: z.enum(['least', 'most']),
  threshold: z.enum(SIZING_THRESHOLD_IDS),
  /** As it was set then. */
  limit: z.number(),
})
export type SizingHeld = z.infer<typeof SizingHeld>

export const SIZING_RULE_IDS = [
  'memory-full',
  'evicting',
  'cpu-high',
  'operations-high',
  'connections-high',
  'traffic-in-high',
  'traffic-out-high',
  'idle',
  'oversized',
] as const
export const SizingHit = z.object({ rule: z.enum(SIZING_RULE_IDS), checks: z.array(SizingHeld) })
export type SizingHit = z.infer<typeof SizingHit>

/** How much there is of the data that a recommendation wants: days since the first minute, and percent of their minutes. */
export const SizingData = z.object({
  days: z.number(),
  wantedDays: z.number(),
  coverage: z.number(),
  wantedCoverage: z.number(),
})

/** What an instance has to bear with headroom; bandwidth in the unit of its own told figure. */
export const SizingNeed = z.object({
  memoryMb: z.number().optional(),
  connections: z.number().optional(),
  qps: z.number().optional(),
  bandwidthMbps: z.number().optional(),
  shards: z.number().int().optional(),
})
export type SizingNeed = z.infer<typeof SizingNeed>

export const SizingTarget = z.object({
  /** `ClassOffer.id` */
  id: z.string(),
  memoryMb: z.number().nullable(),
  shards: z.number().int().nullable(),
  connections: z.number().nullable(),
  qps: z.number().nullable(),
  /** Figures of it that nobody tells, so that it is not known whether they fit. */
  unknown: z.array(z.enum(DIMENSIONS)),
})
export type SizingTarget = z.infer<typeof SizingTarget>

/** Why no class is named. */
export const SIZING_NONE = ['no-class', 'one-thread', 'size-unknown', 'refused'] as const

/** One side of a price, per month. */
const SizingAmount = z.object({
  monthly: Decimal,
  currency: z.string().nullable(),
  source: z.enum(['quote', 'estimate']),
})
export const SizingPrice = z.object({
  before: SizingAmount.nullable(),
  after: SizingAmount.nullable(),
  /** Per month, what it would cost more; below zero: less. Null: no price known of one of them, or other currencies. */
  perMonth: Decimal.nullable(),
  perYear: Decimal.nullable(),
  at: z.string(),
})
export type SizingPrice = z.infer<typeof SizingPrice>

/** What came of looking at one instance, kept as it was. */
export const SizingResult = z.object({
  at: z.string(),
  evidence: SizingEvidence,
  /** Thresholds of which version it was held against. */
  version: z.number().int(),
  data: SizingData,
  kind: SizingKind.nullable(),
  hits: z.array(SizingHit),
  need: SizingNeed.nullable(),
  target: SizingTarget.nullable(),
  none: z.enum(SIZING_NONE).nullable(),
  /** What its cloud said when it did not tell its classes. */
  refusal: z.object({ code: z.string().nullable(), message: z.string().nullable() }).nullable(),
  price: SizingPrice.nullable(),
})
export type SizingResult = z.infer<typeof SizingResult>

/** The highest value of each bucket from the evidence's `from` on; null where nothing was measured. */
export const SizingCurve = z.array(z.number().nullable())
export const SIZING_BUCKET_MINUTES = 360

/**
 * How an instance stands: a finding, one that is ignored, none, or why nobody can tell: `short` of data, `waiting` to be looked
 * at, not `collected`, its service tells no metrics (`unmonitored`).
 */
export const SIZING_STATES = [
  ...SIZING_KINDS,
  'ignored',
  'fine',
  'short',
  'waiting',
  'uncollected',
  'unmonitored',
] as const
export type SizingState = (typeof SIZING_STATES)[number]

export const SIZING_SHOWS = ['findings', ...SIZING_KINDS, 'ignored', 'unknown', 'fine'] as const
export const SizingShow = z.enum(SIZING_SHOWS)
export type SizingShow = z.infer<typeof SizingShow>
export const STATES_OF: Record<SizingShow, readonly SizingState[]> = {
  findings: SIZING_KINDS,
  undersized: ['undersized'],
  oversized: ['oversized'],
  idle: ['idle'],
  ignored: ['ignored'],
  unknown: ['short', 'waiting', 'uncollected', 'unmonitored'],
  fine: ['fine'],
}

/** PUT /api/costs/sizing/[ref]/ignore (operator): until the end of that day in UTC+8. */
export const SizingIgnore = z.strictObject({
  kind: SizingKind,
  reason: z.string().trim().min(1).max(500),
  until: z.iso.date(),
})
export type SizingIgnore = z.infer<typeof SizingIgnore>

/** DELETE of it: what was ignored is a finding again. */
export const SizingUnignore = z.object({ kind: SizingKind })

export const SizingRow = z.object({
  ref: z.string(),
  key: InstanceKey,
  provider: z.enum(['alibaba', 'jdcloud', 'kingsoft']),
  accountName: z.string(),
  environment: z.string(),
  team: z.string(),
  name: z.string(),
  status: Status,
  class: z.string().nullable(),
  memoryMb: z.number().nullable(),
  usedMemoryMb: z.number().nullable(),
  state: z.enum(SIZING_STATES),
  result: SizingResult.nullable(),
  /** The thresholds were changed since: it is looked at again. */
  stale: z.boolean(),
  ignored: SizingIgnore.extend({ by: z.string(), at: z.string() }).nullable(),
  /** Of its collection, where there is one: how far it is, and why it failed last. */
  collection: z.object({ from: z.string(), to: z.string(), failed: z.string().nullable() }).nullable(),
  /** Of what the first condition is about. */
  curve: SizingCurve.nullable(),
})
export type SizingRow = z.infer<typeof SizingRow>

const SizingSum = z.object({
  currency: z.string().nullable(),
  perMonth: Decimal,
  perYear: Decimal,
  estimated: Decimal,
  instances: z.number().int(),
})
export type SizingSum = z.infer<typeof SizingSum>

/** GET /api/costs/sizing?q=&show=&offset=&limit= : an instance that two accounts show is in it once. */
export const SizingWindow = z.object({
  items: z.array(SizingRow),
  offset: z.number().int(),
  matched: z.number().int(),
  /** Of what matches the query, whatever is shown. */
  counts: z.record(z.enum(SIZING_STATES), z.number().int()),
  /** What following the findings would save, and what it would cost more. Ignored ones are in neither. */
  savings: z.array(SizingSum),
  extra: z.array(SizingSum),
  /** Findings that are in no sum: no class, or no price known. */
  leftOut: z.object({ noClass: z.number().int(), noPrice: z.number().int() }),
  stale: z.number().int(),
  thresholds: SizingThresholds,
})
export type SizingWindow = z.infer<typeof SizingWindow>

/** GET /api/costs/sizing/[ref]: with everything that was looked at. */
export const SizingDetail = z.object({ row: SizingRow, curves: z.partialRecord(SizingMeasure, SizingCurve) })
export type SizingDetail = z.infer<typeof SizingDetail>
