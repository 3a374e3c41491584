import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { EmulatorOptions } from '@/emulator/server'
import { closePools } from '@/lib/http/send'
import { type JdcloudCloud, jdcloudCloud, REGION, WISH } from './jdcloud-cloud'
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

describe('creating', () => {
  test('an instance comes through creating, as it was asked for', async () => {
    const { call } = await cloudOf({ pace: 'demo' })
    const { result } = await call(undefined, 'createCacheInstance', {
      cacheInstance: {
        ...WISH,
        cacheInstanceClass: 'redis.s.small.basic',
        shardNumber: 4,
        userTags: [{ key: 'team', value: '物流' }],
        maxmemoryPolicy: 'allkeys-lru',
      },
      charge: { chargeMode: 'prepaid_by_duration', chargeDuration: 2 },
    })
    const subject = { id: result.cacheInstanceId }
    expect(await read(subject)).toMatchObject({ cacheInstanceStatus: 'creating', auth: true })
    wait(5 * MINUTE)
    const made = await read(subject)
    expect(made).toMatchObject({
      cacheInstanceStatus: 'running',
      cacheInstanceType: 'cluster',
      cacheInstanceMemoryMB: 8_192,
      shardNumber: 4,
      vpcId: WISH.vpcId,
      azId: WISH.azId,
      maxmemoryPolicy: 'allkeys-lru',
      tags: [{ key: 'team', value: '物流' }],
    })
    const months = Date.parse(made.charge.chargeExpiredTime) - cloud.emulator.clock.world()
    expect(months / DAY).toBeGreaterThan(57)
    expect(months / DAY).toBeLessThan(63)
  })

  test('quota, balance, network and zone are looked at', async () => {
    const { call, emulator } = await cloudOf()
    const create = (change: object, charge?: object) =>
      codeOf(call(undefined, 'createCacheInstance', { cacheInstance: { ...WISH, ...change }, charge }))
    expect(await create({ vpcId: 'no such' })).toBe('NOT_FOUND')
    expect(await create({ azId: { master: 'cn-east-2a', slave: 'cn-north-1a' } })).toBe('INVALID_ARGUMENT')
    expect(await create({})).toBe('succeeded')
    // The subnet is in the other VPC now.
    expect(await create({ vpcId: 'vpc-other' })).toBe('INVALID_ARGUMENT')
    const customer = (change: object) =>
      fetch(`${emulator.url}/_emulator/customers`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(change),
      })
    await customer({ balance: 60 })
    const month = { chargeMode: 'prepaid_by_duration', chargeDuration: 1 }
    expect(await create({}, month)).toBe('succeeded')
    expect(await create({}, month)).toBe('FAILED_PRECONDITION')
    await customer({ balance: 1_000, instanceQuota: 2 })
    expect(await create({})).toBe('QUOTA_EXCEEDED')
    expect((await call(undefined, 'describeUserQuota')).result.quota).toEqual({ name: 'redis', max: 2, used: 2 })
  })

  test('a copy begins with the data of a backup', async () => {
    const { call, make } = await cloudOf()
    const subject = await make({ usedMemoryMb: 900 })
    const backupId = (await call(subject, 'createBackup', { fileName: 'copy' })).result.baseId
    const { result } = await call(undefined, 'createCacheInstance', {
      cacheInstance: { ...WISH, srcInstanceId: subject.id, backupId },
    })
    const { nodeList } = (await call({ id: result.cacheInstanceId }, 'describeDetailNodeList')).result
    expect(nodeList[0].usedMemory).toBe(900 * 1_048_576)
  })
})

