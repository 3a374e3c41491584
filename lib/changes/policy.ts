import { and, eq } from 'drizzle-orm'
import { requireWholeScope } from '@/lib/bff/account'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { problem } from '@/lib/bff/problem'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { settings } from '@/lib/db/schema'
import { Policies } from '@/lib/model/approval-policy'

/** Row of `settings` that holds the list. */
const KEY = 'approval-policies'

/** The list in its order; empty with version 0 when none was ever saved. */
export async function readPolicies(on: Database | Transaction = db()): Promise<Policies> {
  const [row] = await on.select().from(settings).where(eq(settings.key, KEY))
  return row ? Policies.parse({ policies: row.value, version: row.version }) : { policies: [], version: 0 }
}

/** Replaces the list; for admins of all accounts. Throws `forbidden-scope`, `conflict-version`. */
export async function savePolicies(actor: Actor, { version, policies }: Policies): Promise<Policies> {
  requireWholeScope(actor)
  return db().transaction(async (tx) => {
    const before = await readPolicies(tx)
    const written =
      version === 0
        ? await tx.insert(settings).values({ key: KEY, value: policies }).onConflictDoNothing().returning()
        : await tx
            .update(settings)
            .set({ value: policies, version: version + 1 })
            .where(and(eq(settings.key, KEY), eq(settings.version, version)))
            .returning()
    const [row] = written
    if (!row) throw problem('conflict-version')
    await auditOf(tx, actor, {
      action: 'approval-policies.update',
      target: 'approval-policies',
      outcome: 'succeeded',
      details: { from: before.policies, to: policies },
    })
    return { policies, version: row.version }
  })
}
