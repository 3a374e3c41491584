import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, Client } from '@/e2e/api/http'
import { PASSWORD } from '@/e2e/api/password'
import { type Console, startConsole } from '@/e2e/api/server'
import { db } from '@/lib/db/client'
import { audit, sessions, throttles, users } from '@/lib/db/schema'
import { signInError } from '@/lib/model/access'

type Person = Awaited<ReturnType<Console['as']>>

let deck: Console
beforeAll(async () => {
  deck = await startConsole()
})
afterAll(() => deck.close())

const errorOf = (answer: Answer) => signInError(new URL(answer.json.url).searchParams.get('error'))
const lastAudit = async () => (await db().select().from(audit)).sort((a, b) => b.seq - a.seq)[0]
const cookieLine = (answer: Answer) => answer.headers['set-cookie']?.find((line) => /-session=/.test(line)) ?? ''
const forget = () => db().delete(throttles)

describe('signing in with a password', () => {
  test('gives a session whose id is nowhere in the database, and says so in the audit log', async () => {
    const { email, id } = await deck.as('operator')
    const client = deck.anybody()
    const answer = await client.signIn(email.toUpperCase(), PASSWORD)
    expect(answer.status).toBe(200)
    expect(errorOf(answer)).toBeNull()
    expect(cookieLine(answer)).toMatch(/; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/)
    const me = await client.get('/api/me')
    expect(me.json).toMatchObject({ id, email, role: 'operator', hasPassword: true })
    expect(await lastAudit()).toMatchObject({
      action: 'session.sign-in',
      outcome: 'succeeded',
      actorId: id,
      address: '127.0.0.1',
    })
    const rows = await db().select().from(sessions).where(eq(sessions.userId, id))
    const stored = rows.map((row) => row.hash.toString('hex')).join()
    expect([...client.cookies.values()].some((value) => stored.includes(value))).toBe(false)
  })

  test('ends the session that the same browser had: a planted cookie is worth nothing afterwards', async () => {
    const planted = await deck.as('viewer')
    const { email } = await deck.as('admin')
    const [name, value] = [...planted.cookies][0] ?? ['', '']
    const victim = deck.anybody()
    victim.cookies.set(name, value)
    await victim.signIn(email, PASSWORD)
    expect((await victim.get('/api/me')).json.email).toBe(email)
    expect((await planted.get('/api/me')).status).toBe(401)
  })

  test('a wrong one is answered in the same way for who exists and who does not', async () => {
    await forget()
    const { email } = await deck.as('viewer')
    const known = await deck.anybody().signIn(email, 'not the password of anyone')
    const unknown = await deck.anybody().signIn('nobody@nowhere.example', 'not the password of anyone')
    expect(known.status).toBe(401)
    expect(errorOf(known)).toEqual({ code: 'wrong', tries: 4 })
    expect({ ...known, headers: Object.keys(known.headers) }).toEqual({
      ...unknown,
      headers: Object.keys(unknown.headers),
    })
  })

  test('needs next-auth its own token too: a form of another page without it signs nobody in', async () => {
    const { email } = await deck.as('viewer')
    const client = deck.anybody()
    await client.form('/api/auth/callback/credentials', { email, password: PASSWORD, json: 'true' })
    expect((await client.get('/api/me')).status).toBe(401)
  })
})

