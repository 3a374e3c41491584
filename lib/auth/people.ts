import { and, asc, eq, exists, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { identities, users } from '@/lib/db/schema'
import type { Preferences, Role, Scope, User } from '@/lib/model/access'
import { lockedUntil } from './attempts'

export type Person = typeof users.$inferSelect

export const DEFAULT_PREFERENCES: Preferences = { locale: null, theme: 'system', timezone: 'local' }

// Any constant of our own: who may administer changes by one at a time, so that the last one cannot slip away.
const PEOPLE_LOCK = 7_316_204_130

/** Until the end of the transaction nobody else adds, changes or removes people. */
export async function lockPeople(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${PEOPLE_LOCK})`)
}

/** Adds a person. The address must be lower case already (`Email`). */
export async function insertPerson(
  on: Database | Transaction,
  person: { email: string; name: string; role: Role; scope: Scope; passwordHash?: string },
): Promise<Person> {
  const [row] = await on
    .insert(users)
    .values({ ...person, id: newId(), preferences: DEFAULT_PREFERENCES })
    .returning()
  if (!row) throw new Error('insert returned no row')
  return row
}

export async function personById(on: Database | Transaction, id: string): Promise<Person | undefined> {
  const [row] = await on.select().from(users).where(eq(users.id, id))
  return row
}

export async function personByEmail(on: Database | Transaction, email: string): Promise<Person | undefined> {
  const [row] = await on
    .select()
    .from(users)
    .where(eq(sql`lower(${users.email})`, email.toLowerCase()))
  return row
}

export async function anybody(on: Database | Transaction = db()): Promise<boolean> {
  const rows = await on.select({ id: users.id }).from(users).limit(1)
  return rows.length > 0
}

/** Whether somebody other than `id` can sign in and administer everything. */
export async function otherAdmin(on: Database | Transaction, id: string): Promise<boolean> {
  const identity = on.select({ subject: identities.subject }).from(identities).where(eq(identities.userId, users.id))
  const rows = await on
    .select({ id: users.id })
    .from(users)
    .where(
      and(
        ne(users.id, id),
        eq(users.role, 'admin'),
        sql`${users.scope}->>'kind' = 'all'`,
        isNull(users.disabledAt),
        or(isNotNull(users.passwordHash), exists(identity)),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** People as the users page shows them: all, by address, or those with the ids given. */
export async function describePeople(ids?: string[]): Promise<User[]> {
  const rows = await db()
    .select()
    .from(users)
    .where(ids && inArray(users.id, ids))
    .orderBy(asc(users.email))
  const linked = await db()
    .select()
    .from(identities)
    .where(ids && inArray(identities.userId, ids))
  const locks = await lockedUntil(rows.map((row) => row.email))
  return rows.map((row) => {
    const own = linked.filter((identity) => identity.userId === row.id)
    const until = locks.get(row.email)
    return {
      id: row.id,
      email: row.email,
      name: row.name,
      role: row.role,
      scope: row.scope,
      state: stateOf(row, own.length > 0, until !== undefined),
      hasPassword: row.passwordHash !== null,
      identities: own.map(({ issuer, subject }) => ({ issuer, subject })),
      createdAt: row.createdAt.toISOString(),
      lastSignInAt: row.lastSignInAt?.toISOString() ?? null,
      lockedUntil: until?.toISOString() ?? null,
    }
  })
}

function stateOf(row: Person, linked: boolean, locked: boolean): User['state'] {
  if (row.disabledAt) return 'disabled'
  if (row.passwordHash === null && !linked) return 'invited'
  return locked ? 'locked' : 'active'
}
