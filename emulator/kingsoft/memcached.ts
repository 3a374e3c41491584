import type { kingsoftMemcachedOperations } from '@/lib/providers/kingsoft/memcached/catalog'
import type { Behaviours } from '../behaviour'
import { settingsOf } from '../world/kingsoft-cache'
import { liveOf } from '../world/live'
import { PLACES, placeOf } from '../world/places'
import { sizeOf } from '../world/sizes'
import { businessError, cacheOf, cachesOf, mustBe, STATUS, work } from './find'
import { page, projectsOf } from './listing'
import { monthlyPrice, order, pay } from './order'
import { addRules, removeRule, ruleList } from './security-rules'
import { memcachedDetail, memcachedRow } from './shape'

const SERVICE = 'kingsoft-memcached'
const DONE = { Data: null }

/** What Kingsoft Memcached does. */
export const kingsoftMemcached = {
  DescribeRegions: () => ({
    RegionSet: PLACES[SERVICE].map((place) => ({ Region: place.id, RegionName: place.zh })),
  }),

  DescribeAvailabilityZones: () => ({
    AvailabilityZoneSet: PLACES[SERVICE].flatMap((place) =>
      place.zones.map((zone) => ({ Region: place.id, AvailabilityZone: zone })),
    ),
  }),

  // Project 0 alone unless projects are named: instances of other projects are not seen.
  DescribeCacheClusters: (scene, input) => {
    const projects = projectsOf(input.IamProjectId) ?? ['0']
    return page(cachesOf(SERVICE, scene), input, memcachedRow, (i) => projects.includes(i.project.id))
  },

  DescribeCacheCluster: (scene, { CacheId }) => ({ Data: memcachedDetail(cacheOf(SERVICE, scene, CacheId)) }),

  CreateCacheCluster: (scene, input) => {
    if (input.DurationUnit && !/^months?$/i.test(input.DurationUnit))
      throw businessError(`The unit ${input.DurationUnit} is not known: only months are.`)
    const zone = placeOf(SERVICE, scene.region)?.zones[0]
    if (!zone) throw businessError('Memcached is not sold in this region.')
    const instance = order(scene, {
      service: SERVICE,
      zone,
      name: input.Name,
      gb: input.Capacity,
      nodes: input.SlaveNum,
      vpcId: input.VpcId,
      vnetId: input.VnetId,
      billType: input.BillType,
      months: input.Duration,
      projectId: input.IamProjectId,
      password: input.PassWord,
    })
    instance.readOnlyNodes = input.SlaveNum
    return {
      Data: {
        CacheId: instance.id,
        Name: instance.name,
        Size: String(input.Capacity),
        Port: String(instance.port),
        SuborderId: settingsOf(instance).orderId,
      },
    }
  },

  DeleteCacheCluster: (scene, { CacheId }) => {
    const instance = cacheOf(SERVICE, scene, CacheId)
    mustBe(instance, STATUS.running, STATUS.locked, STATUS.error)
    work(scene.world, instance, STATUS.deleting, { then: STATUS.deleted })
    return DONE
  },

  ResizeCacheCluster: (scene, input) => {
    const instance = cacheOf(SERVICE, scene, input.CacheId)
    mustBe(instance, STATUS.running)
    const now = instance.memoryMb / 1024
    if (input.Capacity <= now) throw businessError(`The capacity must be larger than the present ${now} GB.`)
    const price = (gb: number) => monthlyPrice(SERVICE, gb, instance.readOnlyNodes)
    pay(scene, instance.chargeType === 'subscription' ? price(input.Capacity) - price(now) : 0)
    work(scene.world, instance, STATUS.resizing, { steps: 2, size: sizeOf(SERVICE, `${input.Capacity}`) })
    return DONE
  },

  FlushCacheCluster: (scene, { CacheId }) => {
    const instance = cacheOf(SERVICE, scene, CacheId)
    mustBe(instance, STATUS.running)
    instance.usedMemoryMb = 0
    liveOf(instance)?.erase('all')
    return DONE
  },

  RenameCacheCluster: (scene, input) => {
    const instance = cacheOf(SERVICE, scene, input.CacheId)
    mustBe(instance, STATUS.running, STATUS.locked)
    instance.name = input.Name
    return DONE
  },

  // Without a password there is none any more.
  UpdatePassword: (scene, input) => {
    const instance = cacheOf(SERVICE, scene, input.CacheId)
    mustBe(instance, STATUS.running)
    instance.passwordFree = input.Password === undefined
    return DONE
  },

  DescribeCacheSecurityRules: (scene, { CacheId }) => ruleList(cacheOf(SERVICE, scene, CacheId)),
  SetCacheSecurityRules: (scene, input) => addRules(cacheOf(SERVICE, scene, input.CacheId), input.SecurityRules.Cidr),
  DeleteCacheSecurityRule: (scene, input) => removeRule(cacheOf(SERVICE, scene, input.CacheId), input.SecurityRuleId),
} satisfies Behaviours<typeof kingsoftMemcachedOperations>
