import { eq, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { previewOperation } from '@/lib/bff/explorer/preview'
import { parse } from '@/lib/bff/parse'
import { fieldProblem, problem } from '@/lib/bff/problem'
import { changes } from '@/lib/db/change-schema'
import { db, type Transaction } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { inventory } from '@/lib/db/schema'
import type { Change, ChangeDraft } from '@/lib/model/change'
import { type InstanceKey, keyOf, refOf } from '@/lib/model/instance'
import { idOf, kindOf } from '@/lib/operation'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import { redact } from '@/lib/redact'
import { announceChange } from './announce'
import { computePlan } from './compute'
import { sealFrozen } from './seal'
import { addStep, readChange } from './store'

/** How long a plan may be confirmed. */
export const PLAN_MINUTES = 15

/** A plan that stands in a batch: it ends with that, and has its place when it is there itself. */
export interface RowOfBatch {
  id: string
  /** Throws when the row is not this plan's any more: then nothing is kept. */
  placed(tx: Transaction, changeId: string): Promise<void>
}

/**
 * Plans a change of one instance with facts and a price of this moment, freezes the request, and keeps it until it is
 * confirmed or runs out. Throws `not-found`, `forbidden-scope`, `bad-input` with the fields at fault, and the
 * `ProviderError` of a cloud that could not be asked.
 */
export async function planChange(
  actor: Actor,
  draft: ChangeDraft,
  signal?: AbortSignal,
  batch?: RowOfBatch,
): Promise<Change> {
  const key = keyOf(draft.ref)
  const [known] = key ? await db().select().from(inventory).where(eq(inventory.ref, draft.ref)) : []
  if (!key || !known || actor.id === null) throw problem('not-found')
  const action = ACTIONS_OF[key.service][draft.action]
  if (!action) throw fieldProblem('action', 'invalid')
  const params = parse(action.params, draft.params, 'bad-input') as Record<string, unknown> // parameters are objects

  const door = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  const id = newId()
  const wanted = { id, key, locator: known.facts.locator, actionId: draft.action, action, params }
  const computed = await computePlan(door, wanted, signal)
  if (!computed) throw problem('not-found')
  const { input, detail, locator } = computed
  const place = { accountId: key.accountId, region: key.region }
  const plan = { ...computed.plan, request: await previewOperation(actor, action.operation, { ...place, input }) }
  const sealed = await sealFrozen(id, { input, params })
  await db().transaction(async (tx) => {
    await tx.insert(changes).values({
      id,
      ref: refOf(key),
      service: key.service,
      ...place,
      instanceId: key.id,
      instanceName: detail.facts.name,
      action: draft.action,
      operation: idOf(action.operation),
      kind: kindOf(action.operation, input) === 'destructive' ? 'destructive' : 'write',
      state: 'planned',
      params: redact(action.params, params) as Record<string, unknown>, // an object stays one
      plan,
      before: detail,
      locator,
      sealed,
      reason: draft.reason ?? null,
      requestedBy: actor.id ?? '',
      requestedLabel: actor.label,
      batchId: batch?.id ?? null,
      expiresAt: batch ? null : sql`now() + make_interval(mins => ${PLAN_MINUTES})`,
    })
    await addStep(tx, id, 'planned', actor.label)
    await batch?.placed(tx, id)
    const { accountId } = place
    await announceChange(
      { id, accountId, ref: refOf(key), state: 'planned', action: draft.action, requestedLabel: actor.label },
      tx,
    )
  })
  return readChange(actor, id)
}

/** Where an instance is, from a change's own row. */
export const keyOfChange = (row: {
  service: InstanceKey['service']
  accountId: string
  region: string
  instanceId: string
}): InstanceKey => ({ service: row.service, accountId: row.accountId, region: row.region, id: row.instanceId })
