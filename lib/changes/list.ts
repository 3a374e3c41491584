import { and, eq, isNull, not, or, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import type { ChangeList, ChangeState } from '@/lib/model/change'
import { keyOf } from '@/lib/model/instance'
import type { ChangeFilter, ChangesQuery } from './params'
import { toListed } from './store'
import { inCallersScope, standsIn, type TrayPart } from './tray-rules'

const PAGE = 50

const contains = (text: SQL, part: string) => sql`position(lower(${part}) in lower(${text})) > 0`

/** What a page shows as `expired` is what ran out, noted by the worker or not yet. */
const ranOut = sql`coalesce(${changes.state} in ('planned', 'waiting') and ${changes.expiresAt} <= now(), false)`

/** A plan that nobody confirmed: neither a second person, nor a time, nor a worker was ever asked for it. */
const unconfirmed = and(
  sql`${changes.state} in ('planned', 'withdrawn', 'expired')`,
  isNull(changes.policy),
  isNull(changes.scheduledFor),
  isNull(changes.batchId),
)

/** Somebody else's plans that came to nothing are in nobody's way, unless they are asked for. */
const withoutOthersPlans = (actor: Actor, { state, plans }: ChangeFilter): SQL | undefined =>
  state !== undefined || plans !== undefined || unconfirmed === undefined
    ? undefined
    : or(not(unconfirmed), sql`${changes.requestedBy} = ${actor.id}`)

const inState = (state: ChangeState): SQL | undefined =>
  state === 'expired'
    ? or(eq(changes.state, state), ranOut)
    : state === 'human'
      ? and(eq(changes.state, state), isNull(changes.concluded))
      : and(eq(changes.state, state), not(ranOut))

const PART_OF: Record<NonNullable<ChangeFilter['view']>, TrayPart> = {
  'for-me': 'forMe',
  running: 'running',
  human: 'human',
  glass: 'glass',
}

/** The creation that an instance came from, also when it was not the first that it made. */
function madeIt(ref: string): SQL | undefined {
  const key = keyOf(ref)
  if (!key) return undefined
  const { service, accountId, region, id } = key
  const here = [eq(changes.service, service), eq(changes.accountId, accountId), eq(changes.region, region)]
  return and(eq(changes.action, 'create'), ...here, sql`${changes.made} @> ${JSON.stringify([id])}::jsonb`)
}

/** What filters and scope leave, apart from the state. */
const matching = (actor: Actor, filter: ChangeFilter, withRows = false): SQL | undefined => {
  const { ref, view, kind, action, person, instance } = filter
  const isFiltered = withRows || Object.entries(filter).some(([name, value]) => name !== 'plans' && value !== undefined)
  return and(
    // A batch is one line of a list of its own; whoever looks for something finds its rows as well.
    isFiltered ? undefined : isNull(changes.batchId),
    inCallersScope(actor.scope),
    view === undefined ? undefined : standsIn(PART_OF[view], actor),
    ref === undefined ? undefined : or(eq(changes.ref, ref), madeIt(ref)),
    kind === undefined ? undefined : eq(changes.kind, kind),
    action === undefined ? undefined : eq(changes.action, action),
    person === undefined
      ? undefined
      : contains(sql`${changes.requestedLabel} || ' ' || coalesce(${changes.approvedLabel}, '')`, person),
    instance === undefined
      ? undefined
      : contains(sql`${changes.instanceId} || ' ' || ${changes.instanceName}`, instance),
  )
}

/** Changes in scope, newest first, a window of `limit` after the change `before`. */
async function windowOf(actor: Actor, filter: ChangeFilter, before: string | undefined, limit: number) {
  const { state } = filter
  const rows = await db()
    .select({ change: changes, account: accounts })
    .from(changes)
    .leftJoin(accounts, eq(accounts.id, changes.accountId))
    .where(
      and(
        matching(actor, filter),
        withoutOthersPlans(actor, filter),
        state === undefined ? undefined : inState(state),
        before === undefined
          ? undefined
          : sql`(${changes.createdAt}, ${changes.id}) < (select created_at, id from changes where id = ${before})`,
      ),
    )
    .orderBy(sql`${changes.createdAt} desc, ${changes.id} desc`)
    .limit(limit)
  return rows.map(({ change, account }) => toListed(change, account))
}

/** A page of the list, newest first; the first one with how many there are in each state. */
export async function listChanges(actor: Actor, { before, ...filter }: ChangesQuery): Promise<ChangeList> {
  const [rows, states] = await Promise.all([
    windowOf(actor, filter, before, PAGE + 1),
    before === undefined ? statesOf(actor, filter) : undefined,
  ])
  const items = rows.slice(0, PAGE)
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null, ...(states && { states }) }
}

/** How many changes there are in each state, rows of batches among them, under every filter but that of the state. */
async function statesOf(actor: Actor, filter: ChangeFilter): Promise<NonNullable<ChangeList['states']>> {
  const shown = sql<ChangeState>`case when ${ranOut} then 'expired' else ${changes.state} end`
  const rows = await db()
    .select({ state: shown, count: sql<number>`count(*)`.mapWith(Number) })
    .from(changes)
    .leftJoin(accounts, eq(accounts.id, changes.accountId))
    // Where somebody said what came out nobody has to look any more.
    .where(and(matching(actor, filter, true), or(sql`${changes.state} <> 'human'`, isNull(changes.concluded))))
    .groupBy(sql`1`)
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]))
}

/** Everything that matches, newest first, in batches: read as slowly as the taker takes it. */
export async function* changeBatches(
  actor: Actor,
  filter: ChangeFilter,
  batch = 500,
): AsyncGenerator<ChangeList['items']> {
  let before: string | undefined
  for (;;) {
    const rows = await windowOf(actor, filter, before, batch)
    if (rows.length > 0) yield rows
    before = rows.at(-1)?.id
    if (rows.length < batch || before === undefined) return
  }
}
