import { sql } from 'drizzle-orm'
import { systemActor } from '@/lib/bff/actor'
import { outcomeOf } from '@/lib/bff/door/outcome'
import { doorFor } from '@/lib/bff/execute'
import { ProblemError } from '@/lib/bff/problem'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { ChangeState } from '@/lib/model/change'
import type { Action, SeenDetail } from '@/lib/providers/actions'
import type { Answer } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { announceChange } from './announce'
import { keepAnswer } from './answer'
import { actionOfRow } from './call-plan'
import { advanceCreation, namedAs, type Order } from './create-engine'
import { whyNot } from './decide'
import { anewOf, isOutdated, isStaleRow, replan, start } from './due'
import { BY, end, errorOf, later, lookedAt, MOST_TRIES, seenWork, stillAtWork, stop } from './ending'
import { graceEnd, graceOf, hasPassed, LONGEST_WORK_SECONDS, wasSentBefore } from './grace'
import { judge } from './judge'
import { thenAndNow } from './last-facts'
import { writeHeld } from './lease'
import { CannotTell, type Looked, lookFor } from './look'
import { senderOf } from './people'
import { keyOfChange } from './plan'
import { openFrozen } from './seal'
import { addStep, type ChangeRow, orderRead, workRead } from './store'
import { secondsToWindowEnd } from './window'

/** Where a worker can die. Tests throw at each. */
export const POINTS = ['claimed', 'checked', 'recorded', 'sent', 'stored', 'looked', 'judged'] as const
export type Point = (typeof POINTS)[number]

export interface EngineOptions {
  /** Aborts when the lease is lost; what waits for its turn is then not sent any more. */
  signal: AbortSignal
  at?: (point: Point) => void
  /** For how long a cloud may not show yet what it took. */
  graceSeconds?: number
}

/** A token makes sending again safe; after this many times a person should look. */
const MOST_SENDS = 3
const ENDED: readonly ChangeState[] = ['done', 'ordered', 'failed', 'stopped', 'human']

/**
 * Takes a leased change one step further and resolves with its row then. What it sent is on record before, and a change
 * that was recorded is never sent again, unless with its operation's own token.
 */
export async function advance(row: ChangeRow, options: EngineOptions): Promise<ChangeRow> {
  options.at?.('claimed')
  // Whoever recorded it died before storing an answer: it may have been sent, so it counts as sent.
  if (row.state === 'sending') return takeOver(row)
  if (row.state === 'scheduled') return start(row)
  if (row.action === 'create') return advanceCreation(row, options, deliver)
  const action = actionOfRow(row)
  if (!action) return stop(row, { kind: 'not-offered', code: null, message: null })
  if (row.state === 'ready') return send(row, action, options)
  return look(row, action, options)
}

async function takeOver(row: ChangeRow): Promise<ChangeRow> {
  return db().transaction(async (tx) => {
    await addStep(tx, row.id, 'no-answer', BY, { kind: 'sender-gone' })
    return writeHeld(row, { state: 'checking' }, tx)
  })
}

/** Whether nothing is left to do. */
export const isOver = ({ state }: ChangeRow): boolean => ENDED.includes(state)

async function send(row: ChangeRow, action: Action, options: EngineOptions): Promise<ChangeRow> {
  const sender = await senderOf(row)
  if (typeof sender === 'string') return stop(row, { kind: sender, code: null, message: null })
  const plannedAgain = async () => {
    const planned = await replan(row, anewOf(row, action, options.signal), options.signal)
    if (!planned.sendable) return planned.row
    options.at?.('checked')
    return deliver(planned.row, action, sender, options, planned.detail)
  }
  if (row.scheduledFor !== null || (await isStaleRow(row))) return plannedAgain()
  if (row.action === 'call') {
    options.at?.('checked')
    return deliver(row, action, sender, options)
  }
  if (row.sealed === null) return stop(row, { kind: 'internal', code: null, message: null })
  const frozen = await openFrozen(row.id, row.sealed)
  const seen = await readNow(row, { action, params: frozen.params }, options.signal)
  if (seen instanceof Error) return row.looks < MOST_TRIES ? later(row) : stop(row, errorOf(seen))
  const place = seen.detail && { region: row.region, id: row.instanceId, locator: row.locator, detail: seen.detail }
  const reason = whyNot(row, seen.detail, seen.at) ?? (place && action.refusesChoice?.(place, frozen.params)) ?? null
  if (reason) return stop(row, { kind: 'state', code: reason.code, message: null }, reason)
  if (seen.detail && (await isOutdated(row, seen.detail))) return plannedAgain()
  options.at?.('checked')
  // What it was right before tells best what this change did.
  return deliver(row, action, sender, options, seen.detail)
}

