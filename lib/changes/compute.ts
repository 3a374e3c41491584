import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Door } from '@/lib/bff/execute'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { type ActionId } from '@/lib/model/action'
import { RUNNING_STATES } from '@/lib/model/change'
import type { InstanceDetail, InstanceFacts, InstanceKey } from '@/lib/model/instance'
import { type Check, type Plan } from '@/lib/model/plan'
import { RULES_OF } from '@/lib/providers/action-registry'
import { type Action, consequencesOf, reasonAgainst, type SeenDetail, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { hazardsOfRows } from '@/lib/providers/parameters'
import { askOnce } from './ask-once'
import { exposureChecks } from './exposure-checks'
import { backupAge, usageOf } from './live-checks'
import { type Keeping, lookFor } from './look'
import { moneyFor, shortPrice } from './money'
import { openOrders, ordersOf } from './open-orders'
import { dataInUse, memoryFitsOf, noChange, noRuleOn, paidUntil, pendingOrder, rowsOf } from './plan-parts'
import { restoreChecks } from './restore-checks'
import { isReplicaLost, specFacts, specRows } from './spec-plan'
import { subnetZone } from './subnet-zone'

export interface Wanted {
  /** Of the change: its token where the operation takes one. */
  id: string
  key: InstanceKey
  /** What it holds while it runs. */
  ref: string
  locator: InstanceFacts['locator']
  actionId: ActionId
  action: Action
  params: Record<string, unknown>
}

export interface Computed {
  /** Everything of the plan but how the request looks. */
  plan: Omit<Plan, 'request'>
  input: Record<string, unknown>
  detail: SeenDetail
  locator: InstanceFacts['locator']
}

/** How a plan may save time. */
export interface Hurry {
  /** As the inventory has it: what these facts would ask is asked while the instance is read. */
  kept?: InstanceDetail
  /** Keeps what was read, which the plan then does not wait for. */
  keeping?: Keeping
}

/**
 * What a change would do by facts, prices and rules of this moment, and its request. It is asked when a change is planned,
 * and again right before a scheduled one is sent. Undefined when the instance is not there. Throws what the cloud throws.
 */
export async function computePlan(
  door: Door,
  wanted: Wanted,
  signal?: AbortSignal,
  { kept, keeping }: Hurry = {},
): Promise<Computed | undefined> {
  const { id, key, ref, locator, action, params } = wanted
  const { call, end } = askOnce(door.call)
  // One moment for all of them, so that what is asked ahead is the same question.
  const now = new Date()
  try {
    const looking = lookFor(door, key, locator, { action, params }, signal, keeping)
    if (kept) ahead(call, wanted, kept, now)
    const known = Promise.all([
      otherChanges(ref, id),
      action.operation.costs ? ordersOf(ref, id) : [],
      wanted.actionId === 'move-zone' ? subnetZone(key, params.subnetId, params.zone) : [],
    ])
    const [{ detail, at }, [others, orders, subnet]] = await Promise.all([looking, known])
    if (!detail) return undefined
    const other = [...others, ...(await openOrders(orders, detail)), ...subnet]
    return await planOf(call, wanted, { detail, at, now, other })
  } finally {
    end()
  }
}

/** Begins what kept facts ask. Whatever comes of it counts only when the facts of now ask the same. */
function ahead(call: Call, wanted: Wanted, detail: InstanceDetail, now: Date): void {
  const { key, locator, action, params } = wanted
  // Of what has to be observed first, and what would be refused, nothing is known ahead.
  if (action.observe || reasonAgainst(action, detail, now)) return
  const target: Target = { region: key.region, id: key.id, locator, detail }
  if (action.refusesChoice?.(target, params)) return
  void ask(call, wanted, target, now).catch(() => {})
}

/** All that a plan asks beyond the instance itself, at the same time. */
const ask = async (call: Call, { key, actionId, action, params }: Wanted, target: Target, now: Date, refused = false) =>
  Promise.all([
    action.gather?.(call, target),
    refused ? null : moneyFor(call, key.service, action, target, params),
    refused ? [] : backupAge(call, key.service, actionId, target, now),
    refused || actionId !== 'spec' ? undefined : specFacts(call, key.service, target, params, now),
    refused || !(actionId === 'flush' || actionId === 'release') ? undefined : usageOf(call, key.service, target, now),
    refused ? [] : restoreChecks(call, key.service, actionId, target, params, now),
    refused ? [] : exposureChecks(call, key.service, actionId, target),
  ])

interface Found {
  detail: SeenDetail
  at: Date
  now: Date
  other: Check[]
}

async function planOf(call: Call, wanted: Wanted, { detail, at, now, other }: Found): Promise<Computed> {
  const { id, key, locator: known, actionId, action, params } = wanted
  const locator = { ...known, ...detail.facts.locator }
  const target: Target = { region: key.region, id: key.id, locator, detail }
  const refusal = reasonAgainst(action, detail, at) ?? action.refusesChoice?.(target, params) ?? null
  const [gathered, money, backup, spec, usage, restore, exposure] = await ask(
    call,
    wanted,
    target,
    now,
    refusal !== null,
  )
  const { idempotency } = action.operation
  const input = {
    ...action.input(target, params, gathered),
    ...(idempotency === undefined ? {} : { [idempotency]: id }),
  }
  const aims = action.aims(target, params)
  const checks: Check[] = [
    refusal && refusal.code !== 'pending-order'
      ? { id: 'state', result: 'block', reason: refusal }
      : { id: 'state', result: 'ok' },
    ...noChange(aims, detail),
    ...other,
    ...(spec?.checks ?? []),
    ...memoryFitsOf(aims, detail, spec),
    ...dataInUse(actionId, detail, usage?.usedMemoryMb ?? null),
    ...paidUntil(actionId, detail, now),
    ...backup,
    ...restore,
    ...exposure,
    ...pendingOrder(action, detail),
    ...(action.checks?.(target, params) ?? []),
  ]
  const observed = Object.fromEntries(Object.entries(detail.seen ?? {}).map(([name, fact]) => [`seen.${name}`, fact]))
  const chosen = { ...params, ...observed, 'to.standalone': isReplicaLost(detail, spec) }
  const consequences = consequencesOf(RULES_OF[key.service][actionId] ?? [], detail.facts, chosen)
  const rows = spec
    ? specRows(rowsOf(aims, detail), detail, spec)
    : (action.rows?.(target, params) ?? rowsOf(aims, detail))
  const hazards = hazardsOfRows(rows)
  return {
    input,
    detail,
    locator,
    plan: {
      rows,
      consequences,
      ...(hazards.length > 0 && { hazards }),
      // When it happens is not what it does.
      noRuleKnown: consequences.every(({ id: rule }) => rule === 'in-window'),
      ...noRuleOn(actionId, consequences, detail),
      checks,
      blocked: checks.some(({ result }) => result === 'block'),
      costs: action.operation.costs ?? false,
      price: shortPrice(money),
      money,
      factsAt: at.toISOString(),
      status: detail.facts.status,
      vendorStatus: detail.facts.vendorStatus,
    },
  }
}

/** Changes of the same instance that are under way stop this one; one that waits for approval or its time is told. */
async function otherChanges(ref: string, id: string): Promise<Check[]> {
  const others = await db()
    .select({ state: changes.state, by: changes.requestedLabel, action: changes.action, id: changes.id })
    .from(changes)
    .where(
      and(
        eq(changes.ref, ref),
        ne(changes.id, id),
        inArray(changes.state, [...RUNNING_STATES, 'waiting', 'scheduled']),
        sql`(${changes.state} <> 'waiting' or ${changes.expiresAt} > now())`,
      ),
    )
    .orderBy(changes.createdAt)
  return others.map(({ state, ...params }) => ({
    id: 'other-change',
    result: state === 'waiting' || state === 'scheduled' ? 'warn' : 'block',
    params,
  }))
}
