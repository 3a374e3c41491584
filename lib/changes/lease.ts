import { and, eq, type SQL, sql } from 'drizzle-orm'
import { changes, runningStates } from '@/lib/db/change-schema'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { announceChange } from './announce'
import { forgetAnswers } from './answer'
import type { ChangeRow } from './store'

/** How long a change is left alone without a sign of life; its worker gives one every third of that. */
export const LEASE_SECONDS = 10
const lease = sql`now() + make_interval(secs => ${LEASE_SECONDS})`

/** Somebody else works on this change now: whatever this worker still brings is refused. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

/** Ends what waited for its confirmation or approval too long. */
export async function expireOverdue(): Promise<void> {
  const expired = await db().execute<{ id: string }>(sql`
    with over as (
      update ${changes} set state = 'expired', ended_at = now(), sealed = null
      where state in ('planned', 'waiting') and expires_at <= now() and batch_id is null returning id, scheduled_at)
    insert into change_steps (change_id, step, by, details)
    select id, 'expired', 'system:changes', jsonb_strip_nulls(jsonb_build_object('before', scheduled_at)) from over
    returning change_id as id`)
  for (const { id } of expired.rows) {
    const [row] = await db().select().from(changes).where(eq(changes.id, id))
    if (row) await announceChange(row)
  }
}

/** Takes the change that is due for longest, with a higher fence each time; undefined when none is. */
export async function claimChange(): Promise<ChangeRow | undefined> {
  await expireOverdue()
  await forgetAnswers()
  const { rows } = await db().execute<{ id: string }>(sql`
    with due as (
      select id from ${changes}
      where state in (${runningStates}, 'scheduled') and next_at <= now() and (lease_until is null or lease_until < now())
      order by next_at limit 1 for update skip locked)
    update ${changes} set lease_until = ${lease}, fence = fence + 1 from due where ${changes.id} = due.id
    returning ${changes.id}`)
  const [taken] = rows
  if (!taken) return undefined
  const [row] = await db().select().from(changes).where(eq(changes.id, taken.id))
  return row
}

export type Held = Pick<ChangeRow, 'id' | 'fence'>
const heldBy = ({ id, fence }: Held) => and(eq(changes.id, id), eq(changes.fence, fence))

/** A sign of life. Throws `LeaseLost`. */
export async function renewLease(held: Held, seconds = LEASE_SECONDS): Promise<void> {
  const leaseUntil = sql`now() + make_interval(secs => ${seconds})`
  const { rowCount } = await db().update(changes).set({ leaseUntil }).where(heldBy(held))
  if (rowCount !== 1) throw new LeaseLost(held.id)
}

type Set = { [Column in keyof typeof changes.$inferInsert]?: (typeof changes.$inferInsert)[Column] | SQL }

/** Writes while the lease is held, and gives the row as it is then. Throws `LeaseLost`. */
export async function writeHeld(
  held: Held,
  set: Set,
  on: Database | Transaction = db(),
  only?: SQL,
): Promise<ChangeRow> {
  const [row] = await on
    .update(changes)
    .set(set as Partial<typeof changes.$inferInsert>) // drizzle takes SQL for any column
    .where(and(heldBy(held), only))
    .returning()
  if (!row) throw new LeaseLost(held.id)
  return row
}
