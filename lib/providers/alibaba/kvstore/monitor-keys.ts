import type { InstanceFacts } from '@/lib/model/instance'
import type { MetricKey, MetricOf, MetricPanel, MetricUnit, Monitoring, PanelId, SeriesName } from '@/lib/model/metric'
import type { Joined, Joining } from '@/lib/model/series'
import { callsOf, GROUP_TITLES, MEANINGS, needsOf } from './monitor-words'
import { MONITOR_KEYS, type MonitorKey, type MonitorScope } from './operations/monitor-keys'

const MB = 1_048_576

/** Units of 20.3 in ours, and what a value is multiplied by. */
const UNITS: Readonly<Record<string, readonly [MetricUnit, number]>> = {
  '%': ['percent', 1],
  Counts: ['count', 1],
  'Counts/s': ['per-second', 1],
  Bytes: ['bytes', 1],
  MB: ['bytes', MB],
  KBps: ['mbps', 8 / 1_024],
  us: ['microseconds', 1],
}

/** A metric as it is asked for and read. Its id tells it apart in all scopes: `node.CpuUsage`, `proxy.CpuUsage`. */
export interface KnownKey extends MonitorKey {
  id: string
  of: MetricOf
  metricUnit: MetricUnit
  factor: number
}

const OF: Record<MonitorScope, MetricOf> = {
  node: 'node',
  proxy: 'proxy',
  'db-aggregate': 'instance',
  'proxy-aggregate': 'instance',
  memcached: 'node',
}

const known = new Map<string, KnownKey>()
for (const row of MONITOR_KEYS) {
  const [metricUnit, factor] = UNITS[row.unit] ?? ['told', 1]
  const id = `${row.scope}.${row.key}`
  known.set(id, { ...row, id, of: OF[row.scope], metricUnit, factor })
}

export const knownKey = (id: string): KnownKey | undefined => known.get(id)

/** The same metric of single nodes; undefined where nothing tells it. */
export function ofNodes({ scope, key }: KnownKey): KnownKey | undefined {
  return scope === 'db-aggregate'
    ? known.get(`node.${key}`)
    : scope === 'proxy-aggregate'
      ? known.get(`proxy.${key}`)
      : undefined
}

/** What a derived line is made of: resident memory by memory in use. */
export const FRAGMENTATION = 'fragmentation'
export const FRAGMENTATION_OF = ['node.used_memory_rss', 'node.UsedMemory'] as const

interface HowJoined {
  /** What the line of all nodes is. */
  whole: Joined
  /** How lines of single nodes become one. */
  joins: Joining
}
const alike = (how: Joining): HowJoined => ({ whole: how, joins: how })

/**
 * How the nodes of a line become one: amounts add up, shares and means are averaged, the longest is the longest. Of
 * fragmentation both amounts are summed before they are divided; ratios of single nodes can only be averaged.
 */
export function joiningOf(id: string): HowJoined {
  if (id === FRAGMENTATION) return { whole: 'ratio', joins: 'average' }
  const { key = '', metricUnit } = knownKey(id) ?? {}
  if (/max/i.test(key)) return alike('maximum')
  const isMean = metricUnit === 'percent' || metricUnit === 'microseconds' || key === 'request' || key === 'response'
  return alike(isMean ? 'average' : 'sum')
}

type Shape = Pick<InstanceFacts, 'architecture' | 'engine'>

/** Its work and its data are on nodes that are told by themselves. */
export const hasProxies = ({ architecture }: Shape) =>
  architecture === 'cluster' || architecture === 'read-write-splitting'

/** Whether an instance has the metrics of a row (20.3): aggregates and proxies are of clusters and splitting alone. */
function fits({ scope, group }: MonitorKey, shape: Shape): boolean {
  if (scope === 'memcached') return shape.engine === 'memcached'
  if (scope !== 'node') return hasProxies(shape)
  return shape.engine === 'redis' || !/^(Redis_|Calls_)/.test(group)
}

/** The rows that fit, by group. One that is printed twice is one. */
export function groupsOf(shape: Shape): Monitoring['groups'] {
  const groups = new Map<string, Monitoring['groups'][number]>()
  for (const row of known.values()) {
    if (!fits(row, shape)) continue
    const { group, key } = row
    const title = GROUP_TITLES[group.replace(/\$.*$/, '')] ?? { en: group, zh: group }
    const name = `${row.of} ${group}`
    const found = groups.get(name) ?? { group, title, keys: [] }
    found.keys.push(metricKey(row, key))
    groups.set(name, found)
  }
  return [...groups.values()]
}

const metricKey = (row: KnownKey, key: string): MetricKey => ({
  id: row.id,
  group: row.group,
  key,
  of: row.of,
  unit: row.metricUnit,
  meaning: MEANINGS[key] ?? callsOf(key),
  needs: needsOf(row.group, key),
})

