import { z } from 'zod'
import { customerData, noted, operations } from '@/lib/operation'
import { list, number, object, scalar, text } from '@/lib/providers/fields'
import { API_VERSION, SERVICE } from '../service'
import { instanceId, page30To100, regionId } from './inputs'

const pageNumbers = () => z.number().int().min(1).default(1)
const node = () =>
  noted(z.string().min(1), 'One node of a cluster; else all.', '集群的一个节点，不填为全部。').optional()

/** Key of a big key: customers put names and numbers into keys. */
const keys = list(
  object({
    db: scalar(),
    qps: number(),
    keyType: text(),
    isExpired: text(),
    analysisType: text(),
    key: customerData(text()),
    memory: number(),
    size: number(),
  }),
)

export const diagnosticsOperations = operations(SERVICE, API_VERSION, {
  CreateCacheAnalysisTask: {
    method: 'POST',
    kind: 'write',
    once: true,
    async: true,
    group: 'diagnostics',
    target: 'InstanceId',
    summary: {
      en: 'Start looking for big keys (superseded by another service)',
      zh: '发起缓存分析，查找大 key（已由其他服务取代）',
    },
    manual: '18.2',
    request: z.strictObject({ InstanceId: instanceId(), RegionId: regionId() }),
    response: object({ RequestId: text() }),
  },
  DescribeCacheAnalysisReport: {
    method: 'GET',
    kind: 'read',
    group: 'diagnostics',
    target: 'InstanceId',
    summary: { en: 'Big keys of an instance on one day', zh: '查询实例某一天的大 key 报告' },
    manual: '18.3',
    request: z.strictObject({
      InstanceId: instanceId(),
      AnalysisType: z.literal('BigKey').default('BigKey'),
      Date: noted(z.string().regex(/^\d{4}-\d{2}-\d{2}Z$/), 'A day in UTC: 2026-08-05Z', 'UTC 日期：2026-08-05Z'),
      RegionId: regionId(),
      PageSize: page30To100(),
      PageNumbers: pageNumbers(),
      NodeId: node(),
    }),
    response: object({
      BigKeys: keys,
      /** Always empty: the cloud never found hot keys here. */
      HotKeys: keys,
      PageNumber: number(),
      PageSize: number(),
      PageRecordCount: number(),
      TotalRecordCount: number(),
      RequestId: text(),
    }),
  },
  DescribeCacheAnalysisReportList: {
    method: 'GET',
    kind: 'read',
    group: 'diagnostics',
    target: 'InstanceId',
    summary: { en: 'Cache analyses of the past days', zh: '查询近几天的缓存分析任务' },
    manual: '18.4',
    request: z.strictObject({
      InstanceId: instanceId(),
      RegionId: regionId(),
      Days: noted(z.number().int().min(1).default(7), 'How many past days.', '最近多少天。'),
      PageSize: page30To100(),
      PageNumbers: pageNumbers(),
      NodeId: node(),
    }),
    response: object({
      InstanceId: text(),
      DailyTasks: object({
        DailyTask: list(
          object({
            Date: text(),
            Tasks: object({
              Task: list(
                object({
                  NodeId: text(),
                  NodeID: text(),
                  StartTime: text(),
                  Status: text(),
                  TaskId: scalar(),
                }),
              ),
            }).nullish(),
          }),
        ),
      }).nullish(),
      RequestId: text(),
    }),
  },
})