/** Record, then send, then store what came of it. */
async function deliver(
  row: ChangeRow,
  order: Order,
  sender: Exclude<Awaited<ReturnType<typeof senderOf>>, string>,
  { signal, at }: EngineOptions,
  before: SeenDetail | null = row.before,
): Promise<ChangeRow> {
  if (row.sealed === null) return stop(row, { kind: 'internal', code: null, message: null })
  const { input } = await openFrozen(row.id, row.sealed)
  // Everything that can refuse before a byte leaves refuses before it is on record as sent.
  let door: Awaited<ReturnType<typeof doorFor>>
  try {
    const { accountId } = row
    // Each send is on record by itself: what has a token is sent again from here, never by the transport.
    door = await doorFor({ actor: sender, accountId, lane: 'interactive', signal, insist: true, writesOnce: true })
  } catch (error) {
    if (error instanceof ProblemError) return stop(row, errorOf(error))
    throw error
  }
  const recorded = await db().transaction(async (tx) => {
    const set = { state: 'sending', sends: sql`${changes.sends} + 1`, sentAt: sql`now()`, looks: 0, before } as const
    const now = await writeHeld(row, set, tx, sql`${changes.sends} = ${row.sends}`)
    await addStep(tx, row.id, 'recorded', BY, { send: now.sends })
    await announceChange(now, tx)
    return now
  })
  at?.('recorded')
  let answer: Answer<unknown>
  try {
    answer = await door.call(order.operation, input, { region: row.region })
  } catch (error) {
    at?.('sent')
    const stored = await failed(recorded, error)
    at?.('stored')
    return stored
  }
  at?.('sent')
  const stored = await db().transaction(async (tx) => {
    const orderId = order.orderId?.(answer.data) ?? null
    const ordered = orderId === null ? {} : { orderId }
    await addStep(tx, row.id, 'answered', BY, { requestId: answer.requestId ?? null, ...ordered })
    const ids = order.ids?.(answer.data) ?? []
    if (ids.length > 0) await addStep(tx, row.id, 'named', BY, { ids })
    // Nobody waits for what a worker sends: of a call the answer is all that there is to see.
    if (row.action === 'call') await keepAnswer(tx, row.id, answer)
    const requestId = answer.requestId ?? null
    const set = { state: 'settling', providerRequestId: requestId, error: null, nextAt: sql`now()` } as const
    return writeHeld(recorded, { ...set, ...namedAs(row, ids) }, tx)
  })
  at?.('stored')
  return stored
}

/** A call that did not succeed: it certainly did not happen, or nobody knows. */
async function failed(row: ChangeRow, error: unknown): Promise<ChangeRow> {
  if (!(error instanceof ProviderError) && !(error instanceof ProblemError)) throw error
  const requestId = error instanceof ProviderError ? (error.requestId ?? null) : null
  const said = errorOf(error)
  // After an earlier send with the same token that may have done it, whatever this one was told.
  const first = row.sends === 1
  if (first && error instanceof ProblemError) return stop(row, said)
  if (first && error instanceof ProviderError && outcomeOf(error) === 'failed') {
    const finding = error.sent ? 'refused' : 'not-sent'
    return end(row, 'failed', { from: error.sent ? 'answer' : 'none', finding, read: [] }, { error: said, requestId })
  }
  return db().transaction(async (tx) => {
    await addStep(tx, row.id, 'no-answer', BY, { ...said, requestId })
    return writeHeld(row, { state: 'checking', error: said, providerRequestId: requestId, nextAt: sql`now()` }, tx)
  })
}

