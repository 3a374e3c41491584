import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, kvstoreCloud } from './kvstore'

/** Addresses, networks and TLS of Alibaba instances, over HTTP with the console's client. */
let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
beforeAll(async () => {
  cloud = await kvstoreCloud()
})
afterAll(() => cloud.emulator.stop())

interface Address {
  ConnectionString: string
  IPType: string
  Port: string
  DBInstanceNetType: string
  DirectConnection: number
  ExpiredTime?: string
}
const addresses = async (InstanceId: string): Promise<Address[]> =>
  (await cloud.ask('DescribeDBInstanceNetInfo', { InstanceId })).NetInfoItems.InstanceNetInfo
const classic = async () => {
  const made = await cloud.ask('CreateInstance', {
    RegionId: 'cn-hangzhou',
    ZoneId: 'cn-hangzhou-h',
    InstanceClass: 'redis.master.small.default',
  })
  return made as { InstanceId: string; ConnectionDomain: string }
}
const VPC = { VpcId: 'vpc-1', VSwitchId: 'vsw-1' }
const DAY_MS = 86_400_000

describe('addresses', () => {
  test('a public address appears, changes and goes', async () => {
    const { id: InstanceId } = await cloud.make()
    const allocate = { InstanceId, ConnectionStringPrefix: 'publicone', Port: 6390 }
    await cloud.ask('AllocateInstancePublicConnection', allocate)
    const [, added] = await addresses(InstanceId)
    expect(added).toMatchObject({
      ConnectionString: 'publicone.redis.rds.aliyuncs.com',
      IPType: 'Public',
      Port: '6390',
      DBInstanceNetType: '0',
    })
    expect(await codeOf(cloud.ask('AllocateInstancePublicConnection', allocate))).toBe('NetTypeExists')

    const change = { DBInstanceId: InstanceId, CurrentConnectionString: added?.ConnectionString }
    await cloud.ask('ModifyDBInstanceConnectionString', {
      ...change,
      NewConnectionString: 'publictwo',
      IPType: 'Public',
    })
    expect((await addresses(InstanceId))[1]).toMatchObject({
      ConnectionString: 'publictwo.redis.rds.aliyuncs.com',
      Port: '6390',
    })
    const release = (CurrentConnectionString: string) =>
      cloud.ask('ReleaseInstancePublicConnection', { InstanceId, CurrentConnectionString })
    expect(await codeOf(release('publicone.redis.rds.aliyuncs.com'))).toBe('InvalidCurrentConnectionString.NotFound')
    await release('publictwo.redis.rds.aliyuncs.com')
    expect(await addresses(InstanceId)).toHaveLength(1)
  })

  test('the internal address that was changed is the one that the instance tells', async () => {
    const { id } = await cloud.make()
    const [own] = await addresses(id)
    await cloud.ask('ModifyDBInstanceConnectionString', {
      DBInstanceId: id,
      CurrentConnectionString: own?.ConnectionString,
      NewConnectionString: 'cartinternal',
      Port: 7000,
    })
    const { Instances } = await cloud.ask('DescribeInstanceAttribute', { InstanceId: id })
    expect(Instances.DBInstanceAttribute[0]).toMatchObject({
      ConnectionDomain: 'cartinternal.redis.rds.aliyuncs.com',
      Port: 7000,
    })
  })

  test('no two instances share a prefix', async () => {
    const [one, other] = [await cloud.make(), await cloud.make()]
    const allocate = (InstanceId: string) =>
      cloud.ask('AllocateInstancePublicConnection', { InstanceId, ConnectionStringPrefix: 'wantedbyboth', Port: 6379 })
    await allocate(one.id)
    expect(await codeOf(allocate(other.id))).toBe('InvalidConnectionString.Duplicate')
  })

  test('a direct address is for clusters in a VPC from version 4.0, without TLS', async () => {
    const cluster = { class: 'redis.sharding.small.default' }
    const direct = async (wish: object, prepare?: (id: string) => Promise<unknown>) => {
      const { id: InstanceId } = await cloud.make(wish)
      await prepare?.(InstanceId)
      return codeOf(cloud.ask('AllocateDirectConnection', { InstanceId }))
    }
    expect(await direct({})).toBe('IncorrectDBInstanceType')
    expect(await direct({ ...cluster, version: '2.8' })).toBe('IncorrectDBInstanceType')
    const tls = (InstanceId: string) => cloud.ask('ModifyInstanceSSL', { InstanceId, SSLEnabled: 'Enable' })
    expect(await direct({ ...cluster, version: '4.0' }, tls)).toBe('IncorrectDBInstanceType')

    const { id: InstanceId } = await cloud.make(cluster)
    expect(await codeOf(cloud.ask('ReleaseDirectConnection', { InstanceId }))).toBe(
      'InvalidCurrentConnectionString.NotFound',
    )
    await cloud.ask('AllocateDirectConnection', { InstanceId, ConnectionString: 'directcart' })
    expect((await addresses(InstanceId))[1]).toMatchObject({
      ConnectionString: 'directcart.redis.rds.aliyuncs.com',
      DirectConnection: 1,
    })
    await cloud.ask('ReleaseDirectConnection', { InstanceId })
    expect(await addresses(InstanceId)).toHaveLength(1)
  })
})

