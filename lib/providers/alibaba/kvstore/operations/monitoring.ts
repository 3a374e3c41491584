import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { list, object, text } from '@/lib/providers/fields'
import { withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'
import { endAfterStart, instanceId, regionId, second } from './inputs'

export const monitoringOperations = operations(SERVICE, API_VERSION, {
  DescribeMonitorItems: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'monitoring',
    summary: { en: 'Names and units of metrics (superseded)', zh: '查询监控项及单位（已不推荐使用）' },
    manual: '13.1',
    request: z.strictObject({ RegionId: z.string().min(1).optional() }),
    response: object({
      MonitorItems: object({ KVStoreMonitorItem: list(object({ MonitorKey: text(), Unit: text() })) }),
      RequestId: text(),
    }),
  },
  DescribeHistoryMonitorValues: {
    method: 'GET',
    kind: 'read',
    group: 'monitoring',
    target: 'InstanceId',
    summary: { en: 'Metrics of an instance or node, minute by minute', zh: '按分钟查询实例或节点的监控数据' },
    manual: '13.2',
    request: withRules(
      z.strictObject({
        InstanceId: instanceId(),
        StartTime: second(),
        EndTime: second(),
        IntervalForHistory: z.literal('01m').default('01m'),
        NodeId: noted(
          z.string().min(1),
          'A data or proxy node of DescribeLogicInstanceTopology.',
          'DescribeLogicInstanceTopology 返回的数据节点或代理节点。',
        ).optional(),
        MonitorKeys: noted(
          z.string().min(1),
          'Groups of metrics with commas between them: at most five of one node, one of all nodes ($db, $proxy).',
          '监控组，用逗号分隔：单节点建议最多 5 个，聚合（$db、$proxy）1 个。',
        ).optional(),
        RegionId: regionId(),
      }),
      endAfterStart,
    ),
    response: object({
      /** JSON as a text: time to metric to value. What is zero is left out, whole minutes too. */
      MonitorHistory: text(),
      RequestId: text(),
    }),
  },
})
