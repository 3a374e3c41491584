import type { ServiceId } from '@/lib/operation'
import { monitor as kvstore } from './alibaba/kvstore/monitor'
import { monitor as jdcloudRedis } from './jdcloud/redis/monitor'
import type { Monitor } from './monitor'

/** Neither manual of Kingsoft has an operation about metrics. */
export const MONITOR_OF: Partial<Record<ServiceId, Monitor>> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
}
