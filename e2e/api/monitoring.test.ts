import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import { readMetrics, readMonitoring } from '@/lib/metrics/read'
import { keyOf } from '@/lib/model/instance'
import type { Metrics } from '@/lib/model/metric'
import { MOST_POINTS } from '@/lib/model/series'
import { MINUTE_MS } from '@/lib/model/time-range'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let viewer: Actor
beforeAll(async () => {
  on = await changeStage()
  viewer = await actorOf('viewer')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const HOUR = 60 * MINUTE_MS
const DAY = 24 * HOUR
const OPERATION = 'DescribeHistoryMonitorValues'
const CLUSTER = 'redis.logic.sharding.8g.4db.0rodb.4proxy.default'
const old = () => ({ createdAt: Date.now() - 40 * DAY })
const keyFor = ({ ref }: Cache) => keyOf(ref) ?? expect.unreachable()
const minute = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS
const calls = () => on.emulator.gateway.journal.entries().filter(({ operation }) => operation === OPERATION)

/** The last so long, until a minute ago. */
function read(cache: Cache, ids: string[], lengthMs: number, byNode = false): Promise<Metrics> {
  const to = minute(Date.now()) - MINUTE_MS
  return readMetrics(viewer, keyFor(cache), { span: { from: to - lengthMs, to }, ids, byNode })
}
const lineOf = ({ series }: Metrics, id: string) => series.find((one) => one.id === id) ?? expect.unreachable()
async function aCluster(shards?: number) {
  const cache = await aCache(on.emulator, 'alibaba-kvstore', {
    class: CLUSTER,
    ...old(),
    ...(shards ? { shards } : {}),
  })
  const here = eq(inventory.ref, cache.ref)
  const [row] = await db().select().from(inventory).where(here)
  if (!row) expect.unreachable()
  const facts = { ...row.facts, architecture: 'cluster' as const, shards: cache.world.shards }
  await db().update(inventory).set({ facts }).where(here)
  return cache
}

describe('a standard instance', () => {
  test('a value that is left out of a minute that was sent is zero; a minute before the instance was made is a gap', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { createdAt: Date.now() - HOUR })
    const told = await read(cache, ['node.CpuUsage', 'node.swapped_keys'], 2 * HOUR)
    const [cpu, swapped] = [lineOf(told, 'node.CpuUsage'), lineOf(told, 'node.swapped_keys')]
    expect(cpu.stats?.max).toBeGreaterThan(0)
    expect(cpu.stepMinutes).toBe(1)
    // No minute names it, and it is no gap: it is zero in each minute that was sent.
    expect(swapped.stats).toEqual({ min: 0, avg: 0, max: 0, last: 0 })
    expect(swapped.at).toEqual(cpu.at)
    for (const line of [cpu, swapped]) {
      expect(line.gaps).toHaveLength(1)
      expect(line.gaps[0]).toMatchObject({ at: 0, unread: false })
      expect(Math.abs((line.gaps[0]?.minutes ?? 0) - 61)).toBeLessThan(3)
    }
    // One call for all groups, and what is never zero with them.
    expect(calls()).toHaveLength(1)
    expect(told.calls).toBe(1)
  })

  test('its ceiling of bandwidth is in the unit that its own traffic bears out; without traffic it is told as unsure', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', old())
    const here = eq(inventory.ref, cache.ref)
    const [row] = await db().select().from(inventory).where(here)
    if (!row) expect.unreachable()
    const setBandwidth = async (figure: number) => {
      cache.world.bandwidth = figure
      await db()
        .update(inventory)
        .set({ facts: { ...row.facts, bandwidthMbps: figure } })
        .where(here)
    }
    const network = async () => {
      const { panels } = await readMonitoring(viewer, keyFor(cache))
      return panels.find(({ id }) => id === 'network')
    }
    const flow = lineOf(await read(cache, ['node.OutFlow'], HOUR), 'node.OutFlow').stats?.avg ?? expect.unreachable()
    // This cloud counts the figure in megabytes: a tenth of it is used.
    const figure = (10 * flow) / 8
    await setBandwidth(figure)
    expect(await network()).toMatchObject({ limit: 8 * figure, unsure: null })
    await setBandwidth(1_000 * figure)
    expect(await network()).toMatchObject({ limit: null, unsure: 1_000 * figure })
    await setBandwidth(figure)
    on.emulator.gateway.faults.add({ kind: 'denied', operation: OPERATION })
    expect(await network()).toMatchObject({ limit: null, unsure: figure })
  })

  test('30 days of four lines: by windows, at most 600 points and 60 KB, and no peak is lost', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', old())
    const ids = ['node.CpuUsage', 'node.TotalQps', 'node.UsedMemory', 'node.ConnCount']
    const told = await read(cache, ids, 30 * DAY)
    expect(calls().length).toBe(10)
    expect(told.failed).toEqual([])
    expect(JSON.stringify(told).length).toBeLessThan(60 * 1_024)
    for (const { at, values, stats, bucketMinutes, gaps } of ids.map((id) => lineOf(told, id))) {
      expect(at.length).toBeLessThanOrEqual(MOST_POINTS)
      expect(bucketMinutes).toBe(144)
      expect(gaps).toEqual([])
      expect(Math.max(...values)).toBeCloseTo(stats?.max ?? -1, -4)
      expect(Math.max(...values)).toBe(stats?.max)
      expect(Math.min(...values)).toBe(stats?.min)
      // No figure is sent with more digits than can be seen.
      for (const figure of [...values, ...Object.values(stats ?? {})])
        expect(figure).toBe(Number(figure.toPrecision(6)))
    }
  })

  test('what one call did not bring is told, and is neither zero nor a gap of the cloud; the rest is shown', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', old())
    on.emulator.gateway.faults.add({ kind: 'denied', operation: OPERATION, count: 1 })
    const told = await read(cache, ['node.CpuUsage'], 9 * DAY)
    expect(told.failed).toMatchObject([{ kind: 'denied', calls: 1 }])
    const cpu = lineOf(told, 'node.CpuUsage')
    const [gap] = cpu.gaps
    expect(cpu.gaps).toHaveLength(1)
    expect(gap).toMatchObject({ unread: true, minutes: 3 * 24 * 60 })
    expect(Date.parse(told.failed[0]?.from ?? '') - Date.parse(told.from)).toBe((gap?.at ?? -1) * MINUTE_MS)
    expect(cpu.values.length).toBeGreaterThan(100)
  })

  test('when no call brings anything, the failure is the answer', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', old())
    on.emulator.gateway.faults.add({ kind: 'denied', operation: OPERATION })
    await expect(read(cache, ['node.CpuUsage'], HOUR)).rejects.toMatchObject({ kind: 'denied' })
  })

  test('fragmentation is resident memory by memory in use', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', old())
    const told = await read(cache, ['fragmentation'], HOUR)
    expect(lineOf(told, 'fragmentation')).toMatchObject({ unit: 'ratio' })
    expect(lineOf(told, 'fragmentation').stats?.avg).toBeCloseTo(1.06, 2)
  })

  test('what can be charted: usual panels with the ceilings of the facts, and every metric that it has', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { offered, panels, groups, nodes } = await readMonitoring(viewer, keyFor(cache))
    expect(offered).toBe('keys')
    expect(nodes).toEqual([])
    expect(panels.map(({ id }) => id)).toContain('hits')
    const keys = groups.flatMap((group) => group.keys)
    expect(keys.length).toBeGreaterThan(250)
    expect(keys.every(({ meaning }) => meaning.en && meaning.zh)).toBe(true)
    expect(keys.some(({ of }) => of === 'proxy')).toBe(false)
  })
})

