import type { Operation, ServiceId } from '@/lib/operation'
import { kvstoreOperations } from '@/lib/providers/alibaba/kvstore/catalog'
import { jdcloudRedisOperations } from '@/lib/providers/jdcloud/redis/catalog'
import { kingsoftMemcachedOperations } from '@/lib/providers/kingsoft/memcached/catalog'
import { kingsoftRedisOperations } from '@/lib/providers/kingsoft/redis/catalog'

/** Every operation of every service, under the vendor's own names. Runs in browsers too: no server module is reached. */
export const catalog = {
  'alibaba-kvstore': kvstoreOperations,
  'jdcloud-redis': jdcloudRedisOperations,
  'kingsoft-redis': kingsoftRedisOperations,
  'kingsoft-memcached': kingsoftMemcachedOperations,
} as const satisfies Record<ServiceId, Record<string, Operation>>

/** All rows of a service, in the order of its files. */
export const operationsOf = (service: ServiceId): Operation[] => Object.values(catalog[service])

export const allOperations = (): Operation[] =>
  Object.values(catalog).flatMap((table) => Object.values<Operation>(table))

/** The row of that exact name, or undefined. */
export function findOperation(service: string, name: string): Operation | undefined {
  if (!Object.hasOwn(catalog, service)) return undefined
  const table: Record<string, Operation> = catalog[service as ServiceId] // an own key of the catalogue, just checked
  return Object.hasOwn(table, name) ? table[name] : undefined
}
