import { afterAll, afterEach, describe, expect, test } from 'vitest'
import type { CacheInstance } from '@/emulator/world/instance'
import { operationsOf } from '@/lib/catalog'
import { closePools } from '@/lib/http/send'
import { type JdcloudCloud, jdcloudCloud, WISH } from './jdcloud-cloud'
import { codeOf } from './kvstore'

/** Every row of JD Cloud, called once so that it works and once so that the cloud refuses, with its word for it. */
type Input = Record<string, unknown>
type Preparation = (cloud: JdcloudCloud, subject: CacheInstance) => Promise<Input>
interface Case {
  good?: Input | Preparation
  bad: Input | Preparation | 'denied'
  code: string
}

const gone: Case = { bad: { cacheInstanceId: 'redis-nothere' }, code: 'NOT_FOUND' }
const goneWith = (input: Input): Case => ({
  good: input,
  bad: { ...input, cacheInstanceId: 'redis-nothere' },
  code: 'NOT_FOUND',
})
const nowhere: Case = { bad: { regionId: 'cn-nowhere-1' }, code: 'NOT_FOUND' }

const CASES: Record<string, Case> = {
  describeCacheInstances: nowhere,
  describeCacheInstance: gone,
  describeInstanceClass: nowhere,
  describeUserQuota: nowhere,
  describeSpecConfig: nowhere,

  createCacheInstance: {
    good: { cacheInstance: WISH },
    bad: { cacheInstance: { ...WISH, cacheInstanceClass: 'redis.m1.micro.basic' } },
    code: 'INVALID_ARGUMENT',
  },
  deleteCacheInstance: gone,
  modifyCacheInstanceAttribute: goneWith({ cacheInstanceName: 'new_name' }),
  modifyCacheInstanceClass: {
    good: { cacheInstanceClass: 'redis.m.large.basic' },
    bad: { cacheInstanceClass: 'redis.m.medium.basic' },
    code: 'INVALID_ARGUMENT',
  },
  resetCacheInstancePassword: goneWith({ password: 'N3wPassw0rd' }),
  describeResizeModeIpTimeInfo: {
    good: { cacheInstanceClass: 'redis.m.large.basic' },
    bad: { cacheInstanceClass: 'redis.m.giant.basic' },
    code: 'INVALID_ARGUMENT',
  },

  describeTaskProgressList: gone,
  listTasks: {
    bad: { startTime: '2026-02-02T00:00:00Z', endTime: '2026-02-01T00:00:00Z' },
    code: 'INVALID_ARGUMENT',
  },
  listTask: {
    good: async (cloud, subject) => {
      await cloud.call(subject, 'modifyCacheInstanceClass', { cacheInstanceClass: 'redis.m.large.basic' })
      return { taskId: (await cloud.call(subject, 'listTasks')).result.tasks[0].taskId }
    },
    bad: { taskId: 'task-nothere' },
    code: 'NOT_FOUND',
  },
  listTaskTypes: { bad: 'denied', code: 'PERMISSION_DENIED' },
  cancelTask: {
    good: async (cloud, subject) => {
      // A window that is over for today.
      Object.assign(subject, { maintenance: windowFrom(cloud, 3) })
      const later = { cacheInstanceClass: 'redis.m.large.basic', effectiveTime: 'MaintainTime' }
      await cloud.call(subject, 'modifyCacheInstanceClass', later)
      return { taskId: (await cloud.call(subject, 'listTasks')).result.tasks[0].taskId }
    },
    bad: { taskId: 'task-nothere' },
    code: 'NOT_FOUND',
  },
}

/** A window of an hour that opens some hours from now. */
export function windowFrom(cloud: JdcloudCloud, hours: number) {
  const at = (more: number) =>
    new Date(cloud.emulator.clock.world() + (hours + more) * 3_600_000).toISOString().slice(11, 16)
  return { start: `${at(0)}Z`, end: `${at(1)}Z` }
}

let cloud: JdcloudCloud
afterEach(() => cloud?.stop())
afterAll(closePools)

test('every row has its two calls', () => {
  expect(Object.keys(CASES).sort()).toEqual(
    operationsOf('jdcloud-redis')
      .map(({ name }) => name)
      .sort(),
  )
})

describe.each(Object.entries(CASES))('%s', (name, { good = {}, bad, code }) => {
  test('works', async () => {
    cloud = await jdcloudCloud()
    const subject = await cloud.make()
    const input = typeof good === 'function' ? await good(cloud, subject) : good
    expect(await cloud.call(subject, name, input)).toMatchObject({ requestId: expect.any(String) })
  })

  test(`is refused as ${code}`, async () => {
    cloud = await jdcloudCloud()
    const subject = await cloud.make()
    if (bad === 'denied') cloud.emulator.gateway.faults.add({ kind: 'denied', operation: name })
    const input = typeof bad === 'function' ? await bad(cloud, subject) : bad === 'denied' ? {} : bad
    expect(await codeOf(cloud.call(subject, name, input))).toBe(code)
  })
})
