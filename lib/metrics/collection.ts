import { and, eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { collections, metricCollections } from '@/lib/db/collection-schema'
import { slowArchives } from '@/lib/db/slow-log-schema'
import { accountInScope } from '@/lib/inventory/in-scope'
import { wake } from '@/lib/jobs/wake'
import type { CollectedUntil, Collection } from '@/lib/model/collection'
import { type InstanceKey, keyOf, refOf } from '@/lib/model/instance'
import { MONITOR_OF } from '@/lib/providers/monitor-registry'
import { SLOW_LOGS_OF } from '@/lib/providers/slow-log-registry'
import { readSettings } from '@/lib/settings/settings'
import { SLOW_LOGS } from '@/lib/slow-log/archive/lease'
import { METRICS } from './lease'

/** Whether an instance is collected, and how far. Throws `not-found` and `forbidden-scope`. */
export async function readCollection(actor: Actor, key: InstanceKey): Promise<Collection> {
  const ref = refOf(key)
  await accountInScope(db(), actor, ref)
  const [[row], [slow], settings] = await Promise.all([
    db()
      .select()
      .from(collections)
      .leftJoin(metricCollections, eq(metricCollections.ref, collections.ref))
      .where(eq(collections.ref, ref)),
    db()
      .select()
      .from(slowArchives)
      .where(and(eq(slowArchives.ref, ref), eq(slowArchives.kind, 'db'))),
    readSettings(),
  ])
  const { metricMinuteDays: minuteDays, metricQuarterDays: quarterDays, slowLogDays: slowDays } = settings
  const ever = {
    minuteDays,
    quarterDays,
    slowDays,
    collects: {
      metrics: MONITOR_OF[key.service]?.keeps !== undefined,
      slowLog: SLOW_LOGS_OF[key.service] !== undefined,
    },
  }
  if (!row) return { ...ever, on: false, since: null, by: null, metrics: null, slowLog: null }
  const { collections: on, metric_collections: kept } = row
  return {
    ...ever,
    on: true,
    since: on.since.toISOString(),
    by: on.by,
    metrics: kept && { ...untilOf(kept), lines: Object.keys(kept.series).length },
    slowLog: slow && (slow.keptTo > slow.keptFrom || slow.errorKind !== null) ? untilOf(slow) : null,
  }
}

interface Kept {
  keptFrom: Date
  keptTo: Date
  errorKind: string | null
  errorCode: string | null
  errorMessage: string | null
}
const untilOf = ({ keptFrom, keptTo, errorKind: kind, errorCode, errorMessage }: Kept): CollectedUntil => ({
  from: keptFrom.toISOString(),
  to: keptTo.toISOString(),
  failed: kind === null ? null : { kind, code: errorCode, message: errorMessage },
})

/**
 * Turns collection on for several, each as `switchCollection` does it. Nothing is turned on where one of them is not the
 * caller's. Throws `bad-input` for what is no instance's name, `not-found` and `forbidden-scope`.
 */
export async function collectAll(actor: Actor, refs: readonly string[]): Promise<{ on: number }> {
  const keys = refs.map((ref, at) => {
    const key = keyOf(ref)
    if (!key) throw problem('bad-input', { fields: { [`refs.${at}`]: { code: 'invalid' } } })
    return key
  })
  for (const ref of refs) await accountInScope(db(), actor, ref)
  for (const key of keys) await switchCollection(actor, key, true)
  return { on: keys.length }
}

/**
 * Turns collection of an instance on or off, on record. What was kept stays until it is too old. Throws `not-found` and
 * `forbidden-scope`.
 */
export async function switchCollection(actor: Actor, key: InstanceKey, on: boolean): Promise<Collection> {
  const ref = refOf(key)
  await db().transaction(async (tx) => {
    const { accountId } = await accountInScope(tx, actor, ref)
    const moved = on
      ? await tx.insert(collections).values({ ref, accountId, by: actor.label }).onConflictDoNothing().returning()
      : await tx.delete(collections).where(eq(collections.ref, ref)).returning()
    if (moved.length === 0) return
    await auditOf(tx, actor, {
      action: on ? 'collection.on' : 'collection.off',
      target: ref,
      accountId,
      outcome: 'succeeded',
      details: {},
    })
    if (!on) return
    await wake(METRICS, tx)
    await wake(SLOW_LOGS, tx)
  })
  return readCollection(actor, key)
}
