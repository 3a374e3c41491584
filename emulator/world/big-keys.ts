import { hash, nth } from '../random'
import { perInstance } from './attached'
import type { CacheInstance } from './instance'
import { demandOf } from './traffic'

const MB = 1_048_576

export interface Analysis {
  /** One for each data node. */
  ids: readonly string[]
  startedAt: number
  finishedAt: number
  /** Data that was there to look at. */
  dataMb: number
}

const analyses = perInstance((): Analysis[] => [])

/** Analyses of an instance, oldest first: only those that somebody asked for. */
export const analysesOf = (instance: CacheInstance): readonly Analysis[] => analyses(instance)

export function startAnalysis(instance: CacheInstance, nodes: number, startedAt: number, finishedAt: number): void {
  const first = 156_000_000 + (hash(`${instance.id} ${startedAt}`) % 40_000_000)
  analyses(instance).push({
    ids: Array.from({ length: nodes }, (_, n) => String(first + n)),
    startedAt,
    finishedAt,
    dataMb: instance.usedMemoryMb,
  })
}

export interface BigKey {
  key: string
  type: 'hash' | 'list' | 'set' | 'zset' | 'string'
  bytes: number
  elements: number
  /** In [0, 1): which node has it. */
  place: number
}

const KINDS = [
  ['cart:', 'hash'],
  ['feed:', 'list'],
  ['tag:', 'set'],
  ['rank:', 'zset'],
  ['page:', 'string'],
] as const
const MOST = 160

/** The biggest keys of a data set, biggest first; together never more than there is. */
export function bigKeys(instance: CacheInstance, dataMb: number): BigKey[] {
  const { seed, keyBytes } = demandOf(instance)
  const total = dataMb * MB
  const count = Math.min(MOST, Math.floor(total / keyBytes))
  const biggest = total * (0.004 + 0.03 * nth(seed, 40))
  return Array.from({ length: count }, (_, rank) => {
    const [prefix, type] = KINDS[Math.floor(nth(seed ^ 0x5a5a, rank) ** 1.5 * KINDS.length)] ?? KINDS[0]
    const bytes = Math.max(Math.round(keyBytes), Math.round(biggest / (rank + 1) ** 1.3))
    return {
      key: `${prefix}${100_000 + Math.floor(nth(seed ^ 0x6b6b, rank) * 899_999)}`,
      type,
      bytes,
      elements: type === 'string' ? 1 : Math.max(1, Math.round(bytes / 88)),
      place: nth(seed ^ 0x7c7c, rank),
    }
  })
}
