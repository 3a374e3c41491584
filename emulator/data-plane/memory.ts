import type { CacheInstance } from '../world/instance'

const MB = 1_048_576
/** A gigabyte of the instance is two megabytes of the process. */
const SCALE = 512
/** Whatever the size: a few instances must fit beside everything else on a small machine. */
const MOST = 64 * MB

/** What a process needs before the first key: its own tables, connections; Memcached takes no less than 8 MB. */
const BESIDE = { redis: 2 * MB, memcached: 8 * MB } as const

/** Bytes that the process of an instance may use: `maxmemory`, or the limit of Memcached. */
export const limitOf = ({ engine, memoryMb }: Pick<CacheInstance, 'engine' | 'memoryMb'>): number =>
  BESIDE[engine] + Math.min(MOST, Math.round((memoryMb * MB) / SCALE))

/** What the instance reports for what its process uses: the same share of its own memory. */
export const reportedBytes = (
  { memoryMb }: Pick<CacheInstance, 'memoryMb'>,
  { usedBytes, emptyBytes, limitBytes }: { usedBytes: number; emptyBytes: number; limitBytes: number },
): number => {
  const share = (usedBytes - emptyBytes) / Math.max(1, limitBytes - emptyBytes)
  return Math.round(Math.min(1, Math.max(0, share)) * memoryMb * MB)
}
