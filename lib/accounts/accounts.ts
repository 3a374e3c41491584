import { and, asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { scopeFilter } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { db, type Transaction } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { notify } from '@/lib/db/notify'
import { accounts, credentials } from '@/lib/db/schema'
import { wake } from '@/lib/jobs/wake'
import type { Account, AccountCreate, AccountPatch } from '@/lib/model/account'
import { seal } from '@/lib/vault/vault'
import { checkChoice, checkScope, unique } from './check'
import { accountInScope, lockAccount } from './scope'
import { alignShards, askForProbe, askForReading } from './shards'
import { type AccountRow, accountViews } from './view'

/** The accounts in the actor's scope, by name. */
export async function listAccounts(actor: Actor): Promise<Account[]> {
  const rows = await db().select().from(accounts).where(scopeFilter(actor.scope)).orderBy(asc(accounts.name))
  return accountViews(rows)
}

/** One account. Throws `not-found`, `forbidden-scope`. */
export async function getAccount(actor: Actor, id: string): Promise<Account> {
  return viewOf(await accountInScope(actor, id))
}

/**
 * Adds an account, seals its credentials and asks for a first reading and a permission probe.
 * Throws `bad-input`, `forbidden-scope`, `conflict-exists` (field `name`).
 */
export async function createAccount(actor: Actor, input: AccountCreate): Promise<Account> {
  const { accessKeyId, accessKeySecret, ...rest } = input
  checkChoice(rest)
  const id = newId()
  checkScope(actor.scope, { id, environment: rest.environment, team: rest.team })
  const row = await named(() =>
    db().transaction(async (tx) => {
      const [made] = await tx
        .insert(accounts)
        .values({ ...rest, id, services: unique(rest.services), regions: unique(rest.regions) })
        .returning()
      if (!made) throw new Error('An insert returned no row')
      await insertKey(tx, id, 'active', { accessKeyId, accessKeySecret })
      await alignShards(tx, made)
      await askForProbe(tx, id)
      await announce(tx, id, true)
      await auditOf(tx, actor, {
        action: 'account.create',
        target: made.name,
        accountId: id,
        outcome: 'succeeded',
        details: { ...rest, keyTail: keyTail(accessKeyId) },
      })
      return made
    }),
  )
  return viewOf(row)
}

/**
 * Changes settings. `version` must be the present one, else `conflict-version`. New regions, services and a new
 * signature scheme start readings and a probe; what is no longer covered leaves the inventory.
 */
export async function patchAccount(
  actor: Actor,
  id: string,
  { version, ...patch }: z.infer<typeof AccountPatch>,
): Promise<Account> {
  const row = await named(() =>
    db().transaction(async (tx) => {
      const before = await lockAccount(tx, actor, id)
      if (before.version !== version) throw problem('conflict-version')
      const changes = changed(before, patch)
      if (Object.keys(changes).length === 0) return before
      const next = { ...before, ...changes }
      checkChoice(next)
      checkScope(actor.scope, next)
      const [after] = await tx
        .update(accounts)
        .set({ ...changes, version: version + 1 })
        .where(and(eq(accounts.id, id), eq(accounts.version, version)))
        .returning()
      if (!after) throw problem('conflict-version')
      const shards = await alignShards(tx, after)
      const elsewhere = shards.made > 0 || 'scheme' in changes
      const resumed = before.paused && !after.paused
      if (resumed || 'scheme' in changes || 'projectIds' in changes) await askForReading(tx, id)
      if (elsewhere) await askForProbe(tx, id)
      await announce(tx, id, true)
      await auditOf(tx, actor, {
        action: 'account.update',
        target: after.name,
        accountId: id,
        outcome: 'succeeded',
        details: { from: pick(before, changes), to: changes },
      })
      return after
    }),
  )
  return viewOf(row)
}

/** Removes an account with its credentials, inventory and probe. The audit log keeps what was done with it. */
export async function deleteAccount(actor: Actor, id: string): Promise<void> {
  await db().transaction(async (tx) => {
    const row = await lockAccount(tx, actor, id)
    await tx.delete(accounts).where(eq(accounts.id, id))
    await announce(tx, id, false)
    await auditOf(tx, actor, {
      action: 'account.delete',
      target: row.name,
      accountId: id,
      outcome: 'succeeded',
      details: { provider: row.provider, environment: row.environment, team: row.team },
    })
  })
}

/**
 * Stores a new key beside the present one, which stays in use until the new one has proved itself in the background
 * (`probe.ts`). A key that still waits, or failed, is replaced.
 */
export async function addKey(
  actor: Actor,
  id: string,
  keys: { accessKeyId: string; accessKeySecret: string },
): Promise<Account> {
  const row = await db().transaction(async (tx) => {
    const account = await lockAccount(tx, actor, id)
    await tx.delete(credentials).where(and(eq(credentials.accountId, id), sql`${credentials.state} <> 'active'`))
    await insertKey(tx, id, 'pending', keys)
    await askForProbe(tx, id)
    await announce(tx, id, true)
    await auditOf(tx, actor, {
      action: 'account.rotate-key',
      target: account.name,
      accountId: id,
      outcome: 'started',
      details: { keyTail: keyTail(keys.accessKeyId) },
    })
    return account
  })
  return viewOf(row)
}

/** Removes a key that waits to prove itself, or failed to. */
export async function dropWaitingKey(actor: Actor, id: string): Promise<Account> {
  const row = await db().transaction(async (tx) => {
    const account = await lockAccount(tx, actor, id)
    const [dropped] = await tx
      .delete(credentials)
      .where(and(eq(credentials.accountId, id), sql`${credentials.state} <> 'active'`))
      .returning({ keyTail: credentials.keyTail, state: credentials.state })
    if (!dropped) return account
    await announce(tx, id, false)
    await auditOf(tx, actor, {
      action: 'account.drop-key',
      target: account.name,
      accountId: id,
      outcome: 'succeeded',
      details: dropped,
    })
    return account
  })
  return viewOf(row)
}

/** The four characters of a key id that people see; fewer of a short one, so that most of it stays unsaid. */
export const keyTail = (accessKeyId: string) => accessKeyId.slice(-Math.min(4, Math.floor(accessKeyId.length / 2)))

async function insertKey(
  tx: Transaction,
  accountId: string,
  state: 'active' | 'pending',
  keys: { accessKeyId: string; accessKeySecret: string },
) {
  const id = newId()
  const sealed = seal(keys, { accountId, credentialId: id })
  await tx.insert(credentials).values({ id, accountId, state, keyTail: keyTail(keys.accessKeyId), ...sealed })
}

/** Delivered when the transaction commits, so that nobody reads what is not there yet. */
async function announce(tx: Transaction, accountId: string, work: boolean) {
  await notify({ type: 'account', accountId }, undefined, tx)
  if (!work) return
  await wake('inventory', tx)
  await wake('probe', tx)
}

async function viewOf(row: AccountRow): Promise<Account> {
  const [view] = await accountViews([row])
  if (!view) throw new Error('A row has no view')
  return view
}

type Settings = Omit<z.infer<typeof AccountPatch>, 'version'>

/** The fields of a patch that differ from the row. */
function changed(before: AccountRow, patch: Settings): Partial<AccountRow> {
  const tidy = {
    ...patch,
    ...(patch.services && { services: unique(patch.services) }),
    ...(patch.regions && { regions: unique(patch.regions) }),
  }
  return Object.fromEntries(
    Object.entries(tidy).filter(
      ([key, value]) =>
        value !== undefined && JSON.stringify(value) !== JSON.stringify(before[key as keyof AccountRow]), // keys of the patch are columns
    ),
  )
}

const pick = (row: AccountRow, like: object) =>
  Object.fromEntries(Object.entries(row).filter(([key]) => Object.hasOwn(like, key)))

/** Turns the database's refusal of a second account of the same name into `conflict-exists`. */
async function named<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const cause = error instanceof Error ? error.cause : undefined
    const violated = z.object({ code: z.literal('23505'), constraint: z.string() }).safeParse(cause)
    if (violated.success && violated.data.constraint === 'accounts_name_unique') {
      throw problem('conflict-exists', { fields: { name: { code: 'taken' } } })
    }
    throw error
  }
}
