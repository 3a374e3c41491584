import { perInstance } from './attached'
import type { CacheInstance } from './instance'

/** Newest minor version of each major one; vendors print only the form. */
const LATEST: Readonly<Record<string, number>> = { '2.8': 9, '4.0': 13, '5.0': 16 }

export const latestMinor = (instance: CacheInstance) => LATEST[instance.version] ?? 1
/** About half of the fleet lags behind; which half, its ids say. */
const born = (instance: CacheInstance) =>
  latestMinor(instance) - (instance.id.charCodeAt(instance.id.length - 1) % 2 === 0 ? 0 : 2)

const state = perInstance((instance) => ({ major: instance.version, minor: born(instance) }))

/** Number of its minor version. A new major version comes with its newest one. */
export function minorOf(instance: CacheInstance): number {
  const known = state(instance)
  if (known.major !== instance.version) Object.assign(known, { major: instance.version, minor: latestMinor(instance) })
  return known.minor
}
export const setMinor = (instance: CacheInstance, minor: number): void => {
  Object.assign(state(instance), { major: instance.version, minor })
}
