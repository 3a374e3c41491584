import { z } from 'zod'
import type { MetricUnit } from './metric'
import type { Joined, Joining } from './series'

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
