import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codeOf, kvstoreCloud } from './kvstore'

/** Alibaba instances from purchase to release, over HTTP with the console's client: what was done is what is read. */
type Cloud = Awaited<ReturnType<typeof kvstoreCloud>>
let cloud: Cloud
beforeAll(async () => {
  cloud = await kvstoreCloud()
})
afterAll(() => cloud.emulator.stop())

const RegionId = 'cn-hangzhou'
const BUY = { RegionId, ZoneId: 'cn-hangzhou-h', InstanceClass: 'redis.master.small.default' }
const SPAN = { StartTime: '2020-01-01T00:00Z', EndTime: '2040-01-01T00:00Z', Status: ['0', '1', '2'] }

const attribute = async (InstanceId: string, of: Cloud = cloud) =>
  (await of.ask('DescribeInstanceAttribute', { InstanceId })).Instances.DBInstanceAttribute[0]
const listed = async (change: object = {}): Promise<{ InstanceId: string }[]> =>
  (await cloud.ask('DescribeInstances', { RegionId, PageSize: 50, ...change })).Instances.KVStoreInstance

/** A cloud in which work takes its time, for one test; that passes only when the test says so. */
async function slowly(play: (slow: Cloud) => Promise<void>): Promise<void> {
  const began = Date.now()
  const slow = await kvstoreCloud({ pace: 'real', now: () => began })
  try {
    await play(slow)
  } finally {
    await slow.emulator.stop()
  }
}
const MINUTES = 60_000

