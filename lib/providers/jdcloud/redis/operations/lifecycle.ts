import { z } from 'zod'
import { noted, operations, secret } from '@/lib/operation'
import { flag, number, object, text } from '@/lib/providers/fields'
import { needs, onlyWhen, rule, withRules } from '@/lib/rules'
import { description, effectiveTime, instance, instanceName, password, regionId } from '../request'
import { API_VERSION, SERVICE } from '../service'

const tags = z.array(z.strictObject({ key: z.string().min(1), value: z.string().optional() }))
const zone = z.string().min(1)
const flagNumber = z.literal([0, 1])
const order = object({ orderNum: text(), buyId: text() })

const azId = z.strictObject({
  master: noted(zone, 'Zone of the master.', '主节点所在可用区。'),
  slave: noted(zone, 'Zone of the replica; may be the same.', '从节点所在可用区，可与主节点相同。'),
  azSpecifyType: noted(
    z.enum(['SpecifyByReplicaGroup', 'SpecifyByCluster']).optional(),
    'Zones given per group of copies, or for the cluster as a whole.',
    '按副本组指定可用区，或按整个集群指定。',
  ),
  azsForCluster: noted(z.array(zone).optional(), 'Zones of a cluster.', '集群所用的可用区。'),
  azsForProxy: noted(z.array(zone).optional(), 'Zones of the proxies.', '代理节点所用的可用区。'),
})

const cacheInstance = withRules(
  z.strictObject({
    vpcId: noted(z.string().min(1), 'VPC of that region.', '该地域内的 VPC。'),
    subnetId: noted(z.string().min(1), 'Subnet inside the VPC.', 'VPC 内的子网。'),
    cacheInstanceName: noted(
      instanceName,
      '2 to 32 letters, digits, underscores or Chinese characters.',
      '2 至 32 个字符，可用字母、数字、下划线和中文。',
    ),
    cacheInstanceClass: noted(
      z.string().min(1),
      'Size code; for a cluster whose shards you choose, the size of one shard.',
      '规格代码；自定义分片集群填写单个分片的规格。',
    ),
    password: noted(
      secret(password).optional(),
      '8 to 16 letters and digits, both of them. Empty: no password is needed to connect.',
      '8 至 16 位，须同时包含字母和数字；留空表示免密访问。',
    ),
    azId,
    cacheInstanceDescription: description.optional(),
    redisVersion: noted(
      z.enum(['2.8', '4.0']).default('2.8'),
      'Must belong to the same family as the size code.',
      '须与规格代码属于同一系列。',
    ),
    ipv6On: noted(flagNumber.optional(), '1: with an IPv6 address.', '1 表示启用 IPv6。'),
    shardNumber: noted(
      z.number().int().min(2).optional(),
      'Shards of a cluster whose size code is that of one shard (redis.s.*).',
      '自定义分片集群（redis.s.* 规格）的分片数。',
    ),
    userTags: noted(tags.optional(), 'Tags of the instance.', '实例标签。'),
    resourceGroupId: noted(z.string().optional(), 'Resource group.', '资源组。'),
    dbNum: noted(z.number().int().min(16).max(256).default(16), 'Number of databases.', '数据库数量。'),
    slaveAppendonly: noted(z.enum(['yes', 'no']).optional(), 'Append-only file on replicas.', '从节点是否开启 AOF。'),
    maxmemoryPolicy: noted(z.string().optional(), 'Eviction policy.', '数据逐出策略。'),
    cacheInstanceType: noted(
      z.enum(['master-slave', 'cluster', 'native-cluster']).optional(),
      'Architecture; must agree with the size code.',
      '架构类型，须与规格代码一致。',
    ),
    replicaNumber: noted(z.number().int().min(1).optional(), 'Copies including the master.', '副本数，含主节点。'),
    enableSmartProxy: noted(
      flagNumber.optional(),
      '1: with a proxy before a native cluster.',
      '1 表示为原生集群启用代理。',
    ),
    port: noted(z.number().int().min(1).max(65535).optional(), 'Port to connect to.', '访问端口。'),
    extension: z.looseObject({}).optional(),
    cpuArchType: noted(z.enum(['arm64', 'amd64']).optional(), 'Processor.', 'CPU 架构。'),
    backupId: noted(z.string().optional(), 'Start with the data of this backup.', '用该备份的数据创建实例。'),
    srcInstanceId: noted(z.string().optional(), 'The instance that backup is of.', '该备份所属的实例。'),
    configTemplateId: noted(z.string().optional(), 'Parameter template.', '参数模板。'),
    opsTags: noted(tags.optional(), 'Tags of its containers.', '容器标签。'),
  }),
  needs('backupId', 'srcInstanceId'),
  needs('srcInstanceId', 'backupId'),
  onlyWhen('enableSmartProxy', { cacheInstanceType: 'native-cluster' }),
  rule(
    'shardNumber',
    {
      en: 'A size of one shard (redis.s.*) needs the number of shards; other sizes have their own.',
      zh: '单分片规格（redis.s.*）必须填写分片数，其他规格自带分片数。',
    },
    ({ cacheInstanceClass, shardNumber }) =>
      String(cacheInstanceClass).startsWith('redis.s.') === (shardNumber !== undefined),
  ),
)

