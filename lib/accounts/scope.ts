import { eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { db, type Transaction } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import type { AccountRow } from './view'

/**
 * The account with this id if the actor may touch it. Throws `not-found` when there is none and `forbidden-scope`
 * when it is not theirs: ids are random, so the difference tells nothing that could be guessed.
 */
export async function accountInScope(actor: Actor, id: string): Promise<AccountRow> {
  const [row] = await db().select().from(accounts).where(eq(accounts.id, id))
  if (!row) throw problem('not-found')
  if (!inScope(actor.scope, row)) throw problem('forbidden-scope')
  return row
}

/** The same inside a transaction, locked until it ends. */
export async function lockAccount(tx: Transaction, actor: Actor, id: string): Promise<AccountRow> {
  const [row] = await tx.select().from(accounts).where(eq(accounts.id, id)).for('update')
  if (!row) throw problem('not-found')
  if (!inScope(actor.scope, row)) throw problem('forbidden-scope')
  return row
}
