import { createHash } from 'node:crypto'
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { throttles } from '@/lib/db/schema'
import { count, type Limit, PER_ACCOUNT, PER_SOURCE, type Verdict } from './throttle'

/** What was typed may be anything, a password in the wrong field too: only its digest is kept. */
export const accountKey = (email: string) => `user:${createHash('sha256').update(email.toLowerCase()).digest('hex')}`
const sourceKey = (address: string) => `addr:${address}`

interface Source {
  email: string
  address: string | null
}

/** Counts a try against the account and the source, whether or not the account exists. */
export async function countAttempt({ email, address }: Source, now = new Date()): Promise<Verdict> {
  const limits = new Map<string, Limit>([[accountKey(email), PER_ACCOUNT]])
  if (address) limits.set(sourceKey(address), PER_SOURCE)
  return db().transaction(async (tx) => {
    const keys = [...limits.keys()].sort()
    await tx
      .insert(throttles)
      .values(keys.map((key) => ({ key, failures: 0, firstAt: now })))
      .onConflictDoNothing()
    const rows = await tx
      .select()
      .from(throttles)
      .where(inArray(throttles.key, keys))
      .orderBy(throttles.key)
      .for('update')
    const counted = rows.map((row) => ({ key: row.key, ...count(row, limits.get(row.key) ?? PER_SOURCE, now) }))
    const worst = counted.map(({ verdict }) => verdict).reduce(strictest)
    // A refused try changes nothing: it must not make anybody's pause longer.
    if (worst.kind === 'try') {
      for (const { key, after } of counted) await tx.update(throttles).set(after).where(eq(throttles.key, key))
    }
    return worst
  })
}

function strictest(a: Verdict, b: Verdict): Verdict {
  if (a.kind === 'locked') return b.kind === 'locked' && b.seconds > a.seconds ? b : a
  return b.kind === 'locked' || b.left < a.left ? b : a
}

/** The try succeeded: the account starts anew, the source gets back the one try. */
export async function forgiveAttempt({ email, address }: Source): Promise<void> {
  await unlock(email)
  if (address) {
    await db()
      .update(throttles)
      .set({ failures: sql`greatest(${throttles.failures} - 1, 0)`, lockedUntil: null })
      .where(eq(throttles.key, sourceKey(address)))
  }
  // Counters that say nothing any more go at this quiet moment.
  await db()
    .delete(throttles)
    .where(
      and(
        lt(throttles.firstAt, sql`now() - interval '3 days'`),
        or(isNull(throttles.lockedUntil), lt(throttles.lockedUntil, sql`now() - interval '1 day'`)),
      ),
    )
}

/** Ends a lock-out of an account. */
export async function unlock(email: string, on: Database | Transaction = db()): Promise<void> {
  await on.delete(throttles).where(eq(throttles.key, accountKey(email)))
}

/** Until when the accounts with these addresses are locked out, by address; only those that are. */
export async function lockedUntil(emails: string[], now = new Date()): Promise<Map<string, Date>> {
  if (emails.length === 0) return new Map()
  const byKey = new Map(emails.map((email) => [accountKey(email), email]))
  const rows = await db()
    .select()
    .from(throttles)
    .where(inArray(throttles.key, [...byKey.keys()]))
  const locked = new Map<string, Date>()
  for (const { key, lockedUntil: until } of rows) {
    const email = byKey.get(key)
    if (email && until && until > now) locked.set(email, until)
  }
  return locked
}
