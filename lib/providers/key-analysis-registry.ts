import type { ServiceId } from '@/lib/operation'
import { keyAnalyses as kvstore } from './alibaba/kvstore/key-analysis'
import { keyAnalyses as jdcloudRedis } from './jdcloud/redis/key-analysis'
import type { KeyAnalyses } from './key-analyses'
import { keyAnalyses as kingsoftRedis } from './kingsoft/redis/key-analysis'

/** The manual of Kingsoft Memcached has no operation about keys. */
export const KEY_ANALYSES_OF: Partial<Record<ServiceId, KeyAnalyses>> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
  'kingsoft-redis': kingsoftRedis,
}