describe('creating', () => {
  test('an instance is listed as it was ordered, with its task', async () => {
    const order = {
      ...BUY,
      InstanceName: '购物车',
      EngineVersion: '4.0',
      NetworkType: 'VPC',
      VpcId: 'vpc-shop',
      VSwitchId: 'vsw-shop',
      SecondaryZoneId: 'cn-hangzhou-i',
      Port: 6380,
      PrivateIpAddress: '172.16.0.9',
      ResourceGroupId: 'rg-shop',
      Tag: [{ Key: 'team', Value: 'shop' }],
    }
    const made = await cloud.ask('CreateInstance', order)
    expect(made).toMatchObject({ InstanceStatus: 'Creating', Capacity: 1024, ChargeType: 'PostPaid' })
    expect(await listed({ Tag: [{ Key: 'team', Value: 'shop' }] })).toHaveLength(1)
    expect(await attribute(made.InstanceId)).toMatchObject({
      InstanceName: '购物车',
      InstanceStatus: 'Normal',
      EngineVersion: '4.0',
      VpcId: 'vpc-shop',
      VSwitchId: 'vsw-shop',
      SecondaryZoneId: 'cn-hangzhou-i',
      ZoneType: 'doublezone',
      Port: 6380,
      PrivateIp: '172.16.0.9',
      ResourceGroupId: 'rg-shop',
      VpcAuthMode: 'Open',
      SecurityIPList: '127.0.0.1',
    })
    const tasks = await cloud.ask('DescribeTasks', { InstanceId: made.InstanceId, ...SPAN })
    expect(tasks.Items).toMatchObject([
      { TaskAction: 'CreateDBInstance', Status: '2', Progress: 100, StepProgressInfo: '3/3' },
    ])
  })

  test('it takes its time, and may not be changed before it runs', () =>
    slowly(async (slow) => {
      const { InstanceId } = await slow.ask('CreateInstance', BUY)
      expect(await attribute(InstanceId, slow)).toMatchObject({ InstanceStatus: 'Creating' })
      expect(await codeOf(slow.ask('RestartInstance', { InstanceId }))).toBe('IncorrectDBInstanceState')
      slow.emulator.clock.advance(7.5 * MINUTES)
      const [task] = (await slow.ask('DescribeTasks', { InstanceId, ...SPAN })).Items
      expect(task).toMatchObject({ Status: '1', Progress: 50, Remain: 450, CurrentStepName: 'init_redis' })
      slow.emulator.clock.advance(7.5 * MINUTES)
      expect(await attribute(InstanceId, slow)).toMatchObject({ InstanceStatus: 'Normal' })
    }))

  test('a token makes it happen once, and not for another order', async () => {
    const Token = 'one-order'
    const first = await cloud.ask('CreateInstance', { ...BUY, Token })
    expect((await cloud.ask('CreateInstance', { ...BUY, Token })).InstanceId).toBe(first.InstanceId)
    expect(await codeOf(cloud.ask('CreateInstance', { ...BUY, InstanceName: 'other', Token }))).toBe(
      'IdempotentParameterMismatch',
    )
  })

  test('a dry run creates nothing', async () => {
    const before = (await listed()).length
    expect(await codeOf(cloud.ask('CreateInstance', { ...BUY, DryRun: true }))).toBe('DryRunOperation')
    expect(await listed()).toHaveLength(before)
  })

  test('several at a time come as many as ordered', async () => {
    const entry = { RegionId, izNo: BUY.ZoneId, instanceClass: BUY.InstanceClass }
    const { InstanceIds } = await cloud.ask('CreateInstances', {
      Instances: [{ ...entry, quantity: 3, InstanceName: 'batch' }],
    })
    expect((await listed({ SearchKey: 'batch' })).map((one) => one.InstanceId).sort()).toEqual(
      [...InstanceIds.InstanceId].sort(),
    )
  })

  test('a copy starts with the data of a backup of its source', async () => {
    const source = await cloud.make({ usedMemoryMb: 700 })
    const { BackupJobID } = await cloud.ask('CreateBackup', { InstanceId: source.id })
    expect(BackupJobID).toBeDefined()
    const { Backups } = await cloud.ask('DescribeBackups', {
      InstanceId: source.id,
      StartTime: SPAN.StartTime,
      EndTime: SPAN.EndTime,
    })
    const BackupId = String(Backups.Backup[0].BackupId)
    const copy = { ...BUY, SrcDBInstanceId: source.id, BackupId }
    const { InstanceId } = await cloud.ask('CreateInstance', copy)
    expect(cloud.emulator.world.find('alibaba-kvstore', InstanceId, undefined)?.usedMemoryMb).toBe(700)
    expect(await codeOf(cloud.ask('CreateInstance', { ...copy, BackupId: '1' }))).toBe('InvalidBackupSetID.NotFound')
  })

  test.each([
    ['an unknown class', { InstanceClass: 'redis.master.giant.default' }, 'InvalidDBInstanceClass.NotFound'],
    ['an unknown size', { InstanceClass: undefined, Capacity: 1000 }, 'InvalidCapacity.NotFound'],
    ['an unknown zone', { ZoneId: 'cn-hangzhou-q' }, 'InvalidZoneId.NotFound'],
    ['a closed zone', { ZoneId: 'cn-hangzhou-b' }, 'QuotaNotEnough'],
  ])('%s is refused', async (_name, change, code) => {
    expect(await codeOf(cloud.ask('CreateInstance', { ...BUY, ...change }))).toBe(code)
  })

  test('money, rights and quota of the customer run out', async () => {
    const customer = (body: object) =>
      fetch(`${cloud.emulator.url}/_emulator/customers`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      })
    const subscription = { ...BUY, ChargeType: 'PrePaid', Period: '1' }
    const rich = { balance: 1_000_000, instanceQuota: 10_000, realName: true, paymentMethod: true }
    try {
      await customer({ balance: 69 })
      expect(await codeOf(cloud.ask('CreateInstance', subscription))).toBe('InsufficientBalance')
      await customer({ balance: 100 })
      await cloud.ask('CreateInstance', subscription)
      expect(await codeOf(cloud.ask('CreateInstance', subscription))).toBe('InsufficientBalance')
      await customer({ ...rich, instanceQuota: 0 })
      expect(await codeOf(cloud.ask('CreateInstance', BUY))).toBe('QuotaExceed.AfterpayInstance')
      await customer({ ...rich, realName: false })
      expect(await codeOf(cloud.ask('CreateInstance', BUY))).toBe('RealNameAuthenticationError')
      await customer({ ...rich, paymentMethod: false })
      expect(await codeOf(cloud.ask('CreateInstance', BUY))).toBe('PaymentMethodNotFound')
    } finally {
      await customer(rich)
    }
  })
})