type Curated = readonly [panel: PanelId, unit: MetricUnit, series: readonly (readonly [SeriesName, string])[]]

/** Connections of data nodes behind proxies are not collected: a cluster tells those of its proxies. */
const WHOLE: readonly Curated[] = [
  ['cpu', 'percent', [['cpu', 'node.CpuUsage']]],
  [
    'operations',
    'per-second',
    [
      ['total', 'node.TotalQps'],
      ['reads', 'node.GetQps'],
      ['writes', 'node.PutQps'],
    ],
  ],
  [
    'memory',
    'bytes',
    [
      ['used', 'node.UsedMemory'],
      ['resident', 'node.used_memory_rss'],
    ],
  ],
  ['hits', 'percent', [['hits', 'node.hit_rate']]],
  ['connections', 'count', [['connections', 'node.ConnCount']]],
  [
    'network',
    'mbps',
    [
      ['out', 'node.OutFlow'],
      ['in', 'node.InFlow'],
    ],
  ],
  [
    'latency',
    'microseconds',
    [
      ['longest', 'node.MaxRt'],
      ['average', 'node.AvgRt'],
    ],
  ],
  [
    'keys',
    'count',
    [
      ['keys', 'node.Keys'],
      ['expiring', 'node.Expires'],
    ],
  ],
  [
    'evictions',
    'per-second',
    [
      ['evicted', 'node.EvictedKeysPerSecond'],
      ['expired', 'node.ExpiredKeysPerSecond'],
    ],
  ],
  ['fragmentation', 'ratio', [['fragmentation', 'fragmentation']]],
]

const PROXIED: readonly Curated[] = [
  [
    'cpu',
    'percent',
    [
      ['cpu', 'db-aggregate.CpuUsage'],
      ['proxies', 'proxy.CpuUsage'],
    ],
  ],
  [
    'operations',
    'per-second',
    [
      ['total', 'proxy-aggregate.TotalQps'],
      ['reads', 'proxy-aggregate.GetQps'],
      ['writes', 'proxy-aggregate.PutQps'],
    ],
  ],
  [
    'memory',
    'bytes',
    [
      ['used', 'db-aggregate.UsedMemory'],
      ['resident', 'node.used_memory_rss'],
    ],
  ],
  ['hits', 'percent', [['hits', 'node.hit_rate']]],
  ['connections', 'count', [['connections', 'proxy-aggregate.UsedConnection']]],
  [
    'network',
    'mbps',
    [
      ['out', 'proxy-aggregate.IntranetOut'],
      ['in', 'proxy-aggregate.IntranetIn'],
    ],
  ],
  [
    'latency',
    'microseconds',
    [
      ['longest', 'proxy-aggregate.MaxRt'],
      ['average', 'proxy-aggregate.AvgRt'],
    ],
  ],
  [
    'keys',
    'count',
    [
      ['keys', 'db-aggregate.Keys'],
      ['expiring', 'db-aggregate.Expires'],
    ],
  ],
  [
    'evictions',
    'per-second',
    [
      ['evicted', 'db-aggregate.EvictedKeysPerSecond'],
      ['expired', 'db-aggregate.ExpiredKeysPerSecond'],
    ],
  ],
  ['fragmentation', 'ratio', [['fragmentation', 'fragmentation']]],
]

const MEMCACHED: readonly Curated[] = [
  ...WHOLE.filter(([id]) => id === 'cpu' || id === 'operations' || id === 'connections' || id === 'network'),
  ['memory', 'bytes', [['used', 'node.UsedMemory']]],
  ['fullness', 'percent', [['memory', 'node.memoryUsage']]],
  ['failures', 'count', [['failed', 'node.FailedCount']]],
]

/**
 * Curated panels with the ceilings that the facts tell. Of bandwidth the sections disagree about the unit of the figure:
 * `bandwidthMbps` is the ceiling where the instance's own traffic told which is meant.
 */
export function panelsOf(facts: InstanceFacts, bandwidthMbps: number | null = null): MetricPanel[] {
  const table = facts.engine === 'memcached' ? MEMCACHED : hasProxies(facts) ? PROXIED : WHOLE
  const limits: Partial<Record<PanelId, number | null>> = {
    memory: facts.memoryMb === null ? null : facts.memoryMb * MB,
    connections: facts.connections,
    operations: facts.qps,
    network: bandwidthMbps,
  }
  return table.map(([id, unit, series]) => ({
    id,
    unit,
    series: series.map(([name, key]) => ({ id: key, name })),
    limit: limits[id] ?? null,
    unsure: id === 'network' && bandwidthMbps === null ? facts.bandwidthMbps : null,
  }))
}
