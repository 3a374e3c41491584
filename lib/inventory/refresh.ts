import { and, inArray, type SQL, sql } from 'drizzle-orm'
import { scopeFilter } from '@/lib/bff/permission'
import { db } from '@/lib/db/client'
import { accounts, shards } from '@/lib/db/schema'
import { wake } from '@/lib/jobs/wake'
import type { Scope } from '@/lib/model/access'
import { FREE, INTERVAL } from './lease'

/** Name of the job source that reads inventories. */
export const INVENTORY = 'inventory'

/** Never read, or older than the interval, and not waiting after a failure. */
const STALE = sql`(${shards.okAt} is null or ${shards.okAt} < now() - ${INTERVAL})
  and (${shards.nextTryAt} is null or ${shards.nextTryAt} <= now())`

/**
 * Asks for a reading of all shards of a scope, of some accounts, or only of what is `onlyStale`. A shard that is being
 * read already is left to that reading; paused accounts are left out. Returns how many shards will be read.
 */
export async function requestRefresh(filter: {
  scope: Scope
  accountIds?: string[]
  onlyStale?: boolean
  shard?: { service: string; region: string }
}): Promise<number> {
  const conditions: (SQL | undefined)[] = [
    sql`${accounts.id} = ${shards.accountId} and not ${accounts.paused}`,
    FREE,
    scopeFilter(filter.scope),
    filter.accountIds && inArray(accounts.id, filter.accountIds),
    filter.onlyStale ? STALE : undefined,
    filter.shard && sql`${shards.service} = ${filter.shard.service} and ${shards.region} = ${filter.shard.region}`,
  ]
  return db().transaction(async (tx) => {
    const { rowCount } = await tx.execute(sql`
      update ${shards} set requested_at = now() from ${accounts} where ${and(...conditions)}`)
    const requested = rowCount ?? 0
    if (requested > 0) await wake(INVENTORY, tx)
    return requested
  })
}
