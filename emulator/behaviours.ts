import { catalog } from '@/lib/catalog'
import type { Operation, ServiceId } from '@/lib/operation'
import { kvstore } from './alibaba/behaviours'
import type { Scene } from './behaviour'
import { jdcloudRedis } from './jdcloud/behaviours'
import { kingsoftMemcached } from './kingsoft/memcached'
import { kingsoftRedis } from './kingsoft/redis'

interface Emulated {
  table: Readonly<Record<string, Operation>>
  behaviours: Readonly<Record<string, (scene: Scene, input: unknown) => object | Promise<object>>>
}

/** Puts a table beside its behaviours; they are typed row by row where they are written. */
const emulated = (
  table: Readonly<Record<string, Operation>>,
  behaviours: Readonly<Record<string, unknown>>,
): Emulated => ({
  table,
  behaviours: behaviours as Emulated['behaviours'], // each is held by `satisfies Behaviours<...>` in its own file
})

/** Every service's rows and what they do. */
export const BEHAVIOURS: Readonly<Record<ServiceId, Emulated>> = {
  'alibaba-kvstore': emulated(catalog['alibaba-kvstore'], kvstore),
  'jdcloud-redis': emulated(catalog['jdcloud-redis'], jdcloudRedis),
  'kingsoft-redis': emulated(catalog['kingsoft-redis'], kingsoftRedis),
  'kingsoft-memcached': emulated(catalog['kingsoft-memcached'], kingsoftMemcached),
}

/** `service/operation` of everything that the emulator really does. */
export const emulatedOperations = (): Set<string> =>
  new Set(
    Object.entries(BEHAVIOURS).flatMap(([service, { behaviours }]) =>
      Object.keys(behaviours).map((name) => `${service}/${name}`),
    ),
  )
