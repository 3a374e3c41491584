import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replaceData } from '@/emulator/world/data'
import type { CacheInstance } from '@/emulator/world/instance'
import { MONITOR_KEYS } from '@/lib/providers/alibaba/kvstore/operations/monitor-keys'
import { codeOf, kvstoreCloud } from './kvstore'

/** Metrics of Alibaba instances, over HTTP with the console's client. */
let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
beforeAll(async () => {
  cloud = await kvstoreCloud()
})
afterAll(() => cloud.emulator.stop())

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const CLUSTER = 'redis.logic.sharding.8g.4db.0rodb.4proxy.default'
const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
const now = () => cloud.emulator.world.now()

type History = Map<string, Record<string, number>>

async function history(i: CacheInstance, MonitorKeys: string, extra: object = {}, hours = 2): Promise<History> {
  const { MonitorHistory } = await cloud.ask('DescribeHistoryMonitorValues', {
    InstanceId: i.id,
    StartTime: second(now() - hours * HOUR),
    EndTime: second(now()),
    MonitorKeys,
    ...extra,
  })
  const parsed = JSON.parse(MonitorHistory) as Record<string, Record<string, string>> // what section 13.2 says
  return new Map(
    Object.entries(parsed).map(([at, values]) => [
      at,
      Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Number(value)])),
    ]),
  )
}
const groupsOf = (...scopes: string[]) => [
  ...new Set(MONITOR_KEYS.filter(({ scope }) => scopes.includes(scope)).map(({ group }) => group)),
]
const COMMANDS = groupsOf('node').filter((group) =>
  /^Redis_(Conn|Geo|Hash|Keys|List|Pub|Scr|Server|Sets|Str|Trans|Zset)/.test(group),
)
const sum = (values: Record<string, number>) => Object.values(values).reduce((a, b) => a + b, 0)
const last = (series: History) => [...series.values()].at(-1) ?? {}

