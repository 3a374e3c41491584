import type { ServiceId } from '@/lib/operation'
import { topologies as kvstore } from './alibaba/kvstore/topology'
import { topologies as jdcloudRedis } from './jdcloud/redis/topology'
import { topologies as kingsoftRedis } from './kingsoft/redis/topology'
import type { Topologies } from './topologies'

/** The manual of Kingsoft Memcached has no operation about nodes. */
export const TOPOLOGIES_OF: Partial<Record<ServiceId, Topologies>> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
  'kingsoft-redis': kingsoftRedis,
}
