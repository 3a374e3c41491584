import { sql } from 'drizzle-orm'
import { db, type Transaction } from '@/lib/db/client'
import { backupCoverage } from '@/lib/db/coverage-schema'
import { accounts, inventory } from '@/lib/db/schema'
import { queryFilter } from '@/lib/inventory/filter'
import { visible } from '@/lib/inventory/select'
import { OFFERED } from '@/lib/inventory/standing'
import { wake } from '@/lib/jobs/wake'
import type { Scope } from '@/lib/model/access'
import type { CoverageRefresh } from '@/lib/model/fleet-coverage'
import { parseQuery } from '@/lib/model/query'
import { FROM_COVERAGE } from './select'

/** Name of the job source that reads how backups stand. */
export const COVERAGE = 'coverage'

/**
 * Asks for new readings of what matches in a scope; those that wait already keep their place. Returns how many wait now. They
 * are made at the job's own rate.
 */
export async function requestCoverage(scope: Scope, { q }: CoverageRefresh): Promise<number> {
  return db().transaction(async (tx) => {
    const { rowCount } = await tx.execute(sql`
      insert into ${backupCoverage} (ref, account_id, requested_at)
        select ${inventory.ref}, ${inventory.accountId}, now() ${FROM_COVERAGE}
        where ${visible(scope)} and not ${accounts.paused} and ${OFFERED} and ${queryFilter(parseQuery(q))}
      on conflict (ref) do update set requested_at = coalesce(${backupCoverage.requestedAt}, now())`)
    if (rowCount) await wake(COVERAGE, tx)
    return rowCount ?? 0
  })
}

/** Asks for a new reading of one instance, whose backups a change may have changed. */
export async function requestCoverageOf(ref: string, tx: Transaction): Promise<void> {
  const { rowCount } = await tx.execute(sql`
    update ${backupCoverage} set requested_at = now() where ${backupCoverage.ref} = ${ref}`)
  if (rowCount) await wake(COVERAGE, tx)
}
