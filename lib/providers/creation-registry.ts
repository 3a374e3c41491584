import type { ServiceId } from '@/lib/operation'
import { creation as kvstore } from './alibaba/kvstore/creation'
import type { Creation } from './creation'
import { creation as jdcloudRedis } from './jdcloud/redis/creation'
import { creation as kingsoftMemcached } from './kingsoft/memcached/creation'
import { creation as kingsoftRedis } from './kingsoft/redis/creation'

/** How each service makes instances. */
export const CREATION_OF: Record<ServiceId, Creation> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
  'kingsoft-redis': kingsoftRedis,
  'kingsoft-memcached': kingsoftMemcached,
}