describe('too many failures', () => {
  async function failUntilLocked(email: string): Promise<unknown[]> {
    const told = []
    for (let tries = 0; tries < 6; tries++)
      told.push(errorOf(await deck.anybody().signIn(email, `wrong guess no. ${tries}`)))
    return told
  }
  const LOCKED = [
    { code: 'wrong', tries: 4 },
    { code: 'wrong', tries: 3 },
    { code: 'wrong', tries: 2 },
    { code: 'wrong', tries: 1 },
    { code: 'locked', minutes: 15 },
    { code: 'locked', minutes: 15 },
  ]

  test('lock an account out, even for the right password, until an admin unlocks it', async () => {
    await forget()
    const victim = await deck.as('viewer')
    const admin = await deck.as('admin')
    expect(await failUntilLocked(victim.email)).toEqual(LOCKED)
    expect(errorOf(await deck.anybody().signIn(victim.email, PASSWORD))).toEqual({ code: 'locked', minutes: 15 })
    // who is signed in already is not thrown out by a stranger's guesses
    expect((await victim.get('/api/me')).status).toBe(200)
    const { json } = await admin.get('/api/users')
    expect(json.items.find((user: { id: string }) => user.id === victim.id)).toMatchObject({ state: 'locked' })
    expect((await admin.patch(`/api/users/${victim.id}`, { unlock: true })).json).toMatchObject({
      state: 'active',
      lockedUntil: null,
    })
    expect((await deck.anybody().signIn(victim.email, PASSWORD)).status).toBe(200)
  })

  test('by strangers do not keep out a browser that has signed in before, whatever cookie others bring', async () => {
    await forget()
    const { email } = await deck.as('viewer')
    const own = deck.anybody()
    await own.signIn(email, PASSWORD)
    const device = [...own.cookies].find(([name]) => name.endsWith('-device'))
    await own.form('/api/auth/signout', { csrfToken: (await own.get('/api/auth/csrf')).json.csrfToken, json: 'true' })
    expect((await own.get('/api/me')).status).toBe(401)
    await failUntilLocked(email)
    const forged = deck.anybody()
    forged.cookies.set(device?.[0] ?? '', `${device?.[1]}x`)
    expect(errorOf(await forged.signIn(email, PASSWORD))?.code).toBe('locked')
    expect((await own.signIn(email, PASSWORD)).status).toBe(200)
    // The cookie is no session, and its envelope opens as none.
    const bare = deck.anybody()
    const session = cookieLine(await own.signIn(email, PASSWORD)).split('=')[0] ?? ''
    bare.cookies.set(device?.[0] ?? '', device?.[1] ?? '')
    bare.cookies.set(session, device?.[1] ?? '')
    expect((await bare.get('/api/me')).status).toBe(401)
  })

  test('look the same for an address that does not exist', async () => {
    await forget()
    expect(await failUntilLocked('no-such-person@example.com')).toEqual(LOCKED)
  })

  test('count together when they come at the same moment', async () => {
    await forget()
    const { email } = await deck.as('viewer')
    const told = await Promise.all(
      Array.from({ length: 12 }, (_, n) => deck.anybody().signIn(email, `parallel guess ${n}`)),
    )
    const codes = told.map(errorOf).map((error) => error?.code)
    expect(codes.filter((code) => code === 'wrong')).toHaveLength(4)
  })

  test('of one source over many accounts pause that source', async () => {
    await forget()
    const { email } = await deck.as('viewer')
    await deck.anybody().signIn('spray-1@example.com', 'some common password')
    // The next eighteen, without the time that so many passwords take.
    await db().update(throttles).set({ failures: 19 }).where(eq(throttles.key, 'addr:127.0.0.1'))
    await deck.anybody().signIn('spray-20@example.com', 'some common password')
    expect(errorOf(await deck.anybody().signIn(email, PASSWORD))?.code).toBe('locked')
    await forget()
  })

  test('are on record, without what was typed as an address', async () => {
    await forget()
    await deck.anybody().signIn('my secret password typed into the wrong field', 'x')
    const entry = await lastAudit()
    expect(entry).toMatchObject({ action: 'session.sign-in', outcome: 'failed', target: null, actorKind: 'anonymous' })
    const everything = JSON.stringify([await db().select().from(audit), await db().select().from(throttles)])
    expect(everything).not.toContain('typed into the wrong field')
  })
})

