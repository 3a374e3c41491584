import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { replaceData } from '@/emulator/world/data'
import type { CacheInstance } from '@/emulator/world/instance'
import { MONITOR_KEYS } from '@/lib/providers/alibaba/kvstore/operations/monitor-keys'
import { codeOf, kvstoreCloud } from './kvstore'

/** Metrics and logs of Alibaba instances, over HTTP with the console's client. */
let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
beforeAll(async () => {
  cloud = await kvstoreCloud()
})
afterAll(() => cloud.emulator.stop())

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const CLUSTER = 'redis.logic.sharding.8g.4db.0rodb.4proxy.default'
const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
const toMinute = (ms: number) => `${new Date(ms).toISOString().slice(0, 16)}Z`
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

interface SlowRecord {
  Command: string
  ElapsedTime: number
  ExecuteTime: string
  NodeId?: string
}

describe('slow log', () => {
  const slow = async (i: CacheInstance, extra: object = {}) => {
    const answer = await cloud.ask('DescribeSlowLogRecords', {
      InstanceId: i.id,
      StartTime: toMinute(now() - 23 * HOUR),
      EndTime: toMinute(now()),
      PageSize: 100,
      ...extra,
    })
    return { records: answer.Items.LogRecords as SlowRecord[], total: answer.TotalRecordCount as number }
  }
  /** One of several instances that had slow commands: not every application is careless. */
  const busy = async (name = 'redis.master.large.default') => {
    for (let n = 0; n < 12; n++) {
      const i = await cloud.make({ class: name })
      if ((await slow(i)).total > 20) return i
    }
    throw new Error('no instance has a slow log')
  }

  test('is sorted by time or by how long it took, and pages hold every entry once', async () => {
    const i = await busy()
    const { records, total } = await slow(i)
    const times = records.map((record) => record.ExecuteTime)
    expect(times).toEqual([...times].sort().reverse())
    const byLatency = (await slow(i, { OrderBy: 'latency', OrderType: 'ASC' })).records.map((r) => r.ElapsedTime)
    expect(byLatency).toEqual([...byLatency].sort((a, b) => a - b))
    let seen = 0
    for (let PageNumber = 1; ; PageNumber++) {
      const { records: some } = await slow(i, { PageSize: 30, PageNumber })
      if (some.length === 0) break
      seen += some.length
    }
    expect(seen).toBe(total)
    const word = records[0]?.Command.split(' ')[0] ?? ''
    const found = (await slow(i, { QueryKeyword: word.toLowerCase() })).records
    expect(found.length).toBeGreaterThan(0)
    expect(found.every((record) => record.Command.includes(word))).toBe(true)
  })

  test('follows the threshold and the disabled commands from when they were set', async () => {
    const i = await busy()
    const before = await slow(i)
    expect(Math.min(...before.records.map((r) => r.ElapsedTime))).toBeGreaterThanOrEqual(20)
    const Config = { 'slowlog-log-slower-than': 150_000 }
    await cloud.ask('ModifyInstanceConfig', { InstanceId: i.id, Config })
    const changed = now()
    cloud.emulator.clock.advance(24 * HOUR)
    const after = (await slow(i, { StartTime: toMinute(changed + MINUTE) })).records
    expect(after.every((record) => record.ElapsedTime >= 150)).toBe(true)
    // What was logged before stays.
    const old = await slow(i, { StartTime: toMinute(changed - 23 * HOUR), EndTime: toMinute(changed - MINUTE) })
    expect(old.records.some((record) => record.ElapsedTime < 150)).toBe(true)
  })

  test('its longest command is the longest of the metrics', async () => {
    const i = await busy()
    const [slowest] = (await slow(i, { OrderBy: 'latency' })).records
    const at = Date.parse(slowest?.ExecuteTime ?? '')
    const minute = second(Math.floor(at / MINUTE) * MINUTE)
    const series = await history(i, 'Redis_Max_Rt_Monitor', { StartTime: minute, EndTime: second(at + MINUTE) })
    expect(Math.round((series.get(minute)?.MaxRt ?? 0) / 1_000)).toBe(slowest?.ElapsedTime)
  })

  test('entries of a cluster name their node, and a node has its own', async () => {
    const i = await busy(CLUSTER)
    const { records } = await slow(i)
    const NodeId = records[0]?.NodeId
    expect(NodeId).toMatch(new RegExp(`^${i.id}-db-\\d$`))
    const own = (await slow(i, { NodeId })).records
    expect(own.length).toBeGreaterThan(0)
    expect(own.every((record) => record.NodeId === NodeId)).toBe(true)
    expect((await slow(i, { SlowLogRecordType: 'proxy' })).records[0]?.NodeId).toContain('-proxy-')
  })

  test('is kept for three days and told for one day at a time', async () => {
    const i = await busy()
    const days = (n: number) => ({
      StartTime: toMinute(now() - n * 24 * HOUR),
      EndTime: toMinute(now() - (n - 1) * 24 * HOUR),
    })
    expect((await slow(i, days(3))).total).toBeGreaterThan(0)
    expect((await slow(i, days(5))).total).toBe(0)
    const wide = slow(i, { StartTime: toMinute(now() - 25 * HOUR) })
    expect(await codeOf(wide)).toBe('ZodError')
  })
})

