import type { ActionId } from '@/lib/model/action'
import type { ServiceId } from '@/lib/operation'
import type { Action, Actions } from '@/lib/providers/actions'

/** Each service is a file of its own for a browser, loaded when one of its instances is to be changed. */
const TABLES: Record<ServiceId, () => Promise<{ actions: Actions }>> = {
  'alibaba-kvstore': () => import('@/lib/providers/alibaba/kvstore/actions'),
  'jdcloud-redis': () => import('@/lib/providers/jdcloud/redis/actions'),
  'kingsoft-redis': () => import('@/lib/providers/kingsoft/redis/actions'),
  'kingsoft-memcached': () => import('@/lib/providers/kingsoft/memcached/actions'),
}

/** How a service does an action; undefined when it has no such action. Rejects when a file cannot be loaded. */
export async function loadAction(service: ServiceId, action: ActionId): Promise<Action | undefined> {
  const { actions } = await TABLES[service]()
  return actions[action]
}
