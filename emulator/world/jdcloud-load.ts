import { random } from '../random'
import type { CacheInstance } from './instance'
import { type Details, parameterAt } from './jdcloud-details'
import { type JdNode, nodesOf } from './jdcloud-nodes'
import { liveOf } from './live'
import { type Load, loadAt } from './traffic'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
const SLOT_MS = 10 * MINUTE_MS
/** Slow logs and analyses are kept so long. */
export const SLOW_KEPT_MS = 7 * DAY_MS

/** Keys per megabyte: small values of a web shop. */
const KEYS_PER_MB = 2_400

export const keysIn = (usedMemoryMb: number) => Math.round(usedMemoryMb * KEYS_PER_MB)

/** How busy a moment is, from 0.15 at night to 1 in the evening of China, with a little noise of its own. */
export function busyness(instance: CacheInstance, at: number): number {
  const hour = ((at + 8 * 3_600_000) % DAY_MS) / 3_600_000
  const wave = 0.55 - 0.4 * Math.cos(((hour - 8.5) / 24) * 2 * Math.PI)
  const noise = random(`load ${instance.id} ${Math.floor(at / MINUTE_MS)}`).next() * 0.1
  return Math.min(1, wave + noise)
}

/** Connections at a moment. */
export const connectionsAt = (instance: CacheInstance, at: number): number =>
  liveOf(instance)?.loadAt(at)?.connections ?? Math.round(20 + instance.connections * 0.02 * busyness(instance, at))

export interface SlowCommand {
  at: number
  /** Microseconds. */
  tookUs: number
  command: string
  db: number
  client: string
  node: JdNode
}

const COMMANDS = [
  (key: string) => `HGETALL ${key}`,
  (key: string) => `SMEMBERS ${key}:members`,
  (key: string) => `ZRANGE ${key}:rank 0 -1`,
  (key: string) => `LRANGE ${key}:queue 0 20000`,
  (key: string) => `KEYS ${key}*`,
  (key: string) => `DEL ${key}:cache`,
]

/** Commands that took longer than the instance's limit at that time, newest first. */
export function slowCommands(
  instance: CacheInstance,
  details: Details,
  span: { from: number; to: number; now: number },
): SlowCommand[] {
  const from = Math.max(span.from, span.now - SLOW_KEPT_MS, details.dataSince)
  const to = Math.min(span.to, span.now)
  const masters = nodesOf(instance, details, span.now).filter(({ role }) => role === 'master')
  const found: SlowCommand[] = []
  const live = liveOf(instance)
  const madeUpTo = Math.min(to, live ? live.since - 1 : to)
  for (let slot = from - (from % SLOT_MS); slot <= madeUpTo; slot += SLOT_MS) {
    const stream = random(`slow ${instance.id} ${slot}`)
    for (let n = stream.int(0, 2); n > 0; n--) {
      const at = slot + stream.int(0, SLOT_MS - 1)
      const tookUs = Math.round(1_500 * Math.exp(stream.next() * 5))
      const command = stream.pick(COMMANDS)(keyName(instance, stream.int(1, 400)))
      const client = `${stream.pick(clientsOf(instance))}:${stream.int(30_000, 60_000)}`
      const node = stream.pick(masters)
      const limit = Number(parameterAt(instance, details, 'slowlog-log-slower-than', at))
      if (at >= from && at <= madeUpTo && tookUs >= limit) found.push({ at, tookUs, command, db: 0, client, node })
    }
  }
  const [node] = masters
  for (const { at, elapsedUs, command, client } of live?.slowCommands(from, to + 1) ?? [])
    if (node) found.push({ at, tookUs: elapsedUs, command, db: 0, client, node })
  return found.sort((a, b) => b.at - a.at)
}

const keyName = (instance: CacheInstance, n: number) => `${instance.name}:${n}`

export interface Key {
  name: string
  type: 'string' | 'list' | 'set' | 'hash' | 'zset'
  bytes: number
  elements: number
  /** Reads and writes per second when it is busy. */
  frequency: number
  shard: number
}

