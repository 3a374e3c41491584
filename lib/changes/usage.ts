import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import type { InstanceKey } from '@/lib/model/instance'
import type { InstanceUsage } from '@/lib/model/offer'
import { usageOf } from './live-checks'
import { knownTarget } from './offers'

/**
 * What an instance has in use now: by its cloud's metrics where there is a call for it, else the memory that the
 * inventory has. Null where nobody tells. Throws `not-found`, `forbidden-scope`.
 */
export async function instanceUsage(actor: Actor, key: InstanceKey, signal?: AbortSignal): Promise<InstanceUsage> {
  const { call } = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal })
  const { target } = await knownTarget(key)
  const now = new Date()
  const usage = await usageOf(call, key.service, target, now)
  return {
    usedMemoryMb: usage?.usedMemoryMb ?? target.detail.facts.usedMemoryMb,
    connections: usage?.connections ?? null,
    at: now.toISOString(),
  }
}
