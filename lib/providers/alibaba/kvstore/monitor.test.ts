import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { callsFor } from './monitor-calls'
import { groupsOf, knownKey, ofNodes, panelsOf } from './monitor-keys'
import { MEANINGS } from './monitor-words'
import { MONITOR_KEYS } from './operations/monitor-keys'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const key = (id: string) => knownKey(id) ?? expect.unreachable()
const NODE = [
  'node.CpuUsage',
  'node.TotalQps',
  'node.hget',
  'node.MaxRt',
  'node.Keys',
  'node.hit_rate',
  'node.UsedMemory',
]
const ALL = ['db-aggregate.CpuUsage', 'db-aggregate.Keys', 'proxy-aggregate.TotalQps']

describe('calls', () => {
  const length = fc.integer({ min: 1, max: 31 * 24 * 60 })
  const start = fc.integer({ min: 0, max: 1e6 })
  const ids = (from: string[]) => fc.subarray(from, { minLength: 1 })
  test.each([
    ['of a node', NODE, 1, 5, 72],
    ['of all nodes together', ALL, 8, 1, 72],
    ['of more than 32 nodes together', ALL, 33, 1, 1],
  ])(
    '%s: every metric of every minute is asked for exactly once, within the limits',
    (_, from, shards, most, hours) => {
      fc.assert(
        fc.property(ids(from), start, length, (wanted, begin, minutes) => {
          const span = { from: begin * MINUTE, to: (begin + minutes) * MINUTE }
          const lines = wanted.map((id) => ({ views: [{ key: key(id), node: null }] }))
          const calls = callsFor(lines, span, { shards })
          for (const call of calls) {
            expect(call.groups.length).toBeLessThanOrEqual(most)
            expect(call.span.to - call.span.from).toBeLessThanOrEqual(hours * HOUR)
          }
          for (const id of wanted) {
            const mine = calls.filter(({ keys }) => keys.some((one) => one.id === id)).map((call) => call.span)
            const sorted = mine.toSorted((a, b) => a.from - b.from)
            let next = span.from
            for (const one of sorted) {
              expect(one.from).toBe(next)
              next = one.to
            }
            expect(next).toBe(span.to)
          }
        }),
        { numRuns: 50 },
      )
    },
  )

  test('each view asks for something that is never zero', () => {
    const span = { from: 0, to: HOUR }
    const groups = (id: string, node: string | null) =>
      callsFor([{ views: [{ key: key(id), node }] }], span, { shards: 1 }).flatMap((call) => call.groups)
    expect(groups('node.hget', null)).toContain('UsedMemory')
    expect(groups('proxy.CpuUsage', 'r-1-proxy-0')).toContain('UsedConnection')
    expect(groups('db-aggregate.EvictedKeysPerSecond', null)).toContain('UsedMemory$db')
  })
})

describe('metrics', () => {
  const facts = { architecture: 'standard', engine: 'redis' } as const
  const idsOf = (shape: Parameters<typeof groupsOf>[0]) =>
    groupsOf(shape).flatMap(({ keys }) => keys.map(({ id }) => id))

  test('all 340 rows of the manual can be asked for, each by an id of its own scope', () => {
    expect(MONITOR_KEYS).toHaveLength(340)
    // Four are printed twice.
    expect(new Set(MONITOR_KEYS.map(({ scope, key: name }) => `${scope}.${name}`)).size).toBe(336)
    for (const { scope, group, key: name, unit } of MONITOR_KEYS) {
      expect(key(`${scope}.${name}`)).toMatchObject({ group })
      expect(key(`${scope}.${name}`).metricUnit).not.toBe('told')
      // What is no count of calls per second has words of its own.
      if (unit !== 'Counts/s') expect(MEANINGS[name]?.zh).toBeTruthy()
    }
  })

  test('a standard instance has those of a node, a cluster also those of proxies and of all, Memcached its own', () => {
    expect(idsOf(facts)).toHaveLength(
      new Set(MONITOR_KEYS.filter(({ scope }) => scope === 'node').map((one) => one.key)).size,
    )
    const cluster = idsOf({ ...facts, architecture: 'cluster' })
    expect(cluster).toContain('proxy.CpuUsage')
    expect(cluster).toContain('db-aggregate.CpuUsage')
    const memcached = idsOf({ ...facts, engine: 'memcached' })
    expect(memcached).toContain('memcached.mem_get')
    expect(memcached).not.toContain('node.hget')
    expect(memcached).toContain('node.CpuUsage')
  })

  test('every curated line is a metric that its instance has, also by node', () => {
    for (const engine of ['redis', 'memcached'] as const)
      for (const architecture of ['standard', 'cluster', 'read-write-splitting'] as const) {
        const shape = { engine, architecture }
        // Only what panels read of the facts.
        const panels = panelsOf({ ...shape, memoryMb: 8, connections: 9, qps: null } as Parameters<typeof panelsOf>[0])
        for (const { id } of panels.flatMap(({ series }) => series)) {
          if (id === 'fragmentation') continue
          expect(idsOf(shape)).toContain(id)
          if (key(id).of === 'instance') expect(ofNodes(key(id))).toBeDefined()
        }
      }
  })
})
