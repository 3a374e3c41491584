import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inventoryRow } from '@/e2e/api/facts'
import { type Actor, systemActor } from '@/lib/bff/actor'
import { opens } from '@/lib/bff/credentials'
import { db } from '@/lib/db/client'
import { accounts, audit, credentials, inventory, probes, shards } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import type { Scope } from '@/lib/model/access'
import { AccountCreate } from '@/lib/model/account'
import { addKey, createAccount, deleteAccount, getAccount, keyTail, listAccounts, patchAccount } from './accounts'

let drop: () => Promise<void>
beforeAll(async () => {
  drop = (await testDatabase()).drop
})
afterAll(() => drop())
beforeEach(async () => {
  await db().delete(accounts)
})

const admin = (scope: Scope = { kind: 'all' }): Actor => ({
  ...systemActor('test', 'request0000000000'),
  kind: 'user',
  id: 'user000000000000',
  label: 'ada@example.com',
  role: 'admin',
  scope,
})
const SECRET = 'canary-secret-9f8e7d6c5b4a'
const input = (over: Partial<Record<keyof AccountCreate, unknown>> = {}) =>
  AccountCreate.parse({
    name: 'prod-ali',
    provider: 'alibaba',
    scheme: 'alibaba-rpc',
    services: ['alibaba-kvstore'],
    regions: ['cn-beijing', 'cn-hangzhou', 'cn-beijing'],
    environment: 'production',
    team: 'payments',
    accessKeyId: 'LTAI5tCanaryKeyId0042',
    accessKeySecret: SECRET,
    ...over,
  })
const lastAudit = async () => (await db().select().from(audit).orderBy(audit.seq)).at(-1)

describe('adding an account', () => {
  test('makes a shard per service and region, asks for a reading and a probe, and puts it on record', async () => {
    const account = await createAccount(admin(), input())
    expect(account).toMatchObject({ name: 'prod-ali', keyTail: '0042', unlocked: true, version: 1, pendingKey: null })
    expect(account.shards.map((shard) => [shard.region, shard.state])).toEqual([
      ['cn-beijing', 'never'],
      ['cn-hangzhou', 'never'],
    ])
    expect((await db().select().from(shards)).every((shard) => shard.requestedAt)).toBe(true)
    expect(await db().select().from(probes)).toMatchObject([{ accountId: account.id, state: 'never' }])
    expect(await lastAudit()).toMatchObject({
      action: 'account.create',
      target: 'prod-ali',
      accountId: account.id,
      outcome: 'succeeded',
      actorLabel: 'ada@example.com',
    })
  })

  test('makes no shard where a service is not sold', async () => {
    const kingsoft = {
      provider: 'kingsoft',
      scheme: 'kingsoft-aws4',
      services: ['kingsoft-redis', 'kingsoft-memcached'],
    }
    const account = await createAccount(admin(), input({ ...kingsoft, regions: ['cn-beijing-6', 'cn-guangzhou-1'] }))
    expect(account.shards.map(({ service, region }) => `${service} ${region}`).sort()).toEqual([
      'kingsoft-memcached cn-beijing-6',
      'kingsoft-redis cn-beijing-6',
      'kingsoft-redis cn-guangzhou-1',
    ])
    const only = await createAccount(
      admin(),
      input({ ...kingsoft, name: 'mc', services: ['kingsoft-memcached'], regions: ['cn-guangzhou-1'] }),
    )
    expect(only.shards).toEqual([])
  })

  test('the secret is in no view, no audit row and no column in clear', async () => {
    const account = await createAccount(admin(), input())
    await addKey(admin(), account.id, { accessKeyId: 'LTAI5tSecondKeyId0099', accessKeySecret: `${SECRET}-2` })
    const tables = [accounts, audit, credentials, shards, probes]
    const stored = await Promise.all(tables.map((table) => db().select().from(table)))
    const bytes = stored.flat().flatMap((row) => Object.values(row))
    const seen = bytes.map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : JSON.stringify(value)))
    const everything =
      JSON.stringify([await getAccount(admin(), account.id), await listAccounts(admin())]) + seen.join()
    expect(everything).not.toContain(SECRET)
    expect(everything).not.toContain('LTAI5tCanaryKeyId')
    expect(everything).not.toContain('LTAI5tSecondKeyId')
  })

  test('a second account of the same name is refused at its field', async () => {
    await createAccount(admin(), input())
    await expect(createAccount(admin(), input())).rejects.toMatchObject({
      code: 'conflict-exists',
      extra: { fields: { name: { code: 'taken' } } },
    })
  })

  test('a service or signature scheme of another cloud is refused at its field', async () => {
    await expect(
      createAccount(admin(), input({ services: ['jdcloud-redis'], scheme: 'jdcloud2' })),
    ).rejects.toMatchObject({
      code: 'bad-input',
      extra: { fields: { services: { code: 'not-of-provider' }, scheme: { code: 'invalid' } } },
    })
  })

  test('an admin of one team can make accounts of that team only, and cannot move one out of sight', async () => {
    const limited = admin({ kind: 'some', accounts: [], environments: [], teams: ['payments'] })
    const account = await createAccount(limited, input())
    await expect(createAccount(limited, input({ name: 'b', team: 'search' }))).rejects.toMatchObject({
      code: 'forbidden-scope',
    })
    await expect(patchAccount(limited, account.id, { version: 1, team: 'search' })).rejects.toMatchObject({
      code: 'forbidden-scope',
    })
    await createAccount(admin(), input({ name: 'c', team: 'search' }))
    expect((await listAccounts(limited)).map((each) => each.name)).toEqual(['prod-ali'])
  })
})

