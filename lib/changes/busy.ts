import { and, desc, eq, gt, ne } from 'drizzle-orm'
import { changes, isRunning } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { ChangeRow } from './store'

/** The index over running changes of one instance refused a second one. */
export function isBusy(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('constraint' in at && at.constraint === 'changes_one_at_a_time') return true
  }
  return false
}

/** Who holds the instance now, and by which change; empty when that has just ended. */
export async function whoIsBusy(ref: string): Promise<{ by: string; change: string }> {
  const [other] = await db()
    .select({ by: changes.requestedLabel, change: changes.id })
    .from(changes)
    .where(and(eq(changes.ref, ref), isRunning()))
  return other ?? { by: '', change: '' }
}

/**
 * The change of the same instance that was sent and ended after this one was planned: its plan tells of facts that may be
 * others by now. Undefined when there is none.
 */
export async function changedSince({
  id,
  ref,
  createdAt,
}: Pick<ChangeRow, 'id' | 'ref' | 'createdAt'>): Promise<{ by: string; change: string } | undefined> {
  const [other] = await db()
    .select({ by: changes.requestedLabel, change: changes.id })
    .from(changes)
    .where(and(eq(changes.ref, ref), ne(changes.id, id), gt(changes.sends, 0), gt(changes.endedAt, createdAt)))
    .orderBy(desc(changes.endedAt))
    .limit(1)
  return other
}
