import { z } from 'zod'
import { customerData, noted, operations } from '@/lib/operation'
import { list, number, object, text } from '@/lib/providers/fields'
import { endTime, instance, paging, startTime } from '../request'
import { API_VERSION, SERVICE } from '../service'

const span = { startTime: startTime.optional(), endTime: endTime.optional() }

export const logOperations = operations(SERVICE, API_VERSION, {
  describeSlowLog: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/slowLog',
    kind: 'read',
    probe: 'instance',
    group: 'log',
    summary: { en: 'List slow commands', zh: '查询慢日志' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      ...paging,
      ...span,
      shardId: noted(z.string().optional(), 'Shard, counted from 0.', '分片 ID，从 0 开始。'),
      shardAddr: noted(z.string().optional(), 'Address of a shard.', '分片地址。'),
      cmdPattern: noted(
        z.string().optional(),
        'Regular expression on the command; newer platform only.',
        '匹配命令的正则表达式，仅新平台支持。',
      ),
      execTimeThreshold: noted(
        z.number().int().min(0).optional(),
        'At least so many microseconds; newer platform only.',
        '执行时长下限，单位微秒，仅新平台支持。',
      ),
      role: noted(z.enum(['master', 'slave']).optional(), 'Newer platform only.', '仅新平台支持。'),
    }),
    response: object({
      requestId: text(),
      result: object({
        slowLogs: list(
          object({
            command: customerData(text()),
            startTime: text(),
            /** With its unit: `12.345ms`. */
            executionTime: text(),
            shardId: text(),
            clientAddr: text(),
            clientName: text(),
          }),
        ),
        totalCount: number(),
      }),
    }),
  },
  describeProxySlowLog: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/proxySlowLog',
    kind: 'read',
    group: 'log',
    summary: { en: 'List slow commands as the proxies saw them', zh: '查询代理慢日志' },
    target: 'cacheInstanceId',
    request: z.strictObject({ ...instance, ...paging, ...span }),
    response: object({
      requestId: text(),
      result: object({
        proxySlowLogs: list(
          object({
            /** Milliseconds since 1970. */
            startTime: number(),
            proxyName: text(),
            command: customerData(text()),
            shardIds: text(),
            redis_server: text(),
            clientIp: text(),
            db: number(),
            /** Microseconds, as the three below. */
            totalLatency: number(),
            sendToRedisLatency: number(),
            recvFromRedisLatency: number(),
            replyToClientLatency: number(),
            waitCmdReplyCount: number(),
          }),
        ),
        totalCount: number(),
      }),
    }),
  },
  describeRedisServerLog: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/redisServerLog',
    kind: 'read',
    group: 'log',
    summary: { en: 'Read the log of the Redis servers', zh: '查询 Redis 运行日志' },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      ...paging,
      ...span,
      podName: noted(z.string().optional(), 'Names of nodes with commas.', '节点名称，以逗号分隔。'),
      logFilter: noted(z.string().optional(), 'Text to look for.', '要查找的文本。'),
    }),
    response: object({
      requestId: text(),
      result: object({
        totalCount: number(),
        logs: list(object({ createTime: text(), podName: text(), message: text() })),
      }),
    }),
  },
})
