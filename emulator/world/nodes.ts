import { perInstance } from './attached'
import type { CacheInstance } from './instance'

/** Data shards whose replica has become the master. */
const swapped = perInstance(() => new Set<number>())

export interface Shard {
  id: string
  /** The vendor's number behind the `#`. */
  number: number
  masterZone: string
  replicaZone: string
}

const numberOf = (instance: CacheInstance, offset: number) => {
  let sum = 0
  for (const char of instance.id) sum = (sum * 31 + char.charCodeAt(0)) % 9_000_000
  return 10_000_000 + sum + offset
}

export const shardsOf = (instance: CacheInstance): Shard[] =>
  Array.from({ length: instance.architecture === 'cluster' ? instance.shards : 1 }, (_, i) => {
    const second = instance.secondZone ?? instance.zone
    const turned = swapped(instance).has(i)
    return {
      id: `${instance.id}-db-${i}`,
      number: numberOf(instance, i),
      masterZone: turned ? second : instance.zone,
      replicaZone: turned ? instance.zone : second,
    }
  })

/** Proxies of a cluster or of read/write splitting; a standard instance has none. */
export function proxiesOf(instance: CacheInstance): { id: string; number: number }[] {
  if (instance.architecture === 'standard') return []
  const count = Number(/\.(\d+)proxy\./.exec(instance.class)?.[1] ?? instance.shards)
  return Array.from({ length: count }, (_, i) => ({
    id: `${instance.id}-proxy-${i}`,
    number: numberOf(instance, 1_000 + i),
  }))
}

/** Makes the replicas of these shards their masters. */
export function swap(instance: CacheInstance, indexes: readonly number[]): void {
  const turned = swapped(instance)
  for (const index of indexes) if (!turned.delete(index)) turned.add(index)
}
