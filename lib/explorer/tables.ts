import type { Operation, ServiceId } from '@/lib/operation'
import type { ErrorNote } from '@/lib/providers/error-note'

/** One service as its forms need it. */
export interface ServiceTable {
  operations: Operation[]
  errors: readonly ErrorNote[]
}

type Rows = Record<string, Operation>
const table = ([rows, { ERROR_NOTES }]: [Rows, { ERROR_NOTES: readonly ErrorNote[] }]): ServiceTable => ({
  operations: Object.values(rows),
  errors: ERROR_NOTES,
})

/** Each service is a file of its own for a browser: loaded when one of its operations is opened, and then kept. */
const TABLES: Record<ServiceId, () => Promise<ServiceTable>> = {
  'alibaba-kvstore': async () =>
    table(
      await Promise.all([
        import('@/lib/providers/alibaba/kvstore/catalog').then(({ kvstoreOperations }) => kvstoreOperations),
        import('@/lib/providers/alibaba/kvstore/error-notes'),
      ]),
    ),
  'jdcloud-redis': async () =>
    table(
      await Promise.all([
        import('@/lib/providers/jdcloud/redis/catalog').then(({ jdcloudRedisOperations }) => jdcloudRedisOperations),
        import('@/lib/providers/jdcloud/redis/error-notes'),
      ]),
    ),
  'kingsoft-redis': async () =>
    table(
      await Promise.all([
        import('@/lib/providers/kingsoft/redis/catalog').then((rows) => rows.kingsoftRedisOperations),
        import('@/lib/providers/kingsoft/error-notes'),
      ]),
    ),
  'kingsoft-memcached': async () =>
    table(
      await Promise.all([
        import('@/lib/providers/kingsoft/memcached/catalog').then((rows) => rows.kingsoftMemcachedOperations),
        import('@/lib/providers/kingsoft/error-notes'),
      ]),
    ),
}

/** The rows of one service with their schemas, in a browser. Rejects when a file cannot be loaded. */
export const loadTable = (service: ServiceId): Promise<ServiceTable> => TABLES[service]()