describe('from the classic network into a VPC', () => {
  test('the classic address goes at once unless it is kept', async () => {
    const { InstanceId } = await classic()
    expect((await addresses(InstanceId)).map(({ IPType }) => IPType)).toEqual(['Inner'])
    const { TaskId } = await cloud.ask('SwitchNetwork', { InstanceId, ...VPC })
    expect(TaskId).toMatch(/^\d+$/)
    expect((await addresses(InstanceId)).map(({ IPType }) => IPType)).toEqual(['Private'])
    expect(await codeOf(cloud.ask('SwitchNetwork', { InstanceId, ...VPC }))).toBe('IncorrectDBInstanceType')
  })

  test('a kept address can be kept for longer, blocks a move, and ends', async () => {
    const own = await kvstoreCloud()
    try {
      const { ask, emulator } = own
      const buy = { RegionId: 'cn-hangzhou', ZoneId: 'cn-hangzhou-h', InstanceClass: 'redis.master.small.default' }
      const { InstanceId, ConnectionDomain } = await ask('CreateInstance', buy)
      const items = async (): Promise<Address[]> =>
        (await ask('DescribeDBInstanceNetInfo', { InstanceId })).NetInfoItems.InstanceNetInfo
      await ask('SwitchNetwork', { InstanceId, ...VPC, RetainClassic: 'True', ClassicExpiredDays: '14' })
      const kept = (await items()).find(({ IPType }) => IPType === 'Inner')
      expect(kept?.ConnectionString).toBe(ConnectionDomain)
      expect(Number(kept?.ExpiredTime)).toBeGreaterThan(13 * 86_400)

      const longer = { InstanceId, ConnectionString: ConnectionDomain, ClassicExpiredDays: 30 }
      const { NetInfoItems } = await ask('ModifyInstanceNetExpireTime', longer)
      expect(NetInfoItems.NetInfoItem[0]).toMatchObject({ DBInstanceNetType: 'Classic' })
      const move = { DBInstanceId: InstanceId, ZoneId: 'cn-hangzhou-i', VSwitchId: 'vsw-2' }
      emulator.clock.advance(20 * DAY_MS)
      expect(await codeOf(ask('MigrateToOtherZone', move))).toBe('IncorrectDBInstanceState')
      emulator.clock.advance(11 * DAY_MS)
      expect((await items()).map(({ IPType }) => IPType)).toEqual(['Private'])
      expect(await codeOf(ask('MigrateToOtherZone', move))).toBe('succeeded')
    } finally {
      await own.emulator.stop()
    }
  })
})

describe('getting in', () => {
  test('TLS is switched on, renewed and off', async () => {
    const { id: InstanceId } = await cloud.make({ class: 'redis.sharding.small.default', version: '4.0' })
    const state = () => cloud.ask('DescribeInstanceSSL', { InstanceId })
    const set = (SSLEnabled: string) => cloud.ask('ModifyInstanceSSL', { InstanceId, SSLEnabled })
    expect(await state()).toMatchObject({ SSLEnabled: 'Disable' })
    expect(await codeOf(set('Update'))).toBe('InvalidParameter')
    await set('Enable')
    const on = await state()
    expect(on).toMatchObject({ SSLEnabled: 'Enable', CertCommonName: `${InstanceId}.redis.rds.aliyuncs.com` })
    cloud.emulator.clock.advance(DAY_MS)
    await set('Update')
    expect(Date.parse((await state()).SSLExpiredTime)).toBeGreaterThan(Date.parse(on.SSLExpiredTime))
    await set('Disable')
    expect(await state()).toMatchObject({ SSLEnabled: 'Disable' })
  })

  test.each([
    ['a standard instance of 5.0', {}],
    ['Memcached', { class: 'memcache.master.large.default' }],
  ])('%s speaks no TLS', async (_name, wish) => {
    const { id: InstanceId } = await cloud.make(wish)
    expect(await codeOf(cloud.ask('ModifyInstanceSSL', { InstanceId, SSLEnabled: 'Enable' }))).toBe(
      'IncorrectDBInstanceType',
    )
  })

  test('Close is password-free, Open is not; the classic network has neither', async () => {
    const { id: InstanceId } = await cloud.make()
    const mode = async () =>
      (await cloud.ask('DescribeInstanceAttribute', { InstanceId })).Instances.DBInstanceAttribute[0].VpcAuthMode
    for (const VpcAuthMode of ['Close', 'Open']) {
      await cloud.ask('ModifyInstanceVpcAuthMode', { InstanceId, VpcAuthMode })
      expect(await mode()).toBe(VpcAuthMode)
    }
    const old = await classic()
    const close = { InstanceId: old.InstanceId, VpcAuthMode: 'Close' }
    expect(await codeOf(cloud.ask('ModifyInstanceVpcAuthMode', close))).toBe('IncorrectDBInstanceType')
  })
})
