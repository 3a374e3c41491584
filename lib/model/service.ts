import type { ServiceId, Words } from '@/lib/operation'

export type ProviderId = 'alibaba' | 'jdcloud' | 'kingsoft'
export type Engine = 'redis' | 'memcached'

export const PROVIDERS = ['alibaba', 'jdcloud', 'kingsoft'] as const satisfies readonly ProviderId[]

/** Names as the vendors write them; `badge` is the neutral letter of the interface. */
export const PROVIDER_NAMES = {
  alibaba: { en: 'Alibaba Cloud', zh: '阿里云', badge: { en: 'A', zh: '阿' } },
  jdcloud: { en: 'JD Cloud', zh: '京东云', badge: { en: 'J', zh: '京' } },
  kingsoft: { en: 'Kingsoft Cloud', zh: '金山云', badge: { en: 'K', zh: '金' } },
} as const satisfies Record<ProviderId, Words & { badge: Words }>

export const SERVICES = {
  'alibaba-kvstore': { provider: 'alibaba', en: 'ApsaraDB for Redis', zh: '云数据库 Redis 版' },
  'jdcloud-redis': { provider: 'jdcloud', en: 'JCS for Redis', zh: '云缓存 Redis' },
  'kingsoft-redis': { provider: 'kingsoft', en: 'KCS for Redis', zh: '云数据库 Redis' },
  'kingsoft-memcached': { provider: 'kingsoft', en: 'KCS for Memcached', zh: '云数据库 Memcached' },
} as const satisfies Record<ServiceId, Words & { provider: ProviderId }>

export const SERVICE_IDS = Object.keys(SERVICES) as ServiceId[] // keys of a literal held by `satisfies`
