import { and, eq, lt, sql } from 'drizzle-orm'
import { changeAnswers } from '@/lib/db/change-schema'
import { type Database, db, type Transaction } from '@/lib/db/client'
import type { ChangeAnswer } from '@/lib/model/change'
import type { Answer } from '@/lib/providers/contract'

/** For how long the answer of a call stays with its change: as long as one to an Idempotency-Key. */
const KEPT_HOURS = 24
const LONGEST_ANSWER = 65_536

/**
 * Keeps what the cloud answered to a call with its change. `data` has to be redacted already: it is stored as it comes,
 * without the body. What is too long, or what the database cannot hold, is kept without its data.
 */
export async function keepAnswer(
  on: Transaction,
  changeId: string,
  { data, status, receivedAt }: Pick<Answer<unknown>, 'data' | 'status' | 'receivedAt'>,
): Promise<void> {
  const text = JSON.stringify(data) ?? 'null'
  // PostgreSQL's JSON has no zero character.
  const fits = text.length <= LONGEST_ANSWER && !text.includes('\\u0000')
  const kept = { status, receivedAt, data: fits ? data : null }
  const keptUntil = sql`now() + make_interval(hours => ${KEPT_HOURS})`
  await forgetAnswers(on)
  await on
    .insert(changeAnswers)
    .values({ changeId, ...kept, keptUntil })
    .onConflictDoUpdate({ target: changeAnswers.changeId, set: { ...kept, keptUntil } })
}

/** Erases the answers whose time is over. */
export async function forgetAnswers(on: Database | Transaction = db()): Promise<void> {
  await on.delete(changeAnswers).where(lt(changeAnswers.keptUntil, sql`now()`))
}

/** The answer of a call while it is kept; null for what has none. */
export async function answerOf(changeId: string): Promise<ChangeAnswer | null> {
  const [row] = await db()
    .select()
    .from(changeAnswers)
    .where(and(eq(changeAnswers.changeId, changeId), sql`${changeAnswers.keptUntil} > now()`))
  if (!row) return null
  const { status, receivedAt, data, keptUntil } = row
  return { status, receivedAt: receivedAt.toISOString(), keptUntil: keptUntil.toISOString(), data }
}
