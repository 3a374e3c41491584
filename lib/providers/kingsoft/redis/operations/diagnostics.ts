import { z } from 'zod'
import { customerData, noted, operations } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'
import { needs, withRules } from '@/lib/rules'
import { availableZone, cacheId, done, offset } from '../../request-fields'
import { API_VERSION, SERVICE } from '../service'

const diagnostics = { method: 'GET', group: 'diagnostics', target: 'CacheId' } as const

export const diagnosticsOperations = operations(SERVICE, API_VERSION, {
  // Sent with GET although it starts a task.
  AnalyzeHotKeys: {
    ...diagnostics,
    kind: 'write',
    once: true,
    async: true,
    summary: { en: 'Start a hot key analysis', zh: '开始热 key 分析' },
    manual: 'AnalyzeHotKeys',
    request: z.strictObject({
      AvailableZone: availableZone,
      CacheId: cacheId,
      Engine: z.enum(['redis', 'memcached']).default('redis'),
      Mode: noted(
        z.enum(['singledatanode', 'cluster']),
        'singledatanode: master and replica. The eviction policy must be an LFU one',
        'singledatanode 为单主从；淘汰策略必须是 LFU 类',
      ),
    }),
    response: done,
  },
  DescribeHotKeys: {
    ...diagnostics,
    kind: 'read',
    summary: { en: 'Result of the last hot key analysis', zh: '查询热 key 分析结果' },
    manual: 'DescribeHotKeys',
    request: withRules(
      z.strictObject({
        AvailableZone: availableZone,
        CacheId: cacheId,
        Limit: z.number().int().min(1).default(10),
        Offset: offset,
        SortKey: noted(z.literal('count'), 'How often the key was used', '访问频次').optional(),
        SortDir: z.enum(['asc', 'desc']).optional(),
      }),
      needs('SortKey', 'SortDir'),
    ),
    response: object({
      RequestId: text(),
      Data: object({
        /** NONE: finished, ERROR: failed, DOING: running. */
        task_status: text(),
        created: text(),
        updated: text(),
        count: number(),
        total: number(),
        hotkeys: list(
          object({
            count: number(),
            // The table has numbers, the sample texts and null.
            elements: scalar(),
            key: customerData(text()),
            encoding: text(),
            type: text(),
            expiry: number(),
            db: number(),
            len_largest_element: scalar(),
            size: number(),
          }),
        ),
      }),
    }),
  },
})
