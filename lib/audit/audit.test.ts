import { afterAll, beforeAll, expect, test } from 'vitest'
import { db, pool } from '@/lib/db/client'
import { testDatabase } from '@/lib/db/testing'
import { appendAudit } from './append'
import { verifyChain } from './chain'

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.drop())

const entry = (n: number) => ({
  actor: { kind: 'user' as const, id: 'u1', label: 'ada@example.com' },
  action: 'account.create',
  target: `account-${n}`,
  outcome: 'succeeded' as const,
  requestId: `r${n}`,
  details: { n, name: 'ünï', nested: { b: [1, 2.5], a: null } },
})

test('entries of concurrent writers form one whole chain', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, n) => appendAudit(db(), entry(n))))
  expect(await verifyChain()).toEqual({ rows: 20 })
})

test('the database refuses to change, remove or empty the log', async () => {
  await expect(pool().query(`update audit set action = 'x' where seq = 3`)).rejects.toThrow(/append-only/)
  await expect(pool().query('delete from audit where seq = 3')).rejects.toThrow(/append-only/)
  await expect(pool().query('truncate audit')).rejects.toThrow(/append-only/)
})
