import { and, asc, desc, eq, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { notice } from '@/lib/db/notify'
import { accounts } from '@/lib/db/schema'
import type { Change, ChangeAnswer, ChangeList, ChangeSchedule, Evidence, STEPS } from '@/lib/model/change'
import { refOf } from '@/lib/model/instance'
import { eventOf } from './announce'
import { answerOf } from './answer'
import { approversOf } from './approvers'

export type ChangeRow = typeof changes.$inferSelect
type On = Database | Transaction

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

/** The order's id that the cloud answered with, as a line of evidence; empty when it named none. */
export async function orderRead(changeId: string): Promise<Evidence['read']> {
  const answers = await db()
    .select({ id: sql<string | null>`${changeSteps.details} ->> 'orderId'` })
    .from(changeSteps)
    .where(and(eq(changeSteps.changeId, changeId), eq(changeSteps.step, 'answered')))
    .orderBy(desc(changeSteps.seq))
  const id = answers.find((one) => one.id !== null)?.id ?? null
  return id === null ? [] : [{ field: 'order.id', wanted: null, found: id }]
}

/** Which work was seen since it was sent, from when on, and when it was seen at rest again, as lines of evidence. */
export async function workRead(changeId: string, restedAt: Date): Promise<Evidence['read']> {
  const [first] = await db()
    .select({ at: changeSteps.at, status: sql<string | null>`${changeSteps.details} ->> 'status'` })
    .from(changeSteps)
    .where(and(eq(changeSteps.changeId, changeId), eq(changeSteps.step, 'looked')))
    .orderBy(asc(changeSteps.seq))
    .limit(1)
  if (!first) return []
  return [
    { field: 'work.status', wanted: null, found: first.status },
    { field: 'work.from', wanted: null, found: first.at.toISOString() },
    { field: 'work.to', wanted: null, found: restedAt.toISOString() },
  ]
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
  const change = toChange(row, account, steps, row.action === 'call' ? await answerOf(id) : null)
  return change.state === 'waiting' && account
    ? { ...change, approvers: await approversOf(account, row.requestedBy) }
    : change
}

/** A change as its page has it. */
export const toChange = (
  row: ChangeRow,
  account: { name: string; environment: string } | undefined,
  steps: readonly Pick<typeof changeSteps.$inferSelect, 'at' | 'step' | 'by' | 'details'>[],
  answer: ChangeAnswer | null = null,
): Change => ({
  ...toListed(row, account),
  answer,
  plan: row.plan,
  maintenance: row.before?.maintenance ?? null,
  steps: steps.map(({ at, step, by, details }) => ({ at: at.toISOString(), step, by, details })),
})

/**
 * Keeps a new change with its first step, and tells the pages in scope, in one statement. It runs out after so many
 * minutes by the database's clock, if any.
 */
export async function keepNew(
  values: typeof changes.$inferInsert,
  step: (typeof STEPS)[number],
  on: On = db(),
  minutes?: number,
): Promise<{ row: ChangeRow; steps: (typeof changeSteps.$inferSelect)[] }> {
  const expiresAt = minutes === undefined ? null : sql`now() + make_interval(mins => ${minutes})`
  const kept = on.$with('kept').as(
    on
      .insert(changes)
      .values({ ...values, expiresAt })
      .returning(),
  )
  const first = { changeId: values.id, step, by: values.requestedLabel, details: {} }
  const noted = on.$with('noted').as(on.insert(changeSteps).values(first).returning())
  const told = on.$with('told').as(on.select({ told: sql`${notice(eventOf(values))}`.as('told') }).from(kept))
  const [made] = await on.with(kept, noted, told).select().from(kept).crossJoin(noted).crossJoin(told)
  if (!made) throw new Error(`change ${values.id} was not kept`)
  return { row: made.kept, steps: [made.noted] }
}

/** What a change waits for, or waited for; null when it is sent at once. */
export const scheduleOf = ({
  scheduledFor,
  scheduledAt,
  scheduledUntil,
}: Pick<ChangeRow, 'scheduledFor' | 'scheduledAt' | 'scheduledUntil'>): ChangeSchedule | null =>
  scheduledFor && scheduledAt && scheduledUntil
    ? { kind: scheduledFor, at: scheduledAt.toISOString(), until: scheduledUntil.toISOString() }
    : null

const iso = (time: Date | null) => time?.toISOString() ?? null

/** The line of a plan that says in one word to what: of a size the memory, else the first that moves. */
function goalOf(rows: ChangeRow['plan']['rows']): ChangeRow['plan']['rows'][number] | null {
  const moving = rows.filter(({ from, to }) => to !== null && to !== from)
  return moving.find(({ field }) => field === 'facts.memoryMb') ?? moving[0] ?? null
}

/** A change as lists have it. */
export function toListed(
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
    created: row.made.map((id) => refOf({ ...row, id })),
    action: row.action,
    operation: row.operation,
    kind: row.kind,
    state: over ? 'expired' : row.state,
    params: row.params,
    reason: row.reason,
    batchId: row.batchId,
    requestedBy: { id: row.requestedBy, label: row.requestedLabel },
    policy: row.policy,
    approvedBy: row.approvedBy === null ? null : { id: row.approvedBy, label: row.approvedLabel ?? '' },
    breakGlass: row.breakGlass,
    createdAt: row.createdAt.toISOString(),
    expiresAt: iso(row.expiresAt),
    schedule: scheduleOf(row),
    sentAt: iso(row.sentAt),
    sends: row.sends,
    providerRequestId: row.providerRequestId,
    error: row.error,
    evidence: row.evidence,
    lookedAt: iso(row.lookedAt),
    endedAt: iso(row.endedAt),
    looksAgainAt: row.state === 'failed' ? iso(row.nextAt) : null,
    concluded: row.concluded,
    row: goalOf(row.plan.rows),
    unconfirmed:
      ['planned', 'withdrawn', 'expired'].includes(row.state) &&
      row.policy === null &&
      row.scheduledFor === null &&
      row.batchId === null,
  }
}