describe('a cluster', () => {
  test('the lines of its nodes add up to the line of the whole', async () => {
    const cache = await aCluster()
    const nodes = await read(cache, ['db-aggregate.Keys'], HOUR, true)
    expect(nodes.series.map(({ node }) => node).every((node) => node?.includes('-db-'))).toBe(true)
    expect(nodes.series).toHaveLength(4)
    const whole = lineOf(await read(cache, ['db-aggregate.Keys'], HOUR), 'db-aggregate.Keys')
    const sum = nodes.series.reduce((all, { stats }) => all + (stats?.avg ?? 0), 0)
    expect(Math.abs(sum - (whole.stats?.avg ?? 0))).toBeLessThan((whole.stats?.avg ?? 0) * 0.001)
    expect(whole.joined).toBeNull()
    // What no call tells of all nodes is made of each, and says so.
    expect(lineOf(await read(cache, ['node.used_memory_rss'], HOUR), 'node.used_memory_rss').joined).toBe('sum')
    expect(lineOf(await read(cache, ['proxy.CpuUsage'], HOUR), 'proxy.CpuUsage').joined).toBe('average')
    const [top, bottom, ratio] = (await read(cache, ['node.used_memory_rss', 'node.UsedMemory', 'fragmentation'], HOUR))
      .series
    expect(ratio?.joined).toBe('ratio')
    expect(ratio?.values[0]).toBeCloseTo((top?.values[0] ?? 0) / (bottom?.values[0] ?? 1), 4)
  })

  test('of many nodes the highest stand by themselves, the others are one line', async () => {
    const cache = await aCluster(12)
    const { series } = await read(cache, ['db-aggregate.CpuUsage'], HOUR, true)
    expect(series).toHaveLength(8)
    expect(series.at(-1)).toMatchObject({ node: null, others: 5, joined: 'average' })
  })

  test('with more than 32 nodes all together are asked for by the hour', async () => {
    const cache = await aCluster(33)
    const told = await read(cache, ['db-aggregate.CpuUsage'], 5 * HOUR)
    expect(told.failed).toEqual([])
    expect(calls().length).toBe(2 * 5)
    expect(lineOf(told, 'db-aggregate.CpuUsage').gaps).toEqual([])
  })
})

