import type { ServiceId } from '@/lib/operation'
import { alibaba } from './alibaba/vendor'
import type { Vendor } from './gateway/vendor'
import { jdcloud } from './jdcloud/vendor'
import { kingsoft } from './kingsoft/vendor'

/** How each service's gateway speaks. */
export const VENDORS: Readonly<Record<ServiceId, Vendor>> = {
  'alibaba-kvstore': alibaba,
  'jdcloud-redis': jdcloud,
  'kingsoft-redis': kingsoft('kcs'),
  'kingsoft-memcached': kingsoft('memcached'),
}