describe('changing an account', () => {
  test('an edit of a version that is no longer present is a conflict and changes nothing', async () => {
    const { id } = await createAccount(admin(), input())
    await patchAccount(admin(), id, { version: 1, name: 'renamed' })
    await expect(patchAccount(admin(), id, { version: 1, name: 'lost' })).rejects.toMatchObject({
      code: 'conflict-version',
    })
    expect(await getAccount(admin(), id)).toMatchObject({ name: 'renamed', version: 2 })
    expect(await lastAudit()).toMatchObject({
      action: 'account.update',
      details: { from: { name: 'prod-ali' }, to: { name: 'renamed' } },
    })
  })

  test('two edits of one version at the same moment: one wins, one is told', async () => {
    const { id } = await createAccount(admin(), input())
    const results = await Promise.allSettled([
      patchAccount(admin(), id, { version: 1, team: 'a' }),
      patchAccount(admin(), id, { version: 1, team: 'b' }),
    ])
    expect(results.map((result) => result.status).sort()).toEqual(['fulfilled', 'rejected'])
  })

  test('a region that left takes its rows along; the others keep theirs; a new one is asked for', async () => {
    const { id } = await createAccount(admin(), input())
    await db().update(shards).set({ requestedAt: null, state: 'ok' }).where(eq(shards.accountId, id))
    for (const region of ['cn-beijing', 'cn-hangzhou']) await db().insert(inventory).values(inventoryRow(id, region))
    const after = await patchAccount(admin(), id, { version: 1, regions: ['cn-beijing', 'cn-shanghai'] })
    expect(after.shards.map((shard) => [shard.region, shard.state])).toEqual([
      ['cn-beijing', 'ok'],
      ['cn-shanghai', 'never'],
    ])
    expect((await db().select().from(inventory)).map((row) => row.region)).toEqual(['cn-beijing'])
    const asked = await db().select().from(shards).where(eq(shards.region, 'cn-shanghai'))
    expect(asked[0]?.requestedAt).not.toBeNull()
  })

  test('a new key waits beside the present one, and a later one replaces it', async () => {
    const { id } = await createAccount(admin(), input())
    await addKey(admin(), id, { accessKeyId: 'NEWKEY-0001', accessKeySecret: 'secret-1' })
    const view = await addKey(admin(), id, { accessKeyId: 'NEWKEY-0002', accessKeySecret: 'secret-2' })
    expect(view).toMatchObject({
      keyTail: '0042',
      pendingKey: { keyTail: '0002', state: 'checking', errorKind: null },
    })
    // Two keys may have the same id: their times tell them apart.
    expect(Date.parse(view.pendingKey?.savedAt ?? '')).toBeGreaterThan(Date.parse(view.keySavedAt ?? ''))
    expect(await db().select().from(credentials)).toHaveLength(2)
  })

  test('a deleted account leaves credentials, shards and inventory; the audit log stays', async () => {
    const { id } = await createAccount(admin(), input())
    await db().insert(inventory).values(inventoryRow(id, 'cn-beijing'))
    await deleteAccount(admin(), id)
    for (const table of [accounts, credentials, shards, inventory, probes]) {
      expect(await db().select().from(table)).toEqual([])
    }
    expect(await lastAudit()).toMatchObject({ action: 'account.delete', target: 'prod-ali', accountId: id })
  })
})

test('sealed credentials moved to another account do not open there, and its page says so', async () => {
  const one = await createAccount(admin(), input())
  const two = await createAccount(admin(), input({ name: 'victim' }))
  const [source] = await db().select().from(credentials).where(eq(credentials.accountId, one.id))
  if (!source) throw new Error('no credentials')
  const { sealed, sealedKey, kek } = source
  await db().update(credentials).set({ sealed, sealedKey, kek }).where(eq(credentials.accountId, two.id))
  const [moved] = await db().select().from(credentials).where(eq(credentials.accountId, two.id))
  expect(moved && opens(moved)).toBe(false)
  expect(await getAccount(admin(), two.id)).toMatchObject({ unlocked: false })
  expect(await getAccount(admin(), one.id)).toMatchObject({ unlocked: true })
})

test('a short key id does not show most of itself', () => {
  expect(keyTail('LTAI0042')).toBe('0042')
  expect(keyTail('abcd')).toBe('cd')
})