describe('changing the class', () => {
  const LARGE = { InstanceClass: 'redis.sharding.small.default' }

  test('passes through Changing and ends with the new size', () =>
    slowly(async (slow) => {
      const { id: InstanceId } = await slow.make()
      await slow.ask('ModifyInstanceSpec', { InstanceId, ...LARGE })
      expect(await attribute(InstanceId, slow)).toMatchObject({ InstanceStatus: 'Changing', Capacity: 8192 })
      slow.emulator.clock.advance(15 * MINUTES)
      expect(await attribute(InstanceId, slow)).toMatchObject({
        InstanceStatus: 'Normal',
        InstanceClass: LARGE.InstanceClass,
        ArchitectureType: 'cluster',
        Capacity: 16_384,
        Connections: 80_000,
        Bandwidth: 384,
        ShardCount: 8,
      })
    }))

  test('waits for the maintenance window when told to', () =>
    slowly(async (slow) => {
      const { id: InstanceId } = await slow.make()
      const hour = (hours: number) =>
        `${String((new Date(slow.emulator.world.now()).getUTCHours() + hours) % 24).padStart(2, '0')}:00Z`
      await slow.ask('ModifyInstanceMaintainTime', {
        InstanceId,
        MaintainStartTime: hour(2),
        MaintainEndTime: hour(3),
      })
      await slow.ask('ModifyInstanceSpec', { InstanceId, ...LARGE, EffectiveTime: 'MaintainTime' })
      expect(await attribute(InstanceId, slow)).toMatchObject({ InstanceStatus: 'Normal', Capacity: 8192 })
      const [task] = (await slow.ask('DescribeTasks', { InstanceId, ...SPAN })).Items
      expect(task).toMatchObject({ TaskAction: 'ModifyDBInstanceSpec', Status: '0' })
      slow.emulator.clock.advance(150 * MINUTES)
      expect(await attribute(InstanceId, slow)).toMatchObject({ InstanceStatus: 'Normal', Capacity: 16_384 })
    }))

  test('of a subscription: cheaper only as DOWNGRADE, dearer only as UPGRADE', async () => {
    const { id: InstanceId } = await cloud.make({ endsInDays: 30 })
    const spec = (InstanceClass: string, OrderType: string) =>
      codeOf(cloud.ask('ModifyInstanceSpec', { InstanceId, InstanceClass, OrderType }))
    expect(await spec('redis.master.mid.default', 'UPGRADE')).toBe('InvalidParameter')
    expect(await spec('redis.master.2xlarge.default', 'DOWNGRADE')).toBe('InvalidParameter')
    expect(await spec('redis.master.mid.default', 'DOWNGRADE')).toBe('succeeded')
    expect(await attribute(InstanceId)).toMatchObject({ Capacity: 2048 })
    expect(await spec('redis.master.2xlarge.default', 'UPGRADE')).toBe('succeeded')
  })

  test('an order that is not paid changes nothing', async () => {
    const { id: InstanceId } = await cloud.make({ endsInDays: 30 })
    const { OrderId } = await cloud.ask('ModifyInstanceSpec', { InstanceId, ...LARGE, AutoPay: false })
    expect(OrderId).toBeDefined()
    expect(await attribute(InstanceId)).toMatchObject({ Capacity: 8192 })
  })
})

describe('releasing', () => {
  test('an instance goes through Released and is gone', () =>
    slowly(async (slow) => {
      const { InstanceId } = await slow.ask('CreateInstance', BUY)
      slow.emulator.clock.advance(15 * MINUTES)
      await slow.ask('DeleteInstance', { InstanceId })
      expect(await attribute(InstanceId, slow)).toMatchObject({ InstanceStatus: 'Released' })
      slow.emulator.clock.advance(5 * MINUTES)
      expect(await codeOf(slow.ask('DescribeInstanceAttribute', { InstanceId }))).toBe('InvalidInstanceId.NotFound')
      const { TotalCount } = await slow.ask('DescribeInstances', { RegionId })
      expect(TotalCount).toBe(0)
    }))

  test('protection and subscriptions are respected', async () => {
    const { InstanceId } = await cloud.ask('CreateInstance', BUY)
    await cloud.ask('ModifyInstanceAttribute', { InstanceId, InstanceReleaseProtection: true })
    expect(await codeOf(cloud.ask('DeleteInstance', { InstanceId }))).toBe('IncorrectDBInstanceLockMode')
    await cloud.ask('ModifyInstanceAttribute', { InstanceId, InstanceReleaseProtection: false })
    await cloud.ask('TransformToPrePaid', { InstanceId, Period: 1 })
    expect(await codeOf(cloud.ask('DeleteInstance', { InstanceId }))).toBe('IncorrectDBInstanceType')
  })

  test('a released instance comes back from the recycle bin under its id', async () => {
    const { InstanceId } = await cloud.ask('CreateInstance', { ...BUY, InstanceName: 'phoenix' })
    await cloud.ask('DeleteInstance', { InstanceId })
    expect(await codeOf(cloud.ask('DescribeInstanceAttribute', { InstanceId }))).toBe('InvalidInstanceId.NotFound')
    const entry = { RegionId, izNo: BUY.ZoneId, instanceClass: BUY.InstanceClass, SrcDBInstanceId: InstanceId }
    const { InstanceIds } = await cloud.ask('CreateInstances', { Instances: [{ ...entry, RebuildInstance: 'true' }] })
    expect(InstanceIds.InstanceId).toEqual([InstanceId])
    expect(await attribute(InstanceId)).toMatchObject({ InstanceName: 'phoenix', InstanceStatus: 'Normal' })
  })
})
