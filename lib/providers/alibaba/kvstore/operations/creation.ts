import { z } from 'zod'
import { noted, operations, packed, secret } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'
import { needs, notBoth, oneOf, rule, withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'
import { password, regionId, second, threeKinds } from './inputs'
import {
  autoPay,
  businessInfo,
  capacityMb,
  chargeType,
  couponNo,
  engineVersion,
  instanceClass,
  instanceName,
  months,
  monthsAsText,
  port,
  sourceNeedsMoment,
  token,
} from './order-fields'

const sourceInstance = () =>
  noted(
    z.string().min(1).optional(),
    'Instance whose data the new one starts with.',
    '源实例，新实例以其备份数据创建。',
  )
const backupId = () => noted(z.string().min(1).optional(), 'Backup of the source instance.', '源实例的备份集 ID。')
const networkType = () => z.enum(['CLASSIC', 'VPC']).default('CLASSIC')

/** One entry of CreateInstances. Keys are spelled as in the manual's samples; its table has some with a capital. */
const manyOf = withRules(
  z.strictObject({
    RegionId: z.string().min(1),
    izNo: noted(z.string().min(1), 'Zone.', '可用区。'),
    quantity: z.number().int().min(1).max(300).default(1),
    instanceType: z.enum(['Redis', 'Memcache']).default('Redis'),
    instanceClass: instanceClass(),
    Capacity: capacityMb(),
    EngineVersion: engineVersion().default('5.0'),
    ChargeType: chargeType(),
    Period: months().optional(),
    AutoRenew: z.enum(['true', 'false']).default('false'),
    InstanceName: instanceName().optional(),
    Password: secret(password()).optional(),
    NetworkType: networkType(),
    VpcId: z.string().min(1).optional(),
    vSwitchId: z.string().min(1).optional(),
    NodeType: z.enum(['STAND_ALONE', 'MASTER_SLAVE']).optional(),
    SrcDBInstanceId: sourceInstance(),
    BackupId: backupId(),
    RebuildInstance: noted(
      z.enum(['true', 'false']).default('false'),
      'true: bring the source instance back from the recycle bin.',
      'true 表示从回收站恢复源实例。',
    ),
  }),
  oneOf('instanceClass', 'Capacity'),
  needs('Period', { ChargeType: 'PrePaid' }),
  needs('VpcId', { NetworkType: 'VPC' }),
  needs('vSwitchId', { NetworkType: 'VPC' }),
  needs('SrcDBInstanceId', 'BackupId'),
  needs('SrcDBInstanceId', { RebuildInstance: 'true' }),
  threeKinds('Password'),
)

export const creationOperations = operations(SERVICE, API_VERSION, {
  CreateInstance: {
    method: 'POST',
    kind: 'write',
    costs: true,
    async: true,
    group: 'lifecycle',
    idempotency: 'Token',
    summary: { en: 'Create an instance, empty or from a backup', zh: '创建实例，可使用备份数据创建' },
    manual: '7.4',
    request: withRules(
      z.strictObject({
        RegionId: z.string().min(1),
        ZoneId: noted(z.string().min(1), 'Zone of the master.', '主节点所在可用区。'),
        SecondaryZoneId: noted(
          z.string().min(1).optional(),
          'Zone of the replica, to survive the loss of a zone.',
          '备节点所在可用区，用于跨可用区容灾。',
        ),
        InstanceType: noted(z.enum(['Redis', 'Memcache']).default('Redis'), 'Engine.', '数据库引擎。'),
        EngineVersion: engineVersion().default('5.0'),
        InstanceClass: instanceClass(),
        Capacity: capacityMb(),
        InstanceName: instanceName().optional(),
        Password: secret(password()).optional(),
        ChargeType: chargeType(),
        Period: noted(
          monthsAsText.optional(),
          'Months; needed for a subscription.',
          '购买时长（月），包年包月时必填。',
        ),
        AutoRenew: z.enum(['true', 'false']).default('false'),
        AutoRenewPeriod: noted(
          z.enum(['1', '2', '3', '6', '12']).optional(),
          'Months of each renewal.',
          '每次自动续费的月数。',
        ),
        NetworkType: networkType(),
        VpcId: z.string().min(1).optional(),
        VSwitchId: noted(z.string().min(1).optional(), 'Of the zone and the VPC.', '须属于所选可用区和专有网络。'),
        PrivateIpAddress: noted(
          z.ipv4().optional(),
          'Fixed internal address, inside the vSwitch’s block.',
          '指定内网 IP，须在交换机网段内。',
        ),
        Port: port().default(6379),
        ResourceGroupId: z.string().min(1).optional(),
        Tag: noted(
          z
            .array(z.strictObject({ Key: z.string().min(1), Value: z.string().optional() }))
            .max(20)
            .optional(),
          'Keys that are not known yet are made.',
          '不存在的标签键会自动创建。',
        ),
        SrcDBInstanceId: sourceInstance(),
        BackupId: backupId(),
        RestoreTime: second().optional(),
        CouponNo: couponNo(),
        AutoUseCoupon: z.enum(['true', 'false']).default('false'),
        BusinessInfo: businessInfo(),
        DedicatedHostGroupId: noted(
          z.string().min(1).optional(),
          'Needed when the instance goes into a dedicated cluster.',
          '在专属集群中创建实例时必填。',
        ),
        GlobalInstanceId: noted(
          z.string().min(1).optional(),
          'Distributed instance to join; sites in China only.',
          '要加入的分布式实例，仅中国站支持。',
        ),
        GlobalInstance: noted(
          z.boolean().default(false),
          'true: it becomes the first child of a distributed instance.',
          'true 表示作为分布式实例的首个子实例。',
        ),
        DryRun: noted(
          z.boolean().optional(),
          'true: check only. What passes is answered with the error DryRunOperation.',
          'true 表示仅预检；检查通过时返回错误码 DryRunOperation。',
        ),
        Token: token(),
      }),
      oneOf('InstanceClass', 'Capacity'),
      needs('Period', { ChargeType: 'PrePaid' }),
      needs('AutoRenewPeriod', { AutoRenew: 'true' }),
      // The manual only implies these two.
      needs('VpcId', { NetworkType: 'VPC' }),
      needs('VSwitchId', { NetworkType: 'VPC' }),
      needs('SrcDBInstanceId', 'BackupId'),
      needs('SrcDBInstanceId', 'RestoreTime'),
      notBoth('BackupId', 'RestoreTime'),
      sourceNeedsMoment,
      rule(
        'GlobalInstance',
        { en: 'Distributed instances need version 5.0.', zh: '分布式实例仅支持 5.0 版本。' },
        ({ GlobalInstance, EngineVersion }) => GlobalInstance !== true || EngineVersion === '5.0',
      ),
      threeKinds('Password'),
    ),
    response: object({
      /** The table spells it so, the samples and the vendor's client `InstanceId`. */
      InstanceID: text(),
      InstanceId: text(),
      InstanceName: text(),
      InstanceStatus: text(),
      Capacity: number(),
      Bandwidth: number(),
      Connections: number(),
      QPS: number(),
      ChargeType: text(),
      EndTime: text(),
      Config: text(),
      ConnectionDomain: text(),
      Port: number(),
      PrivateIPAddr: text(),
      NetworkType: text(),
      VpcId: text(),
      vSwitchId: text(),
      VSwitchId: text(),
      NodeType: text(),
      RegionId: text(),
      ZoneId: text(),
      UserName: text(),
      RequestId: text(),
    }),
  },
  CreateInstances: {
    method: 'POST',
    kind: 'write',
    costs: true,
    async: true,
    group: 'lifecycle',
    idempotency: 'Token',
    summary: { en: 'Create several instances, or bring one back', zh: '批量创建实例，或从回收站恢复实例' },
    manual: '7.5',
    request: z.strictObject({
      RegionId: regionId(),
      Instances: packed(z.array(manyOf).min(1), 'json'),
      EngineVersion: noted(
        engineVersion().default('5.0'),
        'Also a field of each entry, which goes first here.',
        '各条目中也可指定，以条目为准。',
      ),
      RebuildInstance: z.boolean().default(false),
      AutoPay: autoPay(),
      AutoRenew: z.enum(['true', 'false']).default('false'),
      CouponNo: couponNo(),
      BusinessInfo: businessInfo(),
      Token: token(),
    }),
    response: object({
      InstanceIds: object({ InstanceId: list(z.string()) }).nullish(),
      OrderId: scalar(),
      RequestId: text(),
    }),
  },
})
