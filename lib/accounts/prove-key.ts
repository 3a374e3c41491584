import { and, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { doorFor } from '@/lib/bff/execute'
import { ProblemError } from '@/lib/bff/problem'
import { db, type Transaction } from '@/lib/db/client'
import { notify } from '@/lib/db/notify'
import { accounts, credentials } from '@/lib/db/schema'
import { wake } from '@/lib/jobs/wake'
import { ProviderError, type ProviderErrorKind } from '@/lib/providers/error'
import { probeInput } from './probe-input'
import { type ProbeLease, underLease } from './probe-lease'
import { planOf } from './probe-plan'
import { askForReading } from './shards'

/** Enough to find one permitted read; a key without any is not worth more calls. */
const TRIES = 20
const KEY_REFUSED: readonly ProviderErrorKind[] = ['wrong-key', 'expired-key']

/**
 * Lets a waiting key of the account prove itself: the first read that succeeds with it, in any region, makes it the
 * active one and removes the old one. Otherwise it is marked failed with the last reason, and the old one stays.
 */
export async function proveKey(lease: ProbeLease, actor: Actor, signal: AbortSignal): Promise<void> {
  const [waiting] = await db()
    .select({ id: credentials.id, keyTail: credentials.keyTail })
    .from(credentials)
    .where(and(eq(credentials.accountId, lease.accountId), eq(credentials.state, 'pending')))
  if (!waiting) return
  const failure = await tryKey(lease.accountId, actor, signal)
  await underLease(lease, async (tx) => {
    const account = await settle(tx, lease.accountId, waiting.id, failure)
    if (!account) return
    await notify({ type: 'account', accountId: lease.accountId }, undefined, tx)
    await wake('inventory', tx)
    await auditOf(tx, actor, {
      action: 'account.rotate-key',
      target: account,
      accountId: lease.accountId,
      outcome: failure ? 'failed' : 'succeeded',
      details: failure ? { keyTail: waiting.keyTail, errorKind: failure } : { keyTail: waiting.keyTail },
    })
  })
}

/** Undefined when a read succeeded; else why none did. */
async function tryKey(accountId: string, actor: Actor, signal: AbortSignal): Promise<string | undefined> {
  const door = await doorFor({ actor, accountId, lane: 'background', signal, key: 'pending', insist: true }).catch(
    (error: unknown) => {
      if (error instanceof ProblemError && error.code === 'account-locked') return undefined
      throw error
    },
  )
  if (!door) return 'locked'
  const away = new Set<string>()
  let last = 'unsupported'
  let tries = 0
  for (const { operation, region } of planOf(door.account)) {
    const input = operation.probe === 'plain' ? probeInput(operation, { region }) : undefined
    if (!input || away.has(region) || tries >= TRIES) continue
    tries += 1
    try {
      await door.call(operation, input, { region })
      return undefined
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error
      last = error.kind
      if (KEY_REFUSED.includes(error.kind)) return last
      if (error.kind !== 'denied') away.add(region)
    }
  }
  return last
}

/** The name of the account, or undefined when the key was replaced meanwhile and nothing was changed. */
async function settle(
  tx: Transaction,
  accountId: string,
  keyId: string,
  failure: string | undefined,
): Promise<string | undefined> {
  const [account] = await tx.select().from(accounts).where(eq(accounts.id, accountId)).for('update')
  const same = and(eq(credentials.id, keyId), eq(credentials.state, 'pending'))
  const [still] = await tx.select({ id: credentials.id }).from(credentials).where(same)
  if (!account || !still) return undefined
  if (failure) {
    await tx.update(credentials).set({ state: 'failed', errorKind: failure }).where(same)
    return account.name
  }
  await tx.delete(credentials).where(and(eq(credentials.accountId, accountId), eq(credentials.state, 'active')))
  await tx.update(credentials).set({ state: 'active', errorKind: null }).where(same)
  await askForReading(tx, accountId)
  return account.name
}
