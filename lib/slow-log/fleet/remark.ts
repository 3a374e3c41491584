import { eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { accounts, inventory } from '@/lib/db/schema'
import { slowPatterns, slowRemarks } from '@/lib/db/slow-log-schema'
import type { RemarkBody, SlowRemark } from '@/lib/model/slow-fleet'

/** Keeps what is said about a pattern of an instance, on record. Throws `not-found` and `forbidden-scope`. */
export async function saveRemark(actor: Actor, body: RemarkBody): Promise<SlowRemark> {
  const { ref, pattern, mutedUntil, owner, note } = body
  return db().transaction(async (tx) => {
    const [[row], [known]] = [
      await tx
        .select({ id: accounts.id, environment: accounts.environment, team: accounts.team, goneAt: inventory.goneAt })
        .from(inventory)
        .innerJoin(accounts, eq(accounts.id, inventory.accountId))
        .where(eq(inventory.ref, ref)),
      await tx.select().from(slowPatterns).where(eq(slowPatterns.id, pattern)),
    ]
    if (!row || row.goneAt) throw problem('not-found')
    if (!inScope(actor.scope, row)) throw problem('forbidden-scope')
    if (!known) throw problem('not-found')
    const said = { mutedUntil: mutedUntil === null ? null : new Date(mutedUntil), owner, note, by: actor.label }
    const now = new Date()
    await tx
      .insert(slowRemarks)
      .values({ ref, pattern, accountId: row.id, ...said, at: now })
      .onConflictDoUpdate({ target: [slowRemarks.ref, slowRemarks.pattern], set: { ...said, at: now } })
    await auditOf(tx, actor, {
      action: 'slow-pattern.remark',
      target: ref,
      accountId: row.id,
      outcome: 'succeeded',
      details: { pattern: known.name, mutedUntil, owner, note },
    })
    return { mutedUntil, owner, note, by: actor.label, at: now.toISOString() }
  })
}
