import { expect, test } from 'vitest'
import type { Load } from '../world/traffic'
import type { Sample } from './engine'
import { measures } from './measures'

const MINUTE = 60_000
const SINCE = Date.UTC(2026, 10, 21, 5)

/** What the world makes up for the time before. */
const madeUp = (): Load => ({
  qps: 3,
  reads: 2,
  writes: 1,
  others: 0,
  connections: 2,
  newConnections: 0,
  usedBytes: 1_000,
  keys: 10,
  expires: 5,
  expiredPerSecond: 0,
  evictedPerSecond: 0,
  expired: 7_000,
  evicted: 400,
  failed: 3,
  hitPercent: 98,
  cpuPercent: 0.2,
  inKbps: 1,
  outKbps: 2,
  avgRtUs: 25,
})

const sample = (change: { gets?: number; sets?: number; evicted?: number; keys?: number }): Sample => ({
  usedBytes: 0,
  limitBytes: 0,
  connections: 4,
  keys: change.keys ?? 20,
  expires: 0,
  counters: {
    hits: change.gets ?? 0,
    misses: 0,
    expired: 0,
    evicted: change.evicted ?? 0,
    failed: 0,
    accepted: 0,
    inBytes: 0,
    outBytes: 0,
    cpuSeconds: 0,
    micros: 0,
  },
  commands: new Map([
    ['get', change.gets ?? 0],
    ['set', change.sets ?? 0],
  ]),
})

test('rates are what was counted over the time between looks, and totals go on from the made-up ones', () => {
  const seen = measures(SINCE, madeUp)
  seen.add(SINCE + 1_000, sample({ gets: 100, sets: 10, evicted: 5 }), 5_000)
  // One look says what is there, not how fast it came.
  expect(seen.loadAt(SINCE)).toMatchObject({ keys: 20, connections: 4, usedBytes: 5_000, qps: 3, evicted: 400 })
  seen.add(SINCE + 11_000, sample({ gets: 140, sets: 20, evicted: 8, keys: 25 }), 6_000)
  expect(seen.loadAt(SINCE + 30_000)).toMatchObject({
    qps: 5,
    reads: 4,
    writes: 1,
    keys: 25,
    usedBytes: 6_000,
    evicted: 403,
    evictedPerSecond: 0.3,
    hitPercent: 100,
    expired: 7_000,
  })
})

test('a minute that has only begun has the rates of the one before', () => {
  const seen = measures(SINCE, madeUp)
  seen.add(SINCE + 1_000, sample({}), 0)
  seen.add(SINCE + 59_000, sample({ gets: 116 }), 0)
  seen.add(SINCE + MINUTE + 1_000, sample({ gets: 200, keys: 33 }), 0)
  expect(seen.loadAt(SINCE + MINUTE)).toMatchObject({ qps: 2, keys: 33 })
})

test('minutes that nobody measured have no values, and what was counted over them belongs to none', () => {
  const seen = measures(SINCE, madeUp)
  seen.add(SINCE + 1_000, sample({}), 0)
  seen.add(SINCE + 10 * MINUTE, sample({ gets: 60_000 }), 0)
  expect(seen.loadAt(SINCE + 5 * MINUTE)).toBeUndefined()
  expect(seen.loadAt(SINCE + 10 * MINUTE)?.qps).toBe(3)
})

test('a server that was started again counts from nothing, and totals stay', () => {
  const seen = measures(SINCE, madeUp)
  seen.add(SINCE + 1_000, sample({ gets: 1_000, evicted: 0 }), 0)
  seen.add(SINCE + 6_000, sample({ gets: 1_000, evicted: 50 }), 0)
  seen.restarted()
  seen.add(SINCE + 11_000, sample({ gets: 20, evicted: 2 }), 0)
  expect(seen.loadAt(SINCE)).toMatchObject({ evicted: 452, qps: 2 })
})
