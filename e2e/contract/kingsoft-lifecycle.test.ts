import { afterEach, describe, expect, test } from 'vitest'
import { customerOf } from '@/emulator/world/customers'
import { failureOf, kingsoftStage, REGION } from './kingsoft-stage'

/** Life of Kingsoft instances: bought, changed, locked, deleted. Over HTTP with our client. */
let stage: Awaited<ReturnType<typeof kingsoftStage>>
afterEach(() => stage.emulator.stop())

const HOUR = 3_600_000
const ORDER = { Name: 'orders-cache', Capacity: 4, VpcId: 'vpc-1', VnetId: 'vnet-1', PassWord: 'Trial2026' }
const ids = async () => {
  const { Data } = await stage.redis('DescribeCacheClusters', { Limit: 100 })
  return Data.list.map((row: { cacheId: string }) => row.cacheId)
}

describe('work takes time and ends', () => {
  const advance = (ms = HOUR) => stage.emulator.clock.advance(ms)
  const status = async (CacheId: string) => (await stage.detail(CacheId)).status

  test('an instance is bought, enlarged, locked, unlocked, restarted and deleted', async () => {
    stage = await kingsoftStage({ pace: 'real' })
    const { redis, detail } = stage
    const { Data } = await redis('CreateCacheCluster', { ...ORDER, SlaveNum: 2, BackupTimezone: '05:00-06:00' })
    expect(Data).toMatchObject({ Name: 'orders-cache', Port: '6379', Size: '4', SubOrderId: expect.any(String) })
    const CacheId = Data.CacheId as string
    expect(await ids()).toEqual([CacheId])
    expect(await detail(CacheId)).toMatchObject({
      status: 1,
      size: 4,
      billType: 1,
      slaveNum: 2,
      timingSwitch: 'On',
      timezone: '05:00-06:00',
      vpcId: 'vpc-1',
      protocol: 'redis 4.0',
      subOrderId: Data.SubOrderId,
    })
    expect(await failureOf(redis('RestartCacheCluster', { CacheId }))).toBe('wrong-state BusinessError')
    advance()
    expect(await status(CacheId)).toBe(2)

    await redis('ResizeCacheCluster', { CacheId, Capacity: 8 })
    expect(await detail(CacheId)).toMatchObject({ status: 3, size: 4 })
    advance()
    expect(await detail(CacheId)).toMatchObject({ status: 2, size: 8 })
    expect(await failureOf(redis('ResizeCacheCluster', { CacheId, Capacity: 2 }))).toBe('invalid-input BusinessError')

    for (const [action, during, after] of [
      ['RestartCacheCluster', 13, 2],
      ['LockCacheCluster', 5, 8],
      ['UnlockCacheCluster', 6, 2],
    ] as const) {
      await redis(action, { CacheId })
      expect(await status(CacheId)).toBe(during)
      advance()
      expect(await status(CacheId)).toBe(after)
    }

    await redis('DeleteCacheCluster', { CacheId })
    expect(await status(CacheId)).toBe(4)
    advance()
    expect(await failureOf(detail(CacheId))).toBe('not-found BusinessError')
    expect(await ids()).toEqual([])
    expect(stage.emulator.world.all()).toEqual([])
  })
})

