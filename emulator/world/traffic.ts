import { hash, nth } from '../random'
import { perInstance } from './attached'
import { dataMbAt } from './data'
import type { CacheInstance } from './instance'
import { liveOf } from './live'
import { parameterAt } from './parameters'

const MINUTE_MS = 60_000
const DAY_MINUTES = 1_440
const CHINA_MS = 8 * 3_600_000
const MB = 1_048_576

/** How busy the day is at each minute of China time, 1 at its peak: a hill before noon and a higher one in the evening. */
const DAY = Array.from({ length: DAY_MINUTES }, (_, minute) => {
  const hour = minute / 60
  const hill = (at: number, width: number) => Math.exp(-(((hour - at) / width) ** 2))
  return Math.min(1, 0.22 + 0.48 * hill(11.3, 2.4) + 0.2 * hill(15.5, 2) + 0.78 * hill(20.6, 2.2))
})
/** Sums of `DAY` up to each minute, for counters that only grow. */
const SUMS = DAY.reduce<number[]>((sums, value) => [...sums, (sums.at(-1) ?? 0) + value], [0])
const DAY_SUM = SUMS[DAY_MINUTES] ?? 1

const minuteOf = (at: number) => Math.floor((at + CHINA_MS) / MINUTE_MS)
/** How busy a moment of the day is, 1 at its peak. */
export const shapeAt = (at: number): number => DAY[minuteOf(at) % DAY_MINUTES] ?? 0
/** Minutes of full load between the epoch and a moment. */
const loadMinutes = (at: number) => {
  const minute = minuteOf(at)
  return Math.floor(minute / DAY_MINUTES) * DAY_SUM + (SUMS[minute % DAY_MINUTES] ?? 0)
}

/** What the applications of an instance want of it, whatever it can give. */
export interface Demand {
  seed: number
  /** Calls per second at the day's peak. */
  qps: number
  connections: number
  readShare: number
  hitShare: number
  /** Bytes of a key with its value in memory. */
  keyBytes: number
  valueBytes: number
  expiringShare: number
  /** How dear a call is. */
  weight: number
  /** Percent of a processor that is used when nobody calls. */
  idleCpu: number
  failedPerHour: number
  /** Of all calls those of one command, where it is known which are used. */
  mix?: ReadonlyMap<string, number>
}

/** Made from the instance's id, once; for a live instance the data plane puts in what its own traffic is. */
export const demandOf = perInstance((i): Demand => {
  const seed = hash(`${i.id} traffic`)
  const between = (n: number, low: number, high: number) => low + nth(seed, n) * (high - low)
  const busy = i.busy ?? 1
  return {
    seed,
    qps: i.qps * between(1, 0.04, 0.42) * busy,
    connections: Math.min(i.connections, 20_000 * Math.max(1, i.shards)) * between(2, 0.03, 0.38) * busy,
    readShare: between(3, 0.62, 0.93),
    hitShare: between(4, 0.82, 0.995),
    keyBytes: between(5, 180, 2_200),
    valueBytes: between(6, 60, 900),
    expiringShare: between(7, 0.2, 0.95),
    weight: between(8, 0.7, 1.5),
    idleCpu: 1.2,
    failedPerHour: between(9, 0, 4),
  }
})

/** The state of an instance in one minute. Rates are per second, memory is bytes, traffic KB per second. */
export interface Load {
  qps: number
  reads: number
  writes: number
  others: number
  connections: number
  newConnections: number
  usedBytes: number
  keys: number
  expires: number
  expiredPerSecond: number
  evictedPerSecond: number
  /** Totals since the instance was made. */
  expired: number
  evicted: number
  failed: number
  hitPercent: number
  cpuPercent: number
  inKbps: number
  outKbps: number
  avgRtUs: number
  /** Calls per second by command, where they were counted. */
  calls?: ReadonlyMap<string, number>
}

