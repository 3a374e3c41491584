import { setMaxListeners } from 'node:events'
import { and, asc, eq, isNull, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { problemBody, toProblem } from '@/lib/bff/problem'
import { changeBatches, changeBatchRows } from '@/lib/db/batch-schema'
import { changes } from '@/lib/db/change-schema'
import { db, isDatabaseAway, type Transaction } from '@/lib/db/client'
import { keyOf } from '@/lib/model/instance'
import { LeaseLost } from '../lease'
import { personNow } from '../people'
import { PLAN_MINUTES, planChange } from '../plan'
import { type Chosen, openChosen } from './sealed'
import { announceBatch, type BatchRowOf, moveBatch } from './store'

/** Rows that are planned at a time; the door keeps each account's own limits. */
const AT_A_TIME = 20
/** Pages follow the planning no more often than this. */
const TELL_EVERY = 10
export const LEASE_SECONDS = 30

const held = ({ id, fence }: Pick<BatchRowOf, 'id' | 'fence'>) =>
  and(eq(changeBatches.id, id), eq(changeBatches.fence, fence), eq(changeBatches.state, 'planning'))

/**
 * Plans the rows that have no plan yet, as who asked for the batch with the rights of this moment. A row that cannot be
 * planned keeps the reason. Whoever dies here is followed by another, which goes on where this one was.
 */
export async function planRows(batch: BatchRowOf, signal: AbortSignal): Promise<void> {
  const lost = new AbortController()
  const beat = setInterval(
    () => {
      db()
        .update(changeBatches)
        .set({ leaseUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
        .where(held(batch))
        .returning({ id: changeBatches.id })
        .then(
          (rows) => rows.length === 0 && lost.abort(),
          (error: unknown) => !isDatabaseAway(error) && lost.abort(),
        )
    },
    (LEASE_SECONDS * 1_000) / 3,
  )
  const ended = AbortSignal.any([signal, lost.signal])
  // Each row that is under way listens to it.
  setMaxListeners(0, ended)
  try {
    const rows = await db()
      .select()
      .from(changeBatchRows)
      .where(
        and(eq(changeBatchRows.batchId, batch.id), isNull(changeBatchRows.changeId), isNull(changeBatchRows.problem)),
      )
      .orderBy(asc(changeBatchRows.position))
    const chosen = batch.sealed ? await openChosen(batch.id, batch.sealed) : {}
    let next = 0
    let planned = 0
    const work = async () => {
      for (let row = rows[next++]; row && !ended.aborted; row = rows[next++]) {
        await planRow(batch, row, chosen, ended)
        if (++planned % TELL_EVERY === 0) await announceBatch(batch)
      }
    }
    const results = await Promise.allSettled(
      Array.from({ length: AT_A_TIME }, () =>
        work().catch((error: unknown) => {
          lost.abort()
          throw error
        }),
      ),
    )
    const failure = results.find((result) => result.status === 'rejected')
    if (ended.aborted) await giveBack(batch)
    if (failure && !signal.aborted) throw failure.reason
    if (ended.aborted) return
    await db().transaction(async (tx) => {
      const until = sql`now() + make_interval(mins => ${PLAN_MINUTES})`
      const set = { state: 'planned', expiresAt: until, leaseUntil: null } as const
      const moved = await moveBatch(tx, batch, set, 'planned', 'system:changes', {}, held(batch))
      if (!moved) return
      await tx
        .update(changes)
        .set({ expiresAt: moved.expiresAt })
        .where(and(eq(changes.batchId, batch.id), eq(changes.state, 'planned')))
    })
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
  } finally {
    clearInterval(beat)
  }
}

const giveBack = (batch: BatchRowOf) =>
  db()
    .update(changeBatches)
    .set({ leaseUntil: null })
    .where(held(batch))
    .then(() => {})

async function planRow(
  batch: BatchRowOf,
  row: typeof changeBatchRows.$inferSelect,
  chosen: Chosen,
  signal: AbortSignal,
): Promise<void> {
  const here = and(
    eq(changeBatchRows.batchId, batch.id),
    eq(changeBatchRows.position, row.position),
    isNull(changeBatchRows.changeId),
  )
  /** The row takes what came of it only while this worker holds the batch. */
  const fill = async (tx: Transaction, set: Partial<typeof changeBatchRows.$inferInsert>) => {
    const [mine] = await tx.select({ id: changeBatches.id }).from(changeBatches).where(held(batch)).for('share')
    const filled = mine && (await tx.update(changeBatchRows).set(set).where(here).returning())
    if (!filled?.length) throw new LeaseLost(batch.id)
  }
  const service = keyOf(row.ref)?.service
  try {
    const actor: Actor = await personNow(batch.requestedBy, batch.id)
    await planChange(
      actor,
      {
        ref: row.ref,
        action: batch.action,
        params: (service && chosen[service]) ?? {},
        ...(batch.reason === null ? {} : { reason: batch.reason }),
      },
      signal,
      { id: batch.id, placed: (tx, changeId) => fill(tx, { changeId }) },
    )
  } catch (error) {
    // Of these nothing is said of the row: another worker, or this one later, plans it.
    if (error instanceof LeaseLost || isDatabaseAway(error) || signal.aborted) throw error
    const { error: said } = problemBody(toProblem(error), batch.id)
    await db().transaction((tx) => fill(tx, { problem: said }))
  }
}
