import { z } from 'zod'
import { customerData, noted, operations } from '@/lib/operation'
import { list, number, object, text } from '@/lib/providers/fields'
import { endTime, instance, paging, startTime } from '../request'
import { API_VERSION, SERVICE } from '../service'

const nodeFields = {
  name: text(),
  shardId: text(),
  /** master or slave. */
  role: text(),
  address: text(),
  az: text(),
  /** Group of nodes: ng01, ng02. */
  ng: text(),
  status: text(),
  slots: number(),
  /** Bytes, as below. */
  usedMemory: number(),
  maxMemory: number(),
}
const node = object(nodeFields)
const part = list(object({ id: text() }))

export const nodeOperations = operations(SERVICE, API_VERSION, {
  describeClusterInfo: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/clusterInfo',
    kind: 'read',
    probe: 'instance',
    group: 'node',
    summary: { en: 'Read the layout: proxies, shards, who copies whom', zh: '查询集群内部结构：代理、分片和主从关系' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      detail: noted(z.boolean().optional(), 'With the nodes of each shard.', '是否返回各分片的节点。'),
    }),
    response: object({
      requestId: text(),
      result: object({
        info: object({ proxies: part, shards: part, redis: part }).nullish(),
        topo: object({
          cacheInstanceId: text(),
          totalMemory: number(),
          proxyInfo: list(node),
          shardInfo: list(object({ master: node.nullish(), replicas: list(node) })),
        }).nullish(),
      }),
    }),
  },
  describeDetailNodeList: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/detailNode',
    kind: 'read',
    probe: 'instance',
    group: 'node',
    summary: { en: 'List the Redis nodes of an instance', zh: '查询实例的 Redis 节点列表' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      ...paging,
      shardId: noted(z.string().optional(), 'Shard, counted from 0.', '分片 ID，从 0 开始。'),
      role: noted(z.enum(['master', 'slave']).optional(), 'Master or replica.', '主节点或从节点。'),
    }),
    response: object({
      requestId: text(),
      result: object({
        nodeList: list(
          object({
            ...nodeFields,
            nodeName: text(),
            /** How often it restarted. */
            restart: number(),
            /** Seconds since it started. */
            age: number(),
            condi: text(),
            containers: list(
              object({
                containerName: text(),
                imageTag: text(),
                status: text(),
                request: text(),
                limit: text(),
                restart: number(),
              }),
            ),
          }),
        ),
        totalCount: number(),
      }),
    }),
  },
  describeClientList: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/clientList',
    kind: 'read',
    group: 'node',
    summary: { en: 'List addresses that are connected', zh: '查询已连接的客户端 IP' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({
      requestId: text(),
      result: object({ ips: list(object({ ip: text(), clientCount: number() })) }),
    }),
  },
  describeClientIpDetail: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/clientIpDetail',
    kind: 'read',
    group: 'node',
    summary: { en: 'List the connections of one address', zh: '查询某个客户端 IP 的连接详情' },
    target: 'cacheInstanceId',
    request: z.strictObject({ ...instance, ip: noted(z.ipv4(), 'Address of the client.', '客户端 IP。') }),
    response: object({
      requestId: text(),
      result: object({
        details: list(
          object({ name: text(), port: text(), age: text(), idle: text(), db: text(), lastCmd: customerData(text()) }),
        ),
      }),
    }),
  },
  getMetric: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/metrics',
    kind: 'read',
    group: 'monitoring',
    summary: { en: 'Read a metric of the last 30 days', zh: '查询近 30 天的监控指标' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      metric: noted(z.string().min(1), 'Name of the metric.', '指标名称。'),
      startTime,
      endTime,
    }),
    response: object({
      requestId: text(),
      result: object({
        metrics: list(
          object({
            /** Id of the instance, a shard or a proxy. */
            bucketName: text(),
            max: number(),
            avg: number(),
            latest: number(),
            // The client types it as one number; the model of a point that nothing else uses says what is in the list.
            points: list(object({ timestamp: text(), value: number() })),
          }),
        ),
      }),
    }),
  },
})
