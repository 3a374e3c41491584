import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { atLeast } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'

interface Shown {
  /** `key-analysis.reveal`. */
  action: string
  /** Id of the instance. */
  target: string
  accountId: string
  details: Record<string, unknown>
}

/** Puts on record that customer data is about to be shown, or that it was refused. Throws `forbidden-role`. */
export async function putOnRecord(actor: Actor, { details, ...facts }: Shown): Promise<void> {
  if (actor.kind !== 'user' || !atLeast(actor.role, 'operator')) {
    await auditOf(db(), actor, { ...facts, outcome: 'denied', details: { code: 'forbidden-role', role: actor.role } })
    throw problem('forbidden-role', { params: { needed: 'operator' }, recorded: true })
  }
  await auditOf(db(), actor, { ...facts, outcome: 'succeeded', details })
}
