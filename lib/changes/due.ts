import { eq, sql } from 'drizzle-orm'
import { systemActor } from '@/lib/bff/actor'
import { type Door, doorFor } from '@/lib/bff/execute'
import { ProblemError } from '@/lib/bff/problem'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { InstanceDetail } from '@/lib/model/instance'
import type { PlanRow } from '@/lib/model/plan'
import { nextWindow, type Span } from '@/lib/model/window'
import { idOf, type Operation } from '@/lib/operation'
import type { Action, SeenDetail } from '@/lib/providers/actions'
import { ProviderError } from '@/lib/providers/error'
import { changedSince, isBusy, whoIsBusy } from './busy'
import { type Computed, computePlan } from './compute'
import { BY, end, errorOf, later, MOST_TRIES, pauseSeconds, stop } from './ending'
import { fieldOf } from './judge'
import { writeHeld } from './lease'
import { CannotTell } from './look'
import { keyOfChange, PLAN_MINUTES } from './plan'
import { horizonOf, windowSchedule } from './schedule'
import { openFrozen } from './seal'
import { addStep, type ChangeRow } from './store'
import { type Worse, worseOf } from './worse'

/** Between two tries to get an instance that another change holds. */
const LONGEST_WAIT_SECONDS = 10

const isScheduled = eq(changes.state, 'scheduled')

/**
 * Starts a change whose time has come: it takes its instance, or waits while another change holds it. A row of a batch
 * waits for its turn from then on.
 */
export async function start(row: ChangeRow): Promise<ChangeRow> {
  if (await isTooLate(row)) return giveUp(row)
  if (row.scheduledAt && (await databaseNow()) < row.scheduledAt) {
    return writeHeld(row, { nextAt: row.scheduledAt }, db(), isScheduled)
  }
  if (row.batchId !== null) {
    const turn = { state: 'queued', looks: 0, nextAt: null, leaseUntil: null } as const
    return writeHeld(row, turn, db(), isScheduled)
  }
  try {
    return await writeHeld(row, { state: 'ready', looks: 0, nextAt: sql`now()` }, db(), isScheduled)
  } catch (error) {
    if (!isBusy(error)) throw error
    return waitForOther(row)
  }
}

async function waitForOther(row: ChangeRow): Promise<ChangeRow> {
  const pause = Math.min(pauseSeconds(row.looks), LONGEST_WAIT_SECONDS)
  const set = {
    looks: sql`${changes.looks} + 1`,
    nextAt: sql`least(now() + make_interval(secs => ${pause}::float8), ${changes.scheduledUntil})`,
  }
  return db().transaction(async (tx) => {
    const now = await writeHeld(row, set, tx, isScheduled)
    if (row.looks === 0) await addStep(tx, row.id, 'kept-waiting', BY, await whoIsBusy(row.ref))
    return now
  })
}

/** What a change would do now; of a creation there is no instance. */
export interface Again extends Pick<Computed, 'plan' | 'input'> {
  detail: Computed['detail'] | null
}

/** How a change is planned again; undefined when its instance is gone. */
export interface Anew {
  operation: Operation
  compute(door: Door, params: Record<string, unknown>): Promise<Again | undefined>
}

export const anewOf = (row: ChangeRow, action: Action, signal: AbortSignal): Anew => ({
  operation: action.operation,
  compute(door, params) {
    const { id, ref, locator, action: actionId } = row
    return computePlan(door, { id, key: keyOfChange(row), ref, locator, actionId, action, params }, signal)
  },
})

/**
 * Whether it is a row of a batch that came to its turn when a plan of its age could not be confirmed any more: the rows
 * before it took so long, or the second person did.
 */
export const isStaleRow = async ({ batchId, createdAt }: ChangeRow): Promise<boolean> =>
  batchId !== null && (await databaseNow()).getTime() - createdAt.getTime() > PLAN_MINUTES * 60_000

/**
 * Whether what its plan says of now is not so any more: another change was carried out meanwhile, or one of the facts that
 * its rows start from is another.
 */
export async function isOutdated(row: ChangeRow, now: SeenDetail): Promise<boolean> {
  const { before } = row
  // What was observed has checks of its own, and some of it is told from now on: it differs each time.
  const isKept = ({ field }: PlanRow) => !field.startsWith('facts.') || field === 'facts.usedMemoryMb'
  const isMoved = (line: PlanRow) => !isKept(line) && before && fieldOf(before, line.field) !== fieldOf(now, line.field)
  return row.plan.rows.some(isMoved) || (await changedSince(row)) !== undefined
}

/**
 * Plans a scheduled change, a row of a batch whose plan is too old, or what is outdated, again, right before it would be sent. `sendable`
 * when its time is not over and nothing got worse than what was confirmed; else what became of it: it is stopped with
 * what got worse, put off to the next window, or tried again soon when its cloud could not be asked.
 */