describe('a session ends', () => {
  const isOut = async (client: Client) => (await client.get('/api/me')).status === 401

  test('by signing out: the cookie is worth nothing afterwards', async () => {
    const client = await deck.as('viewer')
    const kept = new Map(client.cookies)
    const { json } = await client.get('/api/auth/csrf')
    await client.form('/api/auth/signout', { csrfToken: json.csrfToken, json: 'true' })
    for (const [name, value] of kept) client.cookies.set(name, value)
    expect(await isOut(client)).toBe(true)
    expect(await lastAudit()).toMatchObject({ action: 'session.sign-out', actorId: client.id })
  })

  test('by ending it from the list of another one, and only one of oneself', async () => {
    const first = await deck.as('viewer')
    const second = deck.anybody()
    await second.signIn(first.email, PASSWORD)
    const { json } = await second.get('/api/me/sessions')
    expect(json.items).toHaveLength(2)
    expect(json.items.filter((item: { current: boolean }) => item.current)).toHaveLength(1)
    const stranger = await deck.as('admin')
    expect((await stranger.delete(`/api/me/sessions/${first.sessionId}`)).status).toBe(404)
    expect((await second.delete(`/api/me/sessions/${first.sessionId}`)).status).toBe(204)
    expect([await isOut(first), await isOut(second)]).toEqual([true, false])
  })

  test('by signing out everywhere', async () => {
    const first = await deck.as('viewer')
    const second = deck.anybody()
    await second.signIn(first.email, PASSWORD)
    expect((await first.delete('/api/me/sessions')).status).toBe(204)
    expect([await isOut(first), await isOut(second)]).toEqual([true, true])
  })

  test('when nothing was done with it for the time the settings say, or when its day is over', async () => {
    const idle = await deck.as('viewer')
    const old = await deck.as('viewer')
    const fresh = await deck.as('viewer')
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000)
    const set = (id: string, values: Partial<typeof sessions.$inferInsert>) =>
      db().update(sessions).set(values).where(eq(sessions.id, id))
    await set(idle.sessionId, { lastSeenAt: minutesAgo(31) })
    await set(old.sessionId, { expiresAt: minutesAgo(1) })
    await set(fresh.sessionId, { lastSeenAt: minutesAgo(29) })
    expect([await isOut(idle), await isOut(old), await isOut(fresh)]).toEqual([true, true, false])
  })

  test('when nobody looks: what a page asks by itself does not keep it alive', async () => {
    const client = await deck.as('viewer')
    const seen = new Date(Date.now() - 20 * 60_000)
    const lastSeen = async () => {
      const [row] = await db().select().from(sessions).where(eq(sessions.id, client.sessionId))
      return row?.lastSeenAt.getTime()
    }
    await db().update(sessions).set({ lastSeenAt: seen }).where(eq(sessions.id, client.sessionId))
    await client.get('/api/me', { headers: { 'x-quarterdeck-background': '1' } })
    await client.stream('/api/events')
    expect(await lastSeen()).toBe(seen.getTime())
    await client.get('/api/me')
    expect(await lastSeen()).toBeGreaterThan(seen.getTime())
  })

  test('when the person is disabled, with the next request', async () => {
    const admin = await deck.as('admin')
    const client = await deck.as('operator')
    expect((await admin.patch(`/api/users/${client.id}`, { disabled: true })).json).toMatchObject({ state: 'disabled' })
    expect(await isOut(client)).toBe(true)
    await admin.patch(`/api/users/${client.id}`, { disabled: false })
    expect(await isOut(client)).toBe(true)
    await admin.patch(`/api/users/${client.id}`, { disabled: true })
    expect(errorOf(await deck.anybody().signIn(client.email, PASSWORD))).toEqual({ code: 'disabled' })
  })
})

describe('an open event stream ends', () => {
  test.each([
    ['with its session', (admin: Client, { sessionId }: Person) => admin.delete(`/api/me/sessions/${sessionId}`), true],
    [
      'when the person is disabled',
      (admin: Client, { id }: Person) => admin.patch(`/api/users/${id}`, { disabled: true }),
      true,
    ],
    [
      'when the person gets other rights',
      (admin: Client, { id }: Person) => admin.patch(`/api/users/${id}`, { role: 'operator' }),
      false,
    ],
  ])('%s', async (how, act, sessionOver) => {
    const person = await deck.as('viewer')
    const stream = await person.stream('/api/events')
    expect(stream.text()).toContain('"type":"hello"')
    await act(how === 'with its session' ? person : await deck.as('admin'), person)
    await stream.ended
    expect(stream.text().includes('"type":"session"')).toBe(sessionOver)
  })
})

