import { and, eq, inArray, isNull, or, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { changeBatches, changeBatchRows } from '@/lib/db/batch-schema'
import { changes } from '@/lib/db/change-schema'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { notify } from '@/lib/db/notify'
import { accounts } from '@/lib/db/schema'
import type { ChangeState } from '@/lib/model/change'

export type BatchRowOf = typeof changeBatches.$inferSelect
type On = Database | Transaction

/** Name of the job source that plans batches and starts their rows. */
export const BATCHES = 'batches'

/** For how long a batch that stopped or ended can be resumed. */
export const RESUME_HOURS = 24

/**
 * A batch, for whose scope holds every account of it: it is decided as one. Throws `not-found`, `forbidden-scope`.
 * `lock` keeps it as it is until the end of the transaction.
 */
export async function batchFor(actor: Actor, id: string, on: On = db(), lock = false): Promise<BatchRowOf> {
  const asked = on.select().from(changeBatches).where(eq(changeBatches.id, id))
  const [batch] = await (lock ? asked.for('update') : asked)
  if (!batch) throw problem('not-found')
  if (actor.scope.kind !== 'all') {
    const known = await on.select().from(accounts)
    const mine = new Set(known.filter((account) => inScope(actor.scope, account)).map((account) => account.id))
    if (!batch.accountIds.every((account) => mine.has(account))) throw problem('forbidden-scope')
  }
  return batch
}

type Set = { [Column in keyof typeof changeBatches.$inferInsert]?: (typeof changeBatches.$inferInsert)[Column] | SQL }

/** Moves a batch on with a step of its timeline, and tells the pages of it when the transaction commits. */
export async function moveBatch(
  tx: Transaction,
  batch: Pick<BatchRowOf, 'id' | 'accountIds'>,
  set: Set,
  step: string,
  by: string,
  details: Record<string, unknown> = {},
  only?: SQL,
): Promise<BatchRowOf | undefined> {
  const note = JSON.stringify([{ at: new Date().toISOString(), step, by, details }])
  const [moved] = await tx
    .update(changeBatches)
    .set({
      ...(set as Partial<typeof changeBatches.$inferInsert>), // drizzle takes SQL for any column
      steps: sql`${changeBatches.steps} || ${note}::jsonb`,
    })
    .where(and(eq(changeBatches.id, batch.id), only))
    .returning()
  if (moved) await announceBatch(batch, tx)
  return moved
}

/** Tells open pages that a batch moved on. */
export const announceBatch = ({ id, accountIds }: Pick<BatchRowOf, 'id' | 'accountIds'>, on: On = db()) =>
  notify({ type: 'batch', id, accountId: accountIds[0] ?? '' }, undefined, on)

/** Rows that resuming plans again: without a change, or with one that was never sent; `failed`: or that did not happen. */
export function againIf(failed: boolean) {
  const states: ChangeState[] = failed ? ['stopped', 'failed'] : ['stopped']
  const over = sql`exists (select from ${changes} where ${changes.id} = ${changeBatchRows.changeId}
    and ${inArray(changes.state, states)})`
  return or(isNull(changeBatchRows.changeId), over)
}
