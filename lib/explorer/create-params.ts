import type { ObjectSchema, ServiceId } from '@/lib/operation'

/** Each service is a file of its own for a browser, loaded when one of its instances is to be made. */
const SCHEMAS: Record<ServiceId, () => Promise<{ params: ObjectSchema }>> = {
  'alibaba-kvstore': () => import('@/lib/providers/alibaba/kvstore/creation-params'),
  'jdcloud-redis': () => import('@/lib/providers/jdcloud/redis/creation-params'),
  'kingsoft-redis': () => import('@/lib/providers/kingsoft/redis/creation-params'),
  'kingsoft-memcached': () => import('@/lib/providers/kingsoft/memcached/creation-params'),
}

/** What a person chooses for new instances of a service, with its rules (`lib/rules`). Rejects when the file cannot be loaded. */
export async function loadCreateParams(service: ServiceId): Promise<ObjectSchema> {
  return (await SCHEMAS[service]()).params
}
