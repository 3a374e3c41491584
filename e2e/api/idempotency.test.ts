import { desc, eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { kvstoreCloud } from '@/e2e/contract/kvstore'
import { db } from '@/lib/db/client'
import { audit, explorerCalls, sentOnce } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import { closePools } from '@/lib/http/send'
import { OperationAnswer } from '@/lib/model/operation'
import { Problem } from '@/lib/model/problem'
import { explorerCaller } from './explorer-caller'

/** A write that comes again with its Idempotency-Key: sent once, answered alike. */
let database: Awaited<ReturnType<typeof testDatabase>>
let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
let caller: Awaited<ReturnType<typeof explorerCaller>>
let keys = 0
let key: string
beforeAll(async () => {
  database = await testDatabase()
  cloud = await kvstoreCloud()
  setEnv({ ...env(), providerGateway: cloud.emulator.url })
  caller = await explorerCaller('alibaba-kvstore', 'cn-hangzhou')
})
afterAll(async () => {
  await closePools()
  await cloud.emulator.stop()
  await database.drop()
})
beforeEach(() => {
  cloud.emulator.gateway.journal.clear()
  cloud.emulator.gateway.faults.clear()
  key = `press-${++keys}-of-a-button`
})

const PASSWORD = 'Planted-2026'
const keyed = (name: string, input: object, under = key) =>
  caller.call(name, input, { headers: { 'idempotency-key': under } })
const sent = (name: string) =>
  cloud.emulator.gateway.journal.entries().filter(({ operation }) => operation === name).length
const answerOf = async (response: Response) => OperationAnswer.parse(await response.json())
const problemOf = async (response: Response) => Problem.parse((await response.json()).error)
const anAccount = async () => ({
  InstanceId: (await cloud.make()).id,
  AccountName: 'app',
  AccountPassword: PASSWORD,
})
const historyLength = async () =>
  (await db().select().from(explorerCalls).where(eq(explorerCalls.userId, caller.userId))).length

test('the same again is answered with the first outcome: sent once, once in history and audit', async () => {
  const input = await anAccount()
  const before = await historyLength()
  const first = await answerOf(await keyed('CreateAccount', input))
  const [last] = await db().select().from(audit).orderBy(desc(audit.seq)).limit(1)
  const again = await answerOf(await keyed('CreateAccount', input))
  expect(again).toMatchObject({
    data: first.data,
    requestId: first.requestId,
    receivedAt: first.receivedAt,
    replayed: true,
  })
  expect(first.replayed).toBeUndefined()
  expect(sent('CreateAccount')).toBe(1)
  expect(await historyLength()).toBe(before + 1)
  const [now] = await db().select().from(audit).orderBy(desc(audit.seq)).limit(1)
  expect(now?.seq).toEqual(last?.seq)
})

test('without a key, and with another key, it is sent each time', async () => {
  const { id: InstanceId } = await cloud.make()
  const rename = { InstanceId, InstanceName: 'orders' }
  await caller.call('ModifyInstanceAttribute', rename)
  await caller.call('ModifyInstanceAttribute', rename)
  await keyed('ModifyInstanceAttribute', rename)
  await keyed('ModifyInstanceAttribute', rename, `${key}-2`)
  expect(sent('ModifyInstanceAttribute')).toBe(4)
})

describe('the same key for something else is refused, and nothing is sent', () => {
  test.each([
    ['another value', 'ModifyInstanceAttribute', { InstanceName: 'other' }],
    ['another operation', 'ModifyInstanceMaintainTime', { MaintainStartTime: '17:00Z', MaintainEndTime: '18:00Z' }],
  ])('%s', async (_, name, more) => {
    const { id: InstanceId } = await cloud.make()
    await keyed('ModifyInstanceAttribute', { InstanceId, InstanceName: 'orders' })
    cloud.emulator.gateway.journal.clear()
    const response = await keyed(name, { InstanceId, ...more })
    expect(response.status).toBe(422)
    expect((await problemOf(response)).code).toBe('key-reused')
    expect(cloud.emulator.gateway.journal.entries()).toEqual([])
  })
})

test('one that is under way is told so, and then answered', async () => {
  const input = await anAccount()
  const { requestId } = await answerOf(await keyed('CreateAccount', input))
  const [{ outcome } = { outcome: null }] = await db().select().from(sentOnce).where(eq(sentOnce.key, key))
  // As it stands in the database while another process sends.
  await db().update(sentOnce).set({ outcome: null }).where(eq(sentOnce.key, key))
  const second = await keyed('CreateAccount', input)
  expect([second.status, second.headers.get('retry-after')]).toEqual([409, '2'])
  expect((await problemOf(second)).code).toBe('key-in-progress')
  await db().update(sentOnce).set({ outcome }).where(eq(sentOnce.key, key))
  expect(await answerOf(await keyed('CreateAccount', input))).toMatchObject({ requestId, replayed: true })
  expect(sent('CreateAccount')).toBe(1)
})

test('two at the very same time are sent once', async () => {
  const input = await anAccount()
  const both = await Promise.all([keyed('CreateAccount', input), keyed('CreateAccount', input)])
  expect(both.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
  expect(sent('CreateAccount')).toBe(1)
})

test('a browser that goes away does not take the write with it', async () => {
  const input = await anAccount()
  const fault = cloud.emulator.gateway.faults.add({ kind: 'hang', operation: 'CreateAccount', ms: 800 })
  const gone = new AbortController()
  const first = caller.call('CreateAccount', input, { headers: { 'idempotency-key': key }, signal: gone.signal })
  await expect.poll(() => sent('CreateAccount')).toBe(1)
  gone.abort()
  await first
  cloud.emulator.gateway.faults.remove(fault.id)
  expect(await answerOf(await keyed('CreateAccount', input))).toMatchObject({ status: 200, replayed: true })
  expect(sent('CreateAccount')).toBe(1)
})

test.each([
  ['refused', { kind: 'denied' }, { code: 'provider-failed', provider: { kind: 'denied', code: 'Forbidden.RAM' } }],
  ['lost', { kind: 'drop-after' }, { code: 'provider-failed', provider: { kind: 'dropped' } }],
] as const)('a %s one is answered alike and not sent again', async (_, fault, expected) => {
  const input = await anAccount()
  cloud.emulator.gateway.faults.add({ ...fault, operation: 'CreateAccount', count: 1 })
  expect(await problemOf(await keyed('CreateAccount', input))).toMatchObject(expected)
  expect(await problemOf(await keyed('CreateAccount', input))).toMatchObject(expected)
  expect(sent('CreateAccount')).toBe(1)
})

test('a key of which nothing was sent is free again', async () => {
  const input = await anAccount()
  const wrong = await keyed('CreateAccount', { ...input, AccountName: '' })
  expect((await problemOf(wrong)).code).toBe('bad-input')
  expect((await keyed('CreateAccount', input)).status).toBe(200)
})

test('one that a process began and never ended is not sent again', async () => {
  const input = await anAccount()
  await keyed('CreateAccount', input)
  await db()
    .update(sentOnce)
    .set({ outcome: null, startedAt: new Date(Date.now() - 3_600_000) })
    .where(eq(sentOnce.key, key))
  const response = await keyed('CreateAccount', input)
  expect([response.status, (await problemOf(response)).code]).toEqual([409, 'key-outcome-lost'])
  expect(sent('CreateAccount')).toBe(1)
})

test('after a day the key is forgotten', async () => {
  const { id: InstanceId } = await cloud.make()
  const rename = { InstanceId, InstanceName: 'orders' }
  await keyed('ModifyInstanceAttribute', rename)
  await db()
    .update(sentOnce)
    .set({ expiresAt: new Date(Date.now() - 1_000) })
  expect((await answerOf(await keyed('ModifyInstanceAttribute', rename))).replayed).toBeUndefined()
  expect(sent('ModifyInstanceAttribute')).toBe(2)
})

test('neither a password nor a form of it is kept with the key', async () => {
  await keyed('CreateAccount', await anAccount())
  const kept = JSON.stringify(await db().select().from(sentOnce))
  expect(kept).not.toContain(PASSWORD)
})

test.each(['short', 'with a space in it', 'x'.repeat(129), 'schlüssel-1'])('the key %j is refused', async (odd) => {
  const response = await keyed('CreateAccount', await anAccount(), odd)
  expect(response.status).toBe(400)
  expect((await problemOf(response)).fields).toHaveProperty('idempotency-key')
  expect(sent('CreateAccount')).toBe(0)
})

test('a read is sent each time, key or not', async () => {
  await keyed('DescribeRegions', {})
  await keyed('DescribeRegions', {})
  expect(sent('DescribeRegions')).toBe(2)
})