describe('services without metrics in their manual', () => {
  test('Kingsoft has none', async () => {
    for (const service of ['kingsoft-redis', 'kingsoft-memcached'] as const) {
      const cache = await aCache(on.emulator, service)
      expect((await readMonitoring(viewer, keyFor(cache))).offered).toBe('none')
      expect((await read(cache, ['cpu'], HOUR)).series).toEqual([])
    }
  })
  test('JD Cloud reads a metric by a name that somebody knows, and refuses what is none', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis', old())
    expect(await readMonitoring(viewer, keyFor(cache))).toMatchObject({
      offered: 'typed',
      reachDays: 30,
      panels: [],
      groups: [],
    })
    const told = await read(cache, ['used_memory'], 2 * DAY)
    const line = lineOf(told, 'used_memory')
    expect(line).toMatchObject({ unit: 'told', node: null, stepMinutes: 5 })
    expect(line.gaps).toEqual([])
    expect(line.stats?.avg).toBeGreaterThan(0)
    // Days that it does not tell any more are not asked for, and nothing is told of them.
    on.emulator.gateway.journal.clear()
    const to = minute(Date.now()) - 50 * DAY
    const past = await readMetrics(viewer, keyFor(cache), {
      span: { from: to - DAY, to },
      ids: ['used_memory'],
      byNode: false,
    })
    expect(past).toMatchObject({ failed: [], series: [{ id: 'used_memory', values: [], stats: null }] })
    expect(on.emulator.gateway.journal.entries()).toEqual([])
    await expect(read(cache, ['no_such_metric'], HOUR)).rejects.toMatchObject({ kind: 'invalid-input' })
  })
})
