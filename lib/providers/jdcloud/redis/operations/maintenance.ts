import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { list, object, text } from '@/lib/providers/fields'
import { notBoth, oneOf, withRules } from '@/lib/rules'
import { effectiveTime, instance } from '../request'
import { API_VERSION, SERVICE } from '../service'

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\dZ$/)

const nodeNames = noted(
  z.array(z.string().min(1)).min(1),
  'Names of the nodes, as describeDetailNodeList and describeClusterInfo tell them.',
  '节点名称，可通过 describeDetailNodeList 和 describeClusterInfo 查询。',
)

const switchItem = z.strictObject({
  shards: noted(
    z.array(z.number().int().min(0)).optional(),
    'Shards, counted from 0; none means all.',
    '分片 ID，从 0 开始，留空表示全部分片。',
  ),
  targetNG: noted(z.string().optional(), 'Group of nodes to switch to, as ng02.', '要切换到的节点组，例如 ng02。'),
  targetAZ: noted(z.string().optional(), 'Zone to switch to.', '要切换到的可用区。'),
})

export const maintenanceOperations = operations(SERVICE, API_VERSION, {
  restartInstance: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/restartInstance',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'maintenance',
    summary: { en: 'Restart Redis nodes or proxies', zh: '重启 Redis 节点或代理节点' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      opType: noted(z.literal([1, 2]), '1: Redis nodes, 2: proxies.', '1 表示 Redis 节点，2 表示代理节点。'),
      nodes: nodeNames,
    }),
    response: object({ requestId: text() }),
  },
  switchInstanceHA: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/switchInstanceHA',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'maintenance',
    summary: {
      en: 'Make replicas masters, shard by shard; connections break for a moment',
      zh: '按分片进行主从切换，连接会短暂中断',
    },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      switchList: noted(z.array(switchItem).optional(), 'None: every shard.', '留空表示所有分片。'),
    }),
    response: object({ requestId: text() }),
  },
  describeUpgradeVersion: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/describeUpgradeVersion',
    kind: 'read',
    group: 'maintenance',
    summary: { en: 'List versions that an instance can be upgraded to', zh: '查询实例可升级的版本' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({
      requestId: text(),
      result: object({
        releaseNodes: text(),
        minorVersion: text(),
        majorVersion: list(z.string()),
        proxyMinorVersion: text(),
        proxyMajorVersions: list(z.string()),
      }),
    }),
  },
  modifyInstanceMinorVersion: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/modifyInstanceMinorVersion',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'maintenance',
    summary: { en: 'Upgrade the build of Redis or of the proxies', zh: '升级 Redis 或代理的小版本' },
    target: 'cacheInstanceId',
    request: withRules(
      z.strictObject({
        ...instance,
        minorVersion: noted(z.string().min(1).optional(), 'New build of Redis.', 'Redis 的目标小版本。'),
        proxyMinorVersion: noted(z.string().min(1).optional(), 'New build of the proxies.', '代理的目标小版本。'),
        effectiveTime,
      }),
      oneOf('minorVersion', 'proxyMinorVersion'),
      notBoth('minorVersion', 'proxyMinorVersion'),
    ),
    response: object({ requestId: text() }),
  },
  maintenanceTime: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/maintenanceTime',
    kind: 'write',
    once: true,
    group: 'maintenance',
    summary: { en: 'Set the maintenance window', zh: '设置可维护时间段' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      startTime: noted(clockTime, 'UTC, as 18:00Z.', 'UTC 时间，例如 18:00Z。'),
      endTime: noted(clockTime, 'UTC, as 22:00Z.', 'UTC 时间，例如 22:00Z。'),
    }),
    response: object({ requestId: text() }),
  },
})
