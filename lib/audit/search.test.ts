import { afterAll, beforeAll, expect, test } from 'vitest'
import { inventoryRow } from '@/e2e/api/facts'
import { addAccount } from '@/lib/accounts/testing'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import type { Scope } from '@/lib/model/access'
import { appendAudit } from './append'
import type { NewAuditEntry } from './entry'
import { auditCsv } from './export'
import { AuditFilter, AuditQuery, auditBatches, searchAudit } from './search'

const ALL: Scope = { kind: 'all' }
const PAYMENTS: Scope = { kind: 'some', accounts: [], environments: [], teams: ['payments'] }
let drop: () => Promise<void>
let own: string
beforeAll(async () => {
  drop = (await testDatabase()).drop
  own = (await addAccount({ name: 'ours', team: 'payments' })).id
  const theirs = (await addAccount({ name: 'theirs', team: 'search' })).id
  await put({ action: 'account.update', accountId: own, target: 'ours', details: { note: '100%_sure' } })
  await put({ action: 'account.update', accountId: theirs, target: 'theirs', outcome: 'failed' })
  await put({ action: 'user.invite', target: '=HYPERLINK("http://x")', address: '192.0.2.44' })
  for (let i = 0; i < 25; i++) await put({ action: 'session.sign-in', target: `person ${i}` })
})
afterAll(() => drop())

const put = (entry: Partial<NewAuditEntry>) =>
  appendAudit(db(), {
    actor: { kind: 'user', id: 'u1', label: 'ada@example.com' },
    action: 'x',
    outcome: 'succeeded',
    requestId: `req-${entry.target}`,
    ...entry,
  })
const find = (query: object, scope: Scope = ALL) => searchAudit(scope, AuditQuery.parse(query))

test('pages follow one another by number, newest first, without a gap or a double', async () => {
  const first = await find({ limit: 10 })
  expect(first.total).toBe(30)
  const seen = [...first.items]
  for (let next = first.next; next !== null; ) {
    const page = await find({ limit: 10, before: next })
    // What is added meanwhile moves no page.
    seen.push(...page.items)
    next = page.next
  }
  expect(seen.map((entry) => entry.seq)).toEqual(Array.from({ length: 30 }, (_, i) => 30 - i))
})

test.each([
  [{ action: 'user.invite' }, 1],
  [{ outcome: 'failed' }, 1],
  [{ target: 'PERSON 1' }, 11],
  [{ actor: 'ada@' }, 28],
  [{ actor: 'u1' }, 28],
  [{ q: '192.0.2' }, 1],
  [{ q: 'req-person 7' }, 1],
  // The signs that LIKE knows mean themselves.
  [{ q: '100%_sure' }, 1],
  [{ q: '%' }, 1],
  [{ from: '2999-01-01' }, 0],
  [{ to: '2999-01-01T00:00:00Z' }, 30],
  [{ action: 'session.sign-in', q: 'person 3' }, 1],
])('%j finds %i', async (query, count) => {
  const page = await find(query)
  expect([page.total, page.items.length]).toEqual([count, count])
})

test('an admin of some accounts sees what happened to these, and their actions in the menu, and nothing else', async () => {
  const page = await find({}, PAYMENTS)
  expect(page.items.map((entry) => [entry.action, entry.accountId])).toEqual([
    ['account.update', own],
    ['account.create', own],
  ])
  expect(page.total).toBe(2)
  expect(page.actions).toEqual(['account.create', 'account.update'])
  const batches = []
  for await (const batch of auditBatches(PAYMENTS, {})) batches.push(...batch)
  expect(batches).toHaveLength(2)
})

test('unknown or malformed filters are refused', () => {
  for (const query of [
    { outcome: 'maybe' },
    { from: 'yesterday' },
    { before: '-1' },
    { limit: '501' },
    { sort: 'x' },
  ]) {
    expect(AuditQuery.safeParse(query).success, JSON.stringify(query)).toBe(false)
  }
  expect(AuditFilter.safeParse({ before: '3' }).success).toBe(false)
})

test('the export holds every match, over several batches, and runs no formula', async () => {
  const batches = []
  for await (const batch of auditBatches(ALL, {}, 7)) batches.push(batch.length)
  expect(batches).toEqual([7, 7, 7, 7, 2])
  const csv = await new Response(auditCsv(ALL, {}, new AbortController().signal)).text()
  expect(csv.startsWith('seq,time,actor,')).toBe(true) // Response.text() takes the byte order mark away
  expect(csv.trimEnd().split('\r\n')).toHaveLength(31)
  expect(csv).toContain(`"'=HYPERLINK(""http://x"")"`)
})

test('an export that nobody reads any more stops asking', async () => {
  const gone = new AbortController()
  const reader = auditCsv(ALL, {}, gone.signal).getReader()
  await reader.read()
  gone.abort()
  while (!(await reader.read()).done);
  expect((await reader.read()).done).toBe(true)
})

test('a target that is a reference is told as its instance, with the name where it is known', async () => {
  const row = { ...inventoryRow(own, 'cn-beijing', 'r-known'), name: 'orders-cache' }
  await db().insert(inventory).values(row)
  await put({ action: 'collection.on', target: row.ref, accountId: own })
  await put({ action: 'slow-pattern.remark', target: `alibaba-kvstore.${own}.cn-beijing.r-gone`, accountId: own })
  const { items } = await find({ limit: 3 })
  expect(items.map(({ instance }) => instance)).toEqual([
    { id: 'r-gone', name: null },
    { id: 'r-known', name: 'orders-cache' },
    null,
  ])
})
