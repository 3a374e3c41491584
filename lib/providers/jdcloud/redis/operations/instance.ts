import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { flag, list, number, object, scalar, text } from '@/lib/providers/fields'
import { cacheInstanceId, paging, regionId } from '../request'
import { API_VERSION, SERVICE } from '../service'

const charge = object({
  chargeMode: text(),
  chargeStatus: text(),
  chargeStartTime: text(),
  /** Empty for what is paid afterwards. */
  chargeExpiredTime: text(),
  chargeRetireTime: text(),
})

/** The one model of an instance, in lists and alone. Fields after the first block came after the first manual. */
const cacheInstance = object({
  cacheInstanceId: z.string(),
  cacheInstanceName: text(),
  cacheInstanceClass: text(),
  cacheInstanceMemoryMB: number(),
  cacheInstanceStatus: text(),
  cacheInstanceDescription: text(),
  createTime: text(),
  azId: object({
    master: text(),
    slave: text(),
    azSpecifyType: text(),
    azsForCluster: list(z.string()),
    azsForProxy: list(z.string()),
  }).nullish(),
  vpcId: text(),
  subnetId: text(),
  connectionDomain: text(),
  port: number(),
  charge: charge.nullish(),
  instanceVersion: text(),
  auth: flag(),

  instanceProxyVersion: text(),
  isAllowNoAuth: flag(),
  redisVersion: text(),
  cacheInstanceType: text(),
  ipv6On: number(),
  tags: list(object({ key: z.string(), value: text() })),
  resourceGroupId: text(),
  shardNumber: number(),
  memoryMBPerShard: number(),
  otherDomains: list(object({ domainName: text() })),
  slaveAppendonly: text(),
  databaseNum: scalar(),
  maxmemoryPolicy: text(),
  /** Copies including the master. */
  replicaNumber: number(),
  enableSmartProxy: number(),
  cpuArchType: text(),
  maintenanceStartTime: text(),
  maintenanceEndTime: text(),
  toBeExecutedTaskType: list(z.number()),
  supportAssociateEIP: flag(),
  platform: text(),
  softDeletedTime: text(),
  retainExpireTime: text(),
})

const spec = object({
  instanceClass: text(),
  cpu: number(),
  memoryGB: number(),
  memoryMB: number(),
  diskGB: number(),
  maxConnection: number(),
  bandwidthMbps: number(),
  ipNumber: number(),
  azs: list(z.string()),
  shard: object({
    defaultShardNumber: number(),
    defaultShardClass: text(),
    shardNumberList: list(z.number()),
    /** Addresses that each of those numbers takes. */
    ipNumberList: list(z.number()),
  }).nullish(),
})

export const instanceOperations = operations(SERVICE, API_VERSION, {
  describeCacheInstances: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance',
    kind: 'read',
    probe: 'plain',
    group: 'instance',
    summary: { en: 'List instances of a region', zh: '查询一个地域的实例列表' },
    manual: 'describeCacheInstances',
    request: z.strictObject({
      regionId,
      ...paging,
      filters: z
        .array(
          z.strictObject({
            name: z.enum([
              'cacheInstanceId',
              'cacheInstanceName',
              'cacheInstanceStatus',
              'vpcId',
              'subnetId',
              'redisVersion',
              'instanceType',
              'chargeMode',
            ]),
            operator: noted(
              z.string().optional(),
              'eq when left out; names match in part by themselves.',
              '默认为 eq；实例名称为模糊匹配。',
            ),
            values: noted(
              z.array(z.string()).min(1),
              'Any of them; instanceType takes redis or redis_cluster.',
              '满足任意一个即可；instanceType 可填 redis 或 redis_cluster。',
            ),
          }),
        )
        .optional(),
      sorts: z
        .array(
          z.strictObject({
            name: z.enum(['createTime', 'totalMemory']),
            direction: z.enum(['asc', 'desc']),
          }),
        )
        .optional(),
      tagFilters: noted(
        z.array(z.strictObject({ key: z.string(), values: z.array(z.string()).optional() })).optional(),
        'All of these tags; without values any value will do.',
        '须同时满足所有标签，不填标签值表示任意值。',
      ),
      resourceGroupIds: noted(
        z.array(z.string()).optional(),
        'Any of these resource groups.',
        '属于其中任意一个资源组。',
      ),
    }),
    response: object({
      requestId: text(),
      result: object({ cacheInstances: list(cacheInstance), totalCount: z.number() }),
    }),
  },
  describeCacheInstance: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}',
    kind: 'read',
    probe: 'instance',
    group: 'instance',
    summary: { en: 'Details of an instance', zh: '查询实例详情' },
    target: 'cacheInstanceId',
    manual: 'describeCacheInstance',
    request: z.strictObject({ regionId, cacheInstanceId }),
    response: object({ requestId: text(), result: object({ cacheInstance }) }),
  },
  describeInstanceClass: {
    method: 'GET',
    path: '/v1/regions/{regionId}/instanceClass',
    kind: 'read',
    probe: 'plain',
    group: 'region',
    summary: { en: 'List sizes offered in a region', zh: '查询一个地域可选的实例规格' },
    manual: 'describeInstanceClass',
    request: z.strictObject({
      regionId,
      redisVersion: noted(z.enum(['2.8', '4.0']).default('2.8'), 'Engine version.', '引擎版本。'),
    }),
    response: object({
      requestId: text(),
      result: object({
        instanceClasses: list(
          object({
            instanceClass: z.string(),
            instanceType: text(),
            cpu: number(),
            memoryMB: number(),
            diskGB: number(),
            maxConnection: number(),
            /** The spelling of 2018. */
            maxConnetction: number(),
            /** The name says megabits, the text says megabytes per second. */
            bandwidthMbps: number(),
          }),
        ),
        totalCount: number(),
      }),
    }),
  },
  describeUserQuota: {
    method: 'GET',
    path: '/v1/regions/{regionId}/quota',
    kind: 'read',
    probe: 'plain',
    group: 'account',
    summary: { en: 'Read the instance quota of a region', zh: '查询一个地域的实例配额' },
    manual: 'describeUserQuota',
    request: z.strictObject({ regionId }),
    response: object({
      requestId: text(),
      result: object({ quota: object({ name: text(), max: number(), used: number() }) }),
    }),
  },
  describeSpecConfig: {
    method: 'GET',
    path: '/v1/regions/{regionId}/specConfig',
    kind: 'read',
    probe: 'plain',
    group: 'region',
    summary: { en: 'List versions, types, sizes and numbers of shards', zh: '查询版本、类型、规格和分片数' },
    request: z.strictObject({ regionId }),
    response: object({
      requestId: text(),
      result: object({
        /** Untyped by the vendor's client. */
        shardSpec: object({}).nullish(),
        instanceSpec: object({
          region: text(),
          instanceVersions: list(
            object({
              redisVersion: text(),
              instanceTypes: list(object({ instanceType: text(), specs: list(spec) })),
            }),
          ),
        }).nullish(),
      }),
    }),
  },
})
