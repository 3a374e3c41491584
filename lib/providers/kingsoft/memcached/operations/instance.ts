import { z } from 'zod'
import { operations } from '@/lib/operation'
import { clusterDetail, clusterPage, listFilters, regionSet, zoneSet } from '../../cache-fields'
import { API_VERSION, SERVICE } from '../service'

const Engine = z.literal('memcached').default('memcached')
// These two rows alone are printed with small letters and with the version of the Redis manual; their samples send the
// version of the rest of this service, which is tried when the printed one is refused.
const region = {
  method: 'GET',
  apiVersion: '2016-07-01',
  otherApiVersion: API_VERSION,
  kind: 'read',
  probe: 'plain',
  group: 'region',
  request: z.strictObject({ engine: Engine, mode: z.literal(2).default(2).describe('2 master and replica') }),
} as const

export const instanceOperations = operations(SERVICE, API_VERSION, {
  DescribeRegions: {
    ...region,
    summary: { en: 'List regions', zh: '查询地域' },
    manual: 'DescribeRegions',
    response: regionSet,
  },
  DescribeAvailabilityZones: {
    ...region,
    summary: { en: 'List zones', zh: '查询可用区' },
    manual: 'DescribeAvailabilityZones',
    response: zoneSet,
  },
  DescribeCacheClusters: {
    method: 'GET',
    kind: 'read',
    probe: 'plain',
    group: 'instance',
    summary: { en: 'List instances of a region', zh: '查询一个地域的实例列表' },
    manual: 'DescribeCacheClusters',
    request: z.strictObject({
      Engine,
      ...listFilters,
      IamProjectId: z
        .string()
        .default('0')
        .describe('Project ids, separated by commas; only the default project when absent'),
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
    request: z.strictObject({ Engine, CacheId: z.string() }),
    response: clusterDetail,
  },
})
