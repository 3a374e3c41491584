import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jdcloudCloud } from './jdcloud-cloud'
import { kingsoftStage } from './kingsoft-stage'
import { kvstoreCloud } from './kvstore'
import { answersTo, hasMemcached, hasRedis, makeLive, once, STILL } from './live-stage'

/** Who is let in by address is let in to the real server, and nobody else: clients come from several loopback addresses. */
const ONE = '127.0.0.1'
const OTHER = '127.0.0.2'

describe.skipIf(!hasRedis)('the whitelist of Alibaba', () => {
  let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
  beforeAll(async () => {
    cloud = await kvstoreCloud(STILL)
  })
  afterAll(() => cloud.emulator.stop())

  test('refuses a real connection from an address that it has not, group by group', async () => {
    const { id: InstanceId } = await cloud.make({})
    const place = await makeLive(cloud.emulator, InstanceId)
    expect(await once(place, ['PING'])).toBe('PONG')
    expect(await answersTo(place, OTHER)).toBe(false)
    const list = (SecurityIpGroupName: string, SecurityIps: string[], ModifyMode: 'Cover' | 'Delete') =>
      cloud.ask('ModifySecurityIps', { InstanceId, SecurityIpGroupName, SecurityIps, ModifyMode })
    await list('office', ['127.0.0.2/31'], 'Cover')
    expect(await answersTo(place, OTHER)).toBe(true)
    await list('default', ['10.0.0.0/8'], 'Cover')
    expect(await answersTo(place, ONE)).toBe(false)
    expect(await answersTo(place, OTHER)).toBe(true)
    await list('office', ['127.0.0.2/31'], 'Delete')
    expect(await answersTo(place, OTHER)).toBe(false)
    await list('default', ['0.0.0.0/0'], 'Cover')
    expect(await answersTo(place, ONE)).toBe(true)
  })
})

describe.skipIf(!hasRedis)('the whitelist of JD Cloud', () => {
  let cloud: Awaited<ReturnType<typeof jdcloudCloud>>
  beforeAll(async () => {
    cloud = await jdcloudCloud(STILL)
  })
  afterAll(() => cloud.stop())

  test('refuses a real connection from an address that it has not', async () => {
    const instance = await cloud.make({ class: 'redis.m.micro.basic', usedMemoryMb: 0 })
    const place = await makeLive(cloud.emulator, instance.id)
    await cloud.call(instance, 'modifyIpWhiteList', { ipWhiteList: [OTHER] })
    expect(await answersTo(place, ONE)).toBe(false)
    expect(await answersTo(place, OTHER)).toBe(true)
  })
})

describe('groups and rules of Kingsoft', () => {
  let stage: Awaited<ReturnType<typeof kingsoftStage>>
  beforeAll(async () => {
    stage = await kingsoftStage(STILL)
  })
  afterAll(() => stage.emulator.stop())

  test.skipIf(!hasRedis)('let in and refuse real connections; a locked instance answers nobody', async () => {
    const { redis } = stage
    const { id: CacheId } = await stage.make()
    const place = await makeLive(stage.emulator, CacheId)
    expect(await answersTo(place, ONE)).toBe(true)
    const { Data: group } = await redis('CreateSecurityGroup', { Name: 'office', Description: 'office' })
    const { securityGroupId: SecurityGroupId } = group
    await redis('CreateSecurityGroupRule', { SecurityGroupId, Cidrs: ['127.0.0.2/32'] })
    expect(await answersTo(place, OTHER)).toBe(false)
    await redis('AllocateSecurityGroup', { CacheId: [CacheId], SecurityGroupId: [SecurityGroupId] })
    expect(await answersTo(place, OTHER)).toBe(true)
    const { Data: detail } = await redis('DescribeSecurityGroup', { SecurityGroupId })
    await redis('DeleteSecurityGroupRule', { SecurityGroupId, SecurityGroupRuleId: [detail.rules[0].id] })
    expect(await answersTo(place, OTHER)).toBe(false)
    await redis('LockCacheCluster', { CacheId })
    expect(await answersTo(place, ONE)).toBe(false)
    await redis('UnlockCacheCluster', { CacheId })
    expect(await answersTo(place, ONE)).toBe(true)
  })

  test.skipIf(!hasMemcached)('of Memcached are its own rules', async () => {
    const { memcached } = stage
    const { id: CacheId } = await stage.makeMemcached({ class: '1', usedMemoryMb: 0 })
    const place = await makeLive(stage.emulator, CacheId)
    expect(await answersTo(place, OTHER)).toBe(false)
    await memcached('SetCacheSecurityRules', { CacheId, SecurityRules: { Cidr: ['127.0.0.2/32'] } })
    expect(await answersTo(place, OTHER)).toBe(true)
    const { Data: rules } = await memcached('DescribeCacheSecurityRules', { CacheId })
    const rule = rules.find(({ cidr }: { cidr: string }) => cidr === '127.0.0.2/32')
    await memcached('DeleteCacheSecurityRule', { CacheId, SecurityRuleId: rule.securityRuleId })
    expect(await answersTo(place, OTHER)).toBe(false)
    expect(await answersTo(place, ONE)).toBe(true)
  })
})
