import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { EmulatorOptions } from '@/emulator/server'
import { closePools } from '@/lib/http/send'
import { type JdcloudCloud, jdcloudCloud } from './jdcloud-cloud'
import { codeOf } from './kvstore'

/** What one JD Cloud call does and another then tells, over HTTP with the console's client. */
let cloud: JdcloudCloud
const cloudOf = async (options: EmulatorOptions = {}) => {
  cloud = await jdcloudCloud(options)
  return cloud
}
afterEach(() => cloud.stop())
afterAll(closePools)

const MINUTE = 60_000
const HOUR = 3_600_000
const DAY = 86_400_000
const read = async (subject: { id: string }) =>
  (await cloud.call(subject, 'describeCacheInstance')).result.cacheInstance
const wait = (ms: number) => cloud.emulator.clock.advance(ms)

describe('data', () => {
  const used = async (subject: { id: string }) =>
    (await cloud.call(subject, 'describeDetailNodeList')).result.nodeList[0].usedMemory / 1_048_576

  test('a backup is listed, erased data comes back by it, and it is no backup of others', async () => {
    const { call, make } = await cloudOf({ pace: 'demo' })
    const subject = await make({ usedMemoryMb: 1_000 })
    const { baseId } = (await call(subject, 'createBackup', { fileName: 'before_release' })).result
    expect(await codeOf(call(subject, 'createBackup', { fileName: 'again' }))).toBe('FAILED_PRECONDITION')
    expect(await codeOf(call(subject, 'describeDownloadUrl', { baseId }))).toBe('FAILED_PRECONDITION')
    wait(MINUTE)
    const { backups } = (await call(subject, 'describeBackups', { baseId })).result
    expect(backups).toEqual([
      expect.objectContaining({ baseId, backupFileName: 'before_release', backupType: 1, backupStatus: 2 }),
    ])
    await call(subject, 'startClearData', { clearType: 'AllData' })
    wait(MINUTE)
    expect(await used(subject)).toBe(0)
    const other = await make()
    expect(await codeOf(call(other, 'restoreInstance', { baseId }))).toBe('NOT_FOUND')
    await call(subject, 'restoreInstance', { baseId })
    expect(await read(subject)).toMatchObject({ cacheInstanceStatus: 'restoring' })
    wait(MINUTE)
    expect(await used(subject)).toBe(1_000)
  })

  test('backups are made by themselves on the days of the policy, and kept a week', async () => {
    const { call, make } = await cloudOf()
    const subject = await make()
    await call(subject, 'modifyBackupPolicy', { backupPeriod: 'Monday,Thursday', backupTime: '03:30-04:30 +0800' })
    const policy = (await call(subject, 'describeBackupPolicy')).result
    expect(policy).toMatchObject({ autoBackup: true, backupPeriod: 'Monday,Thursday' })
    expect(['Sun', 'Wed']).toContain(new Date(policy.nextBackupTime).toUTCString().slice(0, 3))
    wait(15 * DAY)
    const { backups } = (await call(subject, 'describeBackups', { pageSize: 100 })).result
    expect(backups).toHaveLength(2)
    // 03:30 in China is 19:30 of the day before.
    for (const { backupStartTime } of backups) expect(backupStartTime).toMatch(/T19:30:00Z$/)
    await call(subject, 'modifyBackupPolicy', {
      autoBackup: false,
      backupPeriod: 'Monday,Thursday',
      backupTime: '03:30-04:30 +0800',
    })
    wait(15 * DAY)
    expect((await call(subject, 'describeBackups')).result.totalCount).toBe(0)
  })

  test('erasing goes on step by step and can be stopped', async () => {
    const { call, make } = await cloudOf({ pace: 'demo' })
    const subject = await make({ usedMemoryMb: 1_000 })
    await call(subject, 'startClearData', { clearType: 'AllData' })
    wait(10_000)
    expect(await codeOf(call(subject, 'startClearData', { clearType: 'ExpiredData' }))).toBe('FAILED_PRECONDITION')
    await call(subject, 'stopClearData')
    const stopped = (await call(subject, 'describeClearData')).result
    expect(stopped).toMatchObject({ clearType: 'AllData', status: 'failed', message: 'stopped by user' })
    expect(stopped.progress).toBeGreaterThanOrEqual(50)
    wait(HOUR)
    expect((await call(subject, 'describeClearData')).result.progress).toBe(stopped.progress)
    expect(await used(subject)).toBeGreaterThan(0)
    expect(await used(subject)).toBeLessThanOrEqual(500)
  })
})

