import { z } from 'zod'
import { noted, operations } from '@/lib/operation'
import { clusterDetail, clusterPage, listFilters, regionSet, zoneSet } from '../../cache-fields'
import { cacheId } from '../../request-fields'
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
  request: z.strictObject({
    engine: Engine,
    mode: noted(z.literal(2).default(2), '2 master and replica', '2 为单主从'),
  }),
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
      IamProjectId: noted(
        z.string().default('0'),
        'Project ids with commas between them; only the default project 0 when left out',
        '项目 ID，多个以逗号分隔；不填仅查询默认项目 0',
      ),
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
    request: z.strictObject({ Engine, CacheId: cacheId }),
    response: clusterDetail,
  },
})