/** Memory from this share on makes the server evict, unless its policy forbids. */
const FULL = 0.93

/**
 * What happens on an instance in the minute of a moment; undefined before it was made and after it expired. The same
 * moment gives the same answer for ever, and everything hangs together: reads, writes and others are all calls, memory
 * is keys, limits of the size are never passed.
 */
export function loadAt(i: CacheInstance, at: number): Load | undefined {
  const live = liveOf(i)
  return live && at >= live.since ? live.loadAt(at) : madeUpLoadAt(i, at)
}

/** The same without looking at a process behind the instance. */
export function madeUpLoadAt(i: CacheInstance, at: number): Load | undefined {
  if (at < i.createdAt || at >= (i.expiresAt ?? Infinity)) return undefined
  const demand = demandOf(i)
  const minute = minuteOf(at)
  const shape = shapeAt(at)
  // Minutes differ a little, and stretches of a quarter of an hour a little more.
  const stretch = Math.floor(minute / 15)
  const along = (minute % 15) / 15
  const wave = nth(demand.seed, stretch) * (1 - along) + nth(demand.seed, stretch + 1) * along
  const swing = 0.86 + 0.2 * wave + 0.08 * nth(demand.seed ^ 0x5f, minute)

  const qps = Math.min(i.qps * 0.99, demand.qps * shape * swing)
  const connections = Math.round(
    Math.min(i.connections, demand.connections * (0.65 + 0.35 * shape) * (0.97 + 0.06 * wave)),
  )
  const others = Math.min(qps * 0.02, 3 + connections / 60)
  const reads = (qps - others) * demand.readShare
  const writes = qps - others - reads

  const limit = i.memoryMb * MB
  const used = Math.min(limit, dataMbAt(i, at) * MB * (0.985 + 0.015 * shape + 0.004 * (wave - 0.5)))
  const keys = Math.floor(used / demand.keyBytes)
  const alive = keys > 0
  const expiryRate = alive ? demand.qps * (1 - demand.readShare) * demand.expiringShare * 0.3 : 0
  const pressure = Math.max(0, used / limit - FULL)
  const keeps = parameterAt(i, 'maxmemory-policy', at) === 'noeviction'
  const evictionRate = alive && !keeps ? demand.qps * (1 - demand.readShare) * pressure * 6 : 0
  const lived = (loadMinutes(at) - loadMinutes(i.createdAt)) * 60

  const value = demand.valueBytes / 1_024
  const bandwidth = i.bandwidth * 1_024
  const cpu = demand.idleCpu * (1 + 1.25 * wave) + 88 * demand.weight * (qps / i.qps)
  return {
    qps,
    reads,
    writes,
    others,
    connections,
    newConnections: 0.2 + connections / 400,
    usedBytes: Math.round(used),
    keys,
    expires: Math.floor(keys * demand.expiringShare),
    expiredPerSecond: expiryRate * shape,
    evictedPerSecond: evictionRate * shape,
    expired: Math.floor(expiryRate * lived),
    evicted: Math.floor(evictionRate * lived),
    failed: Math.floor((demand.failedPerHour * lived) / 3_600),
    hitPercent: alive ? Math.min(99.99, 100 * (demand.hitShare + 0.004 * (wave - 0.5))) : 0,
    cpuPercent: Math.min(99.5, cpu),
    inKbps: Math.min(bandwidth, qps * 0.06 + writes * value),
    outKbps: Math.min(bandwidth, qps * 0.02 + (alive ? reads * demand.hitShare * value : 0)),
    avgRtUs: 60 * demand.weight + cpu * 2.2,
  }
}

/** Shares of `count` nodes in the work and the data of an instance; together 1. */
export function sharesOf(i: CacheInstance, kind: string, count: number): number[] {
  const seed = hash(`${i.id} ${kind} shares`)
  const weights = Array.from({ length: count }, (_, n) => 0.85 + 0.3 * nth(seed, n))
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}
