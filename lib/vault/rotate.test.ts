import { randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { appendAudit } from '@/lib/audit/append'
import { verifyChain } from '@/lib/audit/chain'
import { db } from '@/lib/db/client'
import { accounts, credentials } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { createKeyFile, EnvError, env, readKeyFile, setEnv } from '@/lib/env'
import { deploymentSecret, WrongMasterKey } from './deployment'
import { addKey, dropOldKeys, linesOf } from './key-file'
import { sealingKey } from './keyring'
import { rotate } from './rotate'
import { open, seal, VaultError } from './vault'

let database: Awaited<ReturnType<typeof testDatabase>>
let folder: string
let keyFile: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-keys-'))
})
beforeEach(async () => {
  await database?.drop()
  database = await testDatabase()
  rmSync(folder, { recursive: true })
  keyFile = join(folder, 'master.key')
  createKeyFile(keyFile, randomBytes(32))
  const [first] = readKeyFile(keyFile) ?? []
  if (!first) throw new Error('no key')
  setEnv({ ...env(), keyFile, masterKeys: [first] })
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

async function givenCredentials(count: number): Promise<void> {
  const account = {
    provider: 'jdcloud' as const,
    services: [],
    scheme: 'jdcloud2',
    regions: [],
    environment: '',
    team: '',
    projectIds: [],
  }
  for (let n = 0; n < count; n += 1) {
    await db()
      .insert(accounts)
      .values({ ...account, id: `a${n}`, name: `a${n}`, concurrency: 1, ratePerSecond: 1 })
    const sealed = seal(
      { accessKeyId: `id-${n}`, accessKeySecret: `secret-${n}` },
      { accountId: `a${n}`, credentialId: `c${n}` },
    )
    await db()
      .insert(credentials)
      .values({ ...sealed, id: `c${n}`, accountId: `a${n}`, state: 'active', keyTail: 'tail' })
  }
}

async function openAll() {
  const rows = await db().select().from(credentials)
  return rows.map((row) => open(row, { accountId: row.accountId, credentialId: row.id }).accessKeySecret).sort()
}

test('after a rotation everything opens with the new key alone, and the audit log still verifies', async () => {
  await givenCredentials(5)
  await appendAudit(db(), {
    actor: { kind: 'system', id: null, label: 'test' },
    action: 'a',
    outcome: 'succeeded',
    requestId: 'r',
  })
  const before = await openAll()
  const oldKey = sealingKey().id
  addKey(keyFile, randomBytes(32))
  expect(await openAll()).toEqual(before)
  expect(await rotate()).toEqual({ resealed: 6, locked: [] })
  dropOldKeys(keyFile)
  expect(sealingKey().id).not.toBe(oldKey)
  expect(await openAll()).toEqual(before)
  expect(await verifyChain()).toEqual({ rows: 1 })
  expect(await rotate()).toEqual({ resealed: 0, locked: [] })
})

test('a rotation that was cut short goes on where it stopped', async () => {
  await givenCredentials(4)
  const before = await openAll()
  addKey(keyFile, randomBytes(32))
  const crash = new Error('killed')
  let updates = 0
  const database = db()
  const update = database.update.bind(database)
  // A crash in the middle: the process sees the second of its writes fail.
  database.update = ((table: Parameters<typeof update>[0]) => {
    updates += 1
    if (updates === 3) throw crash
    return update(table)
  }) as typeof database.update // same signature, one call of it fails
  await expect(rotate()).rejects.toThrow(crash)
  database.update = update
  expect(await openAll()).toEqual(before)
  expect((await rotate()).resealed).toBe(2)
  dropOldKeys(keyFile)
  expect(await openAll()).toEqual(before)
})

test('what was sealed by a key that is gone stays locked and is named, the others rotate', async () => {
  await givenCredentials(3)
  await db()
    .update(credentials)
    .set({ sealedKey: randomBytes(60) })
    .where(eq(credentials.id, 'c1'))
  addKey(keyFile, randomBytes(32))
  expect(await rotate()).toMatchObject({ locked: ['c1'] })
})

test('the old key alone opens nothing after the rotation', async () => {
  await givenCredentials(1)
  await deploymentSecret()
  const [old] = linesOf(keyFile)
  addKey(keyFile, randomBytes(32))
  await rotate()
  rmSync(keyFile)
  createKeyFile(keyFile, Buffer.from(old ?? '', 'base64'))
  await expect(openAll()).rejects.toThrow(VaultError)
  await expect(deploymentSecret()).rejects.toThrow(WrongMasterKey)
})

test('a key file is made for its owner only, and refused when others can read it', () => {
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  addKey(keyFile, randomBytes(32))
  expect(statSync(keyFile).mode & 0o777).toBe(0o600)
  for (const mode of [0o640, 0o604, 0o660]) {
    chmodSync(keyFile, mode)
    expect(() => readKeyFile(keyFile)).toThrow(EnvError)
  }
})
