import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { kvstoreCloud } from '@/e2e/contract/kvstore'
import { closeDatabase, db } from '@/lib/db/client'
import { audit, inventory } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import { closePools } from '@/lib/http/send'
import { Problem } from '@/lib/model/problem'
import { explorerCaller } from './explorer-caller'
import { inventoryRow } from './facts'
import { apiRoutes, person, send } from './in-process'

/**
 * A database that takes no writes: its disk is full, or it is a standby. PostgreSQL refuses both before anything is
 * changed (53100, 25006); the second can be had on demand.
 */
let database: Awaited<ReturnType<typeof testDatabase>>
let cloud: Awaited<ReturnType<typeof kvstoreCloud>>
let caller: Awaited<ReturnType<typeof explorerCaller>>
let viewer: Awaited<ReturnType<typeof person>>
beforeAll(async () => {
  database = await testDatabase()
  cloud = await kvstoreCloud()
  setEnv({ ...env(), providerGateway: cloud.emulator.url })
  caller = await explorerCaller('alibaba-kvstore', 'cn-hangzhou')
  viewer = await person('viewer')
  await db().insert(inventory).values(inventoryRow(caller.account.id, 'cn-hangzhou'))
})
afterAll(async () => {
  await closePools()
  await cloud.emulator.stop()
  await database.drop()
})
beforeEach(() => cloud.emulator.gateway.journal.clear())

/** For connections made from now on. */
async function readOnly(on: boolean) {
  const name = new URL(database.url).pathname.slice(1)
  const statement = sql.raw(`alter database ${name} set default_transaction_read_only = ${on ? 'on' : 'off'}`)
  await db().transaction((tx) => tx.execute(statement), { accessMode: 'read write' })
  await closeDatabase()
}

const rename = async () => ({ InstanceId: (await cloud.make()).id, InstanceName: 'orders' })
const list = async () => {
  const route = (await apiRoutes()).find(({ path }) => path === '/api/instances')
  if (!route) throw new Error('no list')
  return send(route, 'GET', { cookie: viewer.cookie })
}
const lastSeq = async () => (await db().select({ seq: sql<number>`coalesce(max(seq), 0)` }).from(audit))[0]?.seq

describe('while it takes no writes', () => {
  beforeAll(() => readOnly(true))
  afterAll(() => readOnly(false))

  test('lists go on', async () => {
    const response = await list()
    expect(response.status, await response.clone().text()).toBe(200)
    expect((await response.json()).items).toHaveLength(1)
  })

  test('nothing is written to a cloud, with a key or without', async () => {
    const before = await lastSeq()
    const input = await rename()
    for (const headers of [undefined, { 'idempotency-key': 'while-it-is-read-only' }]) {
      const response = await caller.call('ModifyInstanceAttribute', input, { headers })
      expect(response.status).toBe(503)
      expect(Problem.parse((await response.json()).error).code).toBe('database-away')
    }
    expect(cloud.emulator.gateway.journal.entries()).toEqual([])
    expect(await lastSeq()).toEqual(before)
  })
})

test('when it takes writes again, so does the console', async () => {
  const input = await rename()
  const headers = { 'idempotency-key': 'while-it-is-read-only' }
  expect((await caller.call('ModifyInstanceAttribute', input, { headers })).status).toBe(200)
  expect(cloud.emulator.gateway.journal.entries()).toHaveLength(1)
  const actions = await db()
    .select({ outcome: audit.outcome })
    .from(audit)
    .where(eq(audit.action, 'operation:alibaba-kvstore/ModifyInstanceAttribute'))
  expect(actions.map(({ outcome }) => outcome).sort()).toEqual(['started', 'succeeded'])
})
