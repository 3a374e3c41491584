import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { changeBatches, changeBatchRows } from '@/lib/db/batch-schema'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import type { Batch, BatchList, BatchRow, BatchSummary, RowState } from '@/lib/model/batch'
import type { Plan } from '@/lib/model/change'
import { keyOf } from '@/lib/model/instance'
import { plus } from '@/lib/model/money'
import type { ChangeRow } from '../store'
import { wantedBy } from './policies'
import { againIf, type BatchRowOf, batchFor, RESUME_HOURS } from './store'

export const ROWS_PAGE = 50
const LIST_PAGE = 20

type Row = typeof changeBatchRows.$inferSelect

/** A batch with a page of its rows. Throws `not-found`, `forbidden-scope`. */
export async function readBatch(
  actor: Actor,
  id: string,
  { offset, limit = ROWS_PAGE }: { offset: number; limit?: number },
): Promise<Batch> {
  const batch = await batchFor(actor, id)
  const rows = await db()
    .select({ row: changeBatchRows, change: changes })
    .from(changeBatchRows)
    .leftJoin(changes, eq(changes.id, changeBatchRows.changeId))
    .where(eq(changeBatchRows.batchId, id))
    .orderBy(asc(changeBatchRows.position))
  const going = rows.flatMap(({ row, change }) =>
    change && !row.leftOut && ['planned', 'waiting'].includes(change.state) && !change.plan.blocked ? [change] : [],
  )
  const owners = await db().select().from(accounts).where(inArray(accounts.id, batch.accountIds))
  const ownerOf = new Map(owners.map((account) => [account.id, account]))
  const wanted = await wantedBy(going)
  const unsent = await countAgain(id, false)
  const canResume = batch.sealed !== null && (batch.endedAt === null || !tooLate(batch.endedAt))
  return {
    ...summaryOf(batch, countsOf(rows)),
    params: batch.params,
    paramsOf: batch.paramsOf,
    totals: {
      ...totalsOf(going),
      policies: wanted.names,
      breakGlass: wanted.breakGlass,
      expiresMinutes: wanted.names.length > 0 ? wanted.expiresMinutes : null,
    },
    again: canResume ? { unsent, failed: (await countAgain(id, true)) - unsent } : { unsent: 0, failed: 0 },
    steps: batch.steps,
    rows: rows.slice(offset, offset + limit).map(({ row, change }) => toRow(row, change, ownerOf)),
  }
}

const tooLate = (endedAt: Date) => endedAt.getTime() < Date.now() - RESUME_HOURS * 3_600_000

async function countAgain(id: string, failed: boolean): Promise<number> {
  const [counted] = await db()
    .select({ n: sql<number>`count(*)::int` })
    .from(changeBatchRows)
    .where(and(eq(changeBatchRows.batchId, id), eq(changeBatchRows.leftOut, false), againIf(failed)))
  return counted?.n ?? 0
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
  const ids = shown.map(({ id }) => id)
  const counted =
    ids.length === 0
      ? []
      : await db()
          .select({
            batchId: changeBatchRows.batchId,
            leftOut: changeBatchRows.leftOut,
            problem: sql<boolean>`${changeBatchRows.problem} is not null`,
            state: changes.state,
            blocked: sql<boolean>`coalesce((${changes.plan}->>'blocked')::boolean, false)`,
            n: sql<number>`count(*)::int`,
          })
          .from(changeBatchRows)
          .leftJoin(changes, eq(changes.id, changeBatchRows.changeId))
          .where(inArray(changeBatchRows.batchId, ids))
          .groupBy(sql`1, 2, 3, 4, 5`)
  const items = shown.map((batch) => {
    const counts: Partial<Record<RowState, number>> = {}
    for (const row of counted.filter(({ batchId }) => batchId === batch.id)) {
      const state = stateOf(
        row.leftOut,
        row.problem,
        row.state === null ? null : { state: row.state, blocked: row.blocked },
      )
      counts[state] = (counts[state] ?? 0) + row.n
    }
    return summaryOf(batch, counts)
  })
  return { items, next: batches.length > LIST_PAGE ? (items.at(-1)?.id ?? null) : null }
}

function stateOf(
  leftOut: boolean,
  hasProblem: boolean,
  change: { state: ChangeRow['state']; blocked: boolean } | null,
): RowState {
  if (leftOut) return 'left-out'
  if (hasProblem) return 'refused'
  if (!change) return 'pending'
  return change.blocked ? 'refused' : change.state
}

const stateOfRow = (row: Row, change: ChangeRow | null): RowState =>
  stateOf(row.leftOut, row.problem !== null, change && { state: change.state, blocked: change.plan.blocked })

function countsOf(rows: readonly { row: Row; change: ChangeRow | null }[]): Partial<Record<RowState, number>> {
  const counts: Partial<Record<RowState, number>> = {}
  for (const { row, change } of rows) {
    const state = stateOfRow(row, change)
    counts[state] = (counts[state] ?? 0) + 1
  }
  return counts
}

/** Amounts are added up where they mean the same: one currency, one unit, one kind of price. */
function totalsOf(going: readonly ChangeRow[]) {
  const prices = new Map<string, Batch['totals']['prices'][number]>()
  for (const { plan } of going) {
    if (!plan.price) continue
    const { amount, currency, per, of } = plan.price
    const key = [currency, per, of].join()
    const before = prices.get(key)
    prices.set(
      key,
      before
        ? { ...before, amount: plus(before.amount, amount), rows: before.rows + 1 }
        : { amount, currency, per, of, rows: 1 },
    )
  }
  const costing = going.filter(({ plan }) => plan.costs)
  return {
    rows: going.length,
    destructive: going.filter(({ kind }) => kind === 'destructive').length,
    costs: costing.length,
    unpriced: costing.filter(({ plan }) => !plan.price).length,
    prices: [...prices.values()],
  }
}

function toRow(
  row: Row,
  change: ChangeRow | null,
  ownerOf: ReadonlyMap<string, { name: string; environment: string }>,
): BatchRow {
  const key = keyOf(row.ref)
  if (!key) throw new Error('a row of a batch names no instance')
  const owner = ownerOf.get(key.accountId)
  return {
    position: row.position,
    ref: row.ref,
    service: key.service,
    accountName: owner?.name ?? '',
    environment: owner?.environment ?? '',
    instanceId: row.instanceId,
    instanceName: change?.instanceName ?? row.instanceName,
    state: stateOfRow(row, change),
    leftOut: row.leftOut,
    problem: row.problem,
    change: change && {
      id: change.id,
      kind: change.kind,
      error: change.error,
      evidence: change.evidence,
      endedAt: change.endedAt?.toISOString() ?? null,
      plan: shortOf(change.plan),
    },
  }
}

function summaryOf(batch: BatchRowOf, counts: Partial<Record<RowState, number>>): BatchSummary {
  const over =
    ['planned', 'waiting'].includes(batch.state) && batch.expiresAt !== null && batch.expiresAt.getTime() <= Date.now()
  return {
    id: batch.id,
    action: batch.action,
    state: over ? 'expired' : batch.state,
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

const shortOf = ({ rows, consequences, noRuleKnown, checks, blocked, costs, price }: Plan) => ({
  rows,
  consequences,
  noRuleKnown,
  checks,
  blocked,
  costs,
  price,
})
