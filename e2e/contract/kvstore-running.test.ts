import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, kvstoreCloud } from './kvstore'

/** What is done to running Alibaba instances and their nodes, over HTTP with the console's client. */
let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
beforeAll(async () => {
  cloud = await kvstoreCloud()
})
afterAll(() => cloud.emulator.stop())

const RegionId = 'cn-hangzhou'
const BUY = { RegionId, ZoneId: 'cn-hangzhou-h', InstanceClass: 'redis.master.small.default' }
const SPAN = { StartTime: '2020-01-01T00:00Z', EndTime: '2040-01-01T00:00Z', Status: ['0', '1', '2'] }

const attribute = async (InstanceId: string) =>
  (await cloud.ask('DescribeInstanceAttribute', { InstanceId })).Instances.DBInstanceAttribute[0]
const listed = async (change: object = {}): Promise<{ InstanceId: string }[]> =>
  (await cloud.ask('DescribeInstances', { RegionId, PageSize: 50, ...change })).Instances.KVStoreInstance

describe('upkeep', () => {
  test('name, group and window are read back', async () => {
    const { id: InstanceId } = await cloud.make()
    await cloud.ask('ModifyInstanceAttribute', { InstanceId, InstanceName: 'renamed' })
    await cloud.ask('ModifyResourceGroup', { InstanceId, RegionId, ResourceGroupId: 'rg-other' })
    await cloud.ask('ModifyInstanceMaintainTime', {
      InstanceId,
      MaintainStartTime: '03:00Z',
      MaintainEndTime: '05:00Z',
    })
    expect(await attribute(InstanceId)).toMatchObject({
      InstanceName: 'renamed',
      ResourceGroupId: 'rg-other',
      MaintainStartTime: '03:00Z',
      MaintainEndTime: '05:00Z',
    })
    expect((await listed({ ResourceGroupId: 'rg-other' })).map((one) => one.InstanceId)).toEqual([InstanceId])
  })

  test('versions go up, and only up', async () => {
    const { id: InstanceId } = await cloud.make({ version: '2.8' })
    const version = () => cloud.ask('DescribeEngineVersion', { InstanceId })
    expect(await version()).toMatchObject({ MajorVersion: '2.8', EnableUpgradeMajorVersion: true })
    await cloud.ask('ModifyInstanceMajorVersion', { InstanceId, MajorVersion: '4.0' })
    expect(await version()).toMatchObject({ MajorVersion: '4.0', IsLatestVersion: true })
    expect(await codeOf(cloud.ask('ModifyInstanceMajorVersion', { InstanceId, MajorVersion: '4.0' }))).toBe(
      'InvalidParameter',
    )
    expect(await codeOf(cloud.ask('ModifyInstanceMinorVersion', { InstanceId }))).toBe('IncorrectDBInstanceType')
    expect(await attribute(InstanceId)).toMatchObject({ EngineVersion: '4.0' })
  })

  test('a restart upgrades the minor version unless told not to', async () => {
    const { id: InstanceId } = await cloud.make({ id: 'r-lags-behind-1' })
    const latest = async () => (await cloud.ask('DescribeEngineVersion', { InstanceId })).IsLatestVersion
    expect(await latest()).toBe(false)
    await cloud.ask('RestartInstance', { InstanceId, UpgradeMinorVersion: false })
    expect(await latest()).toBe(false)
    const { TaskId } = await cloud.ask('RestartInstance', { InstanceId })
    expect(await latest()).toBe(true)
    const { Items } = await cloud.ask('DescribeTasks', { InstanceId, ...SPAN })
    expect(Items[0]).toMatchObject({ TaskId, TaskAction: 'RestartInstance' })
  })

  test('a flushed instance is empty', async () => {
    const one = await cloud.make({ usedMemoryMb: 900 })
    await cloud.ask('FlushInstance', { InstanceId: one.id })
    expect(cloud.emulator.world.find('alibaba-kvstore', one.id, undefined)?.usedMemoryMb).toBe(0)
  })

  test.each(['Creating', 'Changing', 'Flushing', 'Migrating', 'BackupRecovering', 'MinorVersionUpgrading'])(
    'an instance that is %s may not be restarted, flushed, resized, switched or released',
    async (status) => {
      const { id: InstanceId } = await cloud.make({ status })
      const tries = [
        ['RestartInstance', {}],
        ['FlushInstance', {}],
        ['ModifyInstanceSpec', { InstanceClass: 'redis.master.2xlarge.default' }],
        ['SwitchInstanceHA', { SwitchType: 'AvailablePriority' }],
        ['DeleteInstance', {}],
      ] as const
      for (const [name, input] of tries)
        expect([name, await codeOf(cloud.ask(name, { InstanceId, ...input }))]).toEqual([
          name,
          'IncorrectDBInstanceState',
        ])
    },
  )
})

describe('nodes', () => {
  test('topology and roles name the same shards, and a switch swaps the zones of their masters', async () => {
    const { InstanceId } = await cloud.ask('CreateInstance', {
      ...BUY,
      InstanceClass: 'redis.logic.sharding.2g.2db.0rodb.4proxy.default',
      SecondaryZoneId: 'cn-hangzhou-i',
    })
    const topology = await cloud.ask('DescribeLogicInstanceTopology', { InstanceId })
    const shards = topology.RedisShardList.NodeInfo.map(({ NodeId }: { NodeId: string }) => NodeId.split('#')[0])
    expect(shards).toEqual([`${InstanceId}-db-0`, `${InstanceId}-db-1`])
    expect(topology.RedisProxyList.NodeInfo).toHaveLength(4)
    const masters = async (): Promise<string[]> =>
      (await cloud.ask('DescribeRoleZoneInfo', { InstanceId })).Node.NodeInfo.filter(
        (node: { Role: string }) => node.Role === 'master',
      ).map((node: { InsName: string; ZoneId: string }) => `${node.InsName} ${node.ZoneId}`)
    expect(await masters()).toEqual(shards.map((shard: string) => `${shard} cn-hangzhou-h`))
    await cloud.ask('SwitchInstanceHA', { InstanceId, SwitchType: 'DataConsistency', NodeId: [shards[1]] })
    expect(await masters()).toEqual([`${shards[0]} cn-hangzhou-h`, `${shards[1]} cn-hangzhou-i`])
    const wrong = cloud.ask('SwitchInstanceHA', { InstanceId, SwitchType: 'DataConsistency', NodeId: ['x-db-0'] })
    expect(await codeOf(wrong)).toBe('InvalidParameter')
    expect((await cloud.ask('DescribeRoleZoneInfo', { InstanceId, QueryType: 0 })).TotalCount).toBe(4)
  })

  test('an instance that moves keeps its address and gets another IP', async () => {
    const { id } = await cloud.make({ zone: 'cn-hangzhou-h' })
    const before = await attribute(id)
    const move = { DBInstanceId: id, ZoneId: 'cn-hangzhou-i' }
    expect(await codeOf(cloud.ask('MigrateToOtherZone', move))).toBe('MissingParameter')
    await cloud.ask('MigrateToOtherZone', { ...move, VSwitchId: 'vsw-i' })
    const after = await attribute(id)
    expect(after).toMatchObject({
      ZoneId: 'cn-hangzhou-i',
      VSwitchId: 'vsw-i',
      ConnectionDomain: before.ConnectionDomain,
    })
    expect(after.PrivateIp).not.toBe(before.PrivateIp)
    expect(await codeOf(cloud.ask('MigrateToOtherZone', { ...move, VSwitchId: 'vsw-i' }))).toBe('Zone.NotSupport')
  })
})