const charge = withRules(
  z.strictObject({
    chargeMode: noted(
      z.enum(['prepaid_by_duration', 'postpaid_by_usage', 'postpaid_by_duration']).default('postpaid_by_duration'),
      'Subscription, by usage, or by configuration and time.',
      '包年包月、按用量或按配置计费。',
    ),
    chargeUnit: noted(
      z.enum(['month', 'year']).optional(),
      'Unit of the subscription; months unless said.',
      '订购时长单位，默认按月。',
    ),
    chargeDuration: noted(
      z.number().int().min(1).max(9).optional(),
      '1 to 9 months or 1 to 3 years.',
      '1 至 9 个月，或 1 至 3 年。',
    ),
    autoRenew: noted(z.boolean().optional(), 'Renew when the subscription ends.', '到期自动续费。'),
    autoChangeChargeMode: noted(
      z.boolean().optional(),
      'Turn it into a subscription on a date.',
      '到指定日期自动转为包年包月。',
    ),
    autoChangeChargeModeDate: noted(z.iso.date().optional(), 'As 2027-01-01.', '例如 2027-01-01。'),
    buyScenario: noted(z.string().optional(), 'Promotion, as base64 of JSON.', '促销信息，JSON 的 base64 编码。'),
  }),
  needs('chargeDuration', { chargeMode: 'prepaid_by_duration' }),
  onlyWhen('chargeDuration', { chargeMode: 'prepaid_by_duration' }),
  onlyWhen('chargeUnit', { chargeMode: 'prepaid_by_duration' }),
  onlyWhen('autoRenew', { chargeMode: 'prepaid_by_duration' }),
  needs('autoChangeChargeModeDate', { autoChangeChargeMode: true }),
  rule(
    'chargeDuration',
    { en: 'At most three years.', zh: '按年订购最长三年。' },
    ({ chargeUnit, chargeDuration }) => chargeUnit !== 'year' || Number(chargeDuration ?? 1) <= 3,
  ),
)

