import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { changeBatches, changeBatchRows } from '@/lib/db/batch-schema'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import type { Batch, BatchList, BatchRow, BatchSummary } from '@/lib/model/batch'
import { RUNNING_STATES } from '@/lib/model/change'
import { keyOf } from '@/lib/model/instance'
import type { Plan } from '@/lib/model/plan'
import { scheduleOf } from '../store'
import { type Counts, countsOf, stateOf } from './counts'
import { wantedBy } from './policies'
import { againIf, type BatchRowOf, batchFor, RESUME_HOURS } from './store'
import { goingOf, paidOf, totalsOf } from './totals'

export const ROWS_PAGE = 50
const LIST_PAGE = 20

/** Of a row and its change only what a page of it shows: neither the sealed request nor the facts from before. */
const ROW = {
  position: changeBatchRows.position,
  ref: changeBatchRows.ref,
  instanceId: sql<string>`${changeBatchRows.instanceId}`.as('row_instance_id'),
  instanceName: sql<string>`coalesce(${changes.instanceName}, ${changeBatchRows.instanceName})`.as('row_instance_name'),
  leftOut: changeBatchRows.leftOut,
  problem: changeBatchRows.problem,
  change: {
    id: changes.id,
    kind: changes.kind,
    state: changes.state,
    error: changes.error,
    evidence: changes.evidence,
    endedAt: changes.endedAt,
    scheduledFor: changes.scheduledFor,
    scheduledAt: changes.scheduledAt,
    scheduledUntil: changes.scheduledUntil,
    plan: changes.plan,
  },
}

const rowsOf = (id: string, offset: number, limit: number) =>
  db()
    .select(ROW)
    .from(changeBatchRows)
    .leftJoin(changes, eq(changes.id, changeBatchRows.changeId))
    .where(eq(changeBatchRows.batchId, id))
    .orderBy(asc(changeBatchRows.position))
    .offset(offset)
    .limit(limit)
type Row = Awaited<ReturnType<typeof rowsOf>>[number]

/**
 * A batch with a page of its rows. Pages ask for it at each step of each row: of the others it reads how many there are,
 * and what they cost together before they are let go. Throws `not-found`, `forbidden-scope`.
 */
export async function readBatch(
  actor: Actor,
  id: string,
  { offset, limit = ROWS_PAGE }: { offset: number; limit?: number },
): Promise<Batch> {
  const batch = await batchFor(actor, id)
  const [counts, rows, going, owners, again, schedule, paid] = await Promise.all([
    countsOf([id]),
    rowsOf(id, offset, limit),
    goingOf(id),
    db().select().from(accounts).where(inArray(accounts.id, batch.accountIds)),
    countAgain(id),
    timesOf(id),
    paidOf(id),
  ])
  const ownerOf = new Map(owners.map((account) => [account.id, account]))
  const wanted = await wantedBy(going)
  const canResume = batch.sealed !== null && (batch.endedAt === null || !tooLate(batch.endedAt))
  return {
    ...summaryOf(batch, counts.get(id) ?? {}),
    params: batch.params,
    paramsOf: batch.paramsOf,
    totals: {
      ...totalsOf(going),
      policies: wanted.names,
      breakGlass: wanted.breakGlass,
      expiresMinutes: wanted.names.length > 0 ? wanted.expiresMinutes : null,
    },
    paid,
    schedule,
    again: canResume ? again : { unsent: 0, failed: 0 },
    steps: batch.steps,
    rows: rows.map((row) => toRow(row, ownerOf)),
  }
}

const tooLate = (endedAt: Date) => endedAt.getTime() < Date.now() - RESUME_HOURS * 3_600_000

/** How many rows resuming would plan again: those never sent, and what is more when it takes failed ones as well. */
async function countAgain(id: string): Promise<Batch['again']> {
  const [counted] = await db()
    .select({
      unsent: sql<number>`count(*) filter (where ${againIf(false)})`.mapWith(Number),
      all: sql<number>`count(*)`.mapWith(Number),
    })
    .from(changeBatchRows)
    .where(and(eq(changeBatchRows.batchId, id), eq(changeBatchRows.leftOut, false), againIf(true)))
  const { unsent = 0, all = 0 } = counted ?? {}
  return { unsent, failed: all - unsent }
}

