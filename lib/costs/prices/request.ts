import { sql } from 'drizzle-orm'
import { db, type Transaction } from '@/lib/db/client'
import { priceReadings } from '@/lib/db/cost-schema'
import { accounts, inventory } from '@/lib/db/schema'
import { visible } from '@/lib/inventory/select'
import { wake } from '@/lib/jobs/wake'
import type { Scope } from '@/lib/model/access'
import { ABOUT } from '../about'
import { QUOTED } from './lease'

/** Name of the job source that asks clouds for prices. */
export const PRICES = 'prices'

/** Asks for the price of one instance anew, as a change may have made it another. */
export async function requestPriceOf(ref: string, tx: Transaction): Promise<void> {
  const { rowCount } = await tx.execute(sql`
    update ${priceReadings} set requested_at = now() where ${priceReadings.ref} = ${ref}`)
  if (rowCount) await wake(PRICES, tx)
}

/**
 * Asks for the prices of what a scope may see; those that wait already keep their place. Returns how many wait now. They are
 * asked at the job's own rate.
 */
export async function requestPrices(scope: Scope): Promise<number> {
  return db().transaction(async (tx) => {
    const { rowCount } = await tx.execute(sql`
      insert into ${priceReadings} (ref, account_id, about, requested_at)
        select ${inventory.ref}, ${inventory.accountId}, ${ABOUT}, now()
        from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId}
        where ${visible(scope)} and not ${accounts.paused} and ${QUOTED} and ${inventory.chargeType} <> 'unknown'
      on conflict (ref) do update set requested_at = coalesce(${priceReadings.requestedAt}, now())`)
    if (rowCount) await wake(PRICES, tx)
    return rowCount ?? 0
  })
}
