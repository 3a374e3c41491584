import { and, asc, eq, not, or, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope, scopeFilter } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import { type Change, type ChangeList, type ChangeState, type STEPS } from '@/lib/model/change'
import type { ChangesQuery } from './params'

export type ChangeRow = typeof changes.$inferSelect
type On = Database | Transaction

const PAGE = 50

/** Notes what happened to a change. */
export async function addStep(
  on: On,
  changeId: string,
  step: (typeof STEPS)[number],
  by: string,
  details: Record<string, unknown> = {},
): Promise<void> {
  await on.insert(changeSteps).values({ changeId, step, by, details })
}

/** The row, for who may see its account. Throws `not-found`, `forbidden-scope`. */
export async function rowFor(actor: Actor, id: string, on: On = db()): Promise<ChangeRow> {
  const [found] = await on
    .select({ change: changes, account: accounts })
    .from(changes)
    .leftJoin(accounts, eq(accounts.id, changes.accountId))
    .where(eq(changes.id, id))
  if (!found) throw problem('not-found')
  // Of an account that is gone only those see it who see all.
  const visible = found.account ? inScope(actor.scope, found.account) : actor.scope.kind === 'all'
  if (!visible) throw problem('forbidden-scope')
  return found.change
}

/** A change with its plan and its timeline. Throws `not-found`, `forbidden-scope`. */
export async function readChange(actor: Actor, id: string): Promise<Change> {
  const row = await rowFor(actor, id)
  const [account] = await db().select().from(accounts).where(eq(accounts.id, row.accountId))
  const steps = await db().select().from(changeSteps).where(eq(changeSteps.changeId, id)).orderBy(asc(changeSteps.seq))
  return {
    ...toListed(row, account),
    plan: row.plan,
    steps: steps.map(({ at, step, by, details }) => ({ at: at.toISOString(), step, by, details })),
  }
}

const contains = (text: SQL, part: string) => sql`position(lower(${part}) in lower(${text})) > 0`

/** What a page shows as `expired` is what ran out, noted by the worker or not yet. */
function inState(state: ChangeState): SQL | undefined {
  const ranOut = sql`(${changes.state} in ('planned', 'waiting') and ${changes.expiresAt} <= now())`
  if (state === 'expired') return or(eq(changes.state, state), ranOut)
  return and(eq(changes.state, state), not(sql`coalesce(${ranOut}, false)`))
}

/** Changes in scope, newest first. */
export async function listChanges(
  actor: Actor,
  { ref, state, kind, action, person, instance, before }: ChangesQuery,
): Promise<ChangeList> {
  const conditions: (SQL | undefined)[] = [
    actor.scope.kind === 'all' ? undefined : scopeFilter(actor.scope),
    ref === undefined ? undefined : eq(changes.ref, ref),
    state === undefined ? undefined : inState(state),
    kind === undefined ? undefined : eq(changes.kind, kind),
    action === undefined ? undefined : eq(changes.action, action),
    person === undefined
      ? undefined
      : contains(sql`${changes.requestedLabel} || ' ' || coalesce(${changes.approvedLabel}, '')`, person),
    instance === undefined
      ? undefined
      : contains(sql`${changes.instanceId} || ' ' || ${changes.instanceName}`, instance),
    before === undefined
      ? undefined
      : sql`(${changes.createdAt}, ${changes.id}) < (select created_at, id from changes where id = ${before})`,
  ]
  const rows = await db()
    .select({ change: changes, account: accounts })
    .from(changes)
    .leftJoin(accounts, eq(accounts.id, changes.accountId))
    .where(and(...conditions))
    .orderBy(sql`${changes.createdAt} desc, ${changes.id} desc`)
    .limit(PAGE + 1)
  const items = rows.slice(0, PAGE).map(({ change, account }) => toListed(change, account))
  return { items, next: rows.length > PAGE ? (items.at(-1)?.id ?? null) : null }
}

const iso = (time: Date | null) => time?.toISOString() ?? null

function toListed(
  row: ChangeRow,
  account: { name: string; environment: string } | null | undefined,
): ChangeList['items'][number] {
  // A plan or a request that ran out is over before anybody notes it.
  const over = ['planned', 'waiting'].includes(row.state) && row.expiresAt !== null && row.expiresAt < new Date()
  return {
    id: row.id,
    ref: row.ref,
    service: row.service,
    accountId: row.accountId,
    accountName: account?.name ?? '',
    environment: account?.environment ?? '',
    region: row.region,
    instanceId: row.instanceId,
    instanceName: row.instanceName,
    action: row.action,
    operation: row.operation,
    kind: row.kind,
    state: over ? 'expired' : row.state,
    params: row.params,
    reason: row.reason,
    requestedBy: { id: row.requestedBy, label: row.requestedLabel },
    policy: row.policy,
    approvedBy: row.approvedBy === null ? null : { id: row.approvedBy, label: row.approvedLabel ?? '' },
    breakGlass: row.breakGlass,
    createdAt: row.createdAt.toISOString(),
    expiresAt: iso(row.expiresAt),
    sentAt: iso(row.sentAt),
    sends: row.sends,
    providerRequestId: row.providerRequestId,
    error: row.error,
    evidence: row.evidence,
    endedAt: iso(row.endedAt),
  }
}
