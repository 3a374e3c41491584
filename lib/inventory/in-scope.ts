import { eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import type { Transaction } from '@/lib/db/client'
import { accounts, inventory } from '@/lib/db/schema'

/** The account of an instance that is there and that somebody may see; throws `not-found` or `forbidden-scope`. */
export async function accountInScope(
  on: Pick<Transaction, 'select'>,
  actor: Actor,
  ref: string,
): Promise<{ accountId: string }> {
  const [row] = await on
    .select({ id: accounts.id, environment: accounts.environment, team: accounts.team, goneAt: inventory.goneAt })
    .from(inventory)
    .innerJoin(accounts, eq(accounts.id, inventory.accountId))
    .where(eq(inventory.ref, ref))
  if (!row || row.goneAt) throw problem('not-found')
  if (!inScope(actor.scope, row)) throw problem('forbidden-scope')
  return { accountId: row.id }
}