/** The largest keys of so much data; none when there is next to none. */
export function bigKeys(instance: CacheInstance, usedMemoryMb: number): Key[] {
  const stream = random(`keys ${instance.id}`)
  const types = ['string', 'hash', 'zset', 'list', 'set'] as const
  const count = Math.min(24, Math.floor(usedMemoryMb / 16))
  return Array.from({ length: count }, (_, n) => {
    const bytes = Math.round((usedMemoryMb * 1_048_576 * (0.01 + stream.next() * 0.02)) / (n + 1))
    const type = stream.pick(types)
    return {
      name: `${keyName(instance, n + 1)}${type === 'string' ? '' : `:${type}`}`,
      type,
      bytes,
      elements: type === 'string' ? 1 : Math.max(1, Math.round(bytes / 90)),
      frequency: Math.round((instance.qps * 0.004 * (1 + stream.next())) / (n + 1)),
      shard: stream.int(0, instance.shards - 1),
    }
  })
}

/** Addresses of the programs that use an instance. */
export function clientsOf(instance: CacheInstance): string[] {
  const stream = random(`clients ${instance.id}`)
  return Array.from({ length: stream.int(2, 5) }, () => `10.0.${stream.int(1, 200)}.${stream.int(2, 250)}`)
}

/** Values of a metric at a moment. The names are the emulator's own: no list of the vendor's is published. */
export const METRICS: Readonly<Record<string, (instance: CacheInstance, at: number) => number>> = {
  cpu_usage: (i, at) => round(8 + 55 * busyness(i, at)),
  used_memory: (i, at) => Math.round(memoryAt(i, at) * 1_048_576),
  memory_usage: (i, at) => round((memoryAt(i, at) / i.memoryMb) * 100),
  connected_clients: connectionsAt,
  connections_usage: (i, at) => round((connectionsAt(i, at) / i.connections) * 100),
  qps: (i, at) => Math.round(i.qps * 0.12 * busyness(i, at)),
  hit_rate: (i, at) => round(99.5 - 4 * busyness(i, at)),
  keys: (i, at) => keysIn(memoryAt(i, at)),
  input_bytes: (i, at) => Math.round(i.bandwidth * 1_000_000 * 0.05 * busyness(i, at)),
  output_bytes: (i, at) => Math.round(i.bandwidth * 1_000_000 * 0.22 * busyness(i, at)),
}

/** The same of an instance with a server behind it: its whole history is told in the same way. */
const LIVE_METRICS: Readonly<Record<string, (instance: CacheInstance, load: Load) => number>> = {
  cpu_usage: (_i, load) => round(load.cpuPercent),
  used_memory: (_i, load) => load.usedBytes,
  memory_usage: (i, load) => round((100 * load.usedBytes) / (i.memoryMb * 1_048_576)),
  connected_clients: (_i, load) => load.connections,
  connections_usage: (i, load) => round((100 * load.connections) / i.connections),
  qps: (_i, load) => round(load.qps),
  hit_rate: (_i, load) => round(load.hitPercent),
  keys: (_i, load) => load.keys,
  input_bytes: (_i, load) => Math.round(load.inKbps * 1_024),
  output_bytes: (_i, load) => Math.round(load.outKbps * 1_024),
}

/** A metric at a moment; undefined when nothing was measured then. Its name is one of METRICS. */
export function metricAt(instance: CacheInstance, name: string, at: number): number | undefined {
  if (!liveOf(instance)) return METRICS[name]?.(instance, at)
  const load = loadAt(instance, at)
  return load && LIVE_METRICS[name]?.(instance, load)
}

/** Breathes by two hundredths with the day around what is in use now. */
const memoryAt = (instance: CacheInstance, at: number) =>
  Math.min(instance.memoryMb, instance.usedMemoryMb * (0.99 + 0.02 * busyness(instance, at)))

const round = (value: number) => Math.round(value * 100) / 100
