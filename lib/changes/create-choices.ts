import { and, asc, eq, isNull } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { inScope } from '@/lib/bff/permission'
import { fieldProblem, problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { accounts, inventory } from '@/lib/db/schema'
import type { Choice, ChoiceList, ChoicesQuery, CreateChoices, CreateLike } from '@/lib/model/create'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import type { Operation } from '@/lib/operation'
import type { Call } from '@/lib/providers/contract'
import type { Asked, Lister, Told } from '@/lib/providers/creation'
import { CREATION_OF } from '@/lib/providers/creation-registry'
import { ProviderError } from '@/lib/providers/error'
import { bareDetail } from '@/lib/providers/facts'

/**
 * What a form for new instances can offer at a place, each list from whoever has it. A list that its cloud refuses says so.
 * Throws `not-found`, `forbidden-scope`, `account-paused`, `account-locked`.
 */
export async function createChoices(actor: Actor, query: ChoicesQuery, signal?: AbortSignal): Promise<CreateChoices> {
  const { service, accountId, region, zone, source } = query
  const door = await doorFor({ actor, accountId, lane: 'interactive', signal })
  if (!door.account.services.includes(service)) throw problem('not-found')
  // What the account's settings leave out is never read: what is made there would not be seen.
  if (!door.account.regions.includes(region)) throw fieldProblem('region', 'invalid')
  const creation = CREATION_OF[service]
  const asked: Asked = { region, zone, source, signal }
  const inUse = await usedThere(query)
  const names = Object.keys(creation.params.shape).filter((name) => name in creation.listers || LISTED.includes(name))
  // Two parameters can be of one list: it is asked for once.
  const answers = new Map<Lister['list'], Promise<ChoiceList>>()
  const listOf = (name: string): Promise<ChoiceList> | ChoiceList | null => {
    const lister = creation.listers[name]
    if (lister) {
      const answer = answers.get(lister.list) ?? fromCloud(lister, door.call, asked)
      answers.set(lister.list, answer)
      return answer
    }
    if (name === 'project') return projects(door.settings.projectIds, inUse.project ?? [])
    const items = inUse[name]
    return items ? ofInstances(items) : null
  }
  const lists = await Promise.all(names.map(async (name) => [name, await listOf(name)] as const))
  return { service, accountId, region, lists: Object.fromEntries(lists), leftOut: [...creation.leftOut] }
}

/** Parameters that name something of the cloud's, of which it may have no list. */
const LISTED: readonly string[] = [
  'zone',
  'secondaryZone',
  'vpcId',
  'subnetId',
  'resourceGroup',
  'project',
  'parameterGroup',
  'securityGroup',
  'sourceInstanceId',
  'backupId',
]

/** What known instances use: others can be right too. */
export const ofInstances = (items: Choice[]): ChoiceList => ({
  source: 'instances',
  operation: null,
  items,
  open: true,
  error: null,
})

const NOTHING_TOLD = { name: null, of: null, zone: null, refused: null, at: null }
const choiceOf = (told: Told): Choice => ({ ...NOTHING_TOLD, ...told })

async function fromCloud({ operation, needs, list }: Lister, call: Call, asked: Asked): Promise<ChoiceList> {
  const about = { source: 'cloud', operation: operation.name } as const
  if (needs !== undefined && asked[needs] === undefined) return { ...about, items: [], open: true, error: null }
  return listedBy(operation, () => list(call, asked))
}

/** What an operation listed, or why it could not be asked. */
export async function listedBy({ name }: Operation, told: () => Promise<Told[]>): Promise<ChoiceList> {
  const about = { source: 'cloud', operation: name } as const
  try {
    const items = (await told()).map(choiceOf)
    return { ...about, items, open: items.length === 0, error: null }
  } catch (error) {
    if (!(error instanceof ProviderError)) throw error
    const { kind, code = null, vendorMessage: message = null } = error
    return { ...about, items: [], open: true, error: { kind, code, message } }
  }
}

/** The account's own list, and those that its instances are in. */
function projects(named: readonly string[], used: readonly Choice[]): ChoiceList {
  const items = ['0', ...named].map((id) => used.find((one) => one.id === id) ?? choiceOf({ id }))
  const others = used.filter(({ id }) => !items.some((one) => one.id === id))
  const unique = [...new Map([...items, ...others].map((one) => [one.id, one])).values()]
  return { source: 'settings', operation: null, items: unique, open: true, error: null }
}

/** What instances of the same place use: no operation of these four APIs lists networks, groups of resources or projects. */
export async function usedThere({
  service,
  accountId,
  region,
}: Pick<ChoicesQuery, 'service' | 'accountId' | 'region'>): Promise<Record<string, Choice[]>> {
  const rows = await db()
    .select({ id: inventory.instanceId, facts: inventory.facts, detail: inventory.detail })
    .from(inventory)
    .where(
      and(
        eq(inventory.service, service),
        eq(inventory.accountId, accountId),
        eq(inventory.region, region),
        isNull(inventory.goneAt),
      ),
    )
    .orderBy(asc(inventory.name), asc(inventory.instanceId))
  const found: Record<string, Map<string, Choice>> = {}
  const add = (name: string, told: Told) => {
    const list = found[name] ?? new Map<string, Choice>()
    found[name] = list
    if (!list.has(told.id)) list.set(told.id, choiceOf(told))
  }
  for (const { id, facts, detail } of rows) {
    const { vpcId, subnetId } = facts.network
    if (vpcId) add('vpcId', { id: vpcId })
    if (subnetId) add('subnetId', { id: subnetId, of: vpcId, zone: facts.zone })
    if (detail?.resourceGroup) add('resourceGroup', { id: detail.resourceGroup })
    if (detail?.project) add('project', detail.project)
    else if (facts.locator.project) add('project', { id: facts.locator.project })
    add('sourceInstanceId', { id, name: facts.name, zone: facts.zone })
  }
  const sorted = (list: Map<string, Choice>) => [...list.values()]
  return Object.fromEntries(Object.entries(found).map(([name, list]) => [name, sorted(list)]))
}

/** A draft that would make such an instance, by what the inventory knows of it. Throws `not-found`, `forbidden-scope`. */
export async function createLike(actor: Actor, key: InstanceKey): Promise<CreateLike> {
  const [found] = await db()
    .select({ row: inventory, account: accounts })
    .from(inventory)
    .innerJoin(accounts, eq(accounts.id, inventory.accountId))
    .where(eq(inventory.ref, refOf(key)))
  if (!found || found.row.goneAt) throw problem('not-found')
  if (!inScope(actor.scope, found.account)) throw problem('forbidden-scope')
  const { facts, detail } = found.row
  const { params, unknown } = CREATION_OF[key.service].like({ ...(detail ?? bareDetail(facts)), facts })
  const { service, accountId, region } = key
  return { service, accountId, region, params: { ...params }, unknown }
}
