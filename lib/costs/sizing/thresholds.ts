import { and, eq, sql } from 'drizzle-orm'
import { requireWholeScope } from '@/lib/bff/account'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { problem } from '@/lib/bff/problem'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { settings } from '@/lib/db/schema'
import { wake } from '@/lib/jobs/wake'
import { SizingThresholds, USUAL_SIZING } from '@/lib/model/sizing'

/** Row of `settings` that holds them. */
const KEY = 'sizing-thresholds'

/** Name of the job source that looks at sizes. */
export const SIZING = 'sizing'

/** Version of the thresholds as SQL: 0 when none were ever saved. */
export const SIZING_VERSION = sql`coalesce((select ${settings.version} from ${settings} where ${settings.key} = ${KEY}), 0)`

/** The thresholds of this deployment; what was never set, or came later than what is stored, is as it is by default. */
export async function readThresholds(on: Database | Transaction = db()): Promise<SizingThresholds> {
  const [row] = await on.select().from(settings).where(eq(settings.key, KEY))
  return row
    ? SizingThresholds.parse({ version: row.version, values: { ...USUAL_SIZING, ...Object(row.value) } })
    : { version: 0, values: USUAL_SIZING }
}

/**
 * Replaces them, and has every instance looked at again; for admins of all accounts. Throws `forbidden-scope`,
 * `conflict-version`.
 */
export async function saveThresholds(actor: Actor, { version, values }: SizingThresholds): Promise<SizingThresholds> {
  requireWholeScope(actor)
  return db().transaction(async (tx) => {
    const before = await readThresholds(tx)
    const written =
      version === 0
        ? await tx.insert(settings).values({ key: KEY, value: values }).onConflictDoNothing().returning()
        : await tx
            .update(settings)
            .set({ value: values, version: version + 1 })
            .where(and(eq(settings.key, KEY), eq(settings.version, version)))
            .returning()
    const [row] = written
    if (!row) throw problem('conflict-version')
    await auditOf(tx, actor, {
      action: 'sizing-thresholds.update',
      target: 'sizing-thresholds',
      outcome: 'succeeded',
      details: { from: before.values, to: values },
    })
    await wake(SIZING, tx)
    return { version: row.version, values }
  })
}
