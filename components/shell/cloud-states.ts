import type { Tone } from '@/components/ui/shape'
import type { CloudHealth } from '@/lib/model/fleet'
import type { ProviderId } from '@/lib/model/service'

export interface CloudState {
  provider: ProviderId
  state: 'ok' | 'failed' | 'reading' | 'never' | 'paused' | 'locked'
  tone: Tone
  /** Age of the oldest facts among the regions that answer. */
  okAt: string | null
  /** Regions whose last reading failed, each once. */
  failed: string[]
  /** Regions that are read. */
  total: number
}

/** One entry per cloud that has an account, in the order given. A failed region wins over everything that is well. */
export function cloudStates(health: CloudHealth, providers: readonly ProviderId[]): CloudState[] {
  return providers.flatMap((provider): CloudState[] => {
    const accounts = health.accounts.filter((account) => account.provider === provider)
    if (accounts.length === 0) return []
    const awake = accounts.filter((account) => !account.paused)
    const ids = new Set(awake.map((account) => account.id))
    const shards = health.shards.filter((shard) => ids.has(shard.accountId))
    const failed = [...new Set(shards.filter((shard) => shard.errorKind !== null).map((shard) => shard.region))].sort()
    const total = new Set(shards.map((shard) => shard.region)).size
    const times = shards.flatMap((shard) => shard.okAt ?? []).sort()
    const okAt = times[0] ?? null
    const base = { provider, okAt, failed, total }
    if (awake.length === 0) return [{ ...base, state: 'paused', tone: 'off' }]
    if (awake.some((account) => !account.unlocked)) return [{ ...base, state: 'locked', tone: 'danger' }]
    if (failed.length > 0) {
      return [{ ...base, state: 'failed', tone: failed.length === total ? 'danger' : 'warn' }]
    }
    if (okAt) return [{ ...base, state: 'ok', tone: 'ok' }]
    const reading = shards.some((shard) => shard.state === 'syncing')
    return [{ ...base, state: reading ? 'reading' : 'never', tone: reading ? 'prog' : 'unk' }]
  })
}
