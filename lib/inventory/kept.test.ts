import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { db, pool } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import type { Scope } from '@/lib/model/access'
import { InstanceWindow } from '@/lib/model/fleet'
import { keptAnswer } from './kept'
import { searchWindow } from './search'
import { sortOf } from './select'
import { storePage } from './store'
import { givenAccount, listed } from './testing'

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const ALL: Scope = { kind: 'all' }
const names = async (scope: Scope = ALL) => {
  const body = await searchWindow(scope, { q: '', sort: sortOf('name'), offset: 0, limit: 50 })
  return InstanceWindow.parse(JSON.parse(body)).items.map(({ name, team }) => `${name} ${team}`)
}

test('what was committed is in the next answer: new rows, changed accounts, deleted accounts', async () => {
  expect(await names()).toEqual([])
  const lease = await givenAccount({ team: 'core' })
  expect(await names()).toEqual([])
  await storePage(lease, [listed('r-1', { name: 'one' })])
  expect(await names()).toEqual(['one core'])
  await db().update(accounts).set({ team: 'web' }).where(eq(accounts.id, lease.accountId))
  expect(await names()).toEqual(['one web'])
  await db().delete(accounts)
  expect(await names()).toEqual([])
})

test('an answer made while a change was under way is not kept', async () => {
  const lease = await givenAccount({ team: 'core' })
  await storePage(lease, [listed('r-1', { name: 'before' })])
  const writer = await pool().connect()
  await writer.query('begin')
  await writer.query(`update inventory set facts = facts || '{"name": "after"}'`)
  expect(await names()).toEqual(['before core'])
  await writer.query('commit')
  writer.release()
  expect(await names()).toEqual(['after core'])
})

test('one person never gets the answer of another with other rights', async () => {
  await givenAccount({ team: 'core' })
  const seen = await names()
  expect(seen.length).toBeGreaterThan(0)
  expect(await names({ kind: 'some', accounts: [], environments: [], teams: ['nobody'] })).toEqual([])
  expect(await names()).toEqual(seen)
})

test('the same question is asked once while nothing changed, and a failure is not kept', async () => {
  let made = 0
  const make = async () => `answer ${++made}`
  expect(await keptAnswer('same', make)).toBe('answer 1')
  expect(await Promise.all([keptAnswer('same', make), keptAnswer('same', make)])).toEqual(['answer 1', 'answer 1'])
  await givenAccount()
  expect(await keptAnswer('same', make)).toBe('answer 2')
  await expect(
    keptAnswer('fails', async () => {
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await keptAnswer('fails', make)).toBe('answer 3')
})
