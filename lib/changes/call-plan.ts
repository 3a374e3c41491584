import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { findOperation } from '@/lib/catalog'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import { targetTextOf } from '@/lib/explorer/target'
import { type ActionId } from '@/lib/model/action'
import { type InstanceDetail, refOf } from '@/lib/model/instance'
import type { OperationPreview } from '@/lib/model/operation'
import { type Consequence, type Plan } from '@/lib/model/plan'
import { idOf, type Operation } from '@/lib/operation'
import { ACTIONS_OF, RULES_OF } from '@/lib/providers/action-registry'
import { type Action, consequencesOf } from '@/lib/providers/actions'
import { bareDetail } from '@/lib/providers/facts'
import type { ChangeRow } from './store'

/** What a call of the explorer acts on, as far as its input and the inventory tell. */
export interface CallTarget {
  /** Of the instance that the input names; of a call that names none, or several, one of its own. */
  ref: string
  instanceId: string
  instanceName: string
  /** As last read; null for what the inventory does not have. */
  before: InstanceDetail | null
  factsAt: Date
}

/** Whose instance a call names. One that names several holds none of them. */
export async function callTarget(
  operation: Operation,
  input: unknown,
  { id, accountId, region }: { id: string; accountId: string; region: string },
): Promise<CallTarget> {
  const named = targetTextOf(operation, input) ?? ''
  const none = {
    ref: `call.${id}`,
    instanceId: named.slice(0, 300),
    instanceName: '',
    before: null,
    factsAt: new Date(),
  }
  if (named === '' || named.includes(',')) return none
  const ref = refOf({ service: operation.service, accountId, region, id: named })
  const [known] = await db()
    .select({ name: inventory.name, facts: inventory.facts, detail: inventory.detail, seenAt: inventory.seenAt })
    .from(inventory)
    .where(and(eq(inventory.ref, ref), isNull(inventory.goneAt)))
  if (!known) return { ...none, ref }
  const before = { ...(known.detail ?? bareDetail(known.facts)), facts: known.facts }
  return { ref, instanceId: named, instanceName: known.name, before, factsAt: known.seenAt }
}

/** Actions of the console that send the same operation: their policies and their rules count for a call as well. */
export const alikeOf = (operation: Operation): ActionId[] =>
  Object.entries(ACTIONS_OF[operation.service])
    .filter(([, action]) => idOf(action.operation) === idOf(operation))
    .map(([id]) => id as ActionId) // the table's own keys

/** The plan of a call: its request, and what the manual says of such calls whatever else they say. */
export function callPlan(operation: Operation, { before, factsAt }: CallTarget, request: OperationPreview): Plan {
  const alike = alikeOf(operation)
  const consequences = before ? alike.flatMap((action) => alwaysOf(operation, action, before)) : []
  return {
    rows: [],
    consequences: consequences.filter((one, at) => consequences.findIndex(({ id }) => id === one.id) === at),
    noRuleKnown: consequences.length === 0,
    checks: [],
    blocked: false,
    costs: operation.costs ?? false,
    price: null,
    money: null,
    request,
    alike,
    factsAt: factsAt.toISOString(),
    status: before?.facts.status ?? 'unknown',
    vendorStatus: before?.facts.vendorStatus ?? '',
  }
}

/** Rules that do not depend on what was chosen: a call has no choices that they know. */
const alwaysOf = ({ service }: Operation, action: ActionId, { facts }: InstanceDetail): Consequence[] =>
  consequencesOf(
    (RULES_OF[service][action] ?? []).filter(({ only }) => only?.params === undefined),
    facts,
    {},
  )

/**
 * How a change is done: by its service's table, or for a call of the explorer by the operation alone. Its effect cannot be
 * read then. Undefined for what no table has any more.
 */
export function actionOfRow(row: Pick<ChangeRow, 'service' | 'action' | 'operation'>): Action | undefined {
  if (row.action !== 'call') return ACTIONS_OF[row.service][row.action]
  const operation = findOperation(row.service, row.operation.slice(row.operation.indexOf('/') + 1))
  return operation && { operation, params: z.object({}), input: () => ({}), aims: () => [] }
}
