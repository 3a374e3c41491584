import type { ServiceId } from '@/lib/operation'
import type { Actions, ConsequenceRules } from './actions'
import { actions as kvstore } from './alibaba/kvstore/actions'
import { rules as kvstoreRules } from './alibaba/kvstore/rules'
import { actions as jdcloudRedis } from './jdcloud/redis/actions'
import { rules as jdcloudRedisRules } from './jdcloud/redis/rules'
import { actions as kingsoftMemcached } from './kingsoft/memcached/actions'
import { rules as kingsoftMemcachedRules } from './kingsoft/memcached/rules'
import { actions as kingsoftRedis } from './kingsoft/redis/actions'
import { rules as kingsoftRedisRules } from './kingsoft/redis/rules'

/** What each service can do with one instance. */
export const ACTIONS_OF: Record<ServiceId, Actions> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
  'kingsoft-redis': kingsoftRedis,
  'kingsoft-memcached': kingsoftMemcached,
}

/** What each service's manual says that this does. */
export const RULES_OF: Record<ServiceId, ConsequenceRules> = {
  'alibaba-kvstore': kvstoreRules,
  'jdcloud-redis': jdcloudRedisRules,
  'kingsoft-redis': kingsoftRedisRules,
  'kingsoft-memcached': kingsoftMemcachedRules,
}
