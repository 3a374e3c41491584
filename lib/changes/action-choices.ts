import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { problem } from '@/lib/bff/problem'
import type { ActionId, Reason } from '@/lib/model/action'
import type { ChoiceList, InstanceChoices } from '@/lib/model/create'
import type { InstanceKey } from '@/lib/model/instance'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import type { Listing, Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { listedBy, ofInstances, usedThere } from './create-choices'
import { knownTarget } from './offers'

/**
 * What can be chosen for an action of an instance: asked of its cloud where it has an operation for it, else what other
 * instances of the place use. A list that is refused says so. Throws `not-found`, `forbidden-scope`.
 */
export async function actionChoices(
  actor: Actor,
  key: InstanceKey,
  actionId: ActionId,
  signal?: AbortSignal,
): Promise<InstanceChoices> {
  const door = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal })
  const { target } = await knownTarget(key)
  const action = ACTIONS_OF[key.service][actionId]
  if (!action) throw problem('not-found')
  const listings = Object.entries(action.choices ?? {})
  const lists = await Promise.all(
    listings.map(async ([name, listing]) => [name, await listFor(door.call, listing, key, target)] as const),
  )
  const none = listings.flatMap(([name, listing]): Reason[] => {
    const list = lists.find(([one]) => one === name)?.[1]
    return 'none' in listing && listing.none && list?.items.length === 0 && !list.error ? [{ code: listing.none }] : []
  })
  return { lists: Object.fromEntries(lists), reason: none[0] ?? null }
}

async function listFor(call: Call, listing: Listing, key: InstanceKey, target: Target): Promise<ChoiceList> {
  if ('operation' in listing) return listedBy(listing.operation, () => listing.list(call, target))
  const used = (await usedThere(key))[listing.known] ?? []
  const { network } = target.detail.facts
  // A move stays in its VPC.
  return ofInstances(used.filter(({ of }) => of === null || network.vpcId === null || of === network.vpcId))
}