/** A call has no aims: its answer tells, and where none came its token lets it be sent again. */
async function settleCall(row: ChangeRow, action: Action, options: EngineOptions): Promise<ChangeRow> {
  const { idempotency, async } = action.operation
  if (row.state === 'settling')
    return end(row, 'done', { from: 'answer', finding: async ? 'taken' : 'answered', read: [] })
  if (idempotency !== undefined && row.sealed !== null && row.sends < MOST_SENDS) {
    const { input } = await openFrozen(row.id, row.sealed)
    const sender = await senderOf(row)
    if (typeof input[idempotency] === 'string' && typeof sender !== 'string')
      return deliver(row, action, sender, options)
  }
  return end(row, 'human', { from: 'none', finding: 'cannot-tell', read: [] })
}

async function look(row: ChangeRow, action: Action, options: EngineOptions): Promise<ChangeRow> {
  if (row.action === 'call') return settleCall(row, action, options)
  const { signal, at } = options
  const { params } = row.sealed === null ? { params: {} } : await openFrozen(row.id, row.sealed)
  const seen = await readNow(row, { action, params }, signal)
  if (seen instanceof Error) return later(row)
  at?.('looked')
  const { before } = row
  if (before === null) throw new Error(`change ${row.id} is of no instance`)
  const answered = row.state === 'settling'
  const inWindow = action.inWindow?.(params) ?? false
  const { idempotency } = action.operation
  const isTokened = idempotency !== undefined && row.sends < MOST_SENDS
  // What may be sent again needs no longer wait: its token answers for the first one.
  const grace = options.graceSeconds ?? (isTokened ? graceOf({ ...row, error: null }) : graceOf(row))
  const waitsForWindow = inWindow && answered
  const place = { region: row.region, id: row.instanceId, locator: row.locator, detail: before }
  const graceOver = waitsForWindow
    ? await wasSentBefore(row, secondsToWindowEnd(row.sentAt, before))
    : await hasPassed(row, grace)
  const judged = judge({
    actionId: row.action,
    action,
    aims: action.aims(place, params),
    detail: seen.detail,
    answered,
    inWindow,
    unpaid: action.unpaid?.(place, params) ?? false,
    seenAtWork: row.seenAtWork > 0,
    graceOver,
  })
  at?.('judged')
  if (judged.next === 'wait') {
    if (!waitsForWindow && (await hasPassed(row, LONGEST_WORK_SECONDS))) return stillAtWork(row, seen.detail)
    const isFirst = judged.atWork && row.seenAtWork === 0
    if (isFirst && seen.detail) return seenWork(row, seen.detail.facts.vendorStatus)
    // Nobody waits longer for what silence says.
    return lookedAt(row, graceOver || waitsForWindow ? undefined : graceEnd(row, grace))
  }
  const { next, finding, read } = judged
  // The state does not show what waits for its window, or to be paid: with its token it is asked again, and answers the same.
  const unheard = (inWindow || action.unpaid?.(place, params)) && !answered && next === 'human'
  if ((next === 'failed' || unheard) && isTokened) {
    const sender = await senderOf(row)
    if (typeof sender !== 'string') return deliver(row, action, sender, options)
  }
  const told =
    next === 'ordered' ? await orderRead(row.id) : finding === 'seen-at-work' ? await workRead(row.id, seen.at) : []
  const more = next === 'human' && seen.detail ? await thenAndNow(row, seen.detail, signal) : []
  return end(row, next, { from: next === 'ordered' ? 'answer' : 'state', finding, read: [...told, ...read, ...more] })
}

/** The instance now, or why it could not be read: that is tried again, whatever it was. */
async function readNow(
  row: ChangeRow,
  what: Parameters<typeof lookFor>[3],
  signal: AbortSignal,
): Promise<Looked | ProviderError | ProblemError | CannotTell> {
  try {
    const actor = systemActor('changes', row.id)
    const door = await doorFor({ actor, accountId: row.accountId, lane: 'interactive', signal, insist: true })
    return await lookFor(door, keyOfChange(row), row.locator, what, signal)
  } catch (error) {
    const known = error instanceof ProviderError || error instanceof ProblemError || error instanceof CannotTell
    if (known && !signal.aborted) return error
    throw error
  }
}
