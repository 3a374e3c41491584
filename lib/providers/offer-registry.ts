import type { ServiceId } from '@/lib/operation'
import { offers as kvstore } from './alibaba/kvstore/offers'
import { offers as jdcloudRedis } from './jdcloud/redis/offers'
import { offers as kingsoftMemcached } from './kingsoft/memcached/offers'
import { offers as kingsoftRedis } from './kingsoft/redis/offers'
import type { Offers } from './offers'

/** How each service tells what it sells. */
export const OFFERS_OF: Record<ServiceId, Offers> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
  'kingsoft-redis': kingsoftRedis,
  'kingsoft-memcached': kingsoftMemcached,
}
