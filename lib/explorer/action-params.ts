import type { ActionId } from '@/lib/model/change'
import type { ObjectSchema, ServiceId } from '@/lib/operation'
import type { Actions } from '@/lib/providers/actions'

/** Each service is a file of its own for a browser, loaded when one of its instances is to be changed. */
const TABLES: Record<ServiceId, () => Promise<{ actions: Actions }>> = {
  'alibaba-kvstore': () => import('@/lib/providers/alibaba/kvstore/actions'),
  'jdcloud-redis': () => import('@/lib/providers/jdcloud/redis/actions'),
  'kingsoft-redis': () => import('@/lib/providers/kingsoft/redis/actions'),
  'kingsoft-memcached': () => import('@/lib/providers/kingsoft/memcached/actions'),
}

/** What a person chooses for an action; undefined when the service has no such action. Rejects when a file cannot be loaded. */
export async function loadActionParams(service: ServiceId, action: ActionId): Promise<ObjectSchema | undefined> {
  const { actions } = await TABLES[service]()
  return actions[action]?.params
}
