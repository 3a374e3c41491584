import { type SQL, sql } from 'drizzle-orm'
import { backupCoverage } from '@/lib/db/coverage-schema'
import { inventory } from '@/lib/db/schema'
import { BACKUPS_OF } from '@/lib/providers/backup-registry'

/** Services that have backups, as a condition over `inventory`. */
export const OFFERED = sql`${inventory.service} in (${sql.join(
  Object.keys(BACKUPS_OF).map((service) => sql`${service}`),
  sql`, `,
)})`

/** That what was last read of an instance's backups meets a condition over `backup_coverage`. */
export const whereRead = (condition: SQL): SQL =>
  sql`${inventory.ref} in (select ${backupCoverage.ref} from ${backupCoverage} where ${condition})`

/** That the backups of an instance stand so. What was never read is unknown; what cannot be read because there is none, is none. */
export function standsAs(standing: string): SQL {
  if (standing === 'none') return sql`not ${OFFERED}`
  if (standing === 'unknown')
    return sql`(${OFFERED} and not ${whereRead(sql`${backupCoverage.standing} <> 'unknown'`)})`
  return sql`(${OFFERED} and ${whereRead(sql`${backupCoverage.standing} = ${standing}`)})`
}

/** That the time of the last good set meets a condition; `null` is "none is known". */
export const lastGood = (condition: SQL | null): SQL =>
  condition === null ? sql`not ${whereRead(sql`${backupCoverage.lastGoodAt} is not null`)}` : whereRead(condition)