describe('metrics', () => {
  test('the table has every row of the manual', () => {
    expect(MONITOR_KEYS).toHaveLength(340)
  })

  test('every minute has a value, zeros are left out, and a second look shows the same', async () => {
    const instance = await cloud.make()
    const series = await history(instance, 'CpuUsage,UsedMemory,Redis_TairHash_Monitor,Redis_Basic_Monitor')
    expect(series.size).toBeGreaterThanOrEqual(119)
    for (const values of series.values()) {
      expect(Object.values(values)).not.toContain(0)
      expect(values.exhset).toBeUndefined()
      expect(values.swapped_keys).toBeUndefined()
    }
    const again = await history(instance, 'CpuUsage,UsedMemory,Redis_TairHash_Monitor,Redis_Basic_Monitor')
    for (const [at, values] of again) if (series.has(at)) expect(values).toEqual(series.get(at))
    expect((await history(instance, 'Redis_TairDoc_Monitor')).size).toBe(0)
  })

  test.each([['redis.master.large.default'], [CLUSTER], ['redis.logic.splitrw.16g.1db.3rodb.4proxy.default']])(
    '%s: calls are the sum of commands, and limits are never passed',
    async (name) => {
      const i = await cloud.make({ class: name })
      const usage = await history(
        i,
        'UsedQPS,QPSUsage,MemoryUsage,UsedMemory,ConnectionUsage,CpuUsage,IntranetIn,IntranetInRatio',
        {},
        24,
      )
      const commands = await history(i, COMMANDS.join(','), {}, 24)
      for (const [at, values] of usage) {
        const { TotalQps = 0, GetQps = 0, PutQps = 0, qpsUsage = 0, memoryUsage = 0, UsedMemory = 0 } = values
        expect(Math.abs(sum(commands.get(at) ?? {}) - TotalQps)).toBeLessThan(1)
        expect(GetQps + PutQps).toBeLessThanOrEqual(TotalQps + 0.02)
        expect(TotalQps).toBeLessThanOrEqual(i.qps)
        expect(qpsUsage).toBeCloseTo((100 * TotalQps) / i.qps, 1)
        expect(UsedMemory).toBeLessThanOrEqual(i.memoryMb * 1_048_576)
        expect(memoryUsage).toBeCloseTo((100 * UsedMemory) / (i.memoryMb * 1_048_576), 1)
        expect(values.connectionUsage).toBeLessThanOrEqual(100)
        expect(values.CpuUsage).toBeLessThanOrEqual(100)
        expect(values.InFlow).toBeLessThanOrEqual(i.bandwidth * 1_024)
      }
    },
  )

  test('a day has its evening peak and its quiet night', async () => {
    const i = await cloud.make()
    const byHour = new Map<number, number[]>()
    for (const [at, { TotalQps = 0 }] of await history(i, 'UsedQPS', {}, 24)) {
      const hour = (new Date(at).getUTCHours() + 8) % 24
      byHour.set(hour, [...(byHour.get(hour) ?? []), TotalQps])
    }
    const mean = (hour: number) => sum(byHour.get(hour) as never) / (byHour.get(hour)?.length ?? 1)
    expect(mean(20)).toBeGreaterThan(2 * mean(4))
    expect(mean(20)).toBeGreaterThan(mean(11))
    expect(mean(11)).toBeGreaterThan(1.5 * mean(4))
  })

  test('nodes of a cluster add up to the whole', async () => {
    const i = await cloud.make({ class: CLUSTER })
    const part = (kind: string, n: number, groups: string) =>
      history(i, groups, { NodeId: `${i.id}-${kind}-${n}#1234` }, 1)
    const nodes = await Promise.all(
      [0, 1, 2, 3].map((n) => part('db', n, 'UsedQPS,Redis_Basic_Monitor,UsedConnection')),
    )
    const proxies = await Promise.all([0, 1, 2, 3].map((n) => part('proxy', n, 'UsedQPS,UsedConnection')))
    const [whole, db, proxy] = await Promise.all([
      history(i, 'UsedQPS', {}, 1),
      history(i, 'Redis_Basic_Monitor$db', {}, 1),
      history(i, 'UsedConnection$proxy', {}, 1),
    ])
    const total = (parts: History[], at: string, key: string) =>
      parts.reduce((all, series) => all + (series.get(at)?.[key] ?? 0), 0)
    const at = [...whole.keys()][20] ?? ''
    expect(total(nodes, at, 'TotalQps')).toBeCloseTo(whole.get(at)?.TotalQps ?? -1, 0)
    expect(total(proxies, at, 'TotalQps')).toBeCloseTo(whole.get(at)?.TotalQps ?? -1, 0)
    expect(Math.abs(total(nodes, at, 'Keys') - (db.get(at)?.Keys ?? 0))).toBeLessThan(5)
    expect(Math.abs(total(proxies, at, 'UsedConnection') - (proxy.get(at)?.UsedConnection ?? 0))).toBeLessThan(5)
    // Connections of a data node behind proxies are not collected.
    expect(nodes[0]?.get(at)?.ConnCount).toBeUndefined()
    const wrong = history(i, 'CpuUsage', { NodeId: `${i.id}-db-9` })
    expect(await codeOf(wrong)).toBe('InvalidParameter')
  })

  test('a flushed instance has no keys from then on, and had them before', async () => {
    const i = await cloud.make({ usedMemoryMb: 3_000 })
    replaceData(i, 0, now() - 30 * MINUTE)
    const series = await history(i, 'Redis_Basic_Monitor,Hit_Rate_Monitor', {}, 1)
    const entries = [...series.entries()].filter(([, { Keys = 0 }]) => Keys > 0)
    expect(entries.length).toBeGreaterThan(25)
    expect(entries.every(([at]) => Date.parse(at) < now() - 29 * MINUTE)).toBe(true)
  })

  test('a full instance evicts until its policy forbids it', async () => {
    const i = await cloud.make({ usedMemoryMb: 8_150 })
    expect(last(await history(i, 'Redis_Basic_Monitor', {}, 1)).EvictedKeysPerSecond).toBeGreaterThan(0)
    await cloud.ask('ModifyInstanceConfig', { InstanceId: i.id, Config: { 'maxmemory-policy': 'noeviction' } })
    cloud.emulator.clock.advance(3 * MINUTE)
    expect(last(await history(i, 'Redis_Basic_Monitor', {}, 1)).EvictedKeysPerSecond).toBeUndefined()
  })

  test('totals never fall', async () => {
    const i = await cloud.make()
    let before = 0
    for (const { ExpiredKeys = 0 } of (await history(i, 'Redis_Basic_Monitor', {}, 24)).values()) {
      expect(ExpiredKeys).toBeGreaterThanOrEqual(before)
      before = ExpiredKeys
    }
    expect(before).toBeGreaterThan(0)
  })

  test('nothing is told before an instance was made, and old versions lack what came later', async () => {
    const young = await cloud.make({ createdAt: now() - 10 * MINUTE })
    expect((await history(young, 'CpuUsage', {}, 5)).size).toBeLessThanOrEqual(11)
    const old = await cloud.make({ version: '2.8' })
    const values = last(await history(old, 'MemoryUsage,UsedQPS,UsedMemory'))
    expect(Object.keys(values).sort()).toEqual(['TotalQps', 'UsedMemory'])
  })

  test('Memcached has commands of its own', async () => {
    const i = await cloud.make({ class: 'memcache.master.large.default' })
    const groups = groupsOf('memcached').join(',')
    const [calls, commands] = [
      last(await history(i, 'UsedQPS')),
      last(await history(i, `${groups},Redis_String_Monitor`)),
    ]
    expect(Math.abs(sum(commands) - (calls.TotalQps ?? 0))).toBeLessThan(1)
    expect(commands.get).toBeUndefined()
  })

  test('a day of a large cluster cannot be asked for at once', async () => {
    const i = await cloud.make({ class: CLUSTER })
    i.shards = 33
    expect(await codeOf(history(i, 'CpuUsage$db', {}, 24))).toBe('InvalidEndTime.Malformed')
    expect((await history(i, 'CpuUsage$db', {}, 1)).size).toBeGreaterThan(50)
  })

  test('the old list of metrics names each once, with its unit', async () => {
    const { MonitorItems } = await cloud.ask('DescribeMonitorItems', { RegionId: 'cn-hangzhou' })
    const items = MonitorItems.KVStoreMonitorItem as { MonitorKey: string; Unit: string }[]
    expect(items).toContainEqual({ MonitorKey: 'zcount', Unit: 'Counts/s' })
    expect(new Set(items.map(({ MonitorKey }) => MonitorKey)).size).toBe(items.length)
  })
})

test('a month of values does not make other calls wait for it', async () => {
  const instance = await cloud.make()
  const { journal } = cloud.emulator.gateway
  journal.clear()
  const month = history(instance, 'UsedMemory', {}, 30 * 24).then((values) => values.size)
  await expect.poll(() => journal.entries().length, { interval: 1 }).toBe(1)
  await cloud.ask('DescribeInstanceAttribute', { InstanceId: instance.id })
  // The other one came later and is answered, this one is still in hand.
  expect(journal.entries()[0]).toMatchObject({ operation: 'DescribeHistoryMonitorValues', status: undefined })
  expect(await month).toBeGreaterThan(43_000)
})