describe('what the cloud refuses', () => {
  test('orders of what a zone does not sell, without money, beyond the quota, for an unknown group or address', async () => {
    stage = await kingsoftStage()
    const { redis, emulator } = stage
    const buy = (input: object = {}) => failureOf(redis('CreateCacheCluster', { ...ORDER, ...input }))
    expect(await buy({ AvailableZone: `${REGION}b` })).toBe('invalid-input BusinessError')
    expect(await buy({ AvailableZone: 'cn-shanghai-2a' })).toBe('invalid-input InvalidParameter')
    expect(await buy({ SecurityGroupId: 'nobody' })).toBe('not-found BusinessError')
    expect(await buy({ IamProjectId: '4711' })).toBe('not-found BusinessError')
    expect(await buy({ Vip: '10.0.0.7' })).toBe('succeeded')
    expect(await buy({ Vip: '10.0.0.7' })).toBe('invalid-input BusinessError')

    for (const BillType of [5, 87] as const) {
      const { Data } = await redis('CreateCacheCluster', { ...ORDER, BillType })
      expect((await stage.detail(Data.CacheId)).billType).toBe(BillType)
    }

    const customer = customerOf(emulator.world, undefined)
    const before = customer.balance
    expect(await buy({ Duration: 12 })).toBe('succeeded')
    const paid = before - customer.balance
    expect(paid).toBeGreaterThan(0)
    customer.balance = paid / 2
    expect(await buy({ Duration: 12 })).toBe('balance BusinessError')
    expect(await buy({ Duration: 6 })).toBe('succeeded')
    expect(customer.balance).toBe(0)
    customer.balance = before
    customer.instanceQuota = (await ids()).length
    expect(await buy()).toBe('quota BusinessError')
  })

  test('an expired instance stays locked; a cluster cannot be resized; an instance elsewhere is not found', async () => {
    stage = await kingsoftStage()
    const { redis, make } = stage
    const expired = await make({ status: '8', endsInDays: -3 })
    expect(await failureOf(redis('UnlockCacheCluster', { CacheId: expired.id }))).toBe('invalid-input BusinessError')
    const cluster = await make({ class: '80' })
    expect(await failureOf(redis('ResizeCacheCluster', { CacheId: cluster.id, Capacity: 8 }))).toBe(
      'invalid-input BusinessError',
    )
    const CacheId = (await make({ zone: `${REGION}c` })).id
    expect(await failureOf(redis('FlushCacheCluster', { CacheId }))).toBe('not-found BusinessError')
    expect(await failureOf(redis('FlushCacheCluster', { CacheId, AvailableZone: `${REGION}c` }))).toBe('succeeded')
  })
})

test('what is renamed, flushed or given a password is so when it is read again', async () => {
  stage = await kingsoftStage()
  const { redis, make, detail } = stage
  const instance = await make({ usedMemoryMb: 2_048 })
  const CacheId = instance.id
  expect((await detail(CacheId)).usedMemory).toBe(2)
  await redis('FlushCacheCluster', { CacheId })
  await redis('RenameCacheCluster', { CacheId, Name: 'renamed-缓存' })
  await redis('UpdatePassword', { CacheId, Password: 'Trial2026' })
  expect(await detail(CacheId)).toMatchObject({ usedMemory: 0, name: 'renamed-缓存' })
  expect(instance.passwordFree).toBe(false)
})

test('Memcached: bought, enlarged, renamed, password taken away, rules added and removed, deleted', async () => {
  stage = await kingsoftStage()
  const { memcached } = stage
  const { Data } = await memcached('CreateCacheCluster', { ...ORDER, Capacity: 1, BillType: 5, SlaveNum: 1 })
  expect(Data.SuborderId).toMatch(/^MMEM/)
  const CacheId = Data.CacheId as string
  const detail = async () => (await memcached('DescribeCacheCluster', { CacheId })).Data
  expect(await detail()).toMatchObject({ engine: 'memcached', size: 1, port: 11211, billType: 5 })
  await memcached('ResizeCacheCluster', { CacheId, Capacity: 2 })
  await memcached('RenameCacheCluster', { CacheId, Name: 'abcd' })
  expect(await detail()).toMatchObject({ size: 2, name: 'abcd' })

  const instance = stage.emulator.world.find('kingsoft-memcached', CacheId, undefined)
  expect(instance?.passwordFree).toBe(false)
  await memcached('UpdatePassword', { CacheId })
  expect(instance?.passwordFree).toBe(true)

  const rules = async (): Promise<{ securityRuleId: number; cidr: string }[]> =>
    (await memcached('DescribeCacheSecurityRules', { CacheId })).Data
  const before = await rules()
  const SecurityRules = { Cidr: ['192.168.18.17/21', '192.168.18.18/24', '192.168.18.17/21'] }
  await memcached('SetCacheSecurityRules', { CacheId, SecurityRules })
  const after = await rules()
  expect(after.map(({ cidr }) => cidr)).toEqual([
    ...before.map(({ cidr }) => cidr),
    '192.168.18.17/21',
    '192.168.18.18/24',
  ])
  const last = { CacheId, SecurityRuleId: after.at(-1)?.securityRuleId }
  await memcached('DeleteCacheSecurityRule', last)
  expect(await rules()).toEqual(after.slice(0, -1))
  expect(await failureOf(memcached('DeleteCacheSecurityRule', last))).toBe('not-found BusinessError')

  await memcached('DeleteCacheCluster', { CacheId })
  expect(await failureOf(detail())).toBe('not-found BusinessError')
})
