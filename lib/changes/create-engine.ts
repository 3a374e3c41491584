import { sql } from 'drizzle-orm'
import { type Actor, systemActor } from '@/lib/bff/actor'
import { type Door, doorFor } from '@/lib/bff/execute'
import { ProblemError } from '@/lib/bff/problem'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { requestRefresh } from '@/lib/inventory/refresh'
import type { Evidence } from '@/lib/model/change'
import { type InstanceDetail, refOf } from '@/lib/model/instance'
import type { Operation } from '@/lib/operation'
import type { Creation, Params } from '@/lib/providers/creation'
import { CREATION_OF } from '@/lib/providers/creation-registry'
import { ProviderError } from '@/lib/providers/error'
import { bareDetail } from '@/lib/providers/facts'
import { creationChecks } from './create-checks'
import { isMoving, listThere, whichAreNew } from './create-look'
import { whyNotNew } from './create-now'
import { computeCreation } from './create-plan'
import { type Anew, replan } from './due'
import { BY, end, later, MOST_TRIES, stop } from './ending'
import type { EngineOptions } from './engine'
import { graceOf, hasPassed, wasSentBefore } from './grace'
import { fieldOf, holds } from './judge'
import { writeHeld } from './lease'
import { CannotTell, lookAt } from './look'
import { senderOf } from './people'
import { keyOfChange } from './plan'
import { openFrozen } from './seal'
import { addStep, type ChangeRow, orderRead } from './store'

/** What is sent, and how the ids of new instances are read from the answer. */
export interface Order {
  operation: Operation
  ids?(data: unknown): string[]
  /** The order's id, of the answer. */
  orderId?(data: unknown): string | null
}

/** Records, sends and stores what came of it. */
type Deliver = (row: ChangeRow, order: Order, sender: Actor, options: EngineOptions) => Promise<ChangeRow>

const MOST_SENDS = 3
/** A cloud that named an instance may take longer to show it. */
const NAMED_GRACE_SECONDS = 600
/** The manual does not say for how long a token is remembered: afterwards it is found out by reading. */
const TOKEN_SECONDS = 900
/** So many are read one by one; more come from one list. */
const FEW = 5

interface Work {
  row: ChangeRow
  creation: Creation
  params: Params
  door: Door
  options: EngineOptions
  deliver: Deliver
}

/** What a change is called from when its cloud named what it made. */
export const namedAs = (row: ChangeRow, ids: string[]): Partial<Pick<ChangeRow, 'made' | 'instanceId' | 'ref'>> => {
  const [first] = ids
  return first === undefined ? {} : { made: ids, instanceId: first, ref: refOf({ ...keyOfChange(row), id: first }) }
}

/** Takes a creation one step further: as `advance` does, for instances that are not there yet. */
export async function advanceCreation(row: ChangeRow, options: EngineOptions, deliver: Deliver): Promise<ChangeRow> {
  const internal = { kind: 'internal', code: null, message: null }
  if (row.sealed === null) return stop(row, internal)
  const { params } = await openFrozen(row.id, row.sealed)
  try {
    const actor = systemActor('changes', row.id)
    const { signal } = options
    const door = await doorFor({ actor, accountId: row.accountId, lane: 'interactive', signal, insist: true })
    const work: Work = { row, creation: CREATION_OF[row.service], params, door, options, deliver }
    if (row.state === 'ready') return await send(work)
    return row.made.length > 0 ? await settle(work) : await findOut(work)
  } catch (error) {
    const known = error instanceof ProviderError || error instanceof ProblemError || error instanceof CannotTell
    if (!known || options.signal.aborted) throw error
    if (row.state !== 'ready' || row.looks < MOST_TRIES) return later(row)
    const kind = error instanceof ProviderError ? error.kind : error instanceof ProblemError ? error.code : 'internal'
    return stop(row, { kind, code: null, message: null })
  }
}

/** The last look: rights, account, and whether what it is made from is still there. Then it is sent. */
async function send(work: Work): Promise<ChangeRow> {
  const { row, creation, params, door, options, deliver } = work
  const sender = await senderOf(row)
  if (typeof sender === 'string') return stop(row, { kind: sender, code: null, message: null })
  const wanted = { id: row.id, key: keyOfChange(row), ref: row.ref, creation, params }
  if (row.scheduledFor !== null) {
    const { operation, input } = creation.request(row.region, params)
    const anew: Anew = {
      operation,
      // As it was kept: what is left out is not there at all.
      compute: async (by) => ({
        plan: await computeCreation(by, wanted, operation, options.signal),
        input: JSON.parse(JSON.stringify(input)),
        detail: null,
      }),
    }
    const planned = await replan(row, anew, options.signal)
    if (!planned.sendable) return planned.row
  } else {
    const against = (await creationChecks(door, wanted, options.signal)).find(({ result }) => result === 'block')
    if (against) return stop(row, { kind: 'state', code: against.id, message: null }, whyNotNew(against))
  }
  // What is there before tells, after a lost answer, what is new.
  const { ids } = await listThere(work, options.signal)
  const known = await writeHeld(row, { known: [...ids] })
  options.at?.('checked')
  return deliver(known, orderOf(work), sender, options)
}

