import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { flag, list, number, object, text } from '@/lib/providers/fields'
import { endTime, instance, startTime } from '../request'
import { API_VERSION, SERVICE } from '../service'

/** Names that the vendor lets change; `list-max-ziplist-entries` and `-value` up to 2.8, `-size` and depth from 4.0. */
export const CONFIG_NAMES = [
  'maxmemory-policy',
  'hash-max-ziplist-entries',
  'hash-max-ziplist-value',
  'list-max-ziplist-entries',
  'list-max-ziplist-value',
  'list-max-ziplist-size',
  'list-compress-depth',
  'set-max-intset-entries',
  'zset-max-ziplist-entries',
  'zset-max-ziplist-value',
  'slowlog-log-slower-than',
  'notify-keyspace-events',
] as const

export const parameterOperations = operations(SERVICE, API_VERSION, {
  describeInstanceConfig: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/instanceConfig',
    kind: 'read',
    probe: 'instance',
    group: 'parameter',
    summary: { en: 'Read the parameters of an instance', zh: '查询实例参数' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({
      requestId: text(),
      result: object({
        unSupportConfigs: list(z.string()),
        instanceConfig: list(
          object({
            configName: text(),
            configValue: text(),
            configDefaultValue: text(),
            configValueType: text(),
            configValueMin: number(),
            configValueMax: number(),
            configValueOptional: list(z.string()),
            configValueOutputBuffer: text(),
            configDescription: text(),
            configUnSupport: flag(),
          }),
        ),
      }),
    }),
  },
  modifyInstanceConfig: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/instanceConfig',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'parameter',
    summary: {
      en: 'Change parameters of an instance; another eviction policy can evict keys',
      zh: '修改实例参数，更改淘汰策略可能导致键被淘汰',
    },
    target: 'cacheInstanceId',
    request: z.strictObject({
      ...instance,
      instanceConfig: noted(
        z.array(z.strictObject({ configName: z.enum(CONFIG_NAMES), configValue: z.string() })).min(1),
        'Only the parameters to change; the others stay.',
        '只需填写要修改的参数，其余保持不变。',
      ),
    }),
    response: object({ requestId: text() }),
  },
  describeConfigModifyHistory: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/instanceConfigModifyHistory',
    kind: 'read',
    probe: 'instance',
    group: 'parameter',
    summary: { en: 'List past changes of parameters', zh: '查询参数修改历史' },
    target: 'cacheInstanceId',
    request: z.strictObject({ ...instance, startTime: startTime.optional(), endTime: endTime.optional() }),
    response: object({
      requestId: text(),
      result: object({
        modifyHistory: list(
          object({
            configName: text(),
            beforeConfigValue: text(),
            afterConfigValue: text(),
            modifyStatus: text(),
            modifyTime: text(),
          }),
        ),
      }),
    }),
  },
})
