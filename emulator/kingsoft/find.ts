import type { Scene } from '../behaviour'
import { refuse } from '../gateway/refusal'
import type { CacheInstance } from '../world/instance'
import { workMs } from '../world/pace'
import { placeOf } from '../world/places'
import type { World } from '../world/world'

export type KingsoftService = 'kingsoft-redis' | 'kingsoft-memcached'

/** Numbers of the manuals' status tables. */
export const STATUS = {
  creating: '1',
  running: '2',
  resizing: '3',
  deleting: '4',
  locking: '5',
  unlocking: '6',
  configuring: '7',
  locked: '8',
  deleted: '10',
  backingUp: '11',
  restoring: '12',
  restarting: '13',
  error: '99',
} as const

/** A rule of the service itself: it has one code for all of them, the message tells which. */
export const businessError = (message: string) => refuse(400, 'BusinessError', message)

/** The code for an instance that is not there is not in the manuals: BusinessError is what they have for such cases. */
export const notFound = (id: string) => businessError(`The instance ${id} does not exist.`)

/** Without AvailableZone every call means the region's `a` zone: what is in other zones is not seen. */
export const zoneOf = (region: string, asked: string | undefined) => asked || `${region}a`

/** The zone in which a call makes something: one of the region. */
export function newZone({ region }: Scene, asked: string | undefined): string {
  const zone = zoneOf(region, asked)
  if (!placeOf('kingsoft-redis', region)?.zones.includes(zone))
    throw refuse(400, 'InvalidParameter', `The parameter AvailableZone is not valid: ${zone} is not in ${region}.`)
  return zone
}

/** Instances of a region that are not deleted. */
export const cachesOf = (service: KingsoftService, { world, owner, region }: Scene) =>
  living(world, world.list({ service, region, owner }))

/** Those that are not deleted; the others leave the world. */
export function living(world: World, instances: readonly CacheInstance[]): CacheInstance[] {
  const gone = instances.filter(({ status }) => status === STATUS.deleted)
  for (const { service, id } of gone) world.remove(service, id)
  return instances.filter(({ status }) => status !== STATUS.deleted)
}

export interface Named {
  AvailableZone?: string
  CacheId: string
}

/** The Redis instance that a call names. */
export function redisCache(scene: Scene, { AvailableZone, CacheId }: Named): CacheInstance {
  const found = cacheOf('kingsoft-redis', scene, CacheId)
  if (found.zone !== zoneOf(scene.region, AvailableZone)) throw notFound(CacheId)
  return found
}

/** The instance of that id in the region that was called. */
export function cacheOf(service: KingsoftService, { world, owner, region }: Scene, id: string): CacheInstance {
  const found = world.find(service, id, owner)
  if (!found || found.region !== region || living(world, [found]).length === 0) throw notFound(id)
  return found
}

/** Refuses work on an instance that is in none of these states. No manual says which states allow what: assumed. */
export function mustBe(instance: CacheInstance, ...allowed: string[]): void {
  if (!allowed.includes(instance.status))
    throw businessError(`The status ${instance.status} of the instance ${instance.id} does not allow this operation.`)
}

/** Starts work that ends in `then`. What the demo plays with the instance stops: somebody really uses it. */
export function work(
  world: World,
  instance: CacheInstance,
  status: string,
  { steps = 1, then = STATUS.running as string, size }: { steps?: number; then?: string; size?: NewSize } = {},
): void {
  instance.cycle = undefined
  world.enter(instance, status, { steps, status: then, size })
}

type NewSize = NonNullable<Parameters<World['enter']>[2]['size']>

/** When work that starts now is done. */
export const doneAt = (world: World, steps = 1) => world.now() + workMs(world.pace, steps)

/** Owner of what a key makes: keys without an owner share one that owns the whole fleet. */
export const ownerOf = ({ owner }: Scene) => owner ?? 'whole-fleet'

/** An address that nobody has yet. */
export function freeAddress(world: World, taken: (address: string) => boolean): string {
  for (;;) {
    const address = `10.${world.random.int(32, 63)}.${world.random.int(0, 255)}.${world.random.int(2, 250)}`
    if (!taken(address)) return address
  }
}
