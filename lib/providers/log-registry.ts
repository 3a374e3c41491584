import type { ServiceId } from '@/lib/operation'
import { logs as kvstore } from './alibaba/kvstore/logs'
import { logs as jdcloudRedis } from './jdcloud/redis/logs'
import type { Logs } from './logs'

/** Neither manual of Kingsoft has an operation about logs. */
export const LOGS_OF: Partial<Record<ServiceId, Logs>> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
}
