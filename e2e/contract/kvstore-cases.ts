import type { CaseOf } from './cases'
import type { kvstoreCloud } from './kvstore'

/** Each operation of instances, their network and their bill: one call that works, one that the cloud refuses. */
type Cloud = Awaited<ReturnType<typeof kvstoreCloud>>
type Case = CaseOf<Cloud>
type Input = Record<string, unknown>

const RegionId = 'cn-hangzhou'
const BUY = { RegionId, ZoneId: 'cn-hangzhou-h', InstanceClass: 'redis.master.small.default' }
const NONE = 'r-nothere'
const nowhere = { region: 'cn-nowhere' }

const one =
  (more: Input = {}, wish: Parameters<Cloud['make']>[0] = {}, id = 'InstanceId') =>
  async (cloud: Cloud): Promise<Input> => ({ [id]: (await cloud.make(wish)).id, ...more })
const gone = (more: Input = {}, wish: Parameters<Cloud['make']>[0] = {}, id = 'InstanceId'): Case => ({
  good: one(more, wish, id),
  bad: { [id]: NONE, ...more },
  code: 'InvalidInstanceId.NotFound',
})

const CLUSTER = { class: 'redis.sharding.small.default' }
const PRE_PAID = { endsInDays: 20 }
const SPAN = { StartTime: '2020-01-01T00:00Z', EndTime: '2040-01-01T00:00Z' }

