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
    expect(made.charge.chargeMode).toBe('prepaid_by_duration')
    const months = Date.parse(made.charge.chargeExpiredTime) - cloud.emulator.clock.world()
    expect(months / DAY).toBeGreaterThan(57)
    expect(months / DAY).toBeLessThan(63)
  })

  test('how it is paid is told, and filtered by', async () => {
    const { call } = await cloudOf()
    for (const chargeMode of ['postpaid_by_usage', 'postpaid_by_duration'])
      await call(undefined, 'createCacheInstance', { cacheInstance: WISH, charge: { chargeMode } })
    const filters = [{ name: 'chargeMode', values: ['postpaid_by_usage'] }]
    const { cacheInstances } = (await call(undefined, 'describeCacheInstances', { filters })).result
    expect(cacheInstances).toEqual([
      expect.objectContaining({
        charge: expect.objectContaining({ chargeMode: 'postpaid_by_usage', chargeExpiredTime: '' }),
      }),
    ])
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
