import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { CacheInstance } from '@/emulator/world/instance'
import { codeOf, kvstoreCloud } from './kvstore'

/** Announced upkeep and searches for big keys, over HTTP with the console's client. */
let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
beforeAll(async () => {
  cloud = await kvstoreCloud({ pace: 'real' })
})
afterAll(() => cloud.emulator.stop())

const HOUR = 3_600_000
const DAY = 24 * HOUR
const second = (ms: number) => `${new Date(ms).toISOString().slice(0, 19)}Z`
const now = () => cloud.emulator.world.now()

describe('announced upkeep', () => {
  interface Task {
    Id: number
    InsName: string
    TaskType: string
    Status: number
    SwitchTime: string
    Deadline: string
    StartTime: string
  }
  const tasks = async (input: object = {}): Promise<Task[]> =>
    (await cloud.ask('DescribeActiveOperationTask', { Region: 'all', TaskType: 'all', PageSize: 200, ...input })).Items

  /** Instances until some have upkeep ahead of them, and some behind. */
  beforeAll(async () => {
    for (let n = 0; n < 60; n++) await cloud.make()
  })

  test('is filtered by region and kind, and what is past stands apart', async () => {
    const [all, past] = await Promise.all([tasks(), tasks({ IsHistory: 1 })])
    expect(all.length).toBeGreaterThan(2)
    expect(past.length).toBeGreaterThan(2)
    expect(all.every(({ Status }) => Status === 2)).toBe(true)
    expect(past.every(({ Status }) => Status >= 5)).toBe(true)
    expect(await tasks({ Region: 'cn-hangzhou' })).toEqual(all)
    expect(await tasks({ Region: 'cn-beijing' })).toEqual([])
    const TaskType = all[0]?.TaskType
    expect(await tasks({ TaskType })).toEqual(all.filter((task) => task.TaskType === TaskType))
    for (const { StartTime, SwitchTime } of all) expect(Date.parse(SwitchTime) - Date.parse(StartTime)).toBe(HOUR)
  })

  test('its time can be moved up to the deadline, and it then happens', async () => {
    const [one, other] = await tasks()
    if (!one || !other) throw new Error('no upkeep is planned')
    const move = (SwitchTime: string, ...Ids: number[]) =>
      cloud.ask('ModifyActiveOperationTask', { Ids: Ids.map(String), SwitchTime })
    const late = second(Date.parse(one.Deadline) + 1_000)
    expect(await codeOf(move(late, one.Id))).toBe('InvalidParameter')
    expect(await codeOf(move(second(now() - HOUR), one.Id))).toBe('InvalidParameter')
    const soon = second(now() + HOUR)
    expect(await codeOf(move(soon, one.Id, 1))).toBe('InvalidParameter')
    const find = async (IsHistory: number) => (await tasks({ IsHistory })).find(({ Id }) => Id === one.Id)
    expect((await find(0))?.SwitchTime).toBe(one.SwitchTime)

    expect(await move(soon, one.Id, other.Id)).toMatchObject({ Ids: `${one.Id},${other.Id}` })
    expect(await find(0)).toMatchObject({ SwitchTime: soon, Status: 3 })
    cloud.emulator.clock.advance(HOUR + 60_000)
    expect(await find(0)).toMatchObject({ Status: 4 })
    expect(await codeOf(move(second(now() + HOUR), one.Id))).toBe('IncorrectTaskStatus')
    cloud.emulator.clock.advance(HOUR)
    expect(await find(0)).toBeUndefined()
    expect(await find(1)).toMatchObject({ Status: 5 })
  })
})

describe('big keys', () => {
  const report = async (i: CacheInstance, input: object = {}) => {
    const Date = `${second(now()).slice(0, 10)}Z`
    return cloud.ask('DescribeCacheAnalysisReport', { InstanceId: i.id, Date, PageSize: 100, ...input })
  }
  const list = async (i: CacheInstance, input: object = {}) => {
    const { DailyTasks } = await cloud.ask('DescribeCacheAnalysisReportList', { InstanceId: i.id, ...input })
    return (DailyTasks.DailyTask as { Tasks: { Task: { NodeId: string; Status: string }[] } }[]).flatMap(
      (d) => d.Tasks.Task,
    )
  }

  test('an analysis runs, is listed for each node, and ends in a report', async () => {
    // Away from midnight: a report is of one day.
    cloud.emulator.clock.advance(DAY - (now() % DAY) + HOUR)
    const i = await cloud.make({ class: 'redis.logic.sharding.8g.2db.0rodb.4proxy.default', usedMemoryMb: 4_000 })
    await cloud.ask('CreateCacheAnalysisTask', { InstanceId: i.id })
    expect((await list(i)).map(({ Status }) => Status)).toEqual(['running', 'running'])
    expect(await codeOf(cloud.ask('CreateCacheAnalysisTask', { InstanceId: i.id }))).toBe('Task.Conflict')
    expect((await report(i)).TotalRecordCount).toBe(0)
    cloud.emulator.clock.advance(HOUR)
    expect((await list(i)).map(({ Status }) => Status)).toEqual(['success', 'success'])

    const whole = await report(i)
    expect(whole).toMatchObject({ TotalRecordCount: 160, PageRecordCount: 100, PageNumber: 1, HotKeys: [] })
    const bytes = whole.BigKeys.map((key: { memory: number }) => key.memory) as number[]
    expect(bytes).toEqual([...bytes].sort((a, b) => b - a))
    expect(bytes.reduce((a, b) => a + b, 0)).toBeLessThan(4_000 * 1_048_576)
    expect((await report(i, { PageNumbers: 2 })).PageRecordCount).toBe(60)
    expect((await report(i, { PageNumbers: 3 })).BigKeys).toEqual([])
    const parts = await Promise.all([0, 1].map((n) => report(i, { NodeId: `${i.id}-db-${n}` })))
    expect(parts.reduce((sum, part) => sum + part.TotalRecordCount, 0)).toBe(160)
    expect(await codeOf(report(i, { NodeId: `${i.id}-db-7` }))).toBe('InvalidParameter')
    expect((await report(i, { Date: '2020-01-01Z' })).TotalRecordCount).toBe(0)
    cloud.emulator.clock.advance(8 * DAY)
    expect(await list(i)).toEqual([])
    expect(await list(i, { Days: 30 })).toHaveLength(2)
  })

  test('an empty instance has none', async () => {
    const i = await cloud.make({ usedMemoryMb: 0 })
    await cloud.ask('CreateCacheAnalysisTask', { InstanceId: i.id })
    cloud.emulator.clock.advance(600_000)
    expect((await report(i)).TotalRecordCount).toBe(0)
  })
})
