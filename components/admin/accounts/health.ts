import type { Tone } from '@/components/ui/shape'
import type { Account, Shard } from '@/lib/model/account'
import { readingFailure } from '@/lib/model/reading-failure'

export interface AccountHealth {
  state: 'ok' | 'failed' | 'reading' | 'never' | 'paused' | 'locked'
  tone: Tone
  failed: Shard[]
  /** Age of the oldest facts shown. */
  okAt: string | null
}

/** How an account is as a whole: what a person has to do something about wins. */
export function healthOf(account: Account): AccountHealth {
  const failed = account.shards.filter((shard) => shard.errorKind !== null)
  const okAt = account.shards.flatMap((shard) => shard.okAt ?? []).sort()[0] ?? null
  const base = { failed, okAt }
  if (!account.unlocked) return { ...base, state: 'locked', tone: 'danger' }
  if (account.paused) return { ...base, state: 'paused', tone: 'off' }
  if (failed.length > 0) {
    return {
      ...base,
      state: 'failed',
      tone:
        account.shards.length === failed.length ||
        failed.some((shard) => failureTone(shard.errorKind ?? '') === 'danger')
          ? 'danger'
          : 'warn',
    }
  }
  if (okAt) return { ...base, state: 'ok', tone: 'ok' }
  const reading = account.shards.some((shard) => shard.state === 'syncing')
  return { ...base, state: reading ? 'reading' : 'never', tone: reading ? 'prog' : 'unk' }
}

/** A refusal needs somebody; the rest may pass by itself. */
export const failureTone = (errorKind: string): Tone => (readingFailure(errorKind) === 'refused' ? 'danger' : 'warn')

const OWN_WORDS = ['wrong-key', 'expired-key', 'denied'] as const

/** How a failed region is called, a word of `admin.shards.states`: what the key's holder must mend by its own name. */
export const failureWord = (errorKind: string) =>
  OWN_WORDS.find((word) => word === errorKind) ?? readingFailure(errorKind)
