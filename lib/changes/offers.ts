import { and, eq, isNull } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import type { ClassOffer, InstanceOffers, OfferList, OffersQuery } from '@/lib/model/offer'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import { reasonAgainst, type Target } from '@/lib/providers/actions'
import { bareDetail } from '@/lib/providers/facts'
import { OFFERS_OF } from '@/lib/providers/offer-registry'
import { connectionsFit, memoryFits } from './fits'
import { usageOf } from './live-checks'

/**
 * What can be bought now, smallest first. Throws `not-found`, `forbidden-scope`, and the `ProviderError` of a cloud
 * that could not be asked.
 */
export async function offersToBuy(actor: Actor, query: OffersQuery, signal?: AbortSignal): Promise<OfferList> {
  const { accountId, service, ...ask } = query
  const { call } = await doorFor({ actor, accountId, lane: 'interactive', signal })
  const items = await OFFERS_OF[service].toBuy(call, ask)
  return { items: items.sort(bySize), at: new Date().toISOString() }
}

/** What an instance could become, by the facts that the inventory has of it; a plan asks its cloud again. Throws alike. */
export async function offersForInstance(actor: Actor, key: InstanceKey, signal?: AbortSignal): Promise<InstanceOffers> {
  const { call } = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal })
  const { target, factsAt } = await knownTarget(key)
  const [items, usage] = await Promise.all([
    OFFERS_OF[key.service].toBecome(call, target),
    usageOf(call, key.service, target, new Date()),
  ])
  const inUse = {
    usedMemoryMb: target.detail.facts.usedMemoryMb ?? usage?.usedMemoryMb,
    connections: usage?.connections,
  }
  return {
    items: items.map((offer) => held(offer, inUse)).sort(bySize),
    at: new Date().toISOString(),
    refused: reasonAgainst(ACTIONS_OF[key.service].spec, target.detail, new Date()),
    factsAt,
  }
}

/** An offer that is too small for what is in use is refused as a plan would refuse it; one without headroom says so. */
function held(
  offer: ClassOffer,
  { usedMemoryMb, connections }: { usedMemoryMb: number | null | undefined; connections: number | null | undefined },
): ClassOffer {
  if (offer.refused) return offer
  const checks = [memoryFits(usedMemoryMb, offer.memoryMb), connectionsFit(connections, offer.connections)]
  const said = (result: 'block' | 'warn') => {
    const found = checks.find((check) => check.result === result)
    return found ? { code: CODES[result][found.id === 'memory-fits' ? 0 : 1], params: found.params } : null
  }
  return { ...offer, refused: said('block'), tight: said('warn') }
}
const CODES = {
  block: ['memory-in-use', 'connections-in-use'],
  warn: ['memory-tight', 'connections-tight'],
} as const

/** An instance as the inventory knows it, for questions that change nothing. Throws `not-found`. */
export async function knownTarget(key: InstanceKey): Promise<{ target: Target; factsAt: string }> {
  const [row] = await db()
    .select()
    .from(inventory)
    .where(and(eq(inventory.ref, refOf(key)), isNull(inventory.goneAt)))
  if (!row) throw problem('not-found')
  const detail = { ...(row.detail ?? bareDetail(row.facts)), facts: row.facts }
  const target = { region: key.region, id: key.id, locator: row.facts.locator, detail }
  return { target, factsAt: row.seenAt.toISOString() }
}

/** Unknown sizes come last. */
const bySize = (a: ClassOffer, b: ClassOffer) =>
  (a.memoryMb ?? Infinity) - (b.memoryMb ?? Infinity) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
