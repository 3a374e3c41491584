import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { previewOperation } from '@/lib/bff/explorer/preview'
import { parse } from '@/lib/bff/parse'
import { fieldProblem, problem } from '@/lib/bff/problem'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { inventory } from '@/lib/db/schema'
import { type Change, type ChangeDraft, type Check, type Plan, type PlanRow, RUNNING_STATES } from '@/lib/model/change'
import { type InstanceDetail, type InstanceKey, keyOf, refOf } from '@/lib/model/instance'
import { idOf, kindOf } from '@/lib/operation'
import { ACTIONS_OF, RULES_OF } from '@/lib/providers/action-registry'
import { type Aim, consequencesOf, reasonAgainst, type Target } from '@/lib/providers/actions'
import { redact } from '@/lib/redact'
import { announceChange } from './announce'
import { fieldOf, holds } from './judge'
import { lookAt } from './look'
import { moneyOf, shortPrice } from './money'
import { sealFrozen } from './seal'
import { addStep, readChange } from './store'

/** How long a plan may be confirmed. */
const PLAN_MINUTES = 15
/** Of a new size this much should stay free above what is in use now. */
const HEADROOM = 0.2

/**
 * Plans a change of one instance with facts and a price of this moment, freezes the request, and keeps it until it is
 * confirmed or runs out. Throws `not-found`, `forbidden-scope`, `bad-input` with the fields at fault, and the
 * `ProviderError` of a cloud that could not be asked.
 */
export async function planChange(actor: Actor, draft: ChangeDraft, signal?: AbortSignal): Promise<Change> {
  const key = keyOf(draft.ref)
  const [known] = key ? await db().select().from(inventory).where(eq(inventory.ref, draft.ref)) : []
  if (!key || !known || actor.id === null) throw problem('not-found')
  const action = ACTIONS_OF[key.service][draft.action]
  if (!action) throw fieldProblem('action', 'invalid')
  const params = parse(action.params, draft.params, 'bad-input') as Record<string, unknown> // parameters are objects

  const door = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  const { detail, at } = await lookAt(door, key, known.facts.locator, signal)
  if (!detail) throw problem('not-found')
  const locator = { ...known.facts.locator, ...detail.facts.locator }
  const target: Target = { region: key.region, id: key.id, locator, detail }
  const refusal = reasonAgainst(action, detail, at)
  const [gathered, money] = await Promise.all([
    action.gather?.(door.call, target),
    refusal ? null : moneyOf(door.call, target.region, action.money?.(target, params), action.operation.costs),
  ])
  const id = newId()
  const { idempotency } = action.operation
  const input = {
    ...action.input(target, params, gathered),
    ...(idempotency === undefined ? {} : { [idempotency]: id }),
  }
  const place = { accountId: key.accountId, region: key.region }
  const request = await previewOperation(actor, action.operation, { ...place, input })
  const aims = action.aims(target, params)
  const checks: Check[] = [
    refusal ? { id: 'state', result: 'block', reason: refusal } : { id: 'state', result: 'ok' },
    ...noChange(aims, detail),
    ...(await otherChanges(draft.ref)),
    ...memoryFits(aims, detail),
    ...dataInUse(draft.action, detail),
  ]
  const consequences = consequencesOf(RULES_OF[key.service][draft.action] ?? [], detail.facts, params)
  const plan: Plan = {
    rows: rowsOf(aims, detail),
    consequences,
    noRuleKnown: consequences.length === 0,
    checks,
    blocked: checks.some(({ result }) => result === 'block'),
    costs: action.operation.costs ?? false,
    price: shortPrice(money),
    money,
    request,
    factsAt: at.toISOString(),
    status: detail.facts.status,
    vendorStatus: detail.facts.vendorStatus,
  }
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
      expiresAt: sql`now() + make_interval(mins => ${PLAN_MINUTES})`,
    })
    await addStep(tx, id, 'planned', actor.label)
    const { accountId } = place
    await announceChange(
      { id, accountId, ref: refOf(key), state: 'planned', action: draft.action, requestedLabel: actor.label },
      tx,
    )
  })
  return readChange(actor, id)
}

const rowsOf = (aims: readonly Aim[], detail: InstanceDetail): PlanRow[] =>
  aims.flatMap((aim) =>
    aim.is === 'gone'
      ? []
      : [{ field: aim.field, from: fieldOf(detail, aim.field), to: aim.is === 'equal' ? aim.value : null }],
  )

const noChange = (aims: readonly Aim[], detail: InstanceDetail): Check[] =>
  aims.length > 0 && aims.every((aim) => holds(aim, detail)) ? [{ id: 'no-change', result: 'block' }] : []

/** Changes of the same instance that are under way stop this one; one that waits for approval is told. */
async function otherChanges(ref: string): Promise<Check[]> {
  const others = await db()
    .select({ state: changes.state, by: changes.requestedLabel, action: changes.action, id: changes.id })
    .from(changes)
    .where(
      and(
        eq(changes.ref, ref),
        inArray(changes.state, [...RUNNING_STATES, 'waiting']),
        sql`(${changes.state} <> 'waiting' or ${changes.expiresAt} > now())`,
      ),
    )
    .orderBy(changes.createdAt)
  return others.map(({ state, ...params }) => ({
    id: 'other-change',
    result: state === 'waiting' ? 'warn' : 'block',
    params,
  }))
}

/** Whether a new size holds what is in use now, where both are told. */
function memoryFits(aims: readonly Aim[], { facts }: InstanceDetail): Check[] {
  const resized = aims.some(({ field }) => field === 'facts.memoryMb' || field === 'facts.class')
  if (!resized) return []
  const aim = aims.find(({ field }) => field === 'facts.memoryMb')
  const targetMb = aim?.is === 'equal' && typeof aim.value === 'number' ? aim.value : undefined
  if (targetMb === undefined || facts.usedMemoryMb === null) return [{ id: 'memory-fits', result: 'unknown' }]
  const usedMb = Math.round(facts.usedMemoryMb)
  const result = usedMb > targetMb ? 'block' : usedMb > targetMb * (1 - HEADROOM) ? 'warn' : 'ok'
  return [{ id: 'memory-fits', result, params: { usedMb, targetMb } }]
}

function dataInUse(action: ChangeDraft['action'], { facts }: InstanceDetail): Check[] {
  if (action !== 'flush' && action !== 'release') return []
  if (facts.usedMemoryMb === null) return [{ id: 'data-in-use', result: 'unknown' }]
  const usedMb = Math.round(facts.usedMemoryMb)
  return [{ id: 'data-in-use', result: usedMb > 0 ? 'warn' : 'ok', params: { usedMb } }]
}

/** Where an instance is, from a change's own row. */
export const keyOfChange = (row: {
  service: InstanceKey['service']
  accountId: string
  region: string
  instanceId: string
}): InstanceKey => ({ service: row.service, accountId: row.accountId, region: row.region, id: row.instanceId })
