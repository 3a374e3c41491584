import { and, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { changes, isRunning } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { accounts, inventory } from '@/lib/db/schema'
import { ACTIONS, type InstanceCan, isOfInstance } from '@/lib/model/action'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import { reasonAgainst } from '@/lib/providers/actions'
import { bareDetail } from '@/lib/providers/facts'

/**
 * What can be done with an instance by the facts that the inventory has; a plan asks its cloud again. Throws
 * `not-found`, `forbidden-scope`.
 */
export async function instanceCan(actor: Actor, key: InstanceKey): Promise<InstanceCan> {
  const ref = refOf(key)
  const [found] = await db()
    .select({
      row: inventory,
      account: accounts,
      change: changes.id,
      action: changes.action,
      by: changes.requestedLabel,
    })
    .from(inventory)
    .innerJoin(accounts, eq(accounts.id, inventory.accountId))
    .leftJoin(changes, and(eq(changes.ref, inventory.ref), isRunning()))
    .where(eq(inventory.ref, ref))
  if (!found || found.row.goneAt) throw problem('not-found')
  if (!inScope(actor.scope, found.account)) throw problem('forbidden-scope')
  const { facts, detail, seenAt } = found.row
  const known = { ...(detail ?? bareDetail(facts)), facts }
  const offered = ACTIONS_OF[key.service]
  const now = new Date()
  const can = Object.fromEntries(
    ACTIONS.filter(isOfInstance).map((action) => [action, reasonAgainst(offered[action], known, now)]),
  )
  const { change, action, by } = found
  const held = change !== null && action !== null && by !== null ? { change, action, by } : null
  return { ref, factsAt: seenAt.toISOString(), can, held }
}
