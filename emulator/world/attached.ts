import type { CacheInstance } from './instance'
import type { World } from './world'

/** State of a subject that belongs to a world as a whole: made at first use, gone with the world. */
export function perWorld<T>(make: (world: World) => T): (world: World) => T {
  const kept = new WeakMap<World, T>()
  return (world) => {
    let state = kept.get(world)
    if (state === undefined) kept.set(world, (state = make(world)))
    return state
  }
}

/** State of a subject that belongs to one instance: made at first use, gone with the instance. */
export function perInstance<T>(make: (instance: CacheInstance) => T): (instance: CacheInstance) => T {
  const kept = new WeakMap<CacheInstance, T>()
  return (instance) => {
    let state = kept.get(instance)
    if (state === undefined) kept.set(instance, (state = make(instance)))
    return state
  }
}
