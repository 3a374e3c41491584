import type { instanceOperations } from '@/lib/providers/jdcloud/redis/operations/instance'
import type { Behaviours, Scene } from '../behaviour'
import { customerOf } from '../world/customers'
import type { CacheInstance } from '../world/instance'
import { TASK_TYPES, tasksOf } from '../world/jdcloud-tasks'
import { placeOf } from '../world/places'
import { OFFERS, type Offer } from '../world/sizes'
import { instanceOf, JD } from './refusals'
import { chargeModeOf, fields } from './shape'
import { addressesOf, isShardSize, SHARD_COUNTS } from './sizes'

/** What a region may hold; the product's FAQ speaks of five, haitang was granted more. The control API can lower it. */
const MAX_INSTANCES = 50

/** How many instances an owner may have in a region, and has. */
export function quotaOf({ world, owner }: Pick<Scene, 'world' | 'owner'>, region: string) {
  const used = world.list({ service: JD, region, owner }).length
  return { used, max: Math.min(customerOf(world, owner).instanceQuota, Math.max(MAX_INSTANCES, used)) }
}

/** Kinds of work that wait for the maintenance window. */
const waiting = ({ world, owner }: Pick<Scene, 'world' | 'owner'>, i: CacheInstance) =>
  tasksOf(world, owner)
    .filter(({ instance, status }) => instance === i && status === 'init')
    .map(({ type }) => TASK_TYPES.find(({ name }) => name === type)?.id ?? 0)

/** What reads instances, sizes and the quota. */
export const instances = {
  describeCacheInstances: (scene, input) => {
    const { world, owner } = scene
    const matching = world
      .list({ service: 'jdcloud-redis', region: input.regionId, owner })
      .filter((i) => (input.filters ?? []).every((filter) => passes(i, filter, world.now())))
      .filter((i) => (input.tagFilters ?? []).every((filter) => tagged(i, filter)))
      .filter((i) => !input.resourceGroupIds?.length || input.resourceGroupIds.includes(i.resourceGroup))
      .sort(order(input.sorts ?? []))
    const from = (input.pageNumber - 1) * input.pageSize
    return {
      result: {
        cacheInstances: matching
          .slice(from, from + input.pageSize)
          .map((i) => fields(i, world.now(), waiting(scene, i))),
        totalCount: matching.length,
      },
    }
  },

  describeCacheInstance: (scene, input) => {
    const instance = instanceOf(scene, input)
    return { result: { cacheInstance: fields(instance, scene.world.now(), waiting(scene, instance)) } }
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

  describeUserQuota: (scene, { regionId }) => ({ result: { quota: { name: 'redis', ...quotaOf(scene, regionId) } } }),

  describeSpecConfig: (_scene, { regionId }) => {
    const offers = OFFERS[JD].filter(({ class: name }) => !isShardSize(name))
    const versions = [...new Set(offers.map(({ version }) => version))]
    const azs = [...(placeOf(JD, regionId)?.zones ?? [])]
    return {
      result: {
        shardSpec: {
          shards: OFFERS[JD]
            .filter(({ class: name }) => isShardSize(name))
            .map((offer) => ({
              shardClass: offer.class,
              ...measures(offer),
              shardNumberList: [...SHARD_COUNTS],
            })),
        },
        instanceSpec: {
          region: regionId,
          instanceVersions: versions.map((redisVersion) => ({
            redisVersion,
            instanceTypes: (['standard', 'cluster'] as const)
              .map((architecture) => ({
                instanceType: architecture === 'cluster' ? 'cluster' : 'master-slave',
                specs: offers
                  .filter((offer) => offer.version === redisVersion && offer.architecture === architecture)
                  .map((offer) => ({
                    instanceClass: offer.class,
                    ...measures(offer),
                    ipNumber: addressesOf(offer.shards),
                    azs,
                    shard: {
                      defaultShardNumber: offer.shards,
                      shardNumberList: [offer.shards],
                      ipNumberList: [addressesOf(offer.shards)],
                    },
                  })),
              }))
              .filter(({ specs }) => specs.length > 0),
          })),
        },
      },
    }
  },
} satisfies Behaviours<typeof instanceOperations>

const measures = (offer: Offer) => ({
  cpu: offer.cpu,
  memoryGB: offer.memoryMb / 1024,
  memoryMB: offer.memoryMb,
  diskGB: (offer.memoryMb / 1024) * 4,
  maxConnection: offer.connections,
  bandwidthMbps: offer.bandwidth,
})

/** Values of a filter are alternatives; names match in part. */
function passes(i: CacheInstance, { name, values }: { name: string; values: readonly string[] }, now: number): boolean {
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
      return is(chargeModeOf(i, now))
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
