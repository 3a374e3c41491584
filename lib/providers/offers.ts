import type { ClassOffer, OfferChargeType, OfferSource } from '@/lib/model/offer'
import type { Target } from './actions'
import type { Call } from './contract'
import type { PriceCall } from './prices'

/** What is to be bought, as far as it was chosen. */
export interface OfferAsk {
  region: string
  zone?: string
  engine?: ClassOffer['engine']
  version?: string
  chargeType: OfferChargeType
}

export interface PriceAsk {
  region: string
  zone?: string
  chargeType: OfferChargeType
  /** Of a subscription. */
  months: number
  class: string
}

/** How a service tells what it sells. All throw the cloud's `ProviderError`. */
export interface Offers {
  /** What can be bought there, in any order. */
  toBuy(call: Call, ask: OfferAsk): Promise<ClassOffer[]>
  /** What this instance could become, with what its manual refuses for it; its own size is among them if it is sold. */
  toBecome(call: Call, target: Target): Promise<ClassOffer[]>
  /** Where the cloud quotes: what having that class costs; undefined where it cannot be asked for so many months. */
  priceOfBuying?(ask: PriceAsk): PriceCall | undefined
  /** Where the cloud quotes nothing: what a rate card needs to know of a choice; null where no manual tells. */
  sizeOf?(choice: ClassOffer['choice']): Pick<ClassOffer, 'class' | 'memoryMb' | 'shards'>
  /** Where the cloud tells: how many instances the account may have in a region, and has. Null: it did not say. */
  quota?(call: Call, region: string): Promise<{ max: number; used: number } | null>
}

export const live = (name: string): OfferSource => ({ from: 'live', name })
export const manual = (name: string): OfferSource => ({ from: 'manual', name })

/** Makes an offer of what is known about it; what is left out is unknown. */
export const offer = (
  known: Partial<ClassOffer> & Pick<ClassOffer, 'id' | 'choice' | 'engine' | 'architecture' | 'offeredBy'>,
): ClassOffer => ({
  class: known.choice.class ?? null,
  edition: null,
  series: null,
  versions: [],
  zones: null,
  memoryMb: null,
  shards: null,
  replicas: null,
  connections: null,
  bandwidthMbps: null,
  qps: null,
  figuresFrom: [],
  refused: null,
  current: false,
  ...known,
})

/** Bandwidth that a vendor prints in megabytes a second. */
export const mbit = (megabytes: number | null) => (megabytes === null ? null : megabytes * 8)
