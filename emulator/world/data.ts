import { perInstance } from './attached'
import type { CacheInstance } from './instance'

/** What the data set weighed before it was replaced at one moment: flushed, or restored from a backup. */
interface Replacement {
  at: number
  beforeMb: number
}

const replacements = perInstance((): Replacement[] => [])

/** Replaces the data of an instance now; its memory in use is `usedMb` from here on. */
export function replaceData(instance: CacheInstance, usedMb: number, now: number): void {
  replacements(instance).push({ at: now, beforeMb: instance.usedMemoryMb })
  instance.usedMemoryMb = Math.min(usedMb, instance.memoryMb)
}

/** Megabytes of data that an instance held at a moment, without the daily ups and downs. */
export const dataMbAt = (instance: CacheInstance, at: number): number =>
  at < instance.createdAt
    ? 0
    : (replacements(instance).find((replacement) => replacement.at > at)?.beforeMb ?? instance.usedMemoryMb)
