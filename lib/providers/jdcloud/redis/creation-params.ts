import { z } from 'zod'
import { noted, secret } from '@/lib/operation'
import { needs, onlyWhen, rule, withRules } from '@/lib/rules'
import { description, instanceName, password } from './request'

/** What is chosen for a new instance of this service (createCacheInstance). */
export const params = withRules(
  z.strictObject({
    name: noted(
      instanceName,
      '2 to 32 letters, digits, underscores or Chinese characters.',
      '2 至 32 个字符，可用字母、数字、下划线和中文。',
    ),
    description: description.optional(),
    version: noted(
      z.enum(['2.8', '4.0']).default('4.0'),
      'Must belong to the same family as the size code.',
      '须与规格代码属于同一系列。',
    ),
    architecture: noted(
      z.enum(['standard', 'cluster', 'native-cluster']).optional(),
      'Must agree with the size code; left out, the size code decides.',
      '须与规格代码一致，不填则由规格代码决定。',
    ),
    class: z.string().min(1),
    shards: noted(
      z.number().int().min(2).optional(),
      'Shards of a cluster whose size code is that of one shard (redis.s.*).',
      '自定义分片集群（redis.s.* 规格）的分片数。',
    ),
    replicas: noted(
      z.number().int().min(0).optional(),
      'Copies beside the master; left out, the cloud decides.',
      '主节点以外的副本数，不填则由云平台决定。',
    ),
    zone: noted(z.string().min(1), 'Zone of the master.', '主节点所在可用区。'),
    secondaryZone: noted(
      z.string().min(1).optional(),
      'Zone of the replica; left out, that of the master.',
      '从节点所在可用区，不填则与主节点相同。',
    ),
    vpcId: noted(z.string().min(1), 'VPC of that region.', '该地域内的 VPC。'),
    subnetId: noted(z.string().min(1), 'Subnet inside the VPC.', 'VPC 内的子网。'),
    port: z.number().int().min(1).max(65_535).optional(),
    chargeType: noted(
      z.enum(['subscription', 'pay-as-you-go', 'by-usage']).default('pay-as-you-go'),
      'Subscription, by configuration and time, or by usage.',
      '包年包月、按配置计费或按用量计费。',
    ),
    months: noted(
      z.literal([1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36]).optional(),
      '1 to 9 months or 1 to 3 years.',
      '1 至 9 个月，或 1 至 3 年。',
    ),
    autoRenew: z.boolean().default(false),
    password: noted(
      secret(password.min(8)).optional(),
      '8 to 16 letters and digits, both of them. Left out: no password is needed to connect.',
      '8 至 16 位，须同时包含字母和数字；不填表示免密访问。',
    ),
    resourceGroup: z.string().min(1).optional(),
    parameterGroup: noted(z.string().min(1).optional(), 'Parameter template.', '参数模板。'),
    tags: z.array(z.strictObject({ key: z.string().min(1), value: z.string().default('') })).optional(),
    sourceInstanceId: noted(z.string().min(1).optional(), 'The instance that the backup is of.', '备份所属的实例。'),
    backupId: noted(z.string().min(1).optional(), 'Start with the data of this backup.', '用该备份的数据创建实例。'),
  }),
  needs('months', { chargeType: 'subscription' }),
  onlyWhen('months', { chargeType: 'subscription' }),
  needs('backupId', 'sourceInstanceId'),
  needs('sourceInstanceId', 'backupId'),
  rule(
    'shards',
    {
      en: 'A size of one shard (redis.s.*) needs the number of shards; other sizes have their own.',
      zh: '单分片规格（redis.s.*）必须填写分片数，其他规格自带分片数。',
    },
    ({ class: size, shards }) => String(size).startsWith('redis.s.') === (shards !== undefined),
  ),
  rule(
    'autoRenew',
    { en: 'Only a subscription is renewed.', zh: '仅包年包月实例可自动续费。' },
    ({ autoRenew, chargeType }) => autoRenew !== true || chargeType === 'subscription',
  ),
)
