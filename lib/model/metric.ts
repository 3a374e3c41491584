import type { Joined, Stats } from './series'

interface Words {
  en: string
  zh: string
}

/** What values count. `told`: as its cloud sent them, with no unit published. */
export type MetricUnit = 'percent' | 'count' | 'per-second' | 'bytes' | 'mbps' | 'microseconds' | 'ratio' | 'told'

/** What a metric is of: the whole instance, one data node, one proxy. */
export type MetricOf = 'instance' | 'node' | 'proxy'

/** A metric of an instance. `id` is what is asked for; `group` and `key` are the cloud's own words. */
export interface MetricKey {
  id: string
  group: string
  key: string
  of: MetricOf
  unit: MetricUnit
  meaning: Words
  /** What an instance must have for it. */
  needs: Words | null
}

export const PANELS = [
  'cpu',
  'operations',
  'memory',
  'hits',
  'connections',
  'network',
  'latency',
  'keys',
  'evictions',
  'fragmentation',
  'fullness',
  'failures',
] as const
export type PanelId = (typeof PANELS)[number]
export const isPanelId = (id: string): id is PanelId => PANELS.some((one) => one === id)

/** What a series of a curated panel is called. */
export type SeriesName =
  | 'cpu'
  | 'proxies'
  | 'total'
  | 'reads'
  | 'writes'
  | 'used'
  | 'resident'
  | 'hits'
  | 'connections'
  | 'in'
  | 'out'
  | 'average'
  | 'longest'
  | 'keys'
  | 'expiring'
  | 'evicted'
  | 'expired'
  | 'fragmentation'
  | 'memory'
  | 'failed'

export interface MetricPanel {
  id: PanelId
  unit: MetricUnit
  series: { id: string; name: SeriesName }[]
  /** The fact that is its ceiling, in the panel's unit; null: none, or not told. */
  limit: number | null
  /** Its ceiling as its cloud tells it, in a unit that nobody can tell; then there is no `limit`. */
  unsure: number | null
}

export interface MonitorNode {
  id: string
  of: 'node' | 'proxy'
  /** Short, as slow logs and diagnostics name it. */
  name: string
}

/**
 * What can be charted of an instance. `keys`: metrics of a published list. `typed`: an operation that wants a metric's
 * name, of which no list is published. `none`: no operation.
 */
export interface Monitoring {
  offered: 'keys' | 'typed' | 'none'
  /** `service/name` of the operation that tells. */
  operation: string | null
  /** Days back that it tells; null: its manual does not say. */
  reachDays: number | null
  panels: MetricPanel[]
  groups: { group: string; title: Words; keys: MetricKey[] }[]
  nodes: MonitorNode[]
  /** Why its nodes are not known, where it has some. */
  nodesRefused: MetricRefusal | null
}

export interface MetricRefusal {
  kind: string
  code: string | null
  message: string | null
}

/** One line. Times are minutes from the answer's `from`. */
export interface MetricSeries {
  id: string
  /** The node; null: the whole instance. */
  node: string | null
  /** Of all nodes that are not shown by themselves: how many. */
  others: number
  unit: MetricUnit
  /** How the nodes' values became one; null: the cloud told this very line. */
  joined: Joined | null
  /** Minutes between values as the cloud has them. */
  stepMinutes: number
  /** Minutes of which the lowest and the highest value are here; the step where every value is. */
  bucketMinutes: number
  at: number[]
  values: number[]
  gaps: { at: number; minutes: number; unread: boolean }[]
  /** Of every value, before any was left out. */
  stats: Stats | null
}

/** A stretch of calls that failed, newest words of the cloud. */
export interface MetricFailure extends MetricRefusal {
  from: string
  to: string
  calls: number
}

/** GET /api/instances/[ref]/metrics. */
export interface Metrics {
  at: string
  from: string
  to: string
  series: MetricSeries[]
  failed: MetricFailure[]
  /** Calls to the cloud that were needed. */
  calls: number
  /** Stretches that were taken from what is kept. */
  kept: { from: string; to: string; minutes: number }[]
}

/** How far a question of many calls is, and what is known until then. */
export interface MetricsSoFar {
  done: number
  of: number
  metrics: Metrics
}
