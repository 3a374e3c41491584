import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { doorFor } from '@/lib/bff/execute'
import { fieldProblem, problem } from '@/lib/bff/problem'
import { changes } from '@/lib/db/change-schema'
import { db, type Transaction } from '@/lib/db/client'
import { accounts } from '@/lib/db/schema'
import { wake } from '@/lib/jobs/wake'
import type { Reason } from '@/lib/model/action'
import { isSchedulable, policyFor } from '@/lib/model/approval'
import type { Change, ChangeConfirm, ChangeNow, ChangeState } from '@/lib/model/change'
import type { InstanceDetail } from '@/lib/model/instance'
import { isTyped } from '@/lib/model/typed-confirmation'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import { reasonAgainst } from '@/lib/providers/actions'
import { announceChange } from './announce'
import { changedSince, isBusy, whoIsBusy } from './busy'
import { creationNow } from './create-now'
import { detailFacts, hasMoved, liveFacts } from './facts-now'
import { fieldOf } from './judge'
import { lookAt } from './look'
import { keyOfChange } from './plan'
import { readPolicies } from './policy'
import { type Schedule, scheduleOfWhen } from './schedule'
import { addStep, type ChangeRow, readChange, rowFor, scheduleOf } from './store'

/** Name of the job source that sends and settles changes. */
export const CHANGES = 'changes'

/**
 * Confirms a plan, by who made it: from then on it waits for a second person, for its time, or a worker sends it. Throws `own-change`
 * (somebody else's plan), `conflict-state`, `change-expired`, `change-blocked`, `change-busy`, `change-outdated` (another
 * change of the instance was carried out since it was planned), and `bad-input` for what must be typed, accepted or said.
 */
export async function confirmChange(
  actor: Actor,
  id: string,
  { typed, acceptsCost, reason, when, breakGlass }: ChangeConfirm,
): Promise<Change> {
  const row = await rowFor(actor, id)
  if (row.requestedBy !== actor.id) throw problem('own-change', { params: { whose: 'other' } })
  mustBe(row, 'planned')
  if (row.plan.blocked) throw problem('change-blocked')
  if (isTyped(row) && typed !== row.instanceId && typed !== row.instanceName) {
    throw fieldProblem('typed', typed ? 'not-the-target' : 'required')
  }
  if (row.plan.costs && !acceptsCost) throw fieldProblem('acceptsCost', 'required')
  const newer = row.action === 'call' ? undefined : await changedSince(row)
  if (newer) throw problem('change-outdated', { params: newer })
  // Nothing tells whether a call would still be the same one then.
  if (!isSchedulable(row.action) && when && when.kind !== 'now') throw fieldProblem('when', 'invalid')
  const schedule = scheduleOfWhen(when, row.before?.maintenance ?? null, new Date())
  const [account] = await db().select().from(accounts).where(eq(accounts.id, row.accountId))
  if (!account) throw problem('not-found')
  const { policies } = await readPolicies()
  const policy = policyFor(policies, {
    environment: account.environment,
    kind: row.kind,
    action: row.action,
    alike: row.plan.alike,
  })
  const needed = policy?.approval ?? false
  if (breakGlass !== undefined && !(needed && policy?.breakGlass)) throw fieldProblem('breakGlass', 'invalid')
  const why = row.reason ?? reason ?? null
  if (needed && breakGlass === undefined) {
    // Who is to agree has to know what for.
    if (why === null) throw fieldProblem('reason', 'required')
    await transition(actor, row, 'waiting', 'confirmed', {
      ...schedule,
      reason: why,
      policy: policy?.name ?? null,
      // What has a time can be approved until then.
      expiresAt: schedule?.scheduledUntil ?? sql`now() + make_interval(mins => ${policy?.expiresMinutes ?? 0})`,
    })
  } else {
    const without = breakGlass === undefined ? {} : { policy: policy?.name ?? null, breakGlass }
    const step = breakGlass === undefined ? 'confirmed' : 'broke-glass'
    await transition(actor, row, schedule ? 'scheduled' : 'ready', step, {
      ...without,
      ...schedule,
      reason: why,
      nextAt: schedule?.scheduledAt ?? sql`now()`,
      expiresAt: null,
    })
  }
  return readChange(actor, id)
}

/** Lets a waiting change go, by another operator in scope. Throws `own-change`, `conflict-state`, `change-expired`, `change-busy`. */
export async function approveChange(actor: Actor, id: string): Promise<Change> {
  const row = await rowFor(actor, id)
  notOwn(actor, row)
  mustBe(row, 'waiting')
  await transition(actor, row, row.scheduledAt ? 'scheduled' : 'ready', 'approved', {
    approvedBy: actor.id,
    approvedLabel: actor.label,
    nextAt: row.scheduledAt ?? sql`now()`,
    expiresAt: null,
  })
  return readChange(actor, id)
}

/** Refuses a waiting change with a reason. Throws `own-change`, `conflict-state`, `change-expired`. */
export async function rejectChange(actor: Actor, id: string, reason: string): Promise<Change> {
  const row = await rowFor(actor, id)
  notOwn(actor, row)
  mustBe(row, 'waiting')
  await transition(actor, row, 'rejected', 'rejected', { endedAt: sql`now()`, sealed: null }, { reason })
  return readChange(actor, id)
}

