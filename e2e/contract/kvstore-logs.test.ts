import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CacheInstance } from '@/emulator/world/instance'
import { codeOf, kvstoreCloud } from './kvstore'

/** Slow, running and audit logs of Alibaba instances, over HTTP with the console's client. */
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
    const { MonitorHistory } = await cloud.ask('DescribeHistoryMonitorValues', {
      InstanceId: i.id,
      StartTime: minute,
      EndTime: second(at + MINUTE),
      MonitorKeys: 'Redis_Max_Rt_Monitor',
    })
    const { MaxRt } = JSON.parse(MonitorHistory)[minute]
    expect(Math.round(Number(MaxRt) / 1_000)).toBe(slowest?.ElapsedTime)
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
