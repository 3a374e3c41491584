import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { fieldProblem, problem } from '@/lib/bff/problem'
import { changeBatches, changeBatchRows } from '@/lib/db/batch-schema'
import { changes } from '@/lib/db/change-schema'
import { db, type Transaction } from '@/lib/db/client'
import { wake } from '@/lib/jobs/wake'
import { type Batch, type BatchConfirm, type BatchLeaveOut, type BatchResume, typedFor } from '@/lib/model/batch'
import { schedulesOfWhen } from '../schedule'
import { giveTimes, letGo, moveRows, soonestEnd } from './let-go'
import { wantedBy } from './policies'
import { readBatch } from './read'
import { endPlan, endRows, startRows, stopRows } from './run'
import { againIf, BATCHES, type BatchRowOf, batchFor, moveBatch } from './store'

/** Leaves rows out, or takes them in again, before it is confirmed; by who planned it. Throws `own-change`, `conflict-state`. */
export async function leaveOut(actor: Actor, id: string, { positions, out }: BatchLeaveOut): Promise<Batch> {
  await locked(actor, id, async (tx, batch) => {
    mine(actor, batch)
    mustBe(batch, 'planned')
    await tx
      .update(changeBatchRows)
      .set({ leftOut: out })
      .where(and(eq(changeBatchRows.batchId, id), inArray(changeBatchRows.position, positions)))
    await moveBatch(tx, batch, {}, out ? 'left-out' : 'taken-in', actor.label, { rows: positions.length })
  })
  return readBatch(actor, id, { offset: 0 })
}

/**
 * Confirms the rows that can be sent, by who planned them: they wait for a second person, for their time, or start. Throws `own-change`,
 * `conflict-state` (also when another number of rows was shown), `change-expired`, `change-blocked` when no row can be
 * sent, and `bad-input` for what must be typed or accepted, and for a time that cannot be.
 */
export async function confirmBatch(actor: Actor, id: string, body: BatchConfirm): Promise<Batch> {
  const { rows: shown, typed, acceptsCost, reason, when, breakGlass } = body
  await locked(actor, id, async (tx, batch) => {
    mine(actor, batch)
    mustBe(batch, 'planned')
    const all = await tx
      .select({ row: changeBatchRows, change: changes })
      .from(changeBatchRows)
      .innerJoin(changes, eq(changes.id, changeBatchRows.changeId))
      .where(and(eq(changeBatchRows.batchId, id), eq(changes.state, 'planned')))
    const going = all.filter(({ row, change }) => !row.leftOut && !change.plan.blocked)
    if (going.length === 0) throw problem('change-blocked')
    if (going.length !== shown) throw problem('conflict-state')
    if (going.some(({ change }) => change.kind === 'destructive') && typed !== typedFor(going.length, batch.action)) {
      throw fieldProblem('typed', typed ? 'not-the-target' : 'required')
    }
    if (going.some(({ change }) => change.plan.costs) && !acceptsCost) throw fieldProblem('acceptsCost', 'required')
    const schedules = schedulesOfWhen(
      when,
      going.map(({ change: { id, before } }) => ({ id, hours: before?.maintenance ?? null })),
      new Date(),
    )
    const wanted = await wantedBy(going.map(({ change }) => change))
    const needed = wanted.names.length > 0
    if (breakGlass !== undefined && !(needed && wanted.breakGlass)) throw fieldProblem('breakGlass', 'invalid')
    const why = batch.reason ?? reason ?? null
    // Who is to agree has to know what for.
    if (needed && breakGlass === undefined && why === null) throw fieldProblem('reason', 'required')

    const left = all.filter(({ row }) => row.leftOut).map(({ change }) => change.id)
    const stuck = all.filter(({ row, change }) => !row.leftOut && change.plan.blocked).map(({ change }) => change.id)
    if (left.length > 0) await endRows(tx, inArray(changes.id, left), 'withdrawn', 'left-out', actor.label)
    if (stuck.length > 0) await endRows(tx, inArray(changes.id, stuck), 'stopped', 'change-blocked', actor.label)

    const ids = going.map(({ change }) => change.id)
    if (batch.reason === null && why !== null) {
      await tx.update(changes).set({ reason: why }).where(inArray(changes.id, ids))
      await tx.update(changeBatches).set({ reason: why }).where(eq(changeBatches.id, id))
    }
    const policy = needed ? wanted.names.join(', ') : null
    const step = breakGlass === undefined ? 'confirmed' : 'broke-glass'
    for (const [changeId, name] of wanted.policyOf) {
      const set = { policy: name, ...(breakGlass === undefined ? {} : { breakGlass }) }
      await tx.update(changes).set(set).where(eq(changes.id, changeId))
    }
    await giveTimes(tx, schedules)
    const time = schedules.size > 0 ? { when } : {}
    if (needed && breakGlass === undefined) {
      // What has a time can be approved for as long as the first of them can be started.
      const until = soonestEnd(schedules) ?? sql`now() + make_interval(mins => ${wanted.expiresMinutes})`
      const moved = await moveBatch(tx, batch, { state: 'waiting', policy, expiresAt: until }, step, actor.label, {
        rows: ids.length,
        policy,
        ...time,
      })
      await moveRows(tx, ids, { state: 'waiting', expiresAt: moved?.expiresAt ?? null }, step, actor.label)
    } else {
      await letGo(tx, { ...batch, policy, breakGlass: breakGlass ?? null }, ids, step, actor.label, time)
    }
    await onRecord(tx, actor, batch, step, {
      rows: ids.length,
      changes: ids,
      policy,
      reason: breakGlass ?? why,
      ...time,
    })
  })
  await startRows(id)
  return readBatch(actor, id, { offset: 0 })
}

