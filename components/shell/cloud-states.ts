import type { Tone } from '@/components/ui/shape'
import type { Shard } from '@/lib/model/account'
import type { CloudHealth } from '@/lib/model/fleet'
import { type ReadingFailure, readingFailure } from '@/lib/model/reading-failure'
import type { ProviderId } from '@/lib/model/service'

/** Places whose last reading failed in the same way. */
export interface FailedPlaces {
  how: ReadingFailure
  /** Regions, with the account's name where the cloud has several accounts. */
  places: { region: string; account: string | null }[]
}

export interface CloudState {
  provider: ProviderId
  state: 'ok' | 'failed' | 'reading' | 'never' | 'paused' | 'locked'
  tone: Tone
  /** Age of the oldest facts among the regions that answer. */
  okAt: string | null
  failures: FailedPlaces[]
  /** Regions of accounts whose last reading failed, and all that are read: a region of two accounts counts twice. */
  failed: number
  total: number
  /** Several accounts are read, so that regions are those of an account. */
  many: boolean
  /** Something of the failed regions was read before and is shown. */
  older: boolean
}

const placeOf = (shard: Shard) => `${shard.accountId} ${shard.region}`

/** One entry per cloud that has an account, in the order given. A failed region wins over everything that is well. */
export function cloudStates(health: CloudHealth, providers: readonly ProviderId[]): CloudState[] {
  return providers.flatMap((provider): CloudState[] => {
    const accounts = health.accounts.filter((account) => account.provider === provider)
    if (accounts.length === 0) return []
    const awake = accounts.filter((account) => !account.paused)
    const names = new Map(awake.map((account) => [account.id, account.name]))
    const shards = health.shards.filter((shard) => names.has(shard.accountId))
    const broken = shards.filter((shard) => shard.errorKind !== null)
    const failed = new Set(broken.map(placeOf)).size
    const total = new Set(shards.map(placeOf)).size
    const times = shards.flatMap((shard) => shard.okAt ?? []).sort()
    const okAt = times[0] ?? null
    const base = {
      provider,
      okAt,
      failures: failuresOf(broken, awake.length > 1 ? names : undefined),
      failed,
      total,
      many: awake.length > 1,
      older: broken.some((shard) => shard.okAt !== null),
    }
    if (awake.length === 0) return [{ ...base, state: 'paused', tone: 'off' }]
    if (awake.some((account) => !account.unlocked)) return [{ ...base, state: 'locked', tone: 'danger' }]
    if (failed > 0) return [{ ...base, state: 'failed', tone: failed === total ? 'danger' : 'warn' }]
    if (okAt) return [{ ...base, state: 'ok', tone: 'ok' }]
    const reading = shards.some((shard) => shard.state === 'syncing')
    return [{ ...base, state: reading ? 'reading' : 'never', tone: reading ? 'prog' : 'unk' }]
  })
}

function failuresOf(broken: readonly Shard[], names: ReadonlyMap<string, string> | undefined): FailedPlaces[] {
  const groups = new Map<ReadingFailure, Map<string, FailedPlaces['places'][number]>>()
  for (const shard of broken) {
    const how = readingFailure(shard.errorKind ?? 'unknown')
    const places = groups.get(how) ?? new Map()
    places.set(placeOf(shard), { region: shard.region, account: names?.get(shard.accountId) ?? null })
    groups.set(how, places)
  }
  return [...groups].map(([how, places]) => ({
    how,
    places: [...places.values()].sort((a, b) => a.region.localeCompare(b.region)),
  }))
}