export async function replan(
  row: ChangeRow,
  anew: Anew,
  signal: AbortSignal,
): Promise<{ row: ChangeRow; sendable: false } | { row: ChangeRow; sendable: true; detail: Again['detail'] }> {
  const kept = async (what: Promise<ChangeRow>) => ({ row: await what, sendable: false }) as const
  if (row.sealed === null) return kept(stop(row, { kind: 'internal', code: null, message: null }))
  if (await isTooLate(row)) return kept(giveUp(row))
  const frozen = await openFrozen(row.id, row.sealed)
  const found = await planNow(row, anew, frozen.params, signal)
  if (found instanceof Error) return kept(row.looks < MOST_TRIES ? later(row) : stop(row, errorOf(found)))
  if (!found) return kept(stop(row, { kind: 'state', code: 'gone', message: null }, { code: 'gone' }))
  if (row.scheduledFor === 'window') {
    const at = await databaseNow()
    const span = nextWindow(found.detail?.maintenance ?? null, at)
    if (!span)
      return kept(worse(row, found, [{ field: 'maintenance', wanted: hoursOf(row.before?.maintenance), found: null }]))
    if (span.start > at) return kept(postpone(row, span))
  }
  const { request, idempotency } = anew.operation
  const before = { plan: row.plan, input: frozen.input, operation: row.operation }
  const after = { plan: found.plan, input: found.input, operation: idOf(anew.operation) }
  const what = worseOf(before, after, request, idempotency)
  if (what.length > 0) return kept(worse(row, found, what))
  const again = await db().transaction(async (tx) => {
    const now = await writeHeld(row, { looks: 0 }, tx)
    await addStep(tx, row.id, 'replanned', BY, { factsAt: found.plan.factsAt })
    return now
  })
  return { row: again, sendable: true, detail: found.detail }
}

/** The plan as it would be now, undefined when the instance is gone, or why it could not be made. */
async function planNow(
  row: ChangeRow,
  anew: Anew,
  params: Record<string, unknown>,
  signal: AbortSignal,
): Promise<Again | undefined | Error> {
  try {
    const actor = systemActor('changes', row.id)
    const door = await doorFor({ actor, accountId: row.accountId, lane: 'interactive', signal, insist: true })
    return await anew.compute(door, params)
  } catch (error) {
    const known = error instanceof ProviderError || error instanceof ProblemError || error instanceof CannotTell
    if (known && !signal.aborted) return error
    throw error
  }
}

/** Stops it with what got worse, planned and found, and with the new consequences' figures. */
async function worse(row: ChangeRow, { plan }: Again, read: Worse[]): Promise<ChangeRow> {
  const consequences = plan.consequences.filter(({ id }) => read.some(({ field }) => field === `consequence:${id}`))
  await db().transaction(async (tx) => {
    await writeHeld(row, { looks: 0 }, tx)
    await addStep(tx, row.id, 'replanned', BY, { factsAt: plan.factsAt, worse: read, consequences })
  })
  const reason = plan.checks.find(({ id }) => id === 'state')?.reason
  return end(
    row,
    'stopped',
    { from: 'none', finding: 'worse', read },
    { error: { kind: 'worse', code: null, message: null }, reason },
  )
}

/**
 * What could not be started in time. For the window: in the next one, for as long as the horizon reaches, unless other
 * changes held the instance through all of it. For a time of its own: never.
 */
async function giveUp(row: ChangeRow): Promise<ChangeRow> {
  const waited = row.state === 'scheduled' && row.looks > 0
  const span =
    waited || row.scheduledFor !== 'window'
      ? undefined
      : nextWindow(row.before?.maintenance ?? null, await databaseNow())
  if (span && span.start < horizonOf(row)) return postpone(row, span)
  const finding = waited ? 'kept-waiting' : 'missed'
  return end(
    row,
    'stopped',
    { from: 'none', finding, read: [] },
    { error: { kind: finding, code: null, message: null } },
  )
}

async function postpone(row: ChangeRow, span: Span): Promise<ChangeRow> {
  const set = { ...windowSchedule(span), state: 'scheduled', nextAt: span.start, looks: 0 } as const
  return db().transaction(async (tx) => {
    await addStep(tx, row.id, 'postponed', BY, { at: span.start.toISOString(), until: span.end.toISOString() })
    return writeHeld(row, set, tx)
  })
}

const hoursOf = (maintenance: InstanceDetail['maintenance'] | undefined) =>
  maintenance ? `${maintenance.startUtc}–${maintenance.endUtc} UTC` : null

async function isTooLate({ state, batchId, scheduledFor, scheduledUntil }: ChangeRow): Promise<boolean> {
  // A row of a batch that came to its time in time: the rows before it may take long.
  if (batchId !== null && scheduledFor === 'at' && state !== 'scheduled') return false
  return scheduledUntil !== null && (await databaseNow()) >= scheduledUntil
}

/** Leases and due times are the database's; so is the time that they are held against. */
async function databaseNow(): Promise<Date> {
  const { rows } = await db().execute<{ ms: string }>(sql`select extract(epoch from now()) * 1000 as ms`)
  return new Date(Number(rows[0]?.ms))
}
