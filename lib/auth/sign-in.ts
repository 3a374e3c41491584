import { eq, sql } from 'drizzle-orm'
import { appendAudit } from '@/lib/audit/append'
import { db, type Transaction } from '@/lib/db/client'
import { users } from '@/lib/db/schema'
import type { SignInCode } from '@/lib/model/access'
import { countAttempt, forgiveAttempt } from './attempts'
import { heldIsNews } from './held'
import type { KnownDevice } from './known-device'
import { PasswordBusy, verifyPassword } from './password'
import { type Person, personByEmail, personById } from './people'
import { createSession, endSession, type SessionMethod } from './sessions'

/** Where a request comes from. */
export interface Origin {
  address: string | null
  userAgent: string | null
  requestId: string
  /** A browser or session in which somebody proved who they are; counts only for that account. */
  device?: KnownDevice | undefined
}

export type SignIn = { person: Person } | { refused: SignInCode }

/**
 * Checks an e-mail address and a password. Whether the address exists changes neither the answers nor the work; only
 * who knows the right password learns that an account is disabled.
 */
export async function checkPassword(email: string, password: string, from: Origin): Promise<SignIn> {
  const typed = email.trim().toLowerCase().slice(0, 254)
  const device = from.device && from.device.email === typed ? from.device.id : undefined
  const attempt = { email: typed, address: from.address, device }
  const verdict = await countAttempt(attempt)
  const person = await personByEmail(db(), typed)
  if (verdict.kind === 'locked') {
    if (heldIsNews([typed, from.address ?? ''])) await recordFailure(person, from, 'locked-out', 'denied')
    return { refused: `locked.${verdict.seconds}` }
  }
  const right = await verify(password, person?.passwordHash ?? null)
  if (right === 'busy') return { refused: 'busy' }
  if (!person || !right) {
    await recordFailure(person, from, 'wrong-password')
    if (verdict.left === 0) await recordLockOut(person, from, verdict.pauseSeconds)
    return { refused: verdict.left > 0 ? `wrong.${verdict.left}` : `locked.${verdict.pauseSeconds}` }
  }
  await forgiveAttempt(attempt)
  if (person.disabledAt) {
    await recordFailure(person, from, 'disabled')
    return { refused: 'disabled' }
  }
  return { person }
}

async function verify(password: string, stored: string | null): Promise<boolean | 'busy'> {
  try {
    return await verifyPassword(password, stored)
  } catch (error) {
    if (error instanceof PasswordBusy) return 'busy'
    throw error
  }
}

/** An unknown address is not written down: it may be a password that was typed into the wrong field. */
async function recordFailure(
  person: Person | undefined,
  from: Origin,
  reason: string,
  outcome: 'failed' | 'denied' = 'failed',
): Promise<void> {
  await appendAudit(db(), {
    ...entryBy(person, from),
    action: 'session.sign-in',
    outcome,
    details: { method: 'password', reason, known: person !== undefined },
  })
}

/** The last try that was left: from now on tries are refused for so many seconds. */
async function recordLockOut(person: Person | undefined, from: Origin, seconds: number): Promise<void> {
  await appendAudit(db(), {
    ...entryBy(person, from),
    action: 'session.lock-out',
    outcome: 'succeeded',
    details: { seconds, known: person !== undefined },
  })
}

const entryBy = (person: Person | undefined, { address, requestId }: Origin) => ({
  actor: { kind: 'anonymous' as const, id: null, label: 'anonymous' },
  target: person?.email ?? null,
  address,
  requestId,
})

/**
 * Starts a session for somebody who proved who they are, ends the one that the same browser had, and records it.
 * @param before secret session id that the request brought
 */
export async function startSession(
  tx: Transaction,
  userId: string,
  method: SessionMethod,
  from: Origin,
  before?: string,
): Promise<{ sid: string; expiresAt: Date }> {
  const person = await personById(tx, userId)
  if (!person || person.disabledAt) throw new Error('the person was removed or disabled meanwhile')
  if (before) await endSession(before, tx)
  const session = await createSession(tx, { userId, method, address: from.address, userAgent: from.userAgent })
  await tx.update(users).set({ lastSignInAt: sql`now()` }).where(eq(users.id, userId))
  await appendAudit(tx, {
    actor: { kind: 'user', id: person.id, label: person.email },
    action: 'session.sign-in',
    target: person.email,
    outcome: 'succeeded',
    address: from.address,
    requestId: from.requestId,
    details: { method, session: session.id },
  })
  return session
}
