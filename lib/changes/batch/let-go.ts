import { and, eq, inArray, sql } from 'drizzle-orm'
import { changeBatchRows } from '@/lib/db/batch-schema'
import { changeSteps, changes } from '@/lib/db/change-schema'
import type { Transaction } from '@/lib/db/client'
import { wake } from '@/lib/jobs/wake'
import { announceChange } from '../announce'
import { CHANGES } from '../decide'
import type { Schedule } from '../schedule'
import { scheduleOf } from '../store'
import { BATCHES, type BatchRowOf, moveBatch } from './store'

export type Step = 'confirmed' | 'broke-glass' | 'approved'

/** What was agreed to runs from now on: rows with a time wait for it, the others for their turn. */
export async function letGo(
  tx: Transaction,
  batch: BatchRowOf,
  ids: string[],
  step: Step,
  by: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  const { policy, breakGlass, approvedBy, approvedLabel } = batch
  const run = batch.run + 1
  const set = { state: 'running', run, expiresAt: null, policy, breakGlass, approvedBy, approvedLabel } as const
  const said = { rows: ids.length, ...details, ...(breakGlass ? { reason: breakGlass } : {}) }
  await moveBatch(tx, batch, set, step, by, said)
  await tx
    .update(changeBatchRows)
    .set({ run })
    .where(and(eq(changeBatchRows.batchId, batch.id), inArray(changeBatchRows.changeId, ids)))
  await moveRows(tx, ids, { state: 'queued', expiresAt: null }, step, by)
  await wake(BATCHES, tx)
}

/** Moves rows on together with their batch, with a step for each; what is let go and has a time waits for that first. */
export async function moveRows(
  tx: Transaction,
  ids: string[],
  { state, expiresAt }: { state: 'waiting' | 'queued'; expiresAt: Date | null },
  step: Step,
  by: string,
): Promise<void> {
  const next =
    state === 'queued'
      ? sql`case when ${changes.scheduledAt} is null then 'queued' else 'scheduled' end`
      : sql`${state}`
  const moved = await tx
    .update(changes)
    .set({ state: next, nextAt: sql`${changes.scheduledAt}`, expiresAt })
    .where(inArray(changes.id, ids))
    .returning()
  await tx
    .insert(changeSteps)
    .values(moved.map(({ id, policy }) => ({ changeId: id, step, by, details: policy === null ? {} : { policy } })))
  // It was asked for with its time; who agrees later changes nothing of that.
  const timed = step === 'approved' ? [] : moved.filter((row) => scheduleOf(row) !== null)
  if (timed.length > 0) {
    const scheduled = 'scheduled' as const
    await tx
      .insert(changeSteps)
      .values(timed.map((row) => ({ changeId: row.id, step: scheduled, by, details: { ...scheduleOf(row) } })))
  }
  if (moved.some((row) => row.state === 'scheduled')) await wake(CHANGES, tx)
  for (const row of moved) await announceChange(row, tx)
}

/** Keeps when each of these rows starts. */
export async function giveTimes(tx: Transaction, schedules: ReadonlyMap<string, Schedule>): Promise<void> {
  for (const [changeId, schedule] of schedules) {
    await tx.update(changes).set(schedule).where(eq(changes.id, changeId))
  }
}

/** Until when the first of them can be started; undefined when none has a time. */
export const soonestEnd = (schedules: ReadonlyMap<string, Schedule>): Date | undefined =>
  [...schedules.values()].flatMap(({ scheduledUntil }) => scheduledUntil ?? []).sort((a, b) => +a - +b)[0]
