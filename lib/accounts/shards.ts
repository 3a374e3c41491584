import { and, eq, inArray, not, sql } from 'drizzle-orm'
import type { Transaction } from '@/lib/db/client'
import { inventory, probeCells, probes, shards } from '@/lib/db/schema'
import type { ServiceId } from '@/lib/operation'
import { offers } from '@/lib/providers/registry'
import type { AccountRow } from './view'

/**
 * Makes the shards of an account what its services and regions say, and asks for a reading of the new ones. What was
 * known of a shard that is no longer covered is removed with it: nobody reads it any more, so its age would only grow.
 * Returns how many were made and removed.
 */
export async function alignShards(tx: Transaction, account: AccountRow): Promise<{ made: number; removed: number }> {
  const wanted = account.services.flatMap((service) =>
    account.regions
      // Written only from a validated account. A region where the service is not sold would fail for ever.
      .filter((region) => offers(service as ServiceId, region))
      .map((region) => ({ service, region })),
  )
  const kept = (table: typeof shards | typeof inventory | typeof probeCells) =>
    and(inArray(table.service, account.services), inArray(table.region, account.regions))
  const outside = (table: typeof shards | typeof inventory | typeof probeCells) =>
    and(eq(table.accountId, account.id), not(kept(table) ?? sql`false`))

  const removed = await tx.delete(shards).where(outside(shards)).returning({ region: shards.region })
  await tx.delete(inventory).where(outside(inventory))
  await tx.delete(probeCells).where(outside(probeCells))
  if (wanted.length === 0) return { made: 0, removed: removed.length }
  const made = await tx
    .insert(shards)
    .values(wanted.map((shard) => ({ ...shard, accountId: account.id, requestedAt: new Date() })))
    .onConflictDoNothing()
    .returning({ region: shards.region })
  return { made: made.length, removed: removed.length }
}

/** Asks for a reading of everything, now: after a pause, a new key or a new signature scheme. */
export async function askForReading(tx: Transaction, accountId: string): Promise<void> {
  await tx.update(shards).set({ requestedAt: new Date(), nextTryAt: null }).where(eq(shards.accountId, accountId))
}

/** Asks for a permission probe; one that runs already is followed by another. */
export async function askForProbe(tx: Transaction, accountId: string): Promise<void> {
  const requestedAt = new Date()
  await tx
    .insert(probes)
    .values({ accountId, state: 'never', requestedAt })
    .onConflictDoUpdate({ target: probes.accountId, set: { requestedAt } })
}
