import type { kingsoftRedisOperations } from '@/lib/providers/kingsoft/redis/catalog'
import type { Behaviours } from '../behaviour'
import { refuse } from '../gateway/refusal'
import type { CacheInstance } from '../world/instance'
import { PLACES, zonesForMode } from '../world/places'
import { notFound, page, projectsOf } from './listing'
import { detailFields, redisListFields } from './shape'

const SERVICE = 'kingsoft-redis'
const SOON_MS = 7 * 86_400_000

/** Without AvailableZone every call means the region's `a` zone: instances of other zones are not seen. */
const zoneOf = (region: string, asked: string | undefined) => asked || `${region}a`

/** What Kingsoft Redis does. */
export const kingsoftRedis = {
  DescribeRegions: (_scene, { mode }) => ({
    RegionSet: PLACES[SERVICE]
      .filter((place) => zonesForMode(place, mode).length > 0)
      .map((place) => ({
        Region: place.id,
        RegionName: place.zh,
      })),
  }),

  // All regions' zones come, whatever region was asked, and the first one comes twice.
  DescribeAvailabilityZones: (_scene, { mode }) => {
    const zones = PLACES[SERVICE].flatMap((place) =>
      zonesForMode(place, mode).map((zone) => ({ Region: place.id, AvailabilityZone: zone })),
    )
    return { AvailabilityZoneSet: [...zones.slice(0, 1), ...zones] }
  },

  DescribeCacheClusters: ({ world, owner, region }, input) => {
    if (!input.TagKey !== !input.TagValue)
      throw refuse(400, 'MissingParameter', 'TagKey and TagValue are needed together.')
    const zone = zoneOf(region, input.AvailableZone)
    const projects = projectsOf(input.IamProjectId)
    return page(
      world.list({ service: SERVICE, region, owner }),
      input,
      redisListFields,
      (i) =>
        i.zone === zone &&
        (!projects?.length || projects.includes(i.project.id)) &&
        (!input.Protocol || i.version === input.Protocol) &&
        (!input.FuzzySearch || [i.id, i.name, i.privateIp].some((text) => text.includes(input.FuzzySearch ?? ''))) &&
        (!input.TagKey || i.tags.some((tag) => tag.key === input.TagKey && tag.value === input.TagValue)),
    )
  },

  DescribeCacheCluster: ({ world, owner, region }, { AvailableZone, CacheId }) => {
    const instance = world.find(SERVICE, CacheId, owner)
    if (!instance || instance.region !== region || instance.zone !== zoneOf(region, AvailableZone))
      throw notFound(CacheId)
    return { Data: detailFields(instance) }
  },

  StatisticDBInstances: ({ world, owner }) => {
    const now = world.now()
    const partition = PLACES[SERVICE]
      .map((place) => ({
        name: place.zh,
        code: place.id,
        ...statistics(world.list({ service: SERVICE, region: place.id, owner }), now),
      }))
      .filter(({ total }) => total > 0)
    const count = { name: '总实例数', code: 'ALL', ...statistics(world.list({ service: SERVICE, owner }), now) }
    return { Data: { partition, count } }
  },
} satisfies Behaviours<typeof kingsoftRedisOperations>

/** Each instance counts once: locked or expired, abnormal, soon to expire, or simply running. */
function statistics(instances: readonly CacheInstance[], now: number) {
  const codeOf = (i: CacheInstance) => {
    const left = i.expiresAt === undefined ? Infinity : i.expiresAt - now
    if (i.status === '8' || left <= 0) return 'locked_status'
    if (i.status !== '2') return 'abnormal_status'
    return left < SOON_MS ? 'expiring_soon' : 'running_status'
  }
  const codes = instances.map(codeOf)
  const entry = (code: string, name: string) => ({ name, code, total: codes.filter((c) => c === code).length })
  return {
    total: instances.length,
    statistics: [
      entry('running_status', '运行中'),
      entry('expiring_soon', '即将过期'),
      entry('locked_status', '已过期'),
      entry('abnormal_status', '其他状态'),
    ],
  }
}