describe('changing the size', () => {
  test('it passes through changing, is a task meanwhile, and has the new size at the end', async () => {
    const { call, make } = await cloudOf({ pace: 'demo' })
    const subject = await make()
    await call(subject, 'modifyCacheInstanceClass', { cacheInstanceClass: 'redis.m.large.basic' })
    wait(30_000)
    expect(await read(subject)).toMatchObject({ cacheInstanceStatus: 'changing', cacheInstanceMemoryMB: 4_096 })
    const { taskProgresses } = (await call(subject, 'describeTaskProgressList', { taskType: 'resize' })).result
    expect(taskProgresses).toEqual([
      expect.objectContaining({
        taskType: 'resize',
        taskStatus: 'running',
        progressPercent: 50,
        elapsedTimeSecond: 30,
      }),
    ])
    expect(await codeOf(call(subject, 'restartInstance', { opType: 1, nodes: ['x'] }))).toBe('FAILED_PRECONDITION')
    wait(MINUTE)
    expect(await read(subject)).toMatchObject({
      cacheInstanceStatus: 'running',
      cacheInstanceClass: 'redis.m.large.basic',
      cacheInstanceMemoryMB: 8_192,
    })
    const task = (await call(undefined, 'listTask', { taskId: taskProgresses[0].taskId })).result
    expect(task).toMatchObject({ taskStatus: 'success', instanceId: subject.id })
    expect(task.taskResult.changeDetails).toContainEqual({
      name: 'cacheInstanceMemoryMB',
      before: '4096',
      after: '8192',
    })
  })

  // From, to, the vendor's word. Sizes in GB: m.medium 4, m.large 8, m.xlarge 16, s.small with 4 shards 8.
  test.each<[string, object, object, string]>([
    ['a prepaid cluster to standard of the same memory', cluster(true), standard('large'), 'FAILED_PRECONDITION'],
    ['a prepaid cluster to standard of more memory', cluster(true), standard('xlarge'), 'succeeded'],
    ['a prepaid standard to a smaller cluster', single('xlarge', true), shards(4), 'FAILED_PRECONDITION'],
    ['a prepaid standard to a cluster of the same memory', single('large', true), shards(4), 'succeeded'],
    ['a postpaid cluster to standard of less memory', cluster(false), standard('medium'), 'succeeded'],
    ['the size that it has', single('large', false), standard('large'), 'INVALID_ARGUMENT'],
    ['less memory than is in use', single('large', false), standard('micro'), 'FAILED_PRECONDITION'],
    [
      'a size of another engine version',
      single('large', false),
      { cacheInstanceClass: 'redis.m1.large.basic' },
      'INVALID_ARGUMENT',
    ],
    ['a number of shards that is not sold', cluster(false), shards(3), 'INVALID_ARGUMENT'],
    ['more shards of the same size', cluster(false), shards(8), 'succeeded'],
  ])('%s', async (_name, from, to, code) => {
    const { call, make, emulator } = await cloudOf()
    const subject = await make(from)
    if (subject.chargeType === 'subscription') subject.expiresAt = emulator.clock.world() + 40 * DAY
    expect(await codeOf(call(subject, 'modifyCacheInstanceClass', { ...to }))).toBe(code)
    if (code !== 'succeeded') return
    const now = await read(subject)
    expect(now.cacheInstanceClass).toBe((to as { cacheInstanceClass: string }).cacheInstanceClass) // each row has one
    expect(now.cacheInstanceType).toBe(now.cacheInstanceClass.startsWith('redis.s') ? 'cluster' : 'master-slave')
  })

  test('a change for the maintenance window waits for it, and can be cancelled until then', async () => {
    const { call, make } = await cloudOf()
    const subject = await make()
    const hour = (more: number) => `${iso(cloud.emulator.clock.world() + more * HOUR).slice(11, 13)}:00Z`
    await call(subject, 'maintenanceTime', { startTime: hour(3), endTime: hour(4) })
    const later = { cacheInstanceClass: 'redis.m.large.basic', effectiveTime: 'MaintainTime' }
    await call(subject, 'modifyCacheInstanceClass', later)
    expect(await read(subject)).toMatchObject({ cacheInstanceMemoryMB: 4_096, toBeExecutedTaskType: [1] })
    const [task] = (await call(undefined, 'listTasks', { taskStatus: 'init' })).result.tasks
    await call(undefined, 'cancelTask', { taskId: task.taskId })
    expect(await codeOf(call(undefined, 'cancelTask', { taskId: task.taskId }))).toBe('FAILED_PRECONDITION')
    wait(4 * HOUR)
    expect(await read(subject)).toMatchObject({ cacheInstanceMemoryMB: 4_096, toBeExecutedTaskType: [] })
    await call(subject, 'modifyCacheInstanceClass', later)
    wait(DAY)
    expect(await read(subject)).toMatchObject({ cacheInstanceMemoryMB: 8_192 })
  })
})

function standard(name: string) {
  return { cacheInstanceClass: `redis.m.${name}.basic` }
}
function shards(shardNumber: number) {
  return { cacheInstanceClass: 'redis.s.small.basic', shardNumber }
}
function cluster(prepaid: boolean) {
  return { class: 'redis.s.small.basic', shards: 4, chargeType: prepaid ? 'subscription' : 'pay-as-you-go' }
}
function single(name: string, prepaid: boolean) {
  return { class: `redis.m.${name}.basic`, chargeType: prepaid ? 'subscription' : 'pay-as-you-go' }
}

describe('deleting', () => {
  test('an instance goes through deleting and is gone', async () => {
    const { call, make } = await cloudOf({ pace: 'demo' })
    const subject = await make()
    await call(subject, 'deleteCacheInstance')
    expect(await read(subject)).toMatchObject({ cacheInstanceStatus: 'deleting' })
    wait(MINUTE)
    expect(await codeOf(read(subject))).toBe('NOT_FOUND')
    expect((await call(undefined, 'describeCacheInstances')).result.totalCount).toBe(0)
  })

  test('a subscription only after it ended, and nothing while it changes', async () => {
    const { call, make, emulator } = await cloudOf()
    const subject = await make({ chargeType: 'subscription', expiresAt: emulator.clock.world() + DAY })
    expect(await codeOf(call(subject, 'deleteCacheInstance'))).toBe('FAILED_PRECONDITION')
    wait(2 * DAY)
    subject.status = 'changing'
    expect(await codeOf(call(subject, 'deleteCacheInstance'))).toBe('FAILED_PRECONDITION')
    subject.status = 'error'
    expect(await codeOf(call(subject, 'deleteCacheInstance'))).toBe('succeeded')
  })
})

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

test('a key sees and changes its own owner’s instances and tasks only', async () => {
  const { call, make, emulator } = await cloudOf()
  const mine = await make()
  const theirs = await make({ owner: 'somebody-else' })
  emulator.gateway.keys.set('testid', {
    id: 'testid',
    secret: 'testsecret',
    owner: 'haitang',
    deny: [],
    expires: undefined,
  })
  expect(await codeOf(call(theirs, 'deleteCacheInstance'))).toBe('NOT_FOUND')
  await call(mine, 'restartInstance', { opType: 1, nodes: [`${mine.id}-0-0`] })
  const tasks = async () => (await call(undefined, 'listTasks', { regionId: REGION })).result.total
  expect(await tasks()).toBe(1)
  emulator.gateway.keys.set('testid', {
    id: 'testid',
    secret: 'testsecret',
    owner: 'nobody',
    deny: [],
    expires: undefined,
  })
  expect(await tasks()).toBe(0)
})
