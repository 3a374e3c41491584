import type { kingsoftRedisOperations } from '@/lib/providers/kingsoft/redis/catalog'
import type { instanceOperations } from '@/lib/providers/kingsoft/redis/operations/instance'
import type { securityRuleOperations } from '@/lib/providers/kingsoft/redis/operations/security-rule'
import type { Behaviours } from '../behaviour'
import type { CacheInstance } from '../world/instance'
import { PLACES, zonesForMode } from '../world/places'
import { redisBackups } from './backups'
import { redisConnection } from './connection'
import { cachesOf, living, redisCache, zoneOf } from './find'
import { redisHotKeys } from './hot-keys'
import { page, projectsOf } from './listing'
import { redisNodes } from './nodes'
import { redisParameters } from './parameters'
import { redisLifecycle } from './redis-lifecycle'
import { redisSecurityGroups } from './security-groups'
import { addRules, removeRule, ruleList } from './security-rules'
import { redisDetail, redisRow } from './shape'

const SERVICE = 'kingsoft-redis'
const SOON_MS = 7 * 86_400_000

const redisInstances = {
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

  DescribeCacheClusters: (scene, input) => {
    const { region } = scene
    const zone = zoneOf(region, input.AvailableZone)
    const projects = projectsOf(input.IamProjectId)
    return page(
      cachesOf(SERVICE, scene),
      input,
      redisRow,
      (i) =>
        i.zone === zone &&
        (!projects?.length || projects.includes(i.project.id)) &&
        (!input.Protocol || i.version === input.Protocol) &&
        (!input.FuzzySearch || [i.id, i.name, i.privateIp].some((text) => text.includes(input.FuzzySearch ?? ''))) &&
        (!input.TagKey || i.tags.some((tag) => tag.key === input.TagKey && tag.value === input.TagValue)),
    )
  },

  DescribeCacheCluster: (scene, input) => ({ Data: redisDetail(scene.world, redisCache(scene, input)) }),

  StatisticDBInstances: ({ world, owner }) => {
    const now = world.now()
    const all = living(world, world.list({ service: SERVICE, owner }))
    const partition = PLACES[SERVICE]
      .map((place) => ({
        name: place.zh,
        code: place.id,
        ...statistics(
          all.filter(({ region }) => region === place.id),
          now,
        ),
      }))
      .filter(({ total }) => total > 0)
    const count = { name: '总实例数', code: 'ALL', ...statistics(all, now) }
    return { Data: { partition, count } }
  },
} satisfies Behaviours<typeof instanceOperations>

const redisSecurityRules = {
  DescribeCacheSecurityRules: (scene, input) => ruleList(redisCache(scene, input)),
  SetCacheSecurityRules: (scene, input) => addRules(redisCache(scene, input), input.SecurityRules.Cidr),
  DeleteCacheSecurityRule: (scene, input) => removeRule(redisCache(scene, input), input.SecurityRuleId),
} satisfies Behaviours<typeof securityRuleOperations>

/** What Kingsoft Redis does. */
export const kingsoftRedis = {
  ...redisInstances,
  ...redisLifecycle,
  ...redisNodes,
  ...redisConnection,
  ...redisParameters,
  ...redisSecurityGroups,
  ...redisSecurityRules,
  ...redisBackups,
  ...redisHotKeys,
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
