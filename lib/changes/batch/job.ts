import { eq, sql } from 'drizzle-orm'
import { changeBatches } from '@/lib/db/batch-schema'
import { db } from '@/lib/db/client'
import type { JobSource } from '@/lib/jobs/job'
import { LEASE_SECONDS, planRows } from './plan-rows'
import { endPlan, startRows } from './run'
import { BATCHES, type BatchRowOf, RESUME_HOURS } from './store'

/** Plans batches, ends those that waited too long, and starts rows that nobody else started. */
export const batchSource: JobSource = {
  name: BATCHES,
  concurrency: 4,
  async claim() {
    await expireBatches()
    await startWaiting()
    const batch = await claimBatch()
    return batch && { label: batch.id, run: (signal) => planRows(batch, signal) }
  },
}

/** The oldest batch whose planning nobody is at; undefined when there is none. */
export async function claimBatch(): Promise<BatchRowOf | undefined> {
  const { rows } = await db().execute<{ id: string }>(sql`
    with due as (
      select id from ${changeBatches}
      where state = 'planning' and (lease_until is null or lease_until < now())
      order by created_at limit 1 for update skip locked)
    update ${changeBatches} set lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), fence = fence + 1
    from due where ${changeBatches.id} = due.id returning ${changeBatches.id}`)
  const [taken] = rows
  if (!taken) return undefined
  const [batch] = await db().select().from(changeBatches).where(eq(changeBatches.id, taken.id))
  return batch
}

/** Who ends a row starts the next one. Where they died in between, the next scan does. */
async function startWaiting(): Promise<void> {
  const running = await db()
    .select({ id: changeBatches.id })
    .from(changeBatches)
    .where(eq(changeBatches.state, 'running'))
  for (const { id } of running) await startRows(id)
}

async function expireBatches(): Promise<void> {
  const over = sql`state in ('planned', 'waiting') and expires_at <= now()`
  const late = await db().select().from(changeBatches).where(over)
  for (const batch of late) {
    await db().transaction((tx) => endPlan(tx, batch, 'expired', 'system:changes', {}, over))
  }
  // What was chosen can hold a password: it is kept for as long as a batch can be resumed.
  await db()
    .update(changeBatches)
    .set({ sealed: null })
    .where(sql`sealed is not null and ended_at < now() - make_interval(hours => ${RESUME_HOURS})`)
}
