import { eq } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { previewerOf } from '@/lib/bff/explorer/preview'
import { logError } from '@/lib/bff/log'
import { parse } from '@/lib/bff/parse'
import { fieldProblem, problem } from '@/lib/bff/problem'
import { changes } from '@/lib/db/change-schema'
import { db, isDatabaseAway, type Transaction } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { inventory } from '@/lib/db/schema'
import type { Change, ChangeDraft } from '@/lib/model/change'
import { groupPlaceOf } from '@/lib/model/group-place'
import { type InstanceKey, keyOf } from '@/lib/model/instance'
import { idOf, kindOf } from '@/lib/operation'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import { bareDetail } from '@/lib/providers/facts'
import { redact } from '@/lib/redact'
import { computePlan } from './compute'
import { changesKey, sealFrozen } from './seal'
import { keepNew, toChange } from './store'

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
  const group = groupPlaceOf(draft.ref)
  const key = group?.key ?? keyOf(draft.ref)
  if (!key || actor.id === null) throw problem('not-found')
  const place = { accountId: key.accountId, region: key.region }
  const [[known], door] = await Promise.all([
    group ? [] : db().select().from(inventory).where(eq(inventory.ref, draft.ref)),
    doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true }),
  ])
  if (!known && !group) throw problem('not-found')
  // Where a group is, people say themselves: only regions of the account are asked.
  if (group && !(door.account.services.includes(key.service) && door.account.regions.includes(key.region)))
    throw problem('not-found')
  const action = ACTIONS_OF[key.service][draft.action]
  if (!action || action.of !== group?.of) throw fieldProblem('action', 'invalid')
  const params = parse(action.params, draft.params, 'bad-input') as Record<string, unknown> // parameters are objects

  const id = newId()
  const where = group ? { zone: group.zone } : (known?.facts.locator ?? {})
  const wanted = { id, key, ref: draft.ref, locator: where, actionId: draft.action, action, params }
  let keepReading = async () => {}
  // What needs no answer of the cloud is done while it is asked. A batch's rows are many: they ask nothing ahead.
  const [computed, preview, sealing] = await Promise.all([
    computePlan(door, wanted, signal, {
      kept: batch || !known ? undefined : { ...(known.detail ?? bareDetail(known.facts)), facts: known.facts },
      keeping: (keep) => {
        keepReading = keep
      },
    }),
    previewerOf(actor, key.accountId),
    changesKey(),
  ])
  if (!computed) throw problem('not-found')
  const { input, detail, locator } = computed
  const plan = { ...computed.plan, request: preview(action.operation, { region: key.region, input }) }
  const sealed = await sealFrozen(id, { input, params }, sealing)
  const values: typeof changes.$inferInsert = {
    id,
    ref: draft.ref,
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
    requestedBy: actor.id,
    requestedLabel: actor.label,
    batchId: batch?.id ?? null,
  }
  const planned = keepPlan(values, batch)
  // The next refresh would bring it as well: nobody waits for it, and without it the plan is as good.
  void keepReading().catch((error: unknown) => isDatabaseAway(error) || logError(error, actor.requestId))
  const { row, steps } = await planned
  return toChange(row, door.account, steps)
}

const keepPlan = (values: typeof changes.$inferInsert, batch?: RowOfBatch) =>
  batch
    ? db().transaction(async (tx) => {
        const kept = await keepNew(values, 'planned', tx)
        await batch.placed(tx, values.id)
        return kept
      })
    : keepNew(values, 'planned', db(), PLAN_MINUTES)

/** Where an instance is, from a change's own row. */
export const keyOfChange = (row: {
  service: InstanceKey['service']
  accountId: string
  region: string
  instanceId: string
}): InstanceKey => ({ service: row.service, accountId: row.accountId, region: row.region, id: row.instanceId })
