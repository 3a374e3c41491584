import { systemActor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import type { ActionId } from '@/lib/model/action'
import type { Evidence } from '@/lib/model/change'
import type { SeenDetail } from '@/lib/providers/actions'
import { detailFacts, liveFacts } from './facts-now'
import { fieldOf } from './judge'
import type { ChangeRow } from './store'

const MEMORY = 'facts.usedMemoryMb'
const CONNECTIONS = 'now.connections'
/** Lines that a person judges by where the cloud's state does not show whether it happened. */
const TELLING: Partial<Record<ActionId, readonly string[]>> = {
  flush: [MEMORY, CONNECTIONS],
  'flush-expired': [MEMORY],
  restore: [MEMORY, CONNECTIONS],
  'restore-file': [MEMORY, CONNECTIONS],
  restart: [MEMORY, CONNECTIONS],
  'switch-ha': [CONNECTIONS],
  lock: [CONNECTIONS],
  unlock: [CONNECTIONS],
}

/**
 * Memory in use and connections, in the plan and now: what is left to judge by when no answer came and no aim could be
 * read. Where the cloud does not tell them there are none; nothing rests on them but a person's judgement.
 */
export async function thenAndNow(row: ChangeRow, detail: SeenDetail, signal: AbortSignal): Promise<Evidence['read']> {
  const { before, region, accountId } = row
  const telling = TELLING[row.action]
  if (before === null || telling === undefined) return []
  const actor = systemActor('changes', row.id)
  try {
    const door = await doorFor({ actor, accountId, lane: 'interactive', signal, insist: true })
    const target = { region, id: row.instanceId, locator: { ...row.locator, ...detail.facts.locator }, detail }
    const facts = [...detailFacts(before, detail, [], fieldOf), ...(await liveFacts(door.call, row, target, row.plan))]
    return facts
      .filter(({ field, planned, found }) => telling.includes(field) && !(planned === null && found === null))
      .map(({ field, planned, found }) => ({ field, wanted: null, found, was: planned }))
  } catch (error) {
    // They are more than what it rests on: without them it ends as well.
    if (signal.aborted) throw error
    return []
  }
}
