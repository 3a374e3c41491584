import { afterAll, beforeAll, expect, test } from 'vitest'
import { db, pool } from '@/lib/db/client'
import { testDatabase } from '@/lib/db/testing'
import { appendAudit } from './append'
import { verifyChain } from './chain'

const ROWS = 60

let database: Awaited<ReturnType<typeof testDatabase>>
beforeAll(async () => {
  database = await testDatabase()
  for (let n = 1; n <= ROWS; n += 1) await appendAudit(db(), entry(n))
})
afterAll(() => database.drop())

const entry = (n: number) => ({
  actor: { kind: 'user' as const, id: 'u1', label: 'ada@example.com' },
  action: 'account.create',
  target: `account-${n}`,
  outcome: 'succeeded' as const,
  requestId: `r${n}`,
  details: { n, name: 'ünï', nested: { b: [1, 2.5, 1e21, -0], a: null, left: undefined } },
})

/** What an attacker with full rights over the database can do: switch the trigger off, alter, switch it on again. */
async function tamper(...statements: string[]): Promise<() => Promise<void>> {
  await pool().query('create table backup_audit as table audit')
  await pool().query(`create table backup_settings as table settings`)
  const disabled = async (...inner: string[]) => {
    const client = await pool().connect()
    try {
      await client.query('alter table audit disable trigger user')
      for (const statement of inner) await client.query(statement)
      await client.query('alter table audit enable trigger user')
    } finally {
      client.release()
    }
  }
  await disabled(...statements)
  return () =>
    disabled(
      'delete from audit',
      'insert into audit table backup_audit',
      'delete from settings',
      'insert into settings table backup_settings',
      'drop table backup_audit, backup_settings',
    )
}

test('entries of concurrent writers form one whole chain', async () => {
  const other = await verifyChain()
  expect(other).toEqual({ rows: ROWS })
  const before = await pool().query('select count(*)::int as n from audit')
  await Promise.all(Array.from({ length: 20 }, (_, n) => appendAudit(db(), entry(1000 + n))))
  expect(await verifyChain()).toEqual({ rows: before.rows[0].n + 20 })
})

test('an entry of a transaction that fails is not there, and the chain stays whole', async () => {
  const before = await verifyChain()
  await expect(
    db().transaction(async (tx) => {
      await appendAudit(tx, entry(2000))
      throw new Error('the change failed')
    }),
  ).rejects.toThrow('the change failed')
  expect(await verifyChain()).toEqual(before)
})

test('text that the database cannot store is kept readable instead of losing the entry', async () => {
  const seq = await appendAudit(db(), { ...entry(3000), target: 'a\0b\ud800', details: { text: 'x\0y' } })
  const { rows } = await pool().query('select target, details from audit where seq = $1', [seq])
  expect(rows[0]).toEqual({ target: 'a\ufffdb\ufffd', details: { text: 'x\ufffdy' } })
  expect((await verifyChain()).brokenAt).toBeUndefined()
})

test('the database refuses to change, remove or empty the log', async () => {
  await expect(pool().query(`update audit set action = 'x' where seq = 3`)).rejects.toThrow(/append-only/)
  await expect(pool().query('delete from audit where seq = 3')).rejects.toThrow(/append-only/)
  await expect(pool().query('truncate audit')).rejects.toThrow(/append-only/)
})

const pick = () => 2 + Math.floor(Math.random() * (ROWS - 4))
const MASTER = '(select max(seq) from audit)'

const tamperings: { name: string; statements: (n: number) => string[]; at: (n: number, last: number) => number }[] = [
  ...[
    "actor_label = 'eve@example.com'",
    "action = 'account.view'",
    'target = null',
    "outcome = 'denied'",
    "at = at + interval '1 millisecond'",
    'details = details || \'{"n": 0}\'',
    "request_id = 'r0'",
    "account_id = 'x'",
    "provider_request_id = 'x'",
    "address = '192.0.2.1'",
    'actor_id = null',
    "hash = decode(repeat('00', 32), 'hex')",
    "previous = decode(repeat('00', 32), 'hex')",
  ].map((change) => ({
    name: change,
    statements: (n: number) => [`update audit set ${change} where seq = ${n}`],
    at: (n: number) => n,
  })),
  { name: 'one entry removed', statements: (n) => [`delete from audit where seq = ${n}`], at: (n) => n },
  {
    name: 'one entry removed and the rest renumbered',
    statements: (n) => [
      `delete from audit where seq = ${n}`,
      `update audit set seq = -seq where seq > ${n}`,
      `update audit set seq = -seq - 1 where seq < 0`,
    ],
    at: (n) => n,
  },
  {
    name: 'two entries exchanged',
    statements: (n) => [
      `update audit set seq = -1 where seq = ${n}`,
      `update audit set seq = ${n} where seq = ${n + 1}`,
      `update audit set seq = ${n + 1} where seq = -1`,
    ],
    at: (n) => n,
  },
  {
    name: 'an entry inserted at the end',
    statements: () => [
      `insert into audit (seq, at, actor_kind, actor_label, action, outcome, request_id, details, previous, hash) select seq + 1, at, actor_kind, actor_label, action, outcome, request_id, details, hash, hash from audit where seq = ${MASTER}`,
    ],
    at: (_, last) => last + 1,
  },
  { name: 'the tail cut off', statements: (n) => [`delete from audit where seq > ${n}`], at: (n) => n + 1 },
  {
    name: 'the tail cut off and the signed end moved back',
    statements: (n) => [
      `delete from audit where seq > ${n}`,
      `update settings set value = value || jsonb_build_object('seq', ${n}, 'hash', (select encode(hash, 'hex') from audit where seq = ${n})) where key = 'audit-head'`,
    ],
    at: (n) => n,
  },
  { name: 'everything removed', statements: () => ['delete from audit'], at: () => 1 },
  {
    name: 'everything removed with the signed end',
    statements: () => ['delete from audit where seq > 5', `delete from settings where key = 'audit-head'`],
    at: () => 5,
  },
]

test.each(tamperings)('$name: found and located', async ({ statements, at }) => {
  for (let round = 0; round < 3; round += 1) {
    const n = pick()
    const { rows } = await pool().query('select max(seq)::int as last from audit')
    const restore = await tamper(...statements(n))
    const verdict = await verifyChain()
    await restore()
    expect(verdict.brokenAt, `entry ${n}`).toBe(at(n, rows[0].last))
  }
  expect((await verifyChain()).brokenAt).toBeUndefined()
})

test('after a cut-off tail new entries do not hide it', async () => {
  const restore = await tamper('delete from audit where seq > 30')
  await appendAudit(db(), entry(4000))
  const verdict = await verifyChain()
  await restore()
  expect(verdict.brokenAt).toBe(31)
})

test('an old log put back with its old signed end is found by an end noted elsewhere', async () => {
  const old = await pool().query(`select value from settings where key = 'audit-head'`)
  const oldSeq: number = old.rows[0].value.seq
  await appendAudit(db(), entry(5000))
  const now = await pool().query(`select value from settings where key = 'audit-head'`)
  const noted = { seq: now.rows[0].value.seq, hash: now.rows[0].value.hash }
  expect((await verifyChain(noted)).brokenAt).toBeUndefined()
  const restore = await tamper(
    `delete from audit where seq > ${oldSeq}`,
    `update settings set value = '${JSON.stringify(old.rows[0].value)}' where key = 'audit-head'`,
  )
  const blind = await verifyChain()
  const seeing = await verifyChain(noted)
  await restore()
  expect(blind.brokenAt).toBeUndefined()
  expect(seeing.brokenAt).toBe(oldSeq + 1)
})
