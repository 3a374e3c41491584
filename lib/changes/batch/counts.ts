import { eq, inArray, sql } from 'drizzle-orm'
import { changeBatchRows } from '@/lib/db/batch-schema'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { RowState } from '@/lib/model/batch'
import type { ChangeRow } from '../store'

/** The change that stands for a row cannot be sent as it was planned. */
export const isBlocked = sql<boolean>`coalesce((${changes.plan} ->> 'blocked')::boolean, false)`

export type Counts = Partial<Record<RowState, number>>

/** How many rows of each batch are in which state. */
export async function countsOf(ids: readonly string[]): Promise<Map<string, Counts>> {
  const found = new Map<string, Counts>()
  if (ids.length === 0) return found
  const counted = await db()
    .select({
      batchId: changeBatchRows.batchId,
      leftOut: changeBatchRows.leftOut,
      hasProblem: sql<boolean>`${changeBatchRows.problem} is not null`,
      state: changes.state,
      blocked: isBlocked,
      n: sql<number>`count(*)::int`,
    })
    .from(changeBatchRows)
    .leftJoin(changes, eq(changes.id, changeBatchRows.changeId))
    .where(inArray(changeBatchRows.batchId, [...ids]))
    .groupBy(sql`1, 2, 3, 4, 5`)
  for (const { batchId, leftOut, hasProblem, state: of, blocked, n } of counted) {
    const state = stateOf(leftOut, hasProblem, of === null ? null : { state: of, blocked })
    const counts = found.get(batchId) ?? {}
    found.set(batchId, { ...counts, [state]: (counts[state] ?? 0) + n })
  }
  return found
}

/** What a row is, by what is kept of it and of its change. */
export function stateOf(
  leftOut: boolean,
  hasProblem: boolean,
  change: { state: ChangeRow['state']; blocked: boolean } | null,
): RowState {
  if (leftOut) return 'left-out'
  if (hasProblem) return 'refused'
  if (!change) return 'pending'
  return change.blocked ? 'refused' : change.state
}