describe('running log', () => {
  const lines = async (i: CacheInstance, extra: object = {}) => {
    const answer = await cloud.ask('DescribeRunningLogRecords', {
      InstanceId: i.id,
      StartTime: toMinute(now() - 23 * HOUR),
      EndTime: toMinute(now()),
      PageSize: 100,
      ...extra,
    })
    return answer.Items.LogRecords as { Content: string; NodeId?: string }[]
  }

  test('tells what happened to the instance', async () => {
    const i = await cloud.make()
    await cloud.ask('ModifyInstanceConfig', { InstanceId: i.id, Config: { hz: 20 } })
    cloud.emulator.clock.advance(MINUTE)
    await cloud.ask('CreateBackup', { InstanceId: i.id })
    cloud.emulator.clock.advance(MINUTE)
    const all = (await lines(i)).map(({ Content }) => Content)
    expect(all.some((line) => /^\d+:M \d\d \w{3} 20\d\d [\d:.]{12} # CONFIG SET hz "20"$/.test(line))).toBe(true)
    expect((await lines(i, { QueryKeyword: 'rewrite EXECUTED' })).length).toBe(1)
    expect(all.some((line) => line.includes('Background saving started'))).toBe(true)
    expect((await lines(i, { OrderType: 'desc' })).map(({ Content }) => Content)[0]).toContain('Background saving')
  })

  test('tells restarts', async () => {
    const i = await cloud.make()
    await cloud.ask('RestartInstance', { InstanceId: i.id })
    const started = async () => (await lines(i, { QueryKeyword: 'Server started' })).length
    await cloud.ask('DescribeInstanceAttribute', { InstanceId: i.id })
    expect(await started()).toBe(1)
  })

  test('of one node needs to be told what kind of node it is', async () => {
    const i = await cloud.make({ class: CLUSTER })
    const NodeId = `${i.id}-db-2`
    expect(await codeOf(lines(i, { NodeId }))).toBe('ZodError')
    const own = await lines(i, { NodeId, CharacterType: 'db' })
    expect(own.every((line) => line.NodeId === NodeId)).toBe(true)
    expect((await lines(i)).length).toBeGreaterThan(own.length)
  })
})

describe('audit log', () => {
  const records = async (i: CacheInstance, extra: object = {}) => {
    const answer = await cloud.ask('DescribeAuditRecords', {
      InstanceId: i.id,
      StartTime: second(now() - 10 * MINUTE),
      EndTime: second(now()),
      PageSize: 100,
      ...extra,
    })
    return {
      all: answer.Items.SQL as { SQLText: string; HostAddress: string }[],
      total: answer.TotalRecordCount as number,
    }
  }
  const days = async (i: CacheInstance) => {
    const { Instances } = await cloud.ask('DescribeInstanceAttribute', { InstanceId: i.id })
    return Instances.DBInstanceAttribute[0].AuditLogRetention as string
  }

  test('needs the account’s permission, records while it is on, and is kept per region', async () => {
    const i = await cloud.make()
    const other = await cloud.make()
    const set = (input: object) => cloud.ask('ModifyAuditLogConfig', { InstanceId: i.id, ...input })
    expect(await codeOf(set({ DbAudit: true }))).toBe('ZodError')
    expect(await codeOf(set({ DbAudit: true, Retention: 3 }))).toBe('NoPermission')
    await cloud.ask('InitializeKvstorePermission')
    await set({ DbAudit: false })
    cloud.emulator.clock.advance(11 * MINUTE)
    expect((await records(i)).total).toBe(0)
    expect(await days(i)).toBe('0')

    await set({ DbAudit: true, Retention: 3 })
    expect(await days(i)).toBe('3')
    cloud.emulator.clock.advance(11 * MINUTE)
    const { all, total } = await records(i)
    expect(total).toBeGreaterThan(20)
    expect(all.length).toBe(Math.min(total, 100))
    const [first] = all
    const own = await records(i, { HostAddress: first?.HostAddress })
    expect(own.all.every((record) => record.HostAddress === first?.HostAddress)).toBe(true)
    expect((await records(i, { QueryKeywords: 'config get' })).all.every((r) => /^CONFIG GET/.test(r.SQLText))).toBe(
      true,
    )

    await cloud.ask('ModifyAuditLogConfig', { InstanceId: other.id, DbAudit: true, Retention: 30 })
    expect(await days(i)).toBe('30')
  })

  test('old versions have none', async () => {
    const i = await cloud.make({ version: '2.8' })
    expect(await codeOf(records(i))).toBe('IncorrectDBInstanceType')
  })
})
