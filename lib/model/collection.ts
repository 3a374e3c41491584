import { z } from 'zod'
import type { MetricUnit } from './metric'
import type { Joined, Joining } from './series'
import { MINUTE_MS, type Span } from './time-range'

/** So far back a cloud is asked for metrics of the past where no manual says how far it has them. */
export const CLOUD_REACH_DAYS = 30
/** The newest so many minutes of what is kept of slow commands are asked for once more: clouds are late. */
export const SLOW_AGAIN_MS = 600_000

/** A line that is collected. */
export interface CollectedSeries {
  unit: MetricUnit
  /** How nodes became one; null: the cloud told this very line. */
  joined: Joined | null
  joins: Joining
  /** It is read since then. */
  from: string
}

/** The last day of an instance in the list: the highest value of each half hour, null where nothing was measured. */
export interface Spark {
  /** Start of the first half hour. */
  from: string
  /** CPU in percent. */
  cpu: (number | null)[]
}

/** GET /api/instances/[ref]/collection. */
export interface Collection {
  on: boolean
  since: string | null
  by: string | null
  /** Days that values of a minute and of a quarter of an hour are kept. */
  minuteDays: number
  quarterDays: number
  /** Days that slow commands are kept. */
  slowDays: number
  /** What its service has that can be kept. */
  collects: { metrics: boolean; slowLog: boolean }
  /** Of its metrics; null: none are collected, or its cloud has no list of them. */
  metrics: (CollectedUntil & { lines: number }) | null
  /** Of the slow commands of its data nodes; null: nothing was read yet, or its cloud has none. */
  slowLog: CollectedUntil | null
}

/** What is kept of something, and until when it was read. */
export interface CollectedUntil {
  from: string
  to: string
  /** Set while the last reading failed. */
  failed: { kind: string; code: string | null; message: string | null } | null
}

/** PUT /api/instances/[ref]/collection (operator). */
export const CollectionSwitch = z.strictObject({ on: z.boolean() })

/** GET /api/instances/sparks. */
export interface Sparks {
  items: { ref: string; spark: Spark }[]
}

/** The whole minutes of a span whose slow commands are read from what is kept alone; none: it does not begin before it ends. */
export function keptWithin({ from, to }: Span, collection: Pick<Collection, 'slowLog'> | undefined): Span {
  if (!collection?.slowLog) return { from, to: from }
  const [first, last] = [Date.parse(collection.slowLog.from), Date.parse(collection.slowLog.to) - SLOW_AGAIN_MS]
  return {
    from: Math.max(from, Math.ceil(first / MINUTE_MS) * MINUTE_MS),
    to: Math.min(to, Math.floor(last / MINUTE_MS) * MINUTE_MS),
  }
}
