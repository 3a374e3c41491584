import { z } from 'zod'
import { operations } from '@/lib/operation'
import { flag, list, number, object, scalar, text } from '@/lib/providers/fields'
import { API_VERSION, SERVICE } from '../service'

const regionId = z.string().min(1).describe('Region; also part of the signature')

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
      pageNumber: z.number().int().min(1).default(1),
      pageSize: z.number().int().min(10).max(100).default(10),
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
            operator: z.string().optional().describe('eq when absent; names match fuzzily by themselves'),
            values: z.array(z.string()).min(1).describe('Any of them; instanceType takes redis or redis_cluster'),
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
      tagFilters: z.array(z.strictObject({ key: z.string(), values: z.array(z.string()).optional() })).optional(),
      resourceGroupIds: z.array(z.string()).optional(),
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
    request: z.strictObject({ regionId, cacheInstanceId: z.string().min(1) }),
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
    request: z.strictObject({ regionId, redisVersion: z.enum(['2.8', '4.0']).default('2.8') }),
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
})
