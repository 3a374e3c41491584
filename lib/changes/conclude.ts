import { and, eq, isNull } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { problem } from '@/lib/bff/problem'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { Change, ChangeConclude } from '@/lib/model/change'
import { announceChange } from './announce'
import { addStep, readChange, rowFor } from './store'

/**
 * Somebody who looked says what came out of a change that ended needing a person: from then on it stands in nobody's way.
 * The change stays what its cloud told of it, `human`; nothing is sent. Throws `not-found`, `forbidden-scope`,
 * `conflict-state` (it does not need a person, or somebody already said so).
 */
export async function concludeChange(actor: Actor, id: string, { conclusion, note }: ChangeConclude): Promise<Change> {
  const row = await rowFor(actor, id)
  await db().transaction(async (tx) => {
    const noted = await tx
      .update(changes)
      .set({ concluded: conclusion })
      .where(and(eq(changes.id, id), eq(changes.state, 'human'), isNull(changes.concluded)))
      .returning({ id: changes.id })
    if (noted.length === 0) throw problem('conflict-state')
    await addStep(tx, id, 'concluded', actor.label, { conclusion, ...(note && { note }) })
    await auditOf(tx, actor, {
      action: 'change.concluded',
      target: row.instanceId,
      accountId: row.accountId,
      outcome: 'succeeded',
      details: { change: id, action: row.action, operation: row.operation, conclusion, ...(note && { note }) },
    })
    await announceChange(row, tx)
  })
  return readChange(actor, id)
}
