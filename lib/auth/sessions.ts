import { createHash, randomBytes } from 'node:crypto'
import { and, desc, eq, gt, isNull, ne, or, sql } from 'drizzle-orm'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { notify } from '@/lib/db/notify'
import { sessions, settings, users } from '@/lib/db/schema'
import { DEFAULT_SETTINGS, readSettings } from '@/lib/settings/settings'

export type SessionMethod = (typeof sessions.$inferSelect)['method']

/** How long the id before a renewal still works, for requests that were under way. */
const GRACE_SECONDS = 30

const idleMinutes = sql<number>`coalesce((${settings.value}->>'sessionIdleMinutes')::int, ${DEFAULT_SETTINGS.sessionIdleMinutes})`
const hashOf = (sid: string) => createHash('sha256').update(sid).digest()
const newSid = () => randomBytes(16).toString('base64url')

/** A live session with the person it belongs to, as the database has them now. */
export interface LiveSession {
  session: typeof sessions.$inferSelect
  user: typeof users.$inferSelect
}

/** Starts a session. `sid` is the secret that goes into the cookie and is kept nowhere. */
export async function createSession(
  on: Database | Transaction,
  about: { userId: string; method: SessionMethod; address: string | null; userAgent: string | null },
): Promise<{ sid: string; id: string; expiresAt: Date }> {
  const sid = newSid()
  const id = newId()
  const { sessionHours } = await readSettings(on)
  const expiresAt = new Date(Date.now() + sessionHours * 3_600_000)
  await on.insert(sessions).values({
    ...about,
    hash: hashOf(sid),
    id,
    userAgent: about.userAgent?.slice(0, 300) ?? null,
    expiresAt,
  })
  return { sid, id, expiresAt }
}

/** The session a secret id names, if it is neither ended, nor too old, nor idle for too long, nor its person disabled. */
export async function findSession(sid: string): Promise<LiveSession | undefined> {
  const hash = hashOf(sid)
  const current = or(
    eq(sessions.hash, hash),
    and(eq(sessions.previousHash, hash), gt(sessions.previousUntil, sql`now()`)),
  )
  const [row] = await db()
    .select({ session: sessions, user: users })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(settings, eq(settings.key, 'main'))
    .where(and(current, alive))
  return row
}

const alive = and(
  isNull(sessions.revokedAt),
  isNull(users.disabledAt),
  gt(sessions.expiresAt, sql`now()`),
  gt(sessions.lastSeenAt, sql`now() - make_interval(mins => ${idleMinutes})`),
)

/** Whether a session, by its public id, still lives: for open streams, which no request checks. */
export async function sessionAlive(id: string): Promise<boolean> {
  const rows = await db()
    .select({ id: sessions.id })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(settings, eq(settings.key, 'main'))
    .where(and(eq(sessions.id, id), alive))
  return rows.length > 0
}

/** Notes that the person is there, at most once a minute. */
export async function touchSession(session: LiveSession['session']): Promise<void> {
  if (Date.now() - session.lastSeenAt.getTime() < 60_000) return
  await db()
    .update(sessions)
    .set({ lastSeenAt: sql`now()` })
    .where(and(eq(sessions.id, session.id), sql`${sessions.lastSeenAt} < now() - interval '1 minute'`))
}

/** Gives a session a new secret id. Undefined when another request did so first. */
export async function renewSession(
  session: Pick<LiveSession['session'], 'id' | 'hash'>,
  on: Database | Transaction = db(),
): Promise<string | undefined> {
  const sid = newSid()
  const renewed = await on
    .update(sessions)
    .set({
      hash: hashOf(sid),
      renew: false,
      previousHash: session.hash,
      previousUntil: sql`now() + make_interval(secs => ${GRACE_SECONDS})`,
    })
    .where(and(eq(sessions.id, session.id), eq(sessions.hash, session.hash), isNull(sessions.revokedAt)))
    .returning({ id: sessions.id })
  return renewed.length > 0 ? sid : undefined
}

/** A person's rights changed: their sessions get new secret ids with the next answers. */
export async function renewSessionsOf(userId: string, on: Database | Transaction): Promise<void> {
  await on
    .update(sessions)
    .set({ renew: true })
    .where(and(eq(sessions.userId, userId), isNull(sessions.revokedAt)))
  await notify({ type: 'session' }, { userId }, on)
}

/** Ends sessions of a person: all, all but one, or one, by public id. Returns how many ended. */
export async function endSessions(
  userId: string,
  which: { only?: string; except?: string },
  on: Database | Transaction = db(),
): Promise<number> {
  const ended = await on
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.revokedAt),
        which.only === undefined ? undefined : eq(sessions.id, which.only),
        which.except === undefined ? undefined : ne(sessions.id, which.except),
      ),
    )
    .returning({ id: sessions.id })
  for (const { id } of ended) await notify({ type: 'session' }, { userId, sessionId: id }, on)
  return ended.length
}

/** Ends the session a secret id names, as signing out does. Gives its owner and public id, if it was still open. */
export async function endSession(
  sid: string,
  on: Database | Transaction = db(),
): Promise<{ userId: string; id: string } | undefined> {
  const hash = hashOf(sid)
  const [ended] = await on
    .update(sessions)
    .set({ revokedAt: sql`now()` })
    .where(and(or(eq(sessions.hash, hash), eq(sessions.previousHash, hash)), isNull(sessions.revokedAt)))
    .returning({ userId: sessions.userId, id: sessions.id })
  if (ended) await notify({ type: 'session' }, { userId: ended.userId, sessionId: ended.id }, on)
  return ended
}

/** A session by its public id. */
export async function sessionById(on: Database | Transaction, id: string): Promise<LiveSession['session'] | undefined> {
  const [row] = await on.select().from(sessions).where(eq(sessions.id, id))
  return row
}

/** A person's sessions that still live, the last used first. */
export async function sessionsOf(userId: string): Promise<LiveSession['session'][]> {
  const rows = await db()
    .select({ session: sessions })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .leftJoin(settings, eq(settings.key, 'main'))
    .where(and(eq(sessions.userId, userId), alive))
    .orderBy(desc(sessions.lastSeenAt))
  return rows.map((row) => row.session)
}