/** Takes back a change that was not sent, by who asked for it. Throws `own-change`, `conflict-state`. */
export async function withdrawChange(actor: Actor, id: string): Promise<Change> {
  const row = await rowFor(actor, id)
  if (row.requestedBy !== actor.id) throw problem('own-change', { params: { whose: 'other' } })
  if (row.batchId !== null) throw problem('change-in-batch')
  if (!['planned', 'waiting', 'scheduled'].includes(row.state)) throw problem('conflict-state')
  // A worker that is about to start it holds an older fence then, and starts nothing.
  const fence = sql`${changes.fence} + 1`
  await transition(actor, row, 'withdrawn', 'withdrawn', { endedAt: sql`now()`, sealed: null, fence })
  return readChange(actor, id)
}

/** The instance as it is now beside what the plan rests on. Throws what the door and its cloud throw. */
export async function changeNow(actor: Actor, id: string, signal?: AbortSignal): Promise<ChangeNow> {
  const row = await rowFor(actor, id)
  if (row.action === 'create') return creationNow(actor, row, signal)
  // A call of no instance, or a group: nothing can be read beside it. Right before it is sent the group is read again.
  if ((row.action === 'call' && row.before === null) || ACTIONS_OF[row.service][row.action]?.of !== undefined) {
    return { factsAt: new Date().toISOString(), moved: [], facts: [], reason: null }
  }
  const door = await doorFor({ actor, accountId: row.accountId, lane: 'interactive', signal, insist: true })
  const { detail, at } = await lookAt(door, keyOfChange(row), row.locator, signal)
  const moved = detail && row.before ? movedSince(row.before, detail) : []
  const facts = detail && row.before ? detailFacts(row.before, detail, moved, fieldOf) : []
  const target = detail && {
    region: row.region,
    id: row.instanceId,
    locator: { ...row.locator, ...detail.facts.locator },
    detail,
  }
  const live = target ? await liveFacts(door.call, row, target, row.plan) : []
  return {
    factsAt: at.toISOString(),
    moved,
    facts: [...facts, ...live],
    reason: whyNot(row, detail, at),
  }
}

/** Why a planned action is not possible any more, or null. */
export const whyNot = (row: ChangeRow, detail: InstanceDetail | undefined, at: Date): Reason | null =>
  !detail
    ? { code: 'gone' }
    : row.action === 'call'
      ? null
      : reasonAgainst(ACTIONS_OF[row.service][row.action], detail, at)

const WATCHED = [
  'facts.name',
  'facts.status',
  'facts.class',
  'facts.memoryMb',
  'facts.usedMemoryMb',
  'facts.version',
  'facts.zone',
  'facts.chargeType',
  'facts.expiresAt',
  'releaseProtection',
  'description',
] as const

const movedSince = (before: InstanceDetail, now: InstanceDetail): ChangeNow['moved'] =>
  WATCHED.map((field) => ({ field, planned: fieldOf(before, field), found: fieldOf(now, field) })).filter(
    ({ field, planned, found }) => hasMoved(field, planned, found),
  )

function notOwn(actor: Actor, row: ChangeRow): void {
  if (actor.id === null || actor.id === row.requestedBy) throw problem('own-change', { params: { whose: 'own' } })
}

function mustBe(row: ChangeRow, state: ChangeState): void {
  if (row.batchId !== null) throw problem('change-in-batch')
  if (row.state !== state) throw problem('conflict-state')
  if (row.expiresAt !== null && row.expiresAt.getTime() <= Date.now()) throw problem('change-expired')
}

type Set = { [Column in keyof typeof changes.$inferInsert]?: (typeof changes.$inferInsert)[Column] | SQL }

/** Moves a change on, once, with its step and its audit entry. Throws `conflict-state`, `change-expired`, `change-busy`. */
async function transition(
  actor: Actor,
  row: ChangeRow,
  state: ChangeState,
  step: 'confirmed' | 'approved' | 'broke-glass' | 'rejected' | 'withdrawn',
  set: Set,
  details: Record<string, unknown> = {},
): Promise<void> {
  const work = async (tx: Transaction) => {
    const still = sql`(${changes.expiresAt} is null or ${changes.expiresAt} > now())`
    const moved = await tx
      .update(changes)
      .set({ ...set, state } as Partial<typeof changes.$inferInsert>) // drizzle takes SQL for any column
      .where(and(eq(changes.id, row.id), eq(changes.state, row.state), step === 'withdrawn' ? undefined : still))
      .returning({ id: changes.id })
    if (moved.length === 0) throw problem('conflict-state')
    const said = { ...details, ...(typeof set.breakGlass === 'string' ? { reason: set.breakGlass } : {}) }
    await addStep(tx, row.id, step, actor.label, { ...said, ...(state === 'waiting' ? { policy: set.policy } : {}) })
    const time = set.scheduledFor ? scheduleOf({ ...row, ...(set as Schedule) }) : null // all three of them were set
    if (time) await addStep(tx, row.id, 'scheduled', actor.label, { ...time })
    await auditOf(tx, actor, {
      action: `change.${step}`,
      target: row.instanceId,
      accountId: row.accountId,
      outcome: 'succeeded',
      details: { change: row.id, action: row.action, operation: row.operation, ...said, ...(time ? { time } : {}) },
    })
    if (state === 'ready' || state === 'scheduled') await wake(CHANGES, tx)
    await announceChange({ ...row, state }, tx)
  }
  try {
    await db().transaction(work)
  } catch (error) {
    if (isBusy(error)) throw problem('change-busy', { params: await whoIsBusy(row.ref) })
    throw error
  }
}