describe('parameters and slow commands', () => {
  test('a parameter that is changed is read back, is in the history, and changes what is logged as slow', async () => {
    const { call, make } = await cloudOf()
    const subject = await make()
    const limit = async () =>
      (await call(subject, 'describeInstanceConfig')).result.instanceConfig.find(
        (one: { configName: string }) => one.configName === 'slowlog-log-slower-than',
      )
    expect(await limit()).toMatchObject({ configValue: '10000', configValueMin: 0, configValueMax: 10_000 })
    const slow = async () => (await call(subject, 'describeSlowLog', { pageSize: 100 })).result
    const before = await slow()
    expect(before.totalCount).toBeGreaterThan(0)
    for (const { executionTime } of before.slowLogs) expect(Number.parseFloat(executionTime)).toBeGreaterThanOrEqual(10)

    const changedAt = cloud.emulator.clock.world()
    await call(subject, 'modifyInstanceConfig', {
      instanceConfig: [{ configName: 'slowlog-log-slower-than', configValue: '2000' }],
    })
    expect(await limit()).toMatchObject({ configValue: '2000', configDefaultValue: '10000' })
    expect((await call(subject, 'describeConfigModifyHistory')).result.modifyHistory).toEqual([
      expect.objectContaining({ beforeConfigValue: '10000', afterConfigValue: '2000', modifyStatus: 'success' }),
    ])
    wait(12 * HOUR)
    const after = await slow()
    const faster = after.slowLogs.filter((one: { executionTime: string }) => Number.parseFloat(one.executionTime) < 10)
    expect(faster.length).toBeGreaterThan(0)
    for (const { startTime } of faster) expect(Date.parse(startTime)).toBeGreaterThanOrEqual(changedAt - 1_000)
  })

  test('an instance of 2.8 has the parameters of 2.8', async () => {
    const { call, make } = await cloudOf()
    const subject = await make({ class: 'redis.m1.medium.basic' })
    const change = (configName: string, configValue: string) =>
      codeOf(call(subject, 'modifyInstanceConfig', { instanceConfig: [{ configName, configValue }] }))
    expect(await change('list-max-ziplist-size', '-2')).toBe('INVALID_ARGUMENT')
    expect(await change('maxmemory-policy', 'allkeys-lfu')).toBe('INVALID_ARGUMENT')
    expect(await change('list-max-ziplist-value', '10001')).toBe('INVALID_ARGUMENT')
    expect(await change('list-max-ziplist-value', '128')).toBe('succeeded')
  })

  test('proxies saw the same slow commands, and filters choose among them', async () => {
    const { call, make } = await cloudOf()
    const subject = await make({ class: 'redis.s.small.basic', shards: 4 })
    const all = (await call(subject, 'describeSlowLog', { pageSize: 100 })).result
    expect((await call(subject, 'describeProxySlowLog')).result.totalCount).toBe(all.totalCount)
    const only = (await call(subject, 'describeSlowLog', { shardId: '2', cmdPattern: '^KEYS', pageSize: 100 })).result
    expect(only.slowLogs).toEqual(
      all.slowLogs.filter(
        (one: { shardId: string; command: string }) => one.shardId === '2' && /^KEYS/.test(one.command),
      ),
    )
  })
})
