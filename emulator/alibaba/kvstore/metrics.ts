import type { MonitorKey } from '@/lib/providers/alibaba/kvstore/operations/monitor-keys'
import { incidentCpu } from '../../world/incident'
import type { CacheInstance } from '../../world/instance'
import { slowCommands } from '../../world/slow-log'
import type { Load } from '../../world/traffic'
import { callsOf } from './command-mix'

const MB = 1_048_576
const MINUTE_MS = 60_000
/** Memory of a server without data. */
const STARTUP = MB

/** What is looked at in one minute: an instance, or one of its nodes with its share of the work and the data. */
export interface Part {
  i: CacheInstance
  load: Load
  at: number
  /** 1 for the whole. */
  share: number
  /** How many nodes share the work; 1 for the whole. */
  of: number
  /** Which span of `SlowCommand.place` ran here. */
  places: readonly [from: number, to: number]
  /** Clients reach it through proxies: connections are then told by those alone. */
  behindProxy: boolean
}
type Metric = (part: Part) => number

const used = ({ i, load, share, of }: Part) =>
  Math.min((i.memoryMb * MB) / of, Math.max(load.usedBytes * share, STARTUP))
const rate =
  (of: (load: Load) => number): Metric =>
  ({ load, share }) =>
    of(load) * share
const qps = rate((load) => load.qps)
const bandwidth = ({ i, of }: Part) => (i.bandwidth * 1_024) / of
/** A node that has more than its share of the work has more to compute. */
const cpu = (part: Part) =>
  Math.min(99.5, part.load.cpuPercent * part.share * part.of + incidentCpu(part.i, part.at, part))
const overhead = (part: Part) => Math.min(used(part) * 0.4, STARTUP / 2 + part.load.connections * part.share * 20_480)
const since40 =
  (metric: Metric): Metric =>
  (part) =>
    Number(part.i.version) >= 4 ? metric(part) : 0
const dataFiles = (part: Part) => Math.ceil((used(part) / MB) * 1.4)
const logFiles = ({ of }: Part) => Math.ceil(48 / of)

/** The longest command of the minute: what the slow log has, else something short of its threshold. */
function longest({ i, load, at, places: [from, to] }: Part): number {
  const here = slowCommands(i, at, at + MINUTE_MS).filter(({ place }) => place >= from && place < to)
  return Math.max(load.avgRtUs * 14, ...here.map(({ elapsedUs }) => elapsedUs))
}

/** Metrics of data nodes that are not calls of one command. */
const NODE: Readonly<Record<string, Metric>> = {
  connectionUsage: (part) => (part.behindProxy && part.of > 1 ? 0 : (100 * part.load.connections) / part.i.connections),
  ConnCount: (part) => (part.behindProxy ? 0 : part.load.connections),
  CpuUsage: cpu,
  FailedCount: rate((load) => load.failed),
  hit_rate: since40(({ load }) => load.hitPercent),
  InFlow: rate((load) => load.inKbps),
  OutFlow: rate((load) => load.outKbps),
  intranetInRatio: (part) => Math.min(100, (100 * part.load.inKbps * part.share) / bandwidth(part)),
  intranetOutRatio: (part) => Math.min(100, (100 * part.load.outKbps * part.share) / bandwidth(part)),
  memoryUsage: since40((part) => (100 * used(part) * part.of) / (part.i.memoryMb * MB)),
  qpsUsage: (part) => Math.min(100, (100 * qps(part) * part.of) / part.i.qps),
  AvgRt: (part) => part.load.avgRtUs,
  MaxRt: longest,
  Keys: rate((load) => load.keys),
  Expires: rate((load) => load.expires),
  ExpiredKeys: rate((load) => load.expired),
  EvictedKeys: rate((load) => load.evicted),
  ExpiredKeysPerSecond: rate((load) => load.expiredPerSecond),
  EvictedKeysPerSecond: rate((load) => load.evictedPerSecond),
  ins_size: (part) => dataFiles(part) + logFiles(part),
  data_size: dataFiles,
  log_size: logFiles,
  used_memory_rss: (part) => used(part) * 1.06,
  used_memory_overhead: overhead,
  used_memory_startup: () => STARTUP / 2,
  used_memory_dataset: (part) => Math.max(0, used(part) - overhead(part)),
  used_memory_lua: () => 37_888,
  UsedMemory: used,
  TotalQps: qps,
  GetQps: since40(rate((load) => load.reads)),
  PutQps: since40(rate((load) => load.writes)),
}

const PROXY: Readonly<Record<string, Metric>> = {
  CpuUsage: (part) => Math.min(99.5, part.load.cpuPercent * part.share * part.of) * 0.6,
  IntranetIn: rate((load) => load.inKbps),
  IntranetOut: rate((load) => load.outKbps),
  request: ({ load }) => (load.inKbps * 1_024) / load.qps,
  response: ({ load }) => (load.outKbps * 1_024) / load.qps,
  request_max: ({ load }) => (load.inKbps * 1_024 * 35) / load.qps,
  response_max: ({ load }) => (load.outKbps * 1_024 * 60) / load.qps,
  TotalQps: qps,
  GetQps: rate((load) => load.reads),
  PutQps: rate((load) => load.writes),
  // What a data node took, and the way there and back.
  MaxRt: (part) => longest(part) + 180,
  AvgRt: ({ load }) => load.avgRtUs + 90,
  TotalRefusedCommands: rate((load) => load.failed / 10),
  TotalCallsPerSecCalls: qps,
  RedisUsedConnection: ({ i, of }) => (i.shards * 64) / of,
  DisconnectDBConn: rate((load) => load.failed / 40),
  DisconnectUserConn: rate((load) => load.failed * 12),
  NewDBConnQps: rate((load) => load.newConnections / 50),
  ConnectionUsage: ({ i, load, share, of }) => (100 * load.connections * share * of) / i.connections,
  UsedConnection: rate((load) => load.connections),
  NewUserConnQps: rate((load) => load.newConnections),
}

/** A metric's value as the vendor writes it, or undefined when it is zero: the vendor leaves zeros out. */
export function valueOf({ scope, key, unit }: MonitorKey, part: Part): string | undefined {
  const proxied = scope === 'proxy' || scope === 'proxy-aggregate'
  const table = proxied ? PROXY : NODE
  const metric = Object.hasOwn(table, key) ? table[key] : undefined
  // What stands in neither table counts calls of the command that it is called like.
  const value = metric ? metric(part) : proxied ? 0 : callsOf(part.i, part.load, key) * part.share
  const text = unit === 'Bytes' || unit === 'Counts' || unit === 'MB' ? String(Math.round(value)) : value.toFixed(2)
  return Number(text) === 0 ? undefined : text
}
