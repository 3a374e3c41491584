import { and, eq, exists, inArray, isNotNull, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
import { atLeast, scopeFilter } from '@/lib/bff/permission'
import { changeBatches, changeBatchRows } from '@/lib/db/batch-schema'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import type { Role, Scope } from '@/lib/model/access'
import { type PlanRow, RUNNING_STATES } from '@/lib/model/change'
import { type ChangeTray, GLASS_HOURS, TRAY_ENDED_HOURS, TRAY_ROWS, type TrayItem } from '@/lib/model/tray'

interface Caller {
  id: string | null
  role: Role
  scope: Scope
}

/** Of an account that is gone only those see a change who see all. */
export const inCallersScope = (scope: Scope): SQL | undefined => (scope.kind === 'all' ? undefined : scopeFilter(scope))

const still = sql`(${changes.expiresAt} is null or ${changes.expiresAt} > now())`

/** Rows of a batch are decided together: the first one stands for them. */
const standsForItself = sql`(${changes.batchId} is null or not exists (
  select from changes as other where other.batch_id = ${changes.batchId} and other.state = 'waiting' and other.id < ${changes.id}))`

/** Waits for a second person. */
export const isWaiting = (): SQL | undefined => and(eq(changes.state, 'waiting'), still, standsForItself)

/** Waits for a second person, who the caller can be; nothing does for those who may not approve. */
export function isForCaller({ id, role }: Caller): SQL | undefined {
  return id !== null && atLeast(role, 'operator') ? and(isWaiting(), ne(changes.requestedBy, id)) : sql`false`
}

const stepOf = (step: 'broke-glass' | 'acknowledged', since: SQL = sql`true`) =>
  db()
    .select({ one: sql`1` })
    .from(changeSteps)
    .where(and(eq(changeSteps.changeId, changes.id), eq(changeSteps.step, step), since))

/** Went without its second person in the last hours, and no other admin has said yet that they saw it. */
export const isBrokenGlass = (): SQL | undefined =>
  and(
    isNotNull(changes.breakGlass),
    exists(stepOf('broke-glass', sql`${changeSteps.at} > now() - make_interval(hours => ${GLASS_HOURS})`)),
    notExists(stepOf('acknowledged')),
    // One row stands for those of its batch in the same account, and is seen together with them.
    sql`(${changes.batchId} is null or not exists (
      select from changes as other where other.batch_id = ${changes.batchId} and other.account_id = ${changes.accountId}
      and other.break_glass is not null and other.id < ${changes.id}))`,
  )

/** What concerns a person now, for the tray and the navigation of every page. */
export async function changeTray(caller: Caller): Promise<ChangeTray> {
  const { id, scope } = caller
  const mine = id === null ? sql`false` : eq(changes.requestedBy, id)
  const seen = inCallersScope(scope)
  const [running, forMe, waiting, ended, glass] = await Promise.all([
    part(caller, and(seen, inArray(changes.state, [...RUNNING_STATES])), changes.createdAt),
    part(caller, and(seen, isForCaller(caller)), changes.createdAt),
    part(caller, and(seen, mine, or(isWaiting(), inArray(changes.state, ['scheduled', 'queued']))), changes.createdAt),
    part(
      caller,
      and(
        seen,
        mine,
        sql`${changes.endedAt} > now() - make_interval(hours => ${TRAY_ENDED_HOURS})`,
        isOfEndedBatch(),
        // Of what ran out only requests are told: a plan that nobody confirmed was given up.
        or(
          inArray(changes.state, ['done', 'ordered', 'failed', 'stopped', 'human', 'rejected']),
          and(eq(changes.state, 'expired'), isNotNull(changes.policy)),
        ),
      ),
      changes.endedAt,
    ),
    part(caller, and(seen, isBrokenGlass()), changes.createdAt),
  ])
  return { running, forMe, waiting, ended, glass }
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : null)

type OrderedBy = typeof changes.createdAt | typeof changes.endedAt

/**
 * A batch is told once, when nothing of it is under way any more. Rows that were planned again when it was resumed do not
 * count: others stand for them.
 */
const isOfEndedBatch = (): SQL => sql`(${changes.batchId} is null or (
  exists (select from ${changeBatchRows} where ${changeBatchRows.changeId} = ${changes.id})
  and not exists (select from ${changeBatches} where ${changeBatches.id} = ${changes.batchId}
    and ${inArray(changeBatches.state, ['planning', 'planned', 'waiting', 'running'])})
  and not exists (select from changes as other where other.batch_id = ${changes.batchId}
    and other.state in (${sql.raw(RUNNING_STATES.map((state) => `'${state}'`).join(', '))}))))`

/** What nobody knows goes before what failed, that before what was not sent: one row tells the worst of its batch. */
const worst = sql`array_position(array['human', 'failed', 'stopped', 'rejected', 'expired'], ${changes.state}) nulls last,
  coalesce(${changes.error} ->> 'kind' = 'batch-stopped', false)`

/** The newest changes that a condition holds for, a batch as one line, and how many lines there are. */
async function part(caller: Caller, where: SQL | undefined, by: OrderedBy) {
  const line = sql`coalesce(${changes.batchId}, ${changes.id})`
  const folded = db()
    .select({
      id: sql<string>`${changes.id}`.as('line_id'),
      at: sql<Date>`max(${by}) over (partition by ${line})`.mapWith(by).as('line_at'),
      place: sql<number>`row_number() over (partition by ${line} order by ${worst}, ${by} desc, ${changes.id} desc)`.as(
        'line_place',
      ),
      rows: sql<number>`count(*) over (partition by ${line})`.mapWith(Number).as('line_rows'),
      done: sql<number>`count(*) filter (where ${changes.state} = 'done') over (partition by ${line})`
        .mapWith(Number)
        .as('line_done'),
    })
    .from(changes)
    .leftJoin(accounts, eq(accounts.id, changes.accountId))
    .where(where)
    .as('lines')
  const rows = await db()
    .select({
      id: changes.id,
      ref: changes.ref,
      instanceId: changes.instanceId,
      instanceName: changes.instanceName,
      environment: accounts.environment,
      batchId: changes.batchId,
      action: changes.action,
      kind: changes.kind,
      state: changes.state,
      row: sql<PlanRow | null>`${changes.plan} #> '{rows,0}'`,
      requestedBy: changes.requestedBy,
      who: changes.requestedLabel,
      reason: changes.reason,
      approvedBy: changes.approvedLabel,
      breakGlass: changes.breakGlass,
      createdAt: changes.createdAt,
      expiresAt: changes.expiresAt,
      sentAt: changes.sentAt,
      at: folded.at,
      error: changes.error,
      evidence: changes.evidence,
      rows: folded.rows,
      done: folded.done,
      count: sql<number>`count(*) over ()`.mapWith(Number),
    })
    .from(folded)
    .innerJoin(changes, eq(changes.id, folded.id))
    .leftJoin(accounts, eq(accounts.id, changes.accountId))
    .where(eq(folded.place, 1))
    .orderBy(sql`${folded.at} desc, ${changes.id} desc`)
    .limit(TRAY_ROWS)
  const items = rows.map(
    ({ count: _, at, requestedBy, instanceId, instanceName, evidence, environment, ...row }): TrayItem => ({
      ...row,
      name: instanceName || instanceId,
      environment: environment ?? '',
      isMine: requestedBy === caller.id,
      createdAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt?.toISOString() ?? null,
      sentAt: row.sentAt?.toISOString() ?? null,
      endedAt: by === changes.endedAt ? at.toISOString() : null,
      finding: evidence?.finding ?? null,
      order: textOf(evidence?.read.find(({ field }) => field === 'order.id')?.found),
    }),
  )
  return { count: rows[0]?.count ?? 0, items }
}
