import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { list, number, object, text } from '@/lib/providers/fields'
import { needs, withRules } from '@/lib/rules'
import { clusterDetail, clusterPage, listFilters, regionSet, zoneSet } from '../../cache-fields'
import { availableZone, cacheId } from '../../request-fields'
import { API_VERSION, SERVICE } from '../service'

const engine = z.literal('redis').default('redis')
const mode = noted(z.literal([1, 2]).default(2), '1 cluster, 2 master and replica', '1 为集群，2 为单主从')

const statistics = list(object({ code: z.string(), name: text(), total: number() }))
const count = { name: text(), code: z.string(), total: number(), statistics }

export const instanceOperations = operations(SERVICE, API_VERSION, {
  DescribeRegions: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'region',
    summary: { en: 'List regions for a mode', zh: '查询某种模式可用的地域' },
    manual: 'DescribeRegions',
    request: z.strictObject({ engine, mode }),
    response: regionSet,
  },
  DescribeAvailabilityZones: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'region',
    summary: { en: 'List zones for a mode', zh: '查询某种模式可用的可用区' },
    manual: 'DescribeAvailabilityZones',
    request: z.strictObject({ engine, mode }),
    response: zoneSet,
  },
  DescribeCacheClusters: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'instance',
    summary: { en: 'List instances of a zone', zh: '查询一个可用区的实例列表' },
    manual: 'DescribeCacheClusters',
    request: withRules(
      z.strictObject({
        AvailableZone: availableZone,
        ...listFilters,
        IamProjectId: noted(
          z.string(),
          'Project ids with commas between them; all projects when left out',
          '项目 ID，多个以逗号分隔；不填为全部项目',
        ).optional(),
        FuzzySearch: noted(z.string(), 'Part of id, address or name', 'ID、地址或名称中的文字').optional(),
        Protocol: noted(z.enum(['4.0', '5.0']), 'Engine version', '引擎版本').optional(),
        TagKey: noted(z.string(), 'Key of a tag', '标签键').optional(),
        TagValue: noted(z.string(), 'Value of that tag', '标签值').optional(),
      }),
      needs('TagValue', 'TagKey'),
      needs('TagKey', 'TagValue'),
    ),
    response: clusterPage,
  },
  DescribeCacheCluster: {
    method: 'GET',
    kind: 'read',
    probe: 'instance',
    group: 'instance',
    summary: { en: 'Details of an instance', zh: '查询实例详情' },
    target: 'CacheId',
    manual: 'DescribeCacheCluster',
    request: z.strictObject({ AvailableZone: availableZone, CacheId: cacheId }),
    response: clusterDetail,
  },
  StatisticDBInstances: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'instance',
    summary: { en: 'Count instances by state', zh: '按状态统计实例数量' },
    manual: 'StatisticDBInstances',
    request: z.strictObject({}),
    response: object({
      RequestId: text(),
      Data: object({ partition: list(object(count)), count: object(count).nullish() }),
    }),
  },
})
