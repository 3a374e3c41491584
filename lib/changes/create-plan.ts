import type { Actor } from '@/lib/bff/actor'
import { type Door, doorFor } from '@/lib/bff/execute'
import { previewOperation } from '@/lib/bff/explorer/preview'
import { parse } from '@/lib/bff/parse'
import { fieldProblem, ProblemError, problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import type { Change } from '@/lib/model/change'
import type { CreateDraft } from '@/lib/model/create'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import type { Plan, PlanRow } from '@/lib/model/plan'
import { idOf, type Operation } from '@/lib/operation'
import { RULES_OF } from '@/lib/providers/action-registry'
import { consequencesOf } from '@/lib/providers/actions'
import type { Creation, Params } from '@/lib/providers/creation'
import { CREATION_OF } from '@/lib/providers/creation-registry'
import { redact } from '@/lib/redact'
import { creationChecks, type WantedNew } from './create-checks'
import { moneyOfCreation } from './create-money'
import { shortPrice } from './money'
import { PLAN_MINUTES } from './plan'
import { sealFrozen } from './seal'
import { keepNew, toChange } from './store'

/** What stands for an instance that its cloud has not named yet. */
const NEW = 'new-'

/**
 * Where new instances will be. The last part is the change's id where a token makes sending again safe; else it is the
 * name, so that of two creations that nobody could tell apart afterwards only one runs at a time.
 */
export function placeholderOf(
  { service, accountId, region }: Pick<CreateDraft, 'service' | 'accountId' | 'region'>,
  id: string,
  { idempotency }: Operation,
  name: string,
): InstanceKey {
  return { service, accountId, region, id: `${NEW}${idempotency === undefined ? name : id}` }
}

/** Plans new instances, freezes the request and keeps it. Throws what `planChange` throws. */
export async function planCreation(actor: Actor, draft: CreateDraft, signal?: AbortSignal): Promise<Change> {
  const { service, accountId, region } = draft
  if (actor.id === null) throw problem('not-found')
  const creation = CREATION_OF[service]
  const params = parsed(creation, draft.params)
  const door = await doorFor({ actor, accountId, lane: 'interactive', signal, insist: true })
  if (!door.account.services.includes(service)) throw problem('not-found')
  // What the account's settings leave out is never read: what is made there would not be seen.
  if (!door.account.regions.includes(region)) throw fieldProblem('region', 'invalid')
  const id = newId()
  const { operation, input: asked } = creation.request(region, params)
  const { idempotency } = operation
  const input = { ...asked, ...(idempotency === undefined ? {} : { [idempotency]: id }) }
  const { name } = creation.likeness(params)
  const key = placeholderOf(draft, id, operation, name)
  const ref = refOf(key)
  const wanted: WantedNew = { id, key, ref, creation, params }
  // Before any cloud is asked: the row's own schema has the last word on what can be sent.
  const request = await previewOperation(actor, operation, { accountId, region, input })
  const plan: Plan = { ...(await computeCreation(door, wanted, operation, signal)), request }
  const sealed = await sealFrozen(id, { input, params: { ...params } })
  const values = {
    id,
    ref,
    service,
    accountId,
    region,
    instanceId: key.id,
    instanceName: name,
    action: 'create',
    operation: idOf(operation),
    kind: 'write',
    state: 'planned',
    params: redact(creation.params, params) as Record<string, unknown>, // an object stays one
    plan,
    locator: creation.locator(params),
    sealed,
    reason: draft.reason ?? null,
    requestedBy: actor.id,
    requestedLabel: actor.label,
  } as const
  const { row, steps } = await keepNew(values, 'planned', db(), PLAN_MINUTES)
  return toChange(row, door.account, steps)
}

/** What new instances would be by facts, prices and rules of this moment; everything of the plan but the request. */
export async function computeCreation(
  door: Pick<Door, 'call' | 'settings'>,
  wanted: WantedNew,
  operation: Operation,
  signal?: AbortSignal,
): Promise<Omit<Plan, 'request'>> {
  const { creation, params, key } = wanted
  const [checks, money] = await Promise.all([
    creationChecks(door, wanted, signal),
    moneyOfCreation(door.call, wanted, operation),
  ])
  const rules = RULES_OF[key.service].create ?? []
  const consequences = consequencesOf(rules, creation.facts(params), { ...params, ...givenOf(creation, params) })
  return {
    rows: rowsOf(creation, params),
    consequences,
    noRuleKnown: consequences.length === 0,
    checks,
    blocked: checks.some(({ result }) => result === 'block'),
    costs: operation.costs ?? false,
    price: shortPrice(money),
    money,
    factsAt: new Date().toISOString(),
    status: 'unknown',
    vendorStatus: '',
  }
}

/** As `parse`, with the fields named as they stand in the draft. */
function parsed(creation: Creation, params: Params): Record<string, unknown> {
  try {
    return parse(creation.params, params, 'bad-input') as Record<string, unknown> // parameters are objects
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.extra.fields) throw error
    const fields = Object.entries(error.extra.fields).map(([name, why]) => [`params.${name}`, why])
    throw problem('bad-input', { fields: Object.fromEntries(fields) })
  }
}

const isGiven = (value: unknown) => value !== undefined && !(Array.isArray(value) && value.length === 0)

/** `given.<param>` of each parameter: rules ask for what was left out, too. */
const givenOf = ({ params: schema }: Creation, params: Params) =>
  Object.fromEntries(Object.keys(schema.shape).map((name) => [`given.${name}`, isGiven(params[name])]))

/** Choices that mean nothing of what is billed as it is used. */
const OF_SUBSCRIPTIONS: readonly string[] = ['pay', 'autoRenew']

/** A line for each thing that was chosen, secrets apart. */
function rowsOf({ params: schema, network }: Creation, params: Params): PlanRow[] {
  const blank = redact(schema, params) as Record<string, unknown> // an object stays one
  return Object.keys(schema.shape)
    .filter((name) => isGiven(params[name]) && blank[name] === params[name] && name !== 'tags')
    .filter((name) => params.chargeType === 'subscription' || !OF_SUBSCRIPTIONS.includes(name))
    .map((name): PlanRow => ({ field: `create.${name}`, from: null, to: shown(params[name]) }))
    .concat(network ? [{ field: 'create.network', from: null, to: network(params) }] : [])
    .concat(tagRow(params))
}

const shown = (value: unknown): PlanRow['to'] =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null

/** Tags are a list, which a line shows as text. */
function tagRow({ tags }: Params): PlanRow[] {
  if (!Array.isArray(tags) || tags.length === 0) return []
  const texts = tags.map(({ key, value }: { key: string; value: string }) => (value === '' ? key : `${key}=${value}`))
  return [{ field: 'create.tags', from: null, to: texts.join(', ') }]
}
