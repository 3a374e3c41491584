import type { ServiceId } from '@/lib/operation'
import { liveWish as kvstoreWish } from '../alibaba/kvstore/live'
import { liveWish as jdcloudWish } from '../jdcloud/live'
import { liveWish as kingsoftWish } from '../kingsoft/live'
import type { CacheInstance } from '../world/instance'
import type { LiveWish } from '../world/live'
import type { World } from '../world/world'

const WISHES: Readonly<Record<ServiceId, (world: World, instance: CacheInstance) => LiveWish | undefined>> = {
  'alibaba-kvstore': kvstoreWish,
  'jdcloud-redis': jdcloudWish,
  'kingsoft-redis': kingsoftWish,
  'kingsoft-memcached': kingsoftWish,
}

/** What the server of an instance is to be like now; undefined when the instance is no longer there. */
export function wishOf(world: World, instance: CacheInstance): LiveWish | undefined {
  // Looking brings it up to the clock, and can end its life.
  if (world.find(instance.service, instance.id, undefined) !== instance) return undefined
  return WISHES[instance.service](world, instance)
}