export const lifecycleOperations = operations(SERVICE, API_VERSION, {
  createCacheInstance: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance',
    kind: 'write',
    once: true,
    costs: true,
    async: true,
    group: 'instance',
    summary: { en: 'Create an instance', zh: '创建实例' },
    manual: 'createCacheInstance',
    request: z.strictObject({ regionId, cacheInstance, charge: charge.optional() }),
    response: object({
      requestId: text(),
      result: object({ cacheInstanceId: text(), orderNum: text(), buyId: text() }),
    }),
  },
  deleteCacheInstance: {
    method: 'DELETE',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'instance',
    summary: {
      en: 'Delete an instance with its data; a subscription only after it ended',
      zh: '删除实例及其数据，包年包月实例到期后才能删除',
    },
    target: 'cacheInstanceId',
    manual: 'deleteCacheInstance',
    request: z.strictObject(instance),
    response: object({ requestId: text() }),
  },
  modifyCacheInstanceAttribute: {
    method: 'PATCH',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}',
    kind: 'write',
    once: true,
    group: 'instance',
    summary: { en: 'Change name or description', zh: '修改实例名称或描述' },
    target: 'cacheInstanceId',
    manual: 'modifyCacheInstanceAttribute',
    request: withRules(
      z.strictObject({
        ...instance,
        cacheInstanceName: noted(
          instanceName.optional(),
          '2 to 32 letters, digits, underscores or Chinese characters.',
          '2 至 32 个字符，可用字母、数字、下划线和中文。',
        ),
        cacheInstanceDescription: description.optional(),
      }),
      // An empty description is a wish too: it takes the old one away.
      rule(
        'cacheInstanceName',
        { en: 'Give a name, a description or both.', zh: '名称和描述至少填写一项。' },
        ({ cacheInstanceName, cacheInstanceDescription }) =>
          cacheInstanceName !== undefined || cacheInstanceDescription !== undefined,
      ),
    ),
    response: object({ requestId: text() }),
  },
  modifyCacheInstanceClass: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}:modifyCacheInstanceClass',
    kind: 'destructive',
    once: true,
    costs: true,
    async: true,
    group: 'instance',
    summary: {
      en: 'Change the size of a running instance; connections break when it switches',
      zh: '变更运行中实例的规格，切换时连接会中断',
    },
    target: 'cacheInstanceId',
    manual: 'modifyCacheInstanceClass',
    request: z.strictObject({
      ...instance,
      cacheInstanceClass: noted(
        z.string().min(1),
        'New size. Its memory must hold what is in use; a subscription that turns from cluster to standard needs more memory than before, the other way at least as much.',
        '新规格，内存须能容纳已用数据；包年包月实例由集群版改为主从版时内存必须变大，由主从版改为集群版时不得变小。',
      ),
      shardNumber: noted(
        z.number().int().min(2).optional(),
        'New number of shards of a cluster whose shards you choose.',
        '自定义分片集群的新分片数。',
      ),
      replicaNumber: noted(z.number().int().min(1).optional(), 'Copies including the master.', '副本数，含主节点。'),
      replicaAzs2Add: noted(z.array(zone).optional(), 'Zones of the added copies.', '新增副本所在的可用区。'),
      parallel: noted(z.boolean().optional(), 'Resize all shards at the same time.', '并行变更所有分片。'),
      effectiveTime,
    }),
    response: object({ requestId: text(), result: order.nullish() }),
  },
  resetCacheInstancePassword: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}:resetCacheInstancePassword',
    kind: 'destructive',
    once: true,
    group: 'instance',
    summary: {
      en: 'Set a new password, or none; clients with the old one fail',
      zh: '重置密码或改为免密，仍使用旧密码的客户端将连接失败',
    },
    target: 'cacheInstanceId',
    manual: 'resetCacheInstancePassword',
    request: z.strictObject({
      ...instance,
      password: noted(
        secret(password).optional(),
        '8 to 16 letters and digits, both of them. Empty: no password is needed to connect.',
        '8 至 16 位，须同时包含字母和数字；留空表示免密访问。',
      ),
    }),
    response: object({ requestId: text() }),
  },
  describeResizeModeIpTimeInfo: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/describeResizeModeIpTimeInfo',
    kind: 'read',
    group: 'instance',
    summary: {
      en: 'Ask how a size change would go: addresses and seconds it takes',
      zh: '查询变更规格的可行方式、所需 IP 数和耗时',
    },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      cacheInstanceClass: noted(z.string().optional(), 'New size.', '新规格。'),
      shardNumber: noted(z.number().int().min(2).optional(), 'New number of shards.', '新分片数。'),
    }),
    response: object({
      requestId: text(),
      result: object({
        supportPScale: flag(),
        supportParallel: flag(),
        serialIpCount: number(),
        serialTimeCost: number(),
        parallelIpCount: number(),
        parallelTimeCost: number(),
      }),
    }),
  },
})