const orderOf = ({ row, creation, params }: Work): Order => ({
  operation: creation.request(row.region, params).operation,
  ids: creation.ids,
  orderId: creation.orderId,
})

/** No answer with ids came: sent again with its token, else looked for among what is new in the region. */
async function findOut(work: Work): Promise<ChangeRow> {
  const { row, creation, params, options, deliver } = work
  const answered = row.state === 'settling'
  const order = orderOf(work)
  const tokened = order.operation.idempotency !== undefined
  if (tokened && !answered && row.sends < MOST_SENDS && !(await wasSentBefore(row, TOKEN_SECONDS))) {
    // The first one may still be at work: a moment later its token answers for it.
    if (row.looks === 0) return later(row)
    const sender = await senderOf(row)
    if (typeof sender !== 'string') return deliver(row, order, sender, options)
  }
  const { rows } = await listThere(work, options.signal)
  options.at?.('looked')
  const found = whichAreNew(row, creation.likeness(params), rows)
  const { name, count } = creation.likeness(params)
  options.at?.('judged')
  if (found.length === count) {
    const ids = found.map(({ id }) => id)
    return db().transaction(async (tx) => {
      await addStep(tx, row.id, 'named', BY, { ids, found: true })
      return writeHeld(row, { ...namedAs(row, ids), looks: 0, nextAt: sql`now()` }, tx)
    })
  }
  const read = [
    { field: 'create.name', wanted: name, found: null },
    ...found.map(({ id }) => ({ field: 'create.instance', wanted: null, found: id })),
  ]
  if (found.length > count) return end(row, 'human', { from: 'state', finding: 'cannot-tell', read })
  if (!(await graceOver(work))) return later(row)
  if (found.length > 0 || row.known === null) {
    return end(row, 'human', { from: 'state', finding: 'cannot-tell', read })
  }
  if (!answered) return end(row, 'failed', { from: 'state', finding: 'not-made', read })
  return creation.unpaid?.(params)
    ? end(row, 'ordered', { from: 'answer', finding: 'order-open', read: [...(await orderRead(row.id)), ...read] })
    : end(row, 'human', { from: 'state', finding: 'not-there', read })
}

/** Its cloud named what it made: over when all of it runs as wanted. */
async function settle(work: Work): Promise<ChangeRow> {
  const { row, creation, params, options } = work
  const details = await readMade(work)
  options.at?.('looked')
  const { aims } = creation.likeness(params)
  const read: Evidence['read'] = details.flatMap(({ id, detail }) => [
    { field: 'create.instance', wanted: null, found: id },
    { field: 'facts.vendorStatus', wanted: null, found: detail?.facts.vendorStatus ?? null },
    ...aims.flatMap((aim) =>
      aim.is === 'equal'
        ? [{ field: aim.field, wanted: aim.value, found: detail ? fieldOf(detail, aim.field) : null }]
        : [],
    ),
  ])
  options.at?.('judged')
  const over = async (state: 'done' | 'ordered' | 'human', finding: Evidence['finding']) => {
    await refresh(row)
    const told = state === 'ordered' ? await orderRead(row.id) : []
    return end(row, state, { from: 'state', finding, read: [...told, ...read] })
  }
  const missing = details.filter(({ detail }) => detail === undefined)
  if (missing.length > 0) {
    const unpaid = creation.unpaid?.(params) ?? false
    const waited = await graceOver(work, unpaid ? undefined : NAMED_GRACE_SECONDS)
    if (!waited) return later(row)
    return unpaid && missing.length === details.length ? over('ordered', 'order-open') : over('human', 'not-there')
  }
  if (details.some(({ detail }) => detail && isMoving(detail.facts.status))) {
    if (row.looks === 0) await refresh(row)
    return later(row)
  }
  const asWanted = details.every(
    ({ detail }) => detail?.facts.status === 'running' && aims.every((aim) => holds(aim, detail)),
  )
  if (asWanted) return over('done', row.state === 'checking' ? 'made' : 'as-wanted')
  return (await graceOver(work)) ? over('human', 'not-as-wanted') : later(row)
}

async function readMade(work: Work): Promise<{ id: string; detail: InstanceDetail | undefined }[]> {
  const { row, door, options } = work
  if (row.made.length > FEW) {
    const { rows } = await listThere(work, options.signal)
    const facts = new Map(rows.map((one) => [one.id, one.facts]))
    return row.made.map((id) => {
      const told = facts.get(id)
      return { id, detail: told && bareDetail(told) }
    })
  }
  return Promise.all(
    row.made.map(async (id) => {
      const { detail } = await lookAt(door, { ...keyOfChange(row), id }, row.locator, options.signal)
      return { id, detail }
    }),
  )
}

/** The inventory takes it in. */
const refresh = ({ accountId, service, region }: ChangeRow) =>
  requestRefresh({ scope: { kind: 'all' }, accountIds: [accountId], shard: { service, region } })

const graceOver = ({ row, options }: Work, seconds = graceOf(row)) => hasPassed(row, options.graceSeconds ?? seconds)