/** When the rows start that were given a time and have not ended: the first and the last of them. */
async function timesOf(id: string): Promise<Batch['schedule']> {
  const [times] = await db()
    .select({
      kind: sql<'at' | 'window'>`min(${changes.scheduledFor})`,
      first: sql<Date | null>`min(${changes.scheduledAt})`.mapWith(changes.scheduledAt),
      last: sql<Date | null>`max(${changes.scheduledAt})`.mapWith(changes.scheduledAt),
    })
    .from(changeBatchRows)
    .innerJoin(changes, eq(changes.id, changeBatchRows.changeId))
    .where(and(eq(changeBatchRows.batchId, id), inArray(changes.state, ['waiting', 'scheduled'])))
  if (!times?.first || !times.last) return null
  return { kind: times.kind, first: times.first.toISOString(), last: times.last.toISOString() }
}

/** Batches all of whose accounts are in scope, newest first. */
export async function listBatches(actor: Actor, before?: string): Promise<BatchList> {
  const mine =
    actor.scope.kind === 'all'
      ? undefined
      : (await db().select().from(accounts)).filter((account) => inScope(actor.scope, account)).map(({ id }) => id)
  const batches = await db()
    .select()
    .from(changeBatches)
    .where(
      and(
        mine && sql`${changeBatches.accountIds} <@ ${sql.param(mine)}::text[]`,
        before === undefined
          ? undefined
          : sql`(${changeBatches.createdAt}, ${changeBatches.id}) <
              (select created_at, id from change_batches where id = ${before})`,
      ),
    )
    .orderBy(desc(changeBatches.createdAt), desc(changeBatches.id))
    .limit(LIST_PAGE + 1)
  const shown = batches.slice(0, LIST_PAGE)
  const counts = await countsOf(shown.map(({ id }) => id))
  const items = shown.map((batch) => summaryOf(batch, counts.get(batch.id) ?? {}))
  return { items, next: batches.length > LIST_PAGE ? (items.at(-1)?.id ?? null) : null }
}

function toRow(row: Row, ownerOf: ReadonlyMap<string, { name: string; environment: string }>): BatchRow {
  const { change, ...rest } = row
  const key = keyOf(row.ref)
  if (!key) throw new Error('a row of a batch names no instance')
  const owner = ownerOf.get(key.accountId)
  return {
    ...rest,
    service: key.service,
    accountName: owner?.name ?? '',
    environment: owner?.environment ?? '',
    state: stateOf(row.leftOut, row.problem !== null, change && { state: change.state, blocked: change.plan.blocked }),
    change: change && {
      id: change.id,
      kind: change.kind,
      error: change.error,
      evidence: change.evidence,
      schedule: scheduleOf(change),
      endedAt: change.endedAt?.toISOString() ?? null,
      plan: shortOf(change.plan),
    },
  }
}

function summaryOf(batch: BatchRowOf, counts: Counts): BatchSummary {
  const over =
    ['planned', 'waiting'].includes(batch.state) && batch.expiresAt !== null && batch.expiresAt.getTime() <= Date.now()
  const atWork = ['queued', ...RUNNING_STATES] as const
  const waits = batch.state === 'running' && counts.scheduled && atWork.every((state) => !counts[state])
  return {
    id: batch.id,
    action: batch.action,
    state: over ? 'expired' : waits ? 'scheduled' : batch.state,
    width: batch.width,
    onFailure: batch.onFailure,
    reason: batch.reason,
    requestedBy: { id: batch.requestedBy, label: batch.requestedLabel },
    policy: batch.policy,
    approvedBy: batch.approvedBy === null ? null : { id: batch.approvedBy, label: batch.approvedLabel ?? '' },
    breakGlass: batch.breakGlass,
    createdAt: batch.createdAt.toISOString(),
    expiresAt: batch.expiresAt?.toISOString() ?? null,
    endedAt: batch.endedAt?.toISOString() ?? null,
    stoppedBy: batch.stoppedBy,
    rowCount: Object.values(counts).reduce((sum, n) => sum + n, 0),
    counts,
  }
}

const shortOf = ({
  rows,
  consequences,
  hazards,
  noRuleKnown,
  noRuleOn,
  checks,
  blocked,
  costs,
  price,
  money,
}: Plan) => ({
  rows,
  ends: money?.ends ?? null,
  later:
    money?.todayIs === 'later' && money.after ? { amount: money.after.amount, currency: money.after.currency } : null,
  consequences,
  ...(hazards && { hazards }),
  noRuleKnown,
  ...(noRuleOn && { noRuleOn }),
  checks,
  blocked,
  costs,
  price,
})
