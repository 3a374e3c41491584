import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { changeBatches, changeBatchRows } from '@/lib/db/batch-schema'
import { changes } from '@/lib/db/change-schema'
import { db, type Transaction } from '@/lib/db/client'
import { wake } from '@/lib/jobs/wake'
import { type ChangeError, type ChangeState, type Evidence, RUNNING_STATES } from '@/lib/model/change'
import { announceChange } from '../announce'
import { isBusy } from '../busy'
import { CHANGES } from '../decide'
import { addStep, type ChangeRow } from '../store'
import { type BatchRowOf, moveBatch } from './store'

const BY = 'system:changes'
/** Ends that stop a batch which stops on failure: what was wanted is not known to have happened. */
const FAILURES: readonly ChangeState[] = ['failed', 'human', 'stopped']

/**
 * Lets as many rows of a running batch go as its width allows, one transaction each under the batch's lock, so that it
 * does not matter who calls it, how often, or where it dies. Stops the batch at the first failure when it is to, and ends
 * it when nothing is left. What was sent is followed by the changes' own workers.
 */
export async function startRows(batchId: string): Promise<void> {
  for (let more = true; more; ) {
    const tried: { row?: ChangeRow } = {}
    try {
      more = await db().transaction((tx) => step(tx, batchId, tried))
    } catch (error) {
      // Somebody changes this very instance by themselves: the row is not sent, and says so.
      if (!isBusy(error) || !tried.row) throw error
      const { id } = tried.row
      await db().transaction((tx) => endRows(tx, eq(changes.id, id), 'stopped', 'change-busy', BY))
    }
  }
}

/** One step; true when there may be another. */
async function step(tx: Transaction, batchId: string, tried: { row?: ChangeRow }): Promise<boolean> {
  const [batch] = await tx.select().from(changeBatches).where(eq(changeBatches.id, batchId)).for('update')
  if (batch?.state !== 'running') return false
  const rows = await tx
    .select({ state: changes.state, run: changeBatchRows.run, n: sql<number>`count(*)::int` })
    .from(changeBatchRows)
    .innerJoin(changes, eq(changes.id, changeBatchRows.changeId))
    .where(eq(changeBatchRows.batchId, batchId))
    .groupBy(changes.state, changeBatchRows.run)
  const count = (states: readonly ChangeState[], run?: number) =>
    rows
      .filter((row) => states.includes(row.state) && (run === undefined || row.run === run))
      .reduce((sum, { n }) => sum + n, 0)
  // Failures of an earlier run were known when this one was confirmed.
  if (batch.onFailure === 'stop' && count(FAILURES, batch.run) > 0) {
    await stopRows(tx, batch, 'failure', BY, await firstFailed(tx, batch))
    return false
  }
  const active = count(RUNNING_STATES)
  const queued = count(['queued'])
  if (active === 0 && queued === 0 && count(['scheduled']) === 0) {
    await moveBatch(tx, batch, { state: 'ended', endedAt: sql`now()` }, 'ended', BY)
    return false
  }
  if (active >= batch.width || queued === 0) return false
  const [next] = await tx
    .select({ change: changes })
    .from(changeBatchRows)
    .innerJoin(changes, eq(changes.id, changeBatchRows.changeId))
    .where(and(eq(changeBatchRows.batchId, batchId), eq(changes.state, 'queued')))
    .orderBy(asc(changeBatchRows.position))
    .limit(1)
  if (!next) return false
  tried.row = next.change
  await tx
    .update(changes)
    .set({ state: 'ready', nextAt: sql`now()`, expiresAt: null })
    .where(eq(changes.id, next.change.id))
  await announceChange({ ...next.change, state: 'ready' }, tx)
  await wake(CHANGES, tx)
  return true
}

/** Whose failure stopped this run. */
async function firstFailed(tx: Transaction, batch: BatchRowOf): Promise<Record<string, unknown>> {
  const [row] = await tx
    .select({ change: changes.id, name: changes.instanceName, id: changes.instanceId })
    .from(changeBatchRows)
    .innerJoin(changes, eq(changes.id, changeBatchRows.changeId))
    .where(
      and(
        eq(changeBatchRows.batchId, batch.id),
        eq(changeBatchRows.run, batch.run),
        inArray(changes.state, [...FAILURES]),
      ),
    )
    .orderBy(asc(changes.endedAt), asc(changeBatchRows.position))
    .limit(1)
  return row ? { failed: row.name || row.id, change: row.change } : {}
}

/** No further row of it starts; what waits for its turn or its time ends as never sent. The caller holds the batch's lock. */
export async function stopRows(
  tx: Transaction,
  batch: BatchRowOf,
  why: string,
  by: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  const set = { state: 'stopped', stoppedBy: why, endedAt: sql`now()` } as const
  await moveBatch(tx, batch, set, 'stopped', by, { why, ...details })
  const left = inArray(changes.state, ['scheduled', 'queued'])
  await endRows(tx, and(eq(changes.batchId, batch.id), left), 'stopped', 'batch-stopped', by)
}

/** Ends rows of a batch that were never sent, with why. What they held sealed is erased. */
export async function endRows(
  tx: Transaction,
  which: SQL | undefined,
  state: 'stopped' | 'withdrawn' | 'rejected' | 'expired',
  why: string,
  by: string,
): Promise<void> {
  const evidence: Evidence = { from: 'none', finding: 'not-sent', at: new Date().toISOString(), read: [] }
  const error: ChangeError = { kind: why, code: null, message: null }
  const neverSent = inArray(changes.state, ['planned', 'waiting', 'scheduled', 'queued'])
  const ended = await tx
    .update(changes)
    .set({
      state,
      evidence,
      error,
      endedAt: sql`now()`,
      sealed: null,
      nextAt: null,
      expiresAt: null,
      // A worker that is about to start it holds an older fence then, and starts nothing.
      fence: sql`${changes.fence} + 1`,
    })
    .where(and(which, neverSent, eq(changes.sends, 0)))
    .returning()
  for (const row of ended) {
    await addStep(tx, row.id, 'ended', by, { state, finding: 'not-sent', why })
    await announceChange(row, tx)
  }
}

/**
 * Ends a plan that nobody let go. A batch of which a part ran before is stopped again and can be resumed; one that never
 * ran is over. False when it was not as `only` says.
 */
export async function endPlan(
  tx: Transaction,
  batch: BatchRowOf,
  state: 'withdrawn' | 'rejected' | 'expired',
  by: string,
  details: Record<string, unknown> = {},
  only?: SQL,
): Promise<boolean> {
  const ran = batch.run > 0
  const set = {
    state: ran ? 'stopped' : state,
    stoppedBy: ran ? state : null,
    endedAt: sql`now()`,
    expiresAt: null,
    leaseUntil: null,
    ...(ran ? {} : { sealed: null }),
  } as const
  const moved = await moveBatch(tx, batch, set, state, by, details, only)
  if (moved) await endRows(tx, eq(changes.batchId, batch.id), ran ? 'stopped' : state, `batch-${state}`, by)
  return moved !== undefined
}
