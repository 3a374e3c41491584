import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { list, number, object, text } from '@/lib/providers/fields'
import { onlyWhen, withRules } from '@/lib/rules'
import { instance } from '../request'
import { API_VERSION, SERVICE } from '../service'

const keyFilter = z.strictObject({
  filterType: noted(z.enum(['ttl', 'idle']), 'Time to live or time since last use.', '剩余存活时间或空闲时间。'),
  operator: z.enum(['eq', 'gt', 'lt']),
  value: noted(z.number().int().min(0), 'Seconds.', '秒。'),
})

export const dataOperations = operations(SERVICE, API_VERSION, {
  startClearData: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/startClearData',
    kind: 'destructive',
    once: true,
    async: true,
    group: 'data',
    summary: { en: 'Erase keys: all, the expired, or those you describe', zh: '清理数据：全部、已过期或指定的键' },
    target: 'cacheInstanceId',
    request: withRules(
      z.strictObject({
        ...instance,
        clearType: noted(
          z.enum(['AllData', 'ExpiredData', 'SpecifiedData']),
          'All keys, the expired, or those that you describe.',
          '全部数据、已过期数据或指定数据。',
        ),
        keyPattern: noted(z.string().min(1).optional(), 'Glob, as cart:*.', '匹配模式，例如 cart:*。'),
        keyFilter: noted(
          z.array(keyFilter).optional(),
          'Only keys that also fit these.',
          '仅清理同时满足这些条件的键。',
        ),
        qpsLimit: noted(z.number().int().min(1).optional(), 'Keys looked at per second.', '每秒遍历的键数上限。'),
      }),
      onlyWhen('keyPattern', { clearType: 'SpecifiedData' }),
      onlyWhen('keyFilter', { clearType: 'SpecifiedData' }),
    ),
    response: object({ requestId: text() }),
  },
  stopClearData: {
    method: 'POST',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/stopClearData',
    kind: 'write',
    once: true,
    group: 'data',
    summary: { en: 'Stop erasing; what is gone stays gone', zh: '停止清理数据，已清理的数据不会恢复' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({ requestId: text() }),
  },
  describeClearData: {
    method: 'GET',
    path: '/v1/regions/{regionId}/cacheInstance/{cacheInstanceId}/describeClearData',
    kind: 'read',
    group: 'data',
    summary: { en: 'See how far erasing has come', zh: '查询数据清理进度' },
    target: 'cacheInstanceId',
    request: z.strictObject(instance),
    response: object({
      requestId: text(),
      result: object({
        clearType: text(),
        keyPattern: text(),
        keyFilter: list(object({ filterType: text(), operator: text(), value: number() })),
        qpsLimit: number(),
        /** Percent. */
        progress: number(),
        effectKeys: number(),
        /** running, success or failed. */
        status: text(),
        message: text(),
        lastTransitionTime: text(),
      }),
    }),
  },
})
