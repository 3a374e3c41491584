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
const iso = (ms: number) => new Date(ms).toISOString()

describe('access', () => {
  test('accounts, addresses and commands are what was set last', async () => {
    const { call, make } = await cloudOf()
    const subject = await make()
    const accounts = async () => (await call(subject, 'describeAccounts')).result.accountLists
    await call(subject, 'createAccount', { accountName: 'report', accountPassword: 'Passw0rd1' })
    await call(subject, 'modifyAccount', { accountName: 'report', accountPrivilege: 'RoleReadOnly' })
    expect(await accounts()).toContainEqual(
      expect.objectContaining({ accountName: 'report', accountPrivilege: 'RoleReadOnly' }),
    )
    await call(subject, 'deleteAccount', { accountName: 'report' })
    expect(await accounts()).toHaveLength(1)

    await call(subject, 'modifyIpWhiteList', { ipWhiteList: ['10.1.0.0/16', '10.2.3.4'] })
    expect((await call(subject, 'describeIpWhiteList')).result.ipWhiteList).toEqual(['10.1.0.0/16', '10.2.3.4'])

    const disable = (commandName: string, isDisable: boolean) =>
      call(subject, 'setDisableCommands', { disableCommands: [{ commandName, isDisable }] })
    await disable('keys', true)
    await disable('flushall', true)
    await disable('KEYS', false)
    const off = (await call(subject, 'getDisableCommands')).result.disableCommandLists
    expect(off.map((one: { commandName: string }) => one.commandName)).toEqual(['FLUSHALL'])
  })

  test('a password can be set and taken away', async () => {
    const { call, make } = await cloudOf()
    const subject = await make()
    await call(subject, 'resetCacheInstancePassword', {})
    expect(await read(subject)).toMatchObject({ auth: false })
    await call(subject, 'resetCacheInstancePassword', { password: 'N3wPassw0rd' })
    expect(await read(subject)).toMatchObject({ auth: true })
  })
})

describe('nodes', () => {
  const roles = async (subject: { id: string }) =>
    (await cloud.call(subject, 'describeDetailNodeList', { pageSize: 100 })).result.nodeList.map(
      ({ name, role, restart }: { name: string; role: string; restart: number }) => [name.slice(-3), role, restart],
    )

  test('a switch makes the replica of that shard its master, a restart is counted', async () => {
    const { call, make } = await cloudOf()
    const subject = await make({ class: 'redis.s.small.basic', shards: 2 })
    await call(subject, 'switchInstanceHA', { switchList: [{ shards: [1], targetNG: 'ng02' }] })
    await call(subject, 'restartInstance', { opType: 1, nodes: [`${subject.id}-0-0`] })
    expect(await roles(subject)).toEqual([
      ['0-0', 'master', 1],
      ['0-1', 'slave', 0],
      ['1-0', 'slave', 0],
      ['1-1', 'master', 0],
    ])
    const { topo, info } = (await call(subject, 'describeClusterInfo', { detail: true })).result
    expect(topo.shardInfo[1].master.name).toBe(`${subject.id}-1-1`)
    const slots = topo.shardInfo.map((one: { master: { slots: number } }) => one.master.slots)
    expect(slots).toEqual([8_192, 8_192])
    expect([info.proxies.length, info.shards.length, info.redis.length]).toEqual([2, 2, 4])
    // The master is where it shall go already.
    expect(await codeOf(call(subject, 'switchInstanceHA', { switchList: [{ shards: [1], targetNG: 'ng02' }] }))).toBe(
      'INVALID_ARGUMENT',
    )
  })

  test('an upgrade passes through upgrading and leaves nothing to upgrade', async () => {
    const { call, make } = await cloudOf({ pace: 'demo' })
    const subject = await make()
    const { minorVersion } = (await call(subject, 'describeUpgradeVersion')).result
    await call(subject, 'modifyInstanceMinorVersion', { minorVersion })
    expect(await read(subject)).toMatchObject({ cacheInstanceStatus: 'upgrading' })
    wait(5 * MINUTE)
    expect(await read(subject)).toMatchObject({ cacheInstanceStatus: 'running', instanceVersion: minorVersion })
    expect((await call(subject, 'describeUpgradeVersion')).result.minorVersion).toBe('')
  })

  test('connections by address add up to the metric', async () => {
    const { call, make, emulator } = await cloudOf()
    const subject = await make()
    const { ips } = (await call(subject, 'describeClientList')).result
    const sum = ips.reduce((all: number, one: { clientCount: number }) => all + one.clientCount, 0)
    const now = emulator.clock.world()
    const span = { startTime: iso(now - HOUR), endTime: iso(now) }
    const [series] = (await call(subject, 'getMetric', { metric: 'connected_clients', ...span })).result.metrics
    expect(Math.abs(series.latest - sum)).toBeLessThanOrEqual(30)
    expect(series.points.length).toBeGreaterThanOrEqual(60)
    const values = series.points.map((one: { value: number }) => one.value)
    expect(series.max).toBe(Math.max(...values))
    const { details } = (await call(subject, 'describeClientIpDetail', { ip: ips[0].ip })).result
    expect(Math.abs(details.length - ips[0].clientCount)).toBeLessThanOrEqual(15)
  })
})

