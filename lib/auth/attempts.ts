import { createHash } from 'node:crypto'
import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { throttles } from '@/lib/db/schema'
import { count, type Limit, PER_ACCOUNT, PER_ACCOUNT_EVERYWHERE, PER_SOURCE, type Verdict } from './throttle'

/** What was typed may be anything, a password in the wrong field too: only its digest is kept. */
export const accountKey = (email: string) => `user:${createHash('sha256').update(email.toLowerCase()).digest('hex')}`
const sourceKey = (address: string) => `addr:${address}`

/** `@` and the address of a source, or `#` and a known browser, follow the account's key. */
const pairKey = (email: string, { address, device }: Source) =>
  device ? `${accountKey(email)}#${device}` : `${accountKey(email)}@${address ?? 'unknown'}`

export interface Source {
  address: string | null
  /** The browser or session, when this very account has proved itself there before. */
  device?: string | undefined
}

interface Attempt extends Source {
  email: string
}

/** What a try counts against. Whoever has proved themselves before is apart from everything that strangers can fill. */
function limitsOf({ email, ...source }: Attempt): Map<string, Limit> {
  const limits = new Map<string, Limit>([[pairKey(email, source), PER_ACCOUNT]])
  if (source.device) return limits
  limits.set(accountKey(email), PER_ACCOUNT_EVERYWHERE)
  if (source.address) limits.set(sourceKey(source.address), PER_SOURCE)
  return limits
}

/** Counts a try against the account at this source, the account and the source, whether or not the account exists. */
export async function countAttempt(attempt: Attempt, now = new Date()): Promise<Verdict> {
  const limits = limitsOf(attempt)
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

/** The try succeeded: the account starts anew at this source; what others may have filled gets back the one try. */
export async function forgiveAttempt(attempt: Attempt): Promise<void> {
  const own = pairKey(attempt.email, attempt)
  await db().delete(throttles).where(eq(throttles.key, own))
  const shared = [...limitsOf(attempt).keys()].filter((key) => key !== own)
  if (shared.length > 0) {
    await db()
      .update(throttles)
      .set({ failures: sql`greatest(${throttles.failures} - 1, 0)`, lockedUntil: null })
      .where(inArray(throttles.key, shared))
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

/** The account that a key counts for; the key itself for all others. */
const accountOf = sql<string>`left(${throttles.key}, ${sql.raw(String(accountKey('').length))})`

/** Ends every lock-out of an account. */
export async function unlock(email: string, on: Database | Transaction = db()): Promise<void> {
  await on.delete(throttles).where(eq(accountOf, accountKey(email)))
}

/** Until when the accounts with these addresses are locked out somewhere, by address; only those that are. */
export async function lockedUntil(emails: string[], now = new Date()): Promise<Map<string, Date>> {
  if (emails.length === 0) return new Map()
  const byKey = new Map(emails.map((email) => [accountKey(email), email]))
  const rows = await db()
    .select({ account: accountOf, until: sql`max(${throttles.lockedUntil})`.mapWith(throttles.lockedUntil) })
    .from(throttles)
    .where(inArray(accountOf, [...byKey.keys()]))
    .groupBy(accountOf)
  const locked = new Map<string, Date>()
  for (const { account, until } of rows) {
    const email = byKey.get(account)
    if (email && until && until > now) locked.set(email, until)
  }
  return locked
}
