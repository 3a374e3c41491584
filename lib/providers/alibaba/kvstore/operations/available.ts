import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { list, object, scalar, text } from '@/lib/providers/fields'
import { needs, withRules } from '@/lib/rules'
import { API_VERSION, SERVICE } from '../service'

const node = object({
  SupportedNodeType: text(),
  AvailableResources: object({
    AvailableResource: list(object({ InstanceClass: text(), InstanceClassRemark: text() })),
  }).nullish(),
})
const shard = object({
  ShardNumber: scalar(),
  SupportedNodeTypes: object({ SupportedNodeType: list(node) }).nullish(),
})
const architecture = object({
  Architecture: text(),
  SupportedShardNumbers: object({ SupportedShardNumber: list(shard) }).nullish(),
})
const version = object({
  Version: scalar(),
  SupportedArchitectureTypes: object({ SupportedArchitectureType: list(architecture) }).nullish(),
})
const series = object({
  SeriesType: text(),
  SupportedEngineVersions: object({ SupportedEngineVersion: list(version) }).nullish(),
})
const edition = object({
  EditionType: text(),
  SupportedSeriesTypes: object({ SupportedSeriesType: list(series) }).nullish(),
})
const engine = object({
  /** `redis` in the samples, `Redis` in the table. */
  Engine: text(),
  SupportedEditionTypes: object({ SupportedEditionType: list(edition) }).nullish(),
})

export const availableOperations = operations(SERVICE, API_VERSION, {
  DescribeAvailableResource: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'lifecycle',
    summary: { en: 'List classes that can be bought or changed to', zh: '查询可购买或可变更的实例规格' },
    manual: '7.3',
    request: withRules(
      z.strictObject({
        RegionId: z.string().min(1),
        ZoneId: noted(z.string().min(1).optional(), 'Only this zone.', '仅查询该可用区。'),
        InstanceChargeType: noted(
          z.enum(['PrePaid', 'PostPaid']).default('PrePaid'),
          'Subscription unless said otherwise, unlike in CreateInstance.',
          '默认为包年包月，与 CreateInstance 不同。',
        ),
        OrderType: noted(
          z.enum(['BUY', 'UPGRADE', 'RENEW']).optional(),
          'What the classes are wanted for.',
          '规格的用途：新购、变配或续费。',
        ),
        Engine: z.enum(['Redis', 'Memcache']).optional(),
        InstanceId: noted(z.string().min(1).optional(), 'Instance to change or renew.', '要变配或续费的实例。'),
        ProductType: noted(
          z.enum(['Local', 'OnECS']).optional(),
          'Local: local disk; OnECS: cloud disk, sites in China only.',
          'Local 为本地盘，OnECS 为云盘（仅中国站）。',
        ),
        ResourceGroupId: z.string().min(1).optional(),
        AcceptLanguage: z.enum(['zh-CN', 'en-US']).default('zh-CN'),
      }),
      needs('InstanceId', { OrderType: ['UPGRADE', 'RENEW'] }),
    ),
    response: object({
      AvailableZones: object({
        AvailableZone: list(
          object({
            RegionId: text(),
            ZoneId: text(),
            ZoneName: text(),
            SupportedEngines: object({ SupportedEngine: list(engine) }).nullish(),
          }),
        ),
      }),
      RequestId: text(),
    }),
  },
})
