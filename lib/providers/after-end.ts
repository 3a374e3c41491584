import type { AfterEnd } from '@/lib/model/renewal'
import type { ServiceId } from '@/lib/operation'

/** What becomes of a subscription after its end, where a manual says it; with the section, or the name of the operation. */
export const AFTER_END_OF: Record<ServiceId, AfterEnd> = {
  'alibaba-kvstore': { what: 'released', manual: '7.8' },
  'jdcloud-redis': { what: 'releasable', manual: 'deleteCacheInstance' },
  'kingsoft-redis': { what: 'locked', manual: 'StatisticDBInstances' },
  'kingsoft-memcached': { what: 'unknown', manual: null },
}