describe('new rights', () => {
  test('are in force with the next request, and the session gets a new secret id', async () => {
    const admin = await deck.as('admin')
    const client = await deck.as('admin')
    const before = new Map(client.cookies)
    expect((await client.get('/api/users')).status).toBe(200)
    await admin.patch(`/api/users/${client.id}`, { role: 'viewer' })
    expect((await client.get('/api/users')).status).toBe(403)
    expect(await lastAudit()).toMatchObject({ action: 'request.refused', outcome: 'denied', actorId: client.id })

    await admin.patch(`/api/users/${client.id}`, { role: 'admin' })
    const renewed = await client.get('/api/users')
    expect(renewed.status).toBe(200)
    expect(cookieLine(renewed)).not.toBe('')
    expect([...client.cookies.values()]).not.toEqual([...before.values()])
    expect((await client.get('/api/users')).status).toBe(200)

    // the former id works on for requests that were under way, and then no more
    const late = deck.anybody()
    for (const [name, value] of before) late.cookies.set(name, value)
    expect((await late.get('/api/me')).status).toBe(200)
    await db()
      .update(sessions)
      .set({ previousUntil: new Date(0) })
      .where(eq(sessions.id, client.sessionId))
    expect((await late.get('/api/me')).status).toBe(401)
  })

  test('cannot be given by an admin of some accounts, to oneself least of all', async () => {
    const some = await deck.as('admin', { kind: 'some', accounts: [], environments: ['production'], teams: [] })
    const answer = await some.patch(`/api/users/${some.id}`, { scope: { kind: 'all' } })
    expect([answer.status, answer.json.error.code]).toEqual([403, 'forbidden-scope'])
  })
})

describe('an invitation', () => {
  test('to no account at all is refused at its field, and nobody is made', async () => {
    const admin = await deck.as('admin')
    const scope = { kind: 'some', accounts: [], environments: [''], teams: [] }
    const body = { email: 'nothing@example.com', name: 'Nothing', role: 'viewer', scope }
    const answer = await admin.post('/api/users', body)
    expect([answer.status, answer.json.error.fields]).toMatchObject([400, { scope: { code: 'too-few' } }])
    expect((await admin.post('/api/users', { ...body, scope: { ...scope, teams: ['web'] } })).status).toBe(201)
  })
})

describe('the last admin', () => {
  test('stays one: no demotion, no smaller scope, no disabling, no deleting', async () => {
    await db().delete(users)
    const last = await deck.as('admin')
    await deck.as('admin', { kind: 'some', accounts: ['a'], environments: [], teams: [] })
    const scope = { kind: 'some', accounts: [], environments: [], teams: [] }
    for (const patch of [{ role: 'operator' }, { scope }, { disabled: true }]) {
      const answer = await last.patch(`/api/users/${last.id}`, patch)
      expect([answer.status, answer.json.error.code]).toEqual([409, 'last-admin'])
    }
    expect((await last.delete(`/api/users/${last.id}`)).json.error.code).toBe('last-admin')
  })

  test('of two who demote each other at the same moment one stays', async () => {
    await db().delete(users)
    const [one, two] = [await deck.as('admin'), await deck.as('admin')]
    const answers = await Promise.all([
      one.patch(`/api/users/${two.id}`, { role: 'viewer' }),
      two.patch(`/api/users/${one.id}`, { role: 'viewer' }),
    ])
    expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1)
    const left = await db().select().from(users).where(eq(users.role, 'admin'))
    expect(left).toHaveLength(1)
  })
})

describe('changing the password', () => {
  test('needs the present one, ends the other sessions, and gives this one a new id', async () => {
    const client = await deck.as('viewer')
    const other = deck.anybody()
    await other.signIn(client.email, PASSWORD)
    const before = [...client.cookies.values()]

    const wrong = await client.put('/api/me/password', { current: 'not it', next: 'jute lamp ferry 91 oyster' })
    expect(wrong.json.error).toMatchObject({
      code: 'password-wrong',
      fields: { current: { code: 'wrong', params: { tries: 4 } } },
    })
    const easy = await client.put('/api/me/password', { current: PASSWORD, next: 'password12345678' })
    expect(easy.json.error).toMatchObject({ code: 'password-too-common', fields: { next: { code: 'too-common' } } })

    expect(
      (await client.put('/api/me/password', { current: PASSWORD, next: 'jute lamp ferry 91 oyster' })).status,
    ).toBe(204)
    expect([...client.cookies.values()]).not.toEqual(before)
    expect((await client.get('/api/me')).status).toBe(200)
    expect((await other.get('/api/me')).status).toBe(401)
    expect((await deck.anybody().signIn(client.email, PASSWORD)).status).toBe(401)
    expect((await deck.anybody().signIn(client.email, 'jute lamp ferry 91 oyster')).status).toBe(200)
  })
})
