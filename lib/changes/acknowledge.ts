import { and, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { problem } from '@/lib/bff/problem'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { db, type Transaction } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import type { Change } from '@/lib/model/change'
import { announceChange } from './announce'
import { addStep, readChange, rowFor } from './store'
import { inCallersScope, isUnseenGlass } from './tray-rules'

/**
 * An admin says that they saw a change that went without its second person: from then on nobody is told of it any more.
 * Who asked for it cannot. Throws `not-found`, `forbidden-scope`, `own-change`, `conflict-state` (it did not, or
 * somebody already said so).
 */
export async function acknowledgeChange(actor: Actor, id: string): Promise<Change> {
  const row = await rowFor(actor, id)
  if (actor.id === null || actor.id === row.requestedBy) throw problem('own-change', { params: { whose: 'own' } })
  if (row.breakGlass === null) throw problem('conflict-state')
  await db().transaction(async (tx) => {
    // Of two admins at once the second waits here, and finds the step of the first.
    await tx.select({ id: changes.id }).from(changes).where(eq(changes.id, id)).for('update')
    const before = await tx
      .select({ seq: changeSteps.seq })
      .from(changeSteps)
      .where(and(eq(changeSteps.changeId, id), eq(changeSteps.step, 'acknowledged')))
    if (before.length > 0) throw problem('conflict-state')
    const together = row.batchId === null ? [row] : await rowsOf(row.batchId, actor, tx)
    for (const each of together) await addStep(tx, each.id, 'acknowledged', actor.label)
    await auditOf(tx, actor, {
      action: 'change.acknowledged',
      target: row.instanceId,
      accountId: row.accountId,
      outcome: 'succeeded',
      details: {
        change: id,
        action: row.action,
        operation: row.operation,
        reason: row.breakGlass,
        ...(row.batchId === null ? {} : { batch: row.batchId, rows: together.length }),
      },
    })
    await announceChange(row, tx)
  })
  return readChange(actor, id)
}

/** The rows of a batch that went without a second person, as far as somebody sees them: they were told of in one line. */
const rowsOf = (batchId: string, actor: Actor, tx: Transaction) =>
  tx
    .select({ id: changes.id })
    .from(changes)
    .leftJoin(accounts, eq(accounts.id, changes.accountId))
    .where(and(eq(changes.batchId, batchId), inCallersScope(actor.scope), isUnseenGlass()))