describe('analyses', () => {
  test('an analysis runs, is listed for its day, and finds keys as long as there is data', async () => {
    const { call, make, emulator } = await cloudOf({ pace: 'demo' })
    const subject = await make()
    const { requestId: taskId } = await call(subject, 'createCacheAnalysis')
    expect(await codeOf(call(subject, 'createCacheAnalysis'))).toBe('FAILED_PRECONDITION')
    expect(await codeOf(call(subject, 'describeCacheAnalysisResult', { taskId }))).toBe('FAILED_PRECONDITION')
    const date = iso(emulator.clock.world()).slice(0, 10)
    wait(MINUTE)
    const { analyses } = (await call(subject, 'describeCacheAnalysisList', { date })).result
    expect(analyses).toEqual([expect.objectContaining({ taskId, status: 'success' })])
    const found = (await call(subject, 'describeCacheAnalysisResult', { taskId })).result
    expect(found.stringBigKeys.length + found.otherBigKeys.length).toBeGreaterThan(0)
    const summary = (await call(subject, 'describeHotKeySummary')).result.hotKeyAnalysisNodesList
    expect(summary[0].hotKeyNum).toBe(found.hotKeys.length)

    await call(subject, 'startClearData', { clearType: 'AllData' })
    wait(MINUTE)
    await call(subject, 'createBigKeyAnalysis2', { stringSize: 20_480 })
    wait(MINUTE)
    const [{ taskId: counted }] = (await call(subject, 'describeBigKeyList2')).result.cacheAnalysisList
    const detail = (await call(subject, 'describeBigKeyDetail2', { taskId: counted })).result
    expect(detail).toMatchObject({ stringSize: 20_480, listSize: 1_000, status: 'success' })
    expect(detail.bigKeyAnalysisNodesList[0]).toMatchObject({ stringTypeNum: 0, hashTypeNum: 0 })
  })

  test('twelve a day, and by themselves every day when a time is set', async () => {
    const { call, make, emulator } = await cloudOf()
    const subject = await make()
    // The twelve must fall on one day.
    wait(DAY - (emulator.clock.world() % DAY) + HOUR)
    for (let i = 0; i < 12; i++) await call(subject, 'createCacheAnalysis')
    expect(await codeOf(call(subject, 'createCacheAnalysis'))).toBe('QUOTA_EXCEEDED')
    await call(subject, 'modifyAnalysisTime', { analysisTime: '02:00-03:00 +0800' })
    expect((await call(subject, 'describeAnalysisTime')).result.time).toBe('02:00-03:00 +0800')
    wait(2 * DAY)
    const date = iso(emulator.clock.world() - DAY).slice(0, 10)
    const { analyses } = (await call(subject, 'describeCacheAnalysisList', { date })).result
    expect(analyses).toEqual([expect.objectContaining({ analysisTime: `${date}T18:00:00Z`, status: 'success' })])
  })
})
