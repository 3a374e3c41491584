import type { ClassOffer } from '@/lib/model/offer'
import type { Check } from '@/lib/model/plan'
import type { ServiceId } from '@/lib/operation'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { OFFERS_OF } from '@/lib/providers/offer-registry'
import type { OfferAsk } from '@/lib/providers/offers'

/** `unknown` where the cloud cannot be asked, or does not answer: there is still a plan. */
async function unlessSilent(check: Check['id'], work: Promise<Check>): Promise<Check> {
  try {
    return await work
  } catch (error) {
    if (error instanceof ProviderError) return { id: check, result: 'unknown' }
    throw error
  }
}

const offered = (offers: readonly ClassOffer[], { class: name, shards, gb }: ClassOffer['choice']) =>
  offers.find(({ choice }) => choice.class === name && choice.shards === shards && choice.gb === gb)

/** Whether it is on offer now. `ok` only where a live answer said so by zone; a printed list is no stock. */
function stock(found: ClassOffer | undefined, zone: string | null | undefined): Check {
  if (!found) return { id: 'stock', result: 'block', reason: { code: 'not-sold' } }
  // That it is this size already is another check's word.
  if (found.refused && found.refused.code !== 'same-size')
    return { id: 'stock', result: 'block', reason: found.refused }
  if (!zone || found.zones === null || found.offeredBy.from === 'manual') return { id: 'stock', result: 'unknown' }
  return found.zones.includes(zone)
    ? { id: 'stock', result: 'ok' }
    : {
        id: 'stock',
        result: 'block',
        reason: { code: 'other-zone', params: { zone, zones: found.zones.join(', ') } },
      }
}

export interface OfferOfChange {
  /** Whether the target is on offer for this instance in its zone now, and not refused to it. */
  check: Check
  /** What is known of the target, and of what it is now; undefined when it is not sold or nobody answered. */
  to: ClassOffer | undefined
  now: ClassOffer | undefined
}

/** What a change of size would make of an instance. */
export async function offerOfChange(
  call: Call,
  service: ServiceId,
  target: Target,
  choice: ClassOffer['choice'],
): Promise<OfferOfChange> {
  let offers: ClassOffer[]
  try {
    offers = await OFFERS_OF[service].toBecome(call, target)
  } catch (error) {
    if (error instanceof ProviderError)
      return { check: { id: 'stock', result: 'unknown' }, to: undefined, now: undefined }
    throw error
  }
  const { zone, shards } = target.detail.facts
  // Left out, a cluster of chosen shards keeps their number.
  const kept = choice.shards === undefined && offers.some((one) => one.class === choice.class && one.choice.shards)
  const to = offered(offers, kept ? { ...choice, shards: shards ?? undefined } : choice)
  return { check: stock(to, zone), to, now: offers.find(({ current }) => current) }
}

/** Of buying: whether it is on offer there now. */
export const stockToBuy = (
  call: Call,
  service: ServiceId,
  ask: OfferAsk,
  choice: ClassOffer['choice'],
): Promise<Check> =>
  unlessSilent(
    'stock',
    OFFERS_OF[service].toBuy(call, ask).then((offers) => stock(offered(offers, choice), ask.zone)),
  )

/** Whether the account may have so many more instances in a region; a change of size adds none. */
export async function quotaCheck(call: Call, service: ServiceId, region: string, adds: number): Promise<Check> {
  const asked = OFFERS_OF[service].quota?.(call, region)
  if (!asked) return { id: 'quota', result: 'unknown' }
  return unlessSilent(
    'quota',
    asked.then((quota) =>
      quota === null
        ? { id: 'quota', result: 'unknown' }
        : { id: 'quota', result: quota.used + adds > quota.max ? 'block' : 'ok', params: { ...quota, adds } },
    ),
  )
}
