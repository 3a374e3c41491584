import { and, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { fieldProblem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { sizingIgnores as ignores, sizingReadings as readings } from '@/lib/db/sizing-schema'
import { accountInScope } from '@/lib/inventory/in-scope'
import { BILLING_OFFSET_MINUTES } from '@/lib/model/cost'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import type { SizingIgnore, SizingKind } from '@/lib/model/sizing'

const MINUTE_MS = 60_000
const DAY_MS = 1_440 * MINUTE_MS
/** What is ignored for longer is forgotten, not decided. */
const MOST_DAYS = 366

/** A day of UTC+8, in which costs are told. */
const dayOf = (ms: number) => new Date(ms + BILLING_OFFSET_MINUTES * MINUTE_MS).toISOString().slice(0, 10)

/**
 * Leaves a finding out of the page and its sums until the end of a day, on record. Throws `not-found`, `forbidden-scope`,
 * `bad-input` for a day that is over or more than a year away, `conflict` where there is no such finding.
 */
export async function ignoreSizing(actor: Actor, key: InstanceKey, ignore: SizingIgnore): Promise<void> {
  const { kind, reason, until } = ignore
  const now = Date.now()
  if (until < dayOf(now) || until > dayOf(now + MOST_DAYS * DAY_MS)) throw fieldProblem('until', 'out-of-range')
  const ref = refOf(key)
  await db().transaction(async (tx) => {
    const { accountId } = await accountInScope(tx, actor, ref)
    const [found] = await tx.select({ kind: readings.kind }).from(readings).where(eq(readings.ref, ref))
    if (found?.kind !== kind) throw fieldProblem('kind', 'invalid')
    const row = { ref, kind, accountId, reason, until, by: actor.label, at: new Date(now) }
    await tx
      .insert(ignores)
      .values(row)
      .onConflictDoUpdate({ target: [ignores.ref, ignores.kind], set: row })
    await auditOf(tx, actor, {
      action: 'sizing.ignore',
      target: ref,
      accountId,
      outcome: 'succeeded',
      details: { kind, reason, until },
    })
  })
}

/** Takes that back, on record; nothing where there is nothing to take back. Throws `not-found` and `forbidden-scope`. */
export async function unignoreSizing(actor: Actor, key: InstanceKey, kind: SizingKind): Promise<void> {
  const ref = refOf(key)
  await db().transaction(async (tx) => {
    const { accountId } = await accountInScope(tx, actor, ref)
    const gone = await tx
      .delete(ignores)
      .where(and(eq(ignores.ref, ref), eq(ignores.kind, kind)))
      .returning()
    if (gone.length === 0) return
    await auditOf(tx, actor, {
      action: 'sizing.unignore',
      target: ref,
      accountId,
      outcome: 'succeeded',
      details: { kind },
    })
  })
}
