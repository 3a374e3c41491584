import { eq, sql } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { createSession, endSessions } from '@/lib/auth/sessions'
import type { Actor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { notify } from '@/lib/db/notify'
import { users } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { givenAccount } from '@/lib/inventory/testing'
import type { Scope } from '@/lib/model/access'
import { LiveEvent } from '@/lib/model/fleet'
import { openStreams } from './hub'
import { eventStream } from './stream'

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
const ends: (() => void)[] = []
afterEach(() => {
  for (const end of ends.splice(0)) end()
})
afterAll(() => database.drop())

async function someone(scope: Scope = { kind: 'all' }): Promise<Actor & { id: string; sessionId: string }> {
  const id = newId()
  await db()
    .insert(users)
    .values({
      id,
      email: `${id}@example.com`,
      name: id,
      role: 'viewer',
      scope,
      preferences: { locale: null, theme: 'system', timezone: 'local' },
    })
  const session = await createSession(db(), { userId: id, method: 'password', address: null, userAgent: null })
  return { kind: 'user', id, label: id, role: 'viewer', scope, sessionId: session.id, address: null, requestId: 'r' }
}

/** A browser's end of the stream: `next` is the next event, undefined at the end. */
async function open(actor: Actor) {
  const gone = new AbortController()
  ends.push(() => gone.abort())
  const reader = (await eventStream(actor, gone.signal)).getReader()
  const decoder = new TextDecoder()
  let text = ''
  const next = async (): Promise<LiveEvent | undefined> => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        if (block.startsWith('data: ')) return LiveEvent.parse(JSON.parse(block.slice(6)))
        continue
      }
      const { done, value } = await reader.read()
      if (done) return undefined
      text += decoder.decode(value, { stream: true })
    }
  }
  expect(await next()).toMatchObject({ type: 'hello' })
  return { next, leave: () => gone.abort(), cancel: () => reader.cancel() }
}

const inventory = (accountId: string, state = 'ok') => ({
  type: 'inventory' as const,
  accountId,
  service: 'alibaba-kvstore',
  region: 'cn-hangzhou',
  state,
})

/** Of an instance that its cloud has not made yet: the account alone says whom it concerns. */
const change = (accountId: string) => ({
  type: 'change' as const,
  id: 'abcdefghijklmnop',
  accountId,
  ref: '',
  state: 'settling' as const,
  action: 'restart' as const,
  who: 'operator@example.com',
})

test('events arrive in order, only those of accounts in scope', async () => {
  const mine = await givenAccount({ team: 'web' })
  const other = await givenAccount({ team: 'core' })
  const { next } = await open(await someone({ kind: 'some', accounts: [], environments: [], teams: ['web'] }))
  await notify(inventory(other.accountId))
  await notify({ type: 'instance', ref: `alibaba-kvstore.${other.accountId}.cn-hangzhou.r-1` })
  await notify(change(other.accountId))
  await notify(inventory(mine.accountId, 'syncing'))
  await notify(change(mine.accountId))
  await notify(inventory(mine.accountId))
  expect(await next()).toEqual(inventory(mine.accountId, 'syncing'))
  expect(await next()).toEqual(change(mine.accountId))
  expect(await next()).toEqual(inventory(mine.accountId))
})

test('a revoked session is told so, and its stream ends', async () => {
  const actor = await someone()
  const bystander = await someone()
  const { next } = await open(actor)
  const still = await open(bystander)
  await endSessions(actor.id, {})
  expect(await next()).toEqual({ type: 'session' })
  expect(await next()).toBeUndefined()
  const { accountId } = await givenAccount()
  await notify(inventory(accountId))
  expect(await still.next()).toEqual(inventory(accountId))
})

test('changed rights end the stream, so that the browser comes again with the new ones', async () => {
  const actor = await someone()
  const { next } = await open(actor)
  await db()
    .update(users)
    .set({ scope: { kind: 'some', accounts: [], environments: [], teams: [] } })
    .where(eq(users.id, actor.id))
  await notify({ type: 'session' }, { userId: actor.id })
  expect(await next()).toBeUndefined()
})

test('a browser that goes away leaves nothing behind', async () => {
  const actor = await someone()
  const first = await open(actor)
  const second = await open(actor)
  expect(openStreams(actor.sessionId)).toBe(2)
  first.leave()
  await second.cancel()
  expect(openStreams(actor.sessionId)).toBe(0)
})

test('one session may not hold endless streams', async () => {
  const actor = await someone()
  for (let i = 0; i < 8; i++) await open(actor)
  await expect(open(actor)).rejects.toMatchObject({ code: 'too-many-requests' })
})

test('streams end when the listening connection broke: what was sent meanwhile is unknown', async () => {
  const { next } = await open(await someone())
  await db().execute(sql`
    select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'quarterdeck listen' and datname = current_database()`)
  expect(await next()).toBeUndefined()
})
