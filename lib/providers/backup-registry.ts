import type { ServiceId } from '@/lib/operation'
import { backups as kvstore } from './alibaba/kvstore/backups'
import type { Backups } from './backups'
import { backups as jdcloudRedis } from './jdcloud/redis/backups'
import { backups as kingsoftRedis } from './kingsoft/redis/backups'

/** Kingsoft Memcached has no operation about backups. */
export const BACKUPS_OF: Partial<Record<ServiceId, Backups>> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
  'kingsoft-redis': kingsoftRedis,
}
