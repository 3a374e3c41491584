import type { ServiceId } from '@/lib/operation'
import { parameterSource as kvstore } from './alibaba/kvstore/parameters'
import { parameterSource as jdcloudRedis } from './jdcloud/redis/parameters'
import { parameterSource as kingsoftRedis } from './kingsoft/redis/parameters'
import type { ParameterSource } from './parameters'

/** A service that is not here has no operation about parameters. */
export const PARAMETERS_OF: Partial<Record<ServiceId, ParameterSource>> = {
  'alibaba-kvstore': kvstore,
  'jdcloud-redis': jdcloudRedis,
  'kingsoft-redis': kingsoftRedis,
}