/** Lets a waiting batch go, by another operator in scope of all of it. Throws `own-change`, `conflict-state`, `change-expired`. */
export async function approveBatch(actor: Actor, id: string): Promise<Batch> {
  await locked(actor, id, async (tx, batch) => {
    notMine(actor, batch)
    mustBe(batch, 'waiting')
    const rows = await tx
      .select({ id: changes.id })
      .from(changes)
      .where(and(eq(changes.batchId, id), eq(changes.state, 'waiting')))
    const ids = rows.map((row) => row.id)
    const approved = { approvedBy: actor.id, approvedLabel: actor.label }
    await tx.update(changes).set(approved).where(inArray(changes.id, ids))
    await letGo(tx, { ...batch, ...approved }, ids, 'approved', actor.label)
    await onRecord(tx, actor, batch, 'approved', { rows: ids.length, changes: ids })
  })
  await startRows(id)
  return readBatch(actor, id, { offset: 0 })
}

/** Refuses a waiting batch with a reason. Throws `own-change`, `conflict-state`, `change-expired`. */
export async function rejectBatch(actor: Actor, id: string, reason: string): Promise<Batch> {
  await locked(actor, id, async (tx, batch) => {
    notMine(actor, batch)
    mustBe(batch, 'waiting')
    await endPlan(tx, batch, 'rejected', actor.label, { reason })
    await onRecord(tx, actor, batch, 'rejected', { reason })
  })
  return readBatch(actor, id, { offset: 0 })
}

/** Takes back what was not let go, by who planned it. Throws `own-change`, `conflict-state`. */
export async function withdrawBatch(actor: Actor, id: string): Promise<Batch> {
  await locked(actor, id, async (tx, batch) => {
    mine(actor, batch)
    if (!['planning', 'planned', 'waiting'].includes(batch.state)) throw problem('conflict-state')
    await endPlan(tx, batch, 'withdrawn', actor.label)
    await onRecord(tx, actor, batch, 'withdrawn')
  })
  return readBatch(actor, id, { offset: 0 })
}

/** Lets no further row start, by anybody who may change all of it. What was sent is followed. Throws `conflict-state`. */
export async function stopBatch(actor: Actor, id: string): Promise<Batch> {
  await locked(actor, id, async (tx, batch) => {
    if (batch.state !== 'running') throw problem('conflict-state')
    await stopRows(tx, batch, actor.label, actor.label)
    await onRecord(tx, actor, batch, 'stopped')
  })
  return readBatch(actor, id, { offset: 0 })
}

/**
 * Plans again what was never sent, and with `failed` what did not happen; it is confirmed again then. Rows that are done,
 * under way, or whose end nobody knows are left alone. By who planned it. Throws `own-change`, `conflict-state` when there
 * is nothing to resume, `change-expired` when it is too late.
 */
export async function resumeBatch(actor: Actor, id: string, { failed }: BatchResume): Promise<Batch> {
  await locked(actor, id, async (tx, batch) => {
    mine(actor, batch)
    if (batch.state !== 'stopped' && batch.state !== 'ended') throw problem('conflict-state')
    if (batch.sealed === null) throw problem('change-expired')
    const again = await tx
      .update(changeBatchRows)
      .set({ changeId: null, problem: null, run: 0 })
      .where(and(eq(changeBatchRows.batchId, id), eq(changeBatchRows.leftOut, false), againIf(failed)))
      .returning({ position: changeBatchRows.position })
    if (again.length === 0) throw problem('conflict-state')
    const anew = {
      state: 'planning',
      policy: null,
      approvedBy: null,
      approvedLabel: null,
      breakGlass: null,
      stoppedBy: null,
      expiresAt: null,
      endedAt: null,
      leaseUntil: null,
    } as const
    await moveBatch(tx, batch, anew, 'resumed', actor.label, { rows: again.length, failed })
    await onRecord(tx, actor, batch, 'resumed', { rows: again.length, failed })
    await wake(BATCHES, tx)
  })
  return readBatch(actor, id, { offset: 0 })
}

async function locked(actor: Actor, id: string, act: (tx: Transaction, batch: BatchRowOf) => Promise<void>) {
  // The scope is asked first, outside: a refusal must not hold the batch.
  await batchFor(actor, id)
  await db().transaction(async (tx) => act(tx, await batchFor(actor, id, tx, true)))
}

const onRecord = (
  tx: Transaction,
  actor: Actor,
  { id, action, accountIds }: BatchRowOf,
  step: string,
  details: Record<string, unknown> = {},
) =>
  auditOf(tx, actor, {
    action: `batch.${step}`,
    target: id,
    // Of several accounts only those see the entry who see all.
    accountId: accountIds.length === 1 ? (accountIds[0] ?? null) : null,
    outcome: 'succeeded',
    details: { batch: id, action, ...details },
  })

function mine(actor: Actor, batch: BatchRowOf): void {
  if (actor.id === null || actor.id !== batch.requestedBy) throw problem('own-change', { params: { whose: 'other' } })
}

function notMine(actor: Actor, batch: BatchRowOf): void {
  if (actor.id === null || actor.id === batch.requestedBy) throw problem('own-change', { params: { whose: 'own' } })
}

function mustBe(batch: BatchRowOf, state: 'planned' | 'waiting'): void {
  if (batch.state !== state) throw problem('conflict-state')
  if (batch.expiresAt !== null && batch.expiresAt.getTime() <= Date.now()) throw problem('change-expired')
}
