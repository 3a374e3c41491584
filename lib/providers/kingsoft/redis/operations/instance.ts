import { z } from 'zod'
import { operations } from '@/lib/operation'
import { list, number, object, text } from '@/lib/providers/fields'
import { clusterDetail, clusterPage, listFilters, regionSet, zoneSet } from '../../cache-fields'
import { API_VERSION, SERVICE } from '../service'

const availableZone = z.string().optional().describe("Zone; the region's 'a' zone when absent")
const engine = z.literal('redis').default('redis')
const mode = z.literal([1, 2]).default(2).describe('1 cluster, 2 master and replica')

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
    request: z.strictObject({
      AvailableZone: availableZone,
      ...listFilters,
      IamProjectId: z.string().optional().describe('Project ids, separated by commas; all when absent'),
      FuzzySearch: z.string().optional().describe('Part of the id, address or name'),
      Protocol: z.enum(['4.0', '5.0']).optional().describe('Engine version'),
      TagKey: z.string().optional().describe('Only together with TagValue'),
      TagValue: z.string().optional().describe('Only together with TagKey'),
    }),
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
    request: z.strictObject({ AvailableZone: availableZone, CacheId: z.string() }),
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
