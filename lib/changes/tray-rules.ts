import { and, eq, exists, inArray, isNotNull, isNull, ne, notExists, or, type SQL, sql } from 'drizzle-orm'
import { atLeast, scopeFilter } from '@/lib/bff/permission'
import { changeBatches, changeBatchRows } from '@/lib/db/batch-schema'
import { changeSteps, changes, isRunning } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { Role, Scope } from '@/lib/model/access'
import { type ChangeTray, GLASS_HOURS, TRAY_ENDED_HOURS } from '@/lib/model/tray'

/** Whose tray it is. */
export interface Caller {
  id: string | null
  role: Role
  scope: Scope
}

export type TrayPart = keyof ChangeTray

/** Of an account that is gone only those see a change who see all. Needs `accounts` joined. */
export const inCallersScope = (scope: Scope): SQL | undefined => (scope.kind === 'all' ? undefined : scopeFilter(scope))

/** The first of the rows of a batch that `which` holds for (they are `other` there); a change by itself is. */
const isFirstOfBatch = (which: SQL) => sql`(${changes.batchId} is null or not exists (
  select from changes as other where other.batch_id = ${changes.batchId} and ${which} and other.id < ${changes.id}))`

/** Waits for a second person. Rows of a batch are decided together: the first one stands for them. */
const isWaiting = () =>
  and(
    eq(changes.state, 'waiting'),
    sql`(${changes.expiresAt} is null or ${changes.expiresAt} > now())`,
    isFirstOfBatch(sql`other.state = 'waiting'`),
  )

const stepOf = (step: 'broke-glass' | 'acknowledged', since: SQL = sql`true`) =>
  db()
    .select({ one: sql`1` })
    .from(changeSteps)
    .where(and(eq(changeSteps.changeId, changes.id), eq(changeSteps.step, step), since))

/** Went without its second person, and no other admin has said yet that they saw it. */
export const isUnseenGlass = (): SQL | undefined =>
  and(isNotNull(changes.breakGlass), notExists(stepOf('acknowledged')))

/**
 * A batch is told once, when nothing of it is under way any more. Rows that were planned again when it was resumed do not
 * count: others stand for them.
 */
const isOfEndedBatch = () => sql`(${changes.batchId} is null or (
  exists (select from ${changeBatchRows} where ${changeBatchRows.changeId} = ${changes.id})
  and not exists (select from ${changeBatches} where ${changeBatches.id} = ${changes.batchId}
    and ${inArray(changeBatches.state, ['planning', 'planned', 'waiting', 'running'])})
  and not exists (select from changes as other where other.batch_id = ${changes.batchId}
    and ${isRunning(sql`other.state`)})))`

const isMine = ({ id }: Caller) => (id === null ? sql`false` : eq(changes.requestedBy, id))

/**
 * Which changes stand in which part of somebody's tray, as far as they are in their scope. Lists that show such a part
 * ask the same; for the meaning of each see `ChangeTray`.
 */
export function standsIn(part: TrayPart, caller: Caller): SQL | undefined {
  switch (part) {
    case 'running':
      return isRunning()
    case 'forMe':
      return caller.id !== null && atLeast(caller.role, 'operator')
        ? and(isWaiting(), ne(changes.requestedBy, caller.id))
        : sql`false`
    case 'waiting':
      return and(
        isMine(caller),
        isNull(changes.endedAt),
        or(isWaiting(), inArray(changes.state, ['scheduled', 'queued'])),
      )
    case 'ended':
      return and(
        isMine(caller),
        sql`${changes.endedAt} > now() - make_interval(hours => ${TRAY_ENDED_HOURS})`,
        isOfEndedBatch(),
        // Of what ran out only requests are told: a plan that nobody confirmed was given up.
        or(
          inArray(changes.state, ['done', 'ordered', 'failed', 'stopped', 'human', 'rejected']),
          and(eq(changes.state, 'expired'), isNotNull(changes.policy)),
        ),
      )
    case 'human':
      return and(sql`${changes.state} = 'human'`, isNull(changes.concluded))
    case 'glass':
      return and(
        isUnseenGlass(),
        exists(stepOf('broke-glass', sql`${changeSteps.at} > now() - make_interval(hours => ${GLASS_HOURS})`)),
        // One row stands for those of its batch in the same account, and is seen together with them.
        isFirstOfBatch(sql`other.account_id = ${changes.accountId} and other.break_glass is not null`),
      )
  }
}
