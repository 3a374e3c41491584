import type { ServiceId } from '@/lib/operation'
import { slowLogs as kvstore } from './alibaba/kvstore/slow-log'
import { slowLogs as jdcloudRedis } from './jdcloud/redis/slow-log'
import type { SlowLogs } from './slow-logs'

/** Neither manual of Kingsoft has an operation about slow commands. */
export const SLOW_LOGS_OF: Partial<Record<ServiceId, SlowLogs>> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
}