export const KVSTORE: Readonly<Record<string, Case>> = {
  DescribeRegions: { good: {}, bad: { RegionId: nowhere.region }, code: 'InvalidRegion.NotFound' },
  DescribeZones: { good: {}, bad: { RegionId: nowhere.region }, code: 'InvalidRegion.NotFound' },
  DescribeAvailableResource: {
    good: { RegionId },
    bad: { RegionId, OrderType: 'UPGRADE', InstanceId: NONE },
    code: 'InvalidInstanceId.NotFound',
  },
  DescribeInstances: { good: { RegionId }, bad: { RegionId: nowhere.region }, code: 'InvalidRegion.NotFound' },
  DescribeInstanceAttribute: gone(),

  CreateInstance: { good: BUY, bad: { ...BUY, ZoneId: 'cn-hangzhou-z' }, code: 'InvalidZoneId.NotFound' },
  CreateInstances: {
    good: { Instances: [{ RegionId, izNo: BUY.ZoneId, instanceClass: BUY.InstanceClass, quantity: 2 }] },
    bad: { Instances: [{ RegionId, izNo: BUY.ZoneId, instanceClass: 'redis.master.giant.default' }] },
    code: 'InvalidDBInstanceClass.NotFound',
  },
  ModifyInstanceSpec: gone({ InstanceClass: 'redis.master.2xlarge.default' }),
  TransformToPrePaid: gone({ Period: 1 }),
  DeleteInstance: gone(),

  DescribeRoleZoneInfo: gone(),
  DescribeLogicInstanceTopology: gone(),
  SwitchInstanceHA: gone({ SwitchType: 'AvailablePriority' }),
  MigrateToOtherZone: gone({ ZoneId: 'cn-hangzhou-i', VSwitchId: 'vsw-1' }, { zone: 'cn-hangzhou-h' }, 'DBInstanceId'),

  ModifyInstanceAttribute: gone({ InstanceName: '购物车' }),
  ModifyResourceGroup: gone({ RegionId, ResourceGroupId: 'rg-new' }),
  ModifyInstanceMaintainTime: gone({ MaintainStartTime: '17:00Z', MaintainEndTime: '18:00Z' }),
  DescribeEngineVersion: gone(),
  ModifyInstanceMajorVersion: gone({ MajorVersion: '5.0' }, { version: '4.0' }),
  ModifyInstanceMinorVersion: gone({}, { id: 'r-trial-minor-1' }),
  RestartInstance: gone(),
  FlushExpireKeys: gone(),
  FlushInstance: gone(),

  DescribeDBInstanceNetInfo: gone(),
  SwitchNetwork: {
    good: async (cloud) => {
      const made = await cloud.ask('CreateInstance', BUY)
      return { InstanceId: made.InstanceId, VpcId: 'vpc-1', VSwitchId: 'vsw-1' }
    },
    bad: { InstanceId: NONE, VpcId: 'vpc-1', VSwitchId: 'vsw-1' },
    code: 'InvalidInstanceId.NotFound',
  },
  ModifyInstanceNetExpireTime: {
    good: async (cloud) => {
      const { InstanceId, ConnectionDomain } = await cloud.ask('CreateInstance', BUY)
      const network = { VpcId: 'vpc-1', VSwitchId: 'vsw-1', RetainClassic: 'True', ClassicExpiredDays: '14' }
      await cloud.ask('SwitchNetwork', { InstanceId, ...network })
      return { InstanceId, ConnectionString: ConnectionDomain, ClassicExpiredDays: 30 }
    },
    bad: { InstanceId: NONE, ConnectionString: 'x', ClassicExpiredDays: 30 },
    code: 'InvalidInstanceId.NotFound',
  },
  ModifyDBInstanceConnectionString: {
    good: async (cloud) => {
      const { id } = await cloud.make()
      return { DBInstanceId: id, CurrentConnectionString: `${id}.redis.rds.aliyuncs.com`, Port: 6380 }
    },
    bad: { DBInstanceId: NONE, CurrentConnectionString: 'x', Port: 6380 },
    code: 'InvalidInstanceId.NotFound',
  },
  AllocateInstancePublicConnection: gone({ ConnectionStringPrefix: 'allocatedhere', Port: 6379 }),
  ReleaseInstancePublicConnection: {
    good: async (cloud) => {
      const { id } = await cloud.make()
      await cloud.ask('AllocateInstancePublicConnection', {
        InstanceId: id,
        ConnectionStringPrefix: 'releasedhere',
        Port: 6379,
      })
      return { InstanceId: id, CurrentConnectionString: 'releasedhere.redis.rds.aliyuncs.com' }
    },
    bad: { InstanceId: NONE, CurrentConnectionString: 'x' },
    code: 'InvalidInstanceId.NotFound',
  },
  AllocateDirectConnection: gone({}, CLUSTER),
  ReleaseDirectConnection: {
    good: async (cloud) => {
      const { id } = await cloud.make(CLUSTER)
      await cloud.ask('AllocateDirectConnection', { InstanceId: id })
      return { InstanceId: id }
    },
    bad: { InstanceId: NONE },
    code: 'InvalidInstanceId.NotFound',
  },

  DescribeInstanceSSL: gone(),
  ModifyInstanceSSL: gone({ SSLEnabled: 'Enable' }, { ...CLUSTER, version: '4.0' }),
  ModifyInstanceVpcAuthMode: gone({ VpcAuthMode: 'Close' }),

  DescribePrice: {
    good: { RegionId, OrderType: 'BUY', InstanceClass: BUY.InstanceClass },
    bad: { RegionId, OrderType: 'BUY', InstanceClass: 'redis.master.giant.default' },
    code: 'InvalidDBInstanceClass.NotFound',
  },
  RenewInstance: gone({ Period: 1 }, PRE_PAID),
  RenewMultiInstance: {
    good: async (cloud) => ({
      InstanceIds: [(await cloud.make(PRE_PAID)).id, (await cloud.make(PRE_PAID)).id],
      Period: 1,
    }),
    bad: { InstanceIds: [NONE], Period: 1 },
    code: 'InvalidInstanceId.NotFound',
  },
  DescribeInstanceAutoRenewalAttribute: {
    good: { RegionId },
    bad: { RegionId, DBInstanceId: NONE },
    code: 'InvalidInstanceId.NotFound',
  },
  ModifyInstanceAutoRenewalAttribute: {
    good: async (cloud) => ({ DBInstanceId: [(await cloud.make(PRE_PAID)).id], AutoRenew: 'true', Duration: 3 }),
    bad: { DBInstanceId: [NONE], AutoRenew: 'true', Duration: 3 },
    code: 'InvalidInstanceId.NotFound',
  },

  DescribeTasks: gone({ ...SPAN, Status: ['0', '1', '2'] }),
}
