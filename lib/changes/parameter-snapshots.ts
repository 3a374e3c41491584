import { and, desc, eq, inArray, sql } from 'drizzle-orm'
import { changes } from '@/lib/db/change-schema'
import { db, type Transaction } from '@/lib/db/client'
import { parameterSnapshots, parameterWatch } from '@/lib/db/parameter-schema'
import { wake } from '@/lib/jobs/wake'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import { fieldOfParameter } from '@/lib/model/parameter-facts'
import type { MovedParameter } from '@/lib/model/parameter-history'
import { sameValue } from '@/lib/model/parameter-value'
import { idOf } from '@/lib/operation'
import { PARAMETERS_OF } from '@/lib/providers/parameter-registry'
import { type ToldParameter } from '@/lib/providers/parameters'
import type { ChangeRow } from './store'

/** Name of the job source that reads parameters. */
export const PARAMETERS = 'parameters'

/** How often the parameters of an instance are read when nobody looks. */
export const EVERY = sql`interval '24 hours'`
/** Our clock and the database's may be so far apart. */
const SLACK_MS = 60_000
const MOST_CHANGES = 100

type Told = Pick<ToldParameter, 'name' | 'value'>

/**
 * Keeps what a reading found: another value begins a new snapshot, with who asked for it; the same ones are seen once
 * more. `at` is when the reading was begun: one that is older than what is kept tells nothing. The next daily reading
 * is a day later.
 */
export async function keepSnapshot(key: InstanceKey, told: readonly Told[], at: Date): Promise<void> {
  if (told.length === 0) return
  const ref = refOf(key)
  await db().transaction(async (tx) => {
    const later = sql`now() + ${EVERY}`
    // Whoever reads at the same time waits here.
    await tx
      .insert(parameterWatch)
      .values({ ref, accountId: key.accountId, dueAt: later as unknown as Date }) // drizzle takes SQL for any column
      .onConflictDoUpdate({ target: parameterWatch.ref, set: { dueAt: later, failures: 0 } })
    const [before] = await tx
      .select()
      .from(parameterSnapshots)
      .where(eq(parameterSnapshots.ref, ref))
      .orderBy(desc(parameterSnapshots.id))
      .limit(1)
    if (before && before.seenAt >= at) return
    const now = Object.fromEntries(told.map(({ name, value }) => [name, value]))
    if (!before) {
      await tx
        .insert(parameterSnapshots)
        .values({ ref, accountId: key.accountId, at, seenAt: at, values: now, moved: [] })
      return
    }
    const moved = movesOf(before.values, now)
    const values = merged(before.values, now)
    if (moved.length === 0) {
      await tx.update(parameterSnapshots).set({ seenAt: at, values }).where(eq(parameterSnapshots.id, before.id))
      return
    }
    const ours = await ourChanges(tx, key, new Date(before.seenAt.getTime() - SLACK_MS))
    await tx.insert(parameterSnapshots).values({
      ref,
      accountId: key.accountId,
      at,
      seenAt: at,
      values,
      moved: moved.map((move) => ({ ...move, ...explained(move, ours) })),
    })
  })
}

type Values = Readonly<Record<string, string | null>>
type Move = Pick<MovedParameter, 'name' | 'from'> & { to: string }

/** A value that is not told any more, or is told for the first time, has not changed as far as anybody knows. */
const movesOf = (before: Values, now: Values): Move[] =>
  Object.entries(now).flatMap(([name, to]) => {
    const from = Object.hasOwn(before, name) ? before[name] : undefined
    return to == null || from == null || sameValue(name, from, to) ? [] : [{ name, from, to }]
  })

/** What is told, and of what is not told what was told last. */
const merged = (before: Values, now: Values): Record<string, string | null> => ({
  ...before,
  ...Object.fromEntries(Object.entries(now).filter(([name, value]) => value !== null || !Object.hasOwn(before, name))),
})

type OurChange = Awaited<ReturnType<typeof ourChanges>>[number]

/** What was sent from here about the parameters of an instance and may have had its effect since a time. */
const ourChanges = (tx: Transaction, key: InstanceKey, since: Date) =>
  tx
    .select({
      id: changes.id,
      by: changes.requestedLabel,
      action: changes.action,
      plan: changes.plan,
      params: changes.params,
    })
    .from(changes)
    .where(
      and(
        eq(changes.ref, refOf(key)),
        inArray(
          changes.operation,
          (PARAMETERS_OF[key.service]?.writes ?? []).map((name) => idOf({ service: key.service, name })),
        ),
        inArray(changes.state, ['sending', 'settling', 'checking', 'done', 'human']),
        sql`coalesce(${changes.endedAt}, now()) >= ${since.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(desc(changes.createdAt))
    .limit(MOST_CHANGES)

/** The latest of ours that wanted this value; of a call only that it was about this parameter, or about all, can be told. */
function explained({ name, to }: Move, ours: readonly OurChange[]): Pick<MovedParameter, 'by' | 'changeId'> {
  const cause = ours.find(({ action, plan, params }) => {
    if (action === 'call') return isAbout(params, name)
    const row = plan.rows.find(({ field }) => field === fieldOfParameter(name))
    return typeof row?.to === 'string' && sameValue(name, row.to, to)
  })
  return { by: cause?.by ?? null, changeId: cause?.id ?? null }
}

/** Names stand in lists, as keys, and in JSON inside of texts; a reset and a group name none. */
const isAbout = (params: unknown, name: string) =>
  /"ResetAllParameters":"true"|"CacheParameterGroupId"/.test(JSON.stringify(params)) ||
  JSON.stringify(params).includes(name)

/** Of a change that was sent and ended: when it was about parameters, they are read soon. */
export async function watchAfter(row: Pick<ChangeRow, 'ref' | 'service' | 'action' | 'operation'>, on: Transaction) {
  const name = row.operation.slice(row.operation.indexOf('/') + 1)
  if (!PARAMETERS_OF[row.service]?.writes.includes(name)) return
  await on.update(parameterWatch).set({ dueAt: sql`now()` }).where(eq(parameterWatch.ref, row.ref))
  await wake(PARAMETERS, on)
}
