import { and, eq, gt, ne, or, sql } from 'drizzle-orm'
import { systemActor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { ProblemError } from '@/lib/bff/problem'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { JobSource } from '@/lib/jobs/job'
import { CREATION_OF } from '@/lib/providers/creation-registry'
import { ProviderError } from '@/lib/providers/error'
import { announceChange } from './announce'
import { actionOfRow } from './call-plan'
import { namedAs } from './create-engine'
import { isMoving, listThere, whichAreNew } from './create-look'
import { BY, end } from './ending'
import { judge } from './judge'
import { LeaseLost, writeHeld } from './lease'
import { CannotTell, lookFor } from './look'
import { keyOfChange } from './plan'
import { addStep, type ChangeRow } from './store'

/** A late look is one reading: it takes no longer than this. */
const LEASE_SECONDS = 60
/** Looks, a minute apart, while its cloud cannot be read or is at work on something. */
const MOST_LOOKS = 30

/**
 * Looks once more at what nobody answered and nobody saw: a request that lay in a queue of its cloud may have been done
 * since. What is seen then corrects the end; nothing is sent.
 */
export const lateSource: JobSource = {
  name: 'changes-late',
  concurrency: 2,
  async claim() {
    const row = await claimLate()
    return row && { label: row.id, run: (signal) => lookLate(row, signal) }
  },
}

/** Takes the one that is due for longest, with a higher fence; undefined when none is. */
export async function claimLate(): Promise<ChangeRow | undefined> {
  const { rows } = await db().execute<{ id: string }>(sql`
    with due as (
      select id from ${changes}
      where state = 'failed' and next_at <= now() and (lease_until is null or lease_until < now())
      order by next_at limit 1 for update skip locked)
    update ${changes} set lease_until = now() + make_interval(secs => ${LEASE_SECONDS}), fence = fence + 1
    from due where ${changes.id} = due.id returning ${changes.id}`)
  const [taken] = rows
  if (!taken) return undefined
  const [row] = await db().select().from(changes).where(eq(changes.id, taken.id))
  return row
}

/** One late look at a claimed change. */
export async function lookLate(row: ChangeRow, signal: AbortSignal): Promise<void> {
  try {
    // What was sent since explains whatever is seen now.
    const now = (await isOvertaken(row)) ? await over(row) : await look(row, signal)
    await announceChange(now)
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
  }
}

async function look(row: ChangeRow, signal: AbortSignal): Promise<ChangeRow> {
  try {
    return row.action === 'create' ? await lookForNew(row, signal) : await lookAgain(row, signal)
  } catch (error) {
    const known = error instanceof ProviderError || error instanceof ProblemError || error instanceof CannotTell
    if (!known || signal.aborted) throw error
    return inAMinute(row)
  }
}

const doorOf = (row: ChangeRow, signal: AbortSignal) =>
  doorFor({
    actor: systemActor('changes', row.id),
    accountId: row.accountId,
    lane: 'background',
    signal,
    insist: true,
  })

async function lookAgain(row: ChangeRow, signal: AbortSignal): Promise<ChangeRow> {
  const { before, params } = row
  const action = actionOfRow(row)
  if (!action || before === null) return over(row)
  const door = await doorOf(row, signal)
  const { detail } = await lookFor(door, keyOfChange(row), row.locator, { action, params }, signal)
  const place = { region: row.region, id: row.instanceId, locator: row.locator, detail: before }
  const judged = judge({
    actionId: row.action,
    action,
    aims: action.aims(place, params),
    detail,
    answered: false,
    seenAtWork: false,
    graceOver: true,
  })
  if (judged.next === 'wait') return inAMinute(row)
  return judged.next === 'done'
    ? end(row, 'done', { from: 'state', finding: 'seen-late', read: judged.read })
    : over(row, true)
}

async function lookForNew(row: ChangeRow, signal: AbortSignal): Promise<ChangeRow> {
  const { params } = row
  const likeness = CREATION_OF[row.service].likeness(params)
  const { rows } = await listThere({ row, door: await doorOf(row, signal), params }, signal)
  const found = whichAreNew(row, likeness, rows)
  if (found.length === 0) return over(row, true)
  if (found.some(({ facts }) => isMoving(facts.status)) && row.looks < MOST_LOOKS) return inAMinute(row)
  const ids = found.map(({ id }) => id)
  const read = ids.map((id) => ({ field: 'create.instance', wanted: null, found: id }))
  if (ids.length !== likeness.count) return end(row, 'human', { from: 'state', finding: 'cannot-tell', read })
  const named = await db().transaction(async (tx) => {
    await addStep(tx, row.id, 'named', BY, { ids, found: true })
    return writeHeld(row, namedAs(row, ids), tx)
  })
  return end(named, 'done', { from: 'state', finding: 'seen-late', read })
}

/** Another change of the instance, or of a new one by that name, was sent since. */
async function isOvertaken(row: ChangeRow): Promise<boolean> {
  const { id, ref, accountId, service, region, instanceName, sentAt } = row
  if (sentAt === null) return true
  const isNamesake = and(
    eq(changes.action, 'create'),
    eq(changes.accountId, accountId),
    eq(changes.service, service),
    eq(changes.region, region),
    eq(changes.instanceName, instanceName),
  )
  const [other] = await db()
    .select({ id: changes.id })
    .from(changes)
    .where(
      and(
        ne(changes.id, id),
        gt(changes.sentAt, sentAt),
        row.action === 'create' ? or(eq(changes.ref, ref), isNamesake) : eq(changes.ref, ref),
      ),
    )
    .limit(1)
  return other !== undefined
}

/** Nothing more is looked at; `looked` says in the timeline that it was, and that it is as it was. */
const over = (row: ChangeRow, looked = false): Promise<ChangeRow> =>
  db().transaction(async (tx) => {
    if (looked) await addStep(tx, row.id, 'looked', BY, { late: true })
    return writeHeld(row, { nextAt: null, leaseUntil: null, known: null }, tx)
  })

const inAMinute = (row: ChangeRow): Promise<ChangeRow> =>
  row.looks >= MOST_LOOKS
    ? over(row)
    : writeHeld(row, {
        looks: sql`${changes.looks} + 1`,
        nextAt: sql`now() + interval '1 minute'`,
        leaseUntil: null,
      })
