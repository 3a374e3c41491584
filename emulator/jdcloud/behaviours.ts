import type { jdcloudRedisOperations } from '@/lib/providers/jdcloud/redis/catalog'
import type { Behaviours } from '../behaviour'
import { refuse } from '../gateway/refusal'
import type { CacheInstance } from '../world/instance'
import { OFFERS } from '../world/sizes'
import { fields } from './shape'

/** What a region may hold; the product's FAQ speaks of five, haitang was granted more. */
const MAX_INSTANCES = 50

/** What JD Cloud Redis does. */
export const jdcloudRedis = {
  describeCacheInstances: ({ world, owner }, input) => {
    const matching = world
      .list({ service: 'jdcloud-redis', region: input.regionId, owner })
      .filter((i) => (input.filters ?? []).every((filter) => passes(i, filter)))
      .filter((i) => (input.tagFilters ?? []).every((filter) => tagged(i, filter)))
      .filter((i) => !input.resourceGroupIds?.length || input.resourceGroupIds.includes(i.resourceGroup))
      .sort(order(input.sorts ?? []))
    const from = (input.pageNumber - 1) * input.pageSize
    return {
      result: {
        cacheInstances: matching.slice(from, from + input.pageSize).map((i) => fields(i, world.now())),
        totalCount: matching.length,
      },
    }
  },

  describeCacheInstance: ({ world, owner }, { regionId, cacheInstanceId }) => {
    const instance = world.find('jdcloud-redis', cacheInstanceId, owner)
    if (!instance || instance.region !== regionId)
      throw refuse(404, 'NOT_FOUND', `cacheInstance ${cacheInstanceId} not found`)
    return { result: { cacheInstance: fields(instance, world.now()) } }
  },

  describeInstanceClass: (_scene, { redisVersion }) => {
    const offers = OFFERS['jdcloud-redis'].filter((offer) => offer.version === redisVersion)
    return {
      result: {
        instanceClasses: offers.map((offer) => ({
          instanceClass: offer.class,
          instanceType: offer.architecture === 'cluster' ? 'cluster' : 'master-slave',
          cpu: offer.cpu,
          memoryMB: offer.memoryMb,
          diskGB: (offer.memoryMb / 1024) * 4,
          maxConnection: offer.connections,
          // The spelling of 2018, which old clients read.
          maxConnetction: offer.connections,
          bandwidthMbps: offer.bandwidth,
        })),
        totalCount: offers.length,
      },
    }
  },

  describeUserQuota: ({ world, owner }, { regionId }) => {
    const used = world.list({ service: 'jdcloud-redis', region: regionId, owner }).length
    return { result: { quota: { name: 'redis', max: Math.max(MAX_INSTANCES, used), used } } }
  },
} satisfies Behaviours<typeof jdcloudRedisOperations>

/** Values of a filter are alternatives; names match in part. */
function passes(i: CacheInstance, { name, values }: { name: string; values: readonly string[] }): boolean {
  const is = (value: string) => values.includes(value)
  switch (name) {
    case 'cacheInstanceId':
      return is(i.id)
    case 'cacheInstanceName':
      return values.some((value) => i.name.includes(value))
    case 'cacheInstanceStatus':
      return is(i.status)
    case 'vpcId':
      return is(i.network.vpcId)
    case 'subnetId':
      return is(i.network.subnetId)
    case 'redisVersion':
      return is(i.version)
    case 'instanceType':
      return is(i.architecture === 'cluster' ? 'redis_cluster' : 'redis')
    case 'chargeMode':
      return is(i.chargeType === 'subscription' ? 'prepaid_by_duration' : 'postpaid_by_duration')
    default:
      return false
  }
}

const tagged = (i: CacheInstance, { key, values }: { key: string; values?: readonly string[] }) =>
  i.tags.some((tag) => tag.key === key && (!values?.length || values.includes(tag.value)))

/** Newest first when nothing is asked; memory wins over time when both are. */
function order(sorts: readonly { name: string; direction: 'asc' | 'desc' }[]) {
  const by = sorts.find((s) => s.name === 'totalMemory') ?? sorts[0] ?? { name: 'createTime', direction: 'desc' }
  const sign = by.direction === 'asc' ? 1 : -1
  const value = (i: CacheInstance) => (by.name === 'totalMemory' ? i.memoryMb : i.createdAt)
  return (a: CacheInstance, b: CacheInstance) => sign * (value(a) - value(b)) || (a.id < b.id ? -1 : 1)
}
