import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { parameterSnapshots } from '@/lib/db/parameter-schema'
import { accounts } from '@/lib/db/schema'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import type { MovedParameter, ParameterHistory, SnapshotValues } from '@/lib/model/parameter-history'

const PAGE = 50

/** A value that a reading found to be another one: between `since` and `at`. */
export type Move = MovedParameter & { at: string; since: string }

/** The latest move of each parameter of an instance. */
export async function latestMoves(ref: string): Promise<Map<string, Move>> {
  const { rows } = await db().execute<{ at: Date; since: Date; moved: MovedParameter }>(sql`
    select distinct on (one ->> 'name') at, since, one as moved
    from (select at, moved, lag(seen_at) over (order by id) as since, id from parameter_snapshots where ref = ${ref}) s
    cross join lateral jsonb_array_elements(s.moved) one
    order by one ->> 'name', id desc`)
  return new Map(
    rows.map(({ at, since, moved }) => [
      moved.name,
      { ...moved, at: new Date(at).toISOString(), since: new Date(since).toISOString() },
    ]),
  )
}

/**
 * What was found of an instance's parameters over time, newest first; with `name` only where that one moved. Throws
 * `not-found`, `forbidden-scope`.
 */
export async function readHistory(
  actor: Actor,
  key: InstanceKey,
  { before, name }: { before?: number; name?: string },
): Promise<ParameterHistory> {
  await admit(actor, key)
  const ref = refOf(key)
  const conditions: SQL[] = [
    ...(before === undefined ? [] : [sql`id < ${before}`]),
    ...(name === undefined ? [] : [sql`moved @> ${JSON.stringify([{ name }])}::jsonb`]),
  ]
  const { rows } = await db().execute<{
    id: string
    at: Date
    seen_at: Date
    since: Date | null
    moved: MovedParameter[]
  }>(sql`
    select id, at, seen_at, since, moved
    from (select id, at, seen_at, moved, lag(seen_at) over (order by id) as since from parameter_snapshots
      where ref = ${ref}) s
    where true ${conditions.length > 0 ? sql`and ${sql.join(conditions, sql` and `)}` : sql``}
    order by id desc limit ${PAGE + 1}`)
  const items = rows.slice(0, PAGE).map(({ id, at, seen_at, since, moved }) => ({
    id: Number(id),
    at: new Date(at).toISOString(),
    seenAt: new Date(seen_at).toISOString(),
    since: since && new Date(since).toISOString(),
    moved,
  }))
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null }
}

/** All values of a snapshot of an instance. Throws `not-found`, `forbidden-scope`. */
export async function readSnapshot(actor: Actor, key: InstanceKey, id: number): Promise<SnapshotValues> {
  await admit(actor, key)
  const [found] = await db()
    .select()
    .from(parameterSnapshots)
    .where(and(eq(parameterSnapshots.ref, refOf(key)), eq(parameterSnapshots.id, id)))
  if (!found) throw problem('not-found')
  return { id, at: found.at.toISOString(), values: found.values }
}

async function admit(actor: Actor, { accountId }: InstanceKey): Promise<void> {
  const [account] = await db().select().from(accounts).where(eq(accounts.id, accountId))
  if (!account) throw problem('not-found')
  if (!inScope(actor.scope, account)) throw problem('forbidden-scope')
}
