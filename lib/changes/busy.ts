import { and, eq } from 'drizzle-orm'
import { changes, isRunning } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'

/** The index over running changes of one instance refused a second one. */
export function isBusy(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('constraint' in at && at.constraint === 'changes_one_at_a_time') return true
  }
  return false
}

/** Who holds the instance now; empty when that change has just ended. */
export async function whoIsBusy(ref: string): Promise<{ by: string }> {
  const [other] = await db()
    .select({ by: changes.requestedLabel })
    .from(changes)
    .where(and(eq(changes.ref, ref), isRunning()))
  return { by: other?.by ?? '' }
}
