import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD } from '@/e2e/api/password'
import { type Console, startConsole } from '@/e2e/api/server'
import { createSetupLink } from '@/lib/auth/setup'
import { db } from '@/lib/db/client'
import { audit, links, throttles, users } from '@/lib/db/schema'

let deck: Console
beforeAll(async () => {
  deck = await startConsole()
})
afterAll(() => deck.close())

const NEXT = 'jute lamp ferry 91 oyster'
const tokenOf = (link: string) => new URL(link).hash.slice(1)
const all = { kind: 'all' }
let count = 0
const newEmail = () => `guest-${(count += 1)}@example.com`

async function invite() {
  const admin = await deck.as('admin')
  const email = newEmail()
  const { json } = await admin.post('/api/users', { email, name: 'Guest', role: 'operator', scope: all })
  return { admin, email, id: json.user.id as string, token: tokenOf(json.link), answer: json }
}

describe('the first admin', () => {
  const setup = (token: string, more = {}) =>
    deck.anybody().post('/api/setup', { token, email: 'first@example.com', name: 'First', password: NEXT, ...more })

  test('is made by the newest setup link, once, and is signed in', async () => {
    expect((await deck.anybody().get('/api/auth-options')).json).toMatchObject({ setupNeeded: true })
    const older = await createSetupLink()
    const link = await createSetupLink()
    expect(link?.link).toMatch(new RegExp(`^${deck.url}/setup#[\\w-]{43}$`))
    const token = tokenOf(link?.link ?? '')

    expect((await setup(tokenOf(older?.link ?? ''))).json.error.code).toBe('link-expired')
    expect((await setup('x'.repeat(43))).json.error.code).toBe('link-expired')
    expect((await setup(token, { password: 'short' })).json.error.fields).toEqual({
      password: { code: 'too-short', params: { min: 15 } },
    })
    // a refused password does not use the link up
    expect((await setup(token, { password: 'first@example.com' })).json.error.code).toBe('password-too-common')

    const client = deck.anybody()
    const made = await client.post('/api/setup', { token, email: 'First@Example.com', name: 'First', password: NEXT })
    expect(made.status).toBe(201)
    expect((await client.get('/api/me')).json).toMatchObject({ email: 'first@example.com', role: 'admin', scope: all })
    const actions = (await db().select().from(audit)).map((entry) => entry.action)
    expect(actions).toContain('user.setup')

    expect((await setup(token)).json.error.code).toBe('already-set-up')
    expect(await createSetupLink()).toBeUndefined()
    expect((await deck.anybody().get('/api/auth-options')).json).toMatchObject({ setupNeeded: false })
    expect((await deck.anybody().signIn('first@example.com', NEXT)).status).toBe(200)
  })
})

describe('an invitation', () => {
  test('is a link whose token we do not keep; it works once and signs in', async () => {
    const { email, id, token, answer, admin } = await invite()
    expect(answer.user).toMatchObject({ email, state: 'invited', role: 'operator', hasPassword: false })
    expect(new Date(answer.expiresAt).getTime() - Date.now()).toBeGreaterThan(6.9 * 86_400_000)
    const stored = JSON.stringify([await db().select().from(links), await db().select().from(audit)])
    expect(stored).not.toContain(token)
    expect(JSON.stringify((await admin.get('/api/users')).json)).not.toContain(token)

    const client = deck.anybody()
    const look = await client.post('/api/invites/look', { token })
    expect(look.json).toEqual({ email, name: 'Guest', purpose: 'invite' })
    const accepted = await client.post('/api/invites/accept', { token, name: 'Renamed', password: NEXT })
    expect(accepted.status).toBe(200)
    expect((await client.get('/api/me')).json).toMatchObject({ id, name: 'Renamed', role: 'operator' })
    for (const path of ['/api/invites/look', '/api/invites/accept']) {
      const body = path.endsWith('look') ? { token } : { token, password: NEXT }
      const again = await deck.anybody().post(path, body)
      expect([again.status, again.json.error.code]).toEqual([410, 'link-used'])
    }
  })

  test('taken by two at the same moment is taken by one', async () => {
    const { token } = await invite()
    const answers = await Promise.all(
      [1, 2, 3].map(() => deck.anybody().post('/api/invites/accept', { token, password: NEXT })),
    )
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 410, 410])
  })

  test('does not work after seven days, after a newer one, or for who was disabled', async () => {
    const old = await invite()
    await db().update(links).set({ expiresAt: sql`now() - interval '1 second'` }).where(eq(links.userId, old.id))
    const replaced = await invite()
    const renewed = await replaced.admin.post(`/api/users/${replaced.id}/reset`)
    const disabled = await invite()
    await disabled.admin.patch(`/api/users/${disabled.id}`, { disabled: true })
    for (const { token } of [old, replaced, disabled]) {
      const answer = await deck.anybody().post('/api/invites/accept', { token, password: NEXT })
      expect([answer.status, answer.json.error.code]).toEqual([410, 'link-expired'])
    }
    const token = tokenOf(renewed.json.link)
    expect((await deck.anybody().post('/api/invites/look', { token })).json.purpose).toBe('invite')
  })

  test('to somebody who is there already, in any spelling, is refused', async () => {
    const { admin, email } = await invite()
    const again = await admin.post('/api/users', { email: email.toUpperCase(), name: 'x', role: 'viewer', scope: all })
    expect([again.status, again.json.error]).toMatchObject([
      409,
      { code: 'conflict-exists', fields: { email: { code: 'exists' } } },
    ])
  })

  test('is no setup link, and a setup link no invitation', async () => {
    const { token } = await invite()
    await db().delete(users)
    const answer = await deck.anybody().post('/api/setup', { token, email: newEmail(), name: 'x', password: NEXT })
    expect(answer.json.error.code).toBe('link-expired')
    const setup = await createSetupLink()
    const crossed = await deck
      .anybody()
      .post('/api/invites/accept', { token: tokenOf(setup?.link ?? ''), password: NEXT })
    expect(crossed.json.error.code).toBe('link-expired')
  })
})

describe('a reset', () => {
  test('leaves the password until the link is used, then ends all sessions and the lock-out', async () => {
    await db().delete(throttles)
    const admin = await deck.as('admin')
    const person = await deck.as('viewer')
    const { json, status } = await admin.post(`/api/users/${person.id}/reset`)
    expect(status).toBe(201)
    expect((await deck.anybody().signIn(person.email, PASSWORD)).status).toBe(200)
    for (let tries = 0; tries < 5; tries++) await deck.anybody().signIn(person.email, 'a wrong one, again')

    const client = deck.anybody()
    await client.post('/api/invites/accept', { token: tokenOf(json.link), password: NEXT })
    expect((await client.get('/api/me')).json.id).toBe(person.id)
    expect((await person.get('/api/me')).status).toBe(401)
    expect((await deck.anybody().signIn(person.email, PASSWORD)).status).toBe(401)
    expect((await deck.anybody().signIn(person.email, NEXT)).status).toBe(200)
  })
})

test('tokens cannot be tried without end', async () => {
  await db().delete(throttles)
  const statuses: number[] = []
  for (let n = 0; n < 31; n++)
    statuses.push((await deck.anybody().post('/api/invites/look', { token: `guess-${n}` })).status)
  expect(statuses.filter((status) => status === 410)).toHaveLength(30)
  expect(statuses.at(-1)).toBe(429)
  await db().delete(throttles)
})
