import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { db } from '@/lib/db/client'
import { audit, throttles } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { accountKey, lockedUntil, unlock } from './attempts'
import { hashPassword } from './password'
import { insertPerson } from './people'
import { checkPassword } from './sign-in'

const derivations = vi.hoisted(() => [] as unknown[])
vi.mock('node:crypto', async (original) => {
  const crypto = await original<typeof import('node:crypto')>()
  const scrypt = (...args: Parameters<typeof crypto.scrypt>) => {
    const { N, r, p } = args[3]
    derivations.push({ bytes: args[2], N, r, p })
    return crypto.scrypt(...args)
  }
  return { ...crypto, scrypt }
})

const PASSWORD = 'a lantern in the north wind'
const ADA = 'ada@example.com'
let drop: () => Promise<void>
beforeAll(async () => {
  drop = (await testDatabase()).drop
  const passwordHash = await hashPassword(PASSWORD)
  const person = { name: 'Somebody', role: 'viewer' as const, scope: { kind: 'all' as const } }
  await insertPerson(db(), { ...person, email: ADA, passwordHash })
  await insertPerson(db(), { ...person, email: 'only-by-oidc@example.com' })
})
afterAll(() => drop())
beforeEach(async () => {
  await db().delete(throttles)
  derivations.length = 0
})

const from = (address: string, device?: { id: string; email: string }) => ({
  address,
  userAgent: null,
  requestId: 'r',
  device,
})
const STRANGER = '192.0.2.66'
/** Fifteen minutes, less what passed since the last try: passwords take long where much else runs. */
const LOCKED = expect.stringMatching(/^locked\.(900|8\d\d)$/)
const attack = async (address: string, tries: number) => {
  for (let i = 0; i < tries; i++) await checkPassword(ADA, `guess ${i}`, from(address))
}
/** Failures of earlier hours, without the time that so many passwords take. */
const failedBefore = (key: string, failures: number) =>
  db()
    .insert(throttles)
    .values({ key, failures, firstAt: new Date() })
    .onConflictDoUpdate({ target: throttles.key, set: { failures } })

test('a wrong password, an unknown address and a person without a password cost the same work', async () => {
  const work = []
  for (const email of [ADA, 'nobody@example.com', 'only-by-oidc@example.com']) {
    expect(await checkPassword(email, 'not the password', from('192.0.2.1'))).toEqual({ refused: 'wrong.4' })
    work.push(derivations.splice(0))
  }
  expect(work[0]).toEqual([{ bytes: 32, N: 2 ** 17, r: 8, p: 1 }])
  expect(work[1]).toEqual(work[0])
  expect(work[2]).toEqual(work[0])
})

describe('a stranger who guesses', () => {
  test('is held at the fifth failure, and nobody at another address with them', async () => {
    await attack(STRANGER, 5)
    expect(await checkPassword(ADA, PASSWORD, from(STRANGER))).toEqual({ refused: LOCKED })
    expect(await checkPassword(ADA, PASSWORD, from('192.0.2.1'))).toHaveProperty('person.email', ADA)
    // A success elsewhere gives the stranger no new tries.
    expect(await checkPassword(ADA, 'guess', from(STRANGER))).toHaveProperty('refused', expect.stringMatching('locked'))
  })

  test('leaves the lock-out and the tries during it on record as such, these but once', async () => {
    // Somebody whom no other test here tries: within a minute it would not be news.
    const [source, email] = ['192.0.2.200', 'only-by-oidc@example.com']
    for (let i = 0; i < 8; i++) await checkPassword(email, 'guess', from(source))
    const rows = await db().select().from(audit).where(eq(audit.address, source)).orderBy(audit.seq)
    const told = rows.map(({ action, outcome, details }) => [action, outcome, details])
    const failed = ['session.sign-in', 'failed', { method: 'password', reason: 'wrong-password', known: true }]
    expect(told.slice(0, 6)).toEqual([
      ...Array.from({ length: 5 }, () => failed),
      ['session.lock-out', 'succeeded', { seconds: 900, known: true }],
    ])
    expect(told.slice(6)).toEqual([
      ['session.sign-in', 'denied', { method: 'password', reason: 'locked-out', known: true }],
    ])
  })

  test('at many addresses uses up the tries of all of them together', async () => {
    await failedBefore(accountKey(ADA), 49)
    await attack(STRANGER, 1)
    expect(await checkPassword(ADA, PASSWORD, from('192.0.2.77'))).toEqual({ refused: LOCKED })
    expect((await lockedUntil([ADA])).has(ADA)).toBe(true)
  })

  test('cannot keep out the owner in a browser that they signed in with before', async () => {
    await failedBefore(accountKey(ADA), 49)
    await attack(STRANGER, 1)
    const browser = { id: 'browser-1', email: ADA }
    expect(await checkPassword(ADA, PASSWORD, from(STRANGER, browser))).toHaveProperty('person.email', ADA)
    // The way around is for that account alone.
    const other = { id: 'browser-2', email: 'mallory@example.com' }
    expect(await checkPassword(ADA, PASSWORD, from('192.0.2.78', other))).toHaveProperty('refused')
  })

  test('with a stolen browser has five tries there, and takes none of the owner', async () => {
    const stolen = from(STRANGER, { id: 'stolen', email: ADA })
    for (let i = 0; i < 5; i++) await checkPassword(ADA, `guess ${i}`, stolen)
    expect(await checkPassword(ADA, PASSWORD, stolen)).toEqual({ refused: LOCKED })
    expect(await checkPassword(ADA, PASSWORD, from('192.0.2.1'))).toHaveProperty('person')
  })
})

test('an admin ends every lock-out of the account, and of no other', async () => {
  await attack(STRANGER, 5)
  await failedBefore(accountKey('bea@example.com'), 3)
  expect((await lockedUntil([ADA, 'bea@example.com'])).size).toBe(1)
  await unlock(ADA)
  expect(await checkPassword(ADA, PASSWORD, from(STRANGER))).toHaveProperty('person.email', ADA)
  const left = await db()
    .select()
    .from(throttles)
    .where(eq(throttles.key, accountKey('bea@example.com')))
  expect(left).toHaveLength(1)
})
