import { compare } from './money'
import type { ClassOffer, OfferPrice } from './offer'
import type { Priced } from './plan-money'

/** What an instance has to hold or bear. Left out: it does not matter. */
export interface Need {
  memoryMb?: number
  connections?: number
  qps?: number
  bandwidthMbps?: number
}

export const DIMENSIONS = ['memoryMb', 'connections', 'qps', 'bandwidthMbps'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** Why an offer is too small, or why nobody can tell: `has` is null where no source tells the figure. */
export interface Lack {
  dimension: Dimension
  wanted: number
  has: number | null
}

/** `yes`; `no`, with what is too small; `unknown`, where nothing is known to be too small and something is not known. */
export interface Fit {
  fits: 'yes' | 'no' | 'unknown'
  lacks: Lack[]
}

/** Percent of an instance's memory that stay free where nobody set another figure: what is needed must fit into the rest. */
export const HEADROOM_PERCENT = 20
export const HEADROOM = HEADROOM_PERCENT / 100

/** The need with memory as an instance must have it, so that `headroom` of it stays free; whole MB. */
export const withHeadroom = (need: Need, headroom = HEADROOM): Need =>
  need.memoryMb === undefined ? need : { ...need, memoryMb: Math.ceil(need.memoryMb / (1 - headroom)) }

/** Whether an offer has what is needed. An unknown figure is no yes. */
export function fitOf(offer: Pick<ClassOffer, Dimension>, need: Need): Fit {
  const lacks = DIMENSIONS.flatMap((dimension): Lack[] => {
    const [wanted, has] = [need[dimension], offer[dimension]]
    if (wanted === undefined || (has !== null && has >= wanted)) return []
    return [{ dimension, wanted, has }]
  })
  const fits = lacks.length === 0 ? 'yes' : lacks.some(({ has }) => has !== null) ? 'no' : 'unknown'
  return { fits, lacks }
}

/** Whether two amounts can be compared: the same currency, for the same time. */
const alike = (a: Priced, b: Priced) =>
  a.currency === b.currency && a.currency !== null && a.unit === b.unit && a.count === b.count

/**
 * Ids of the cheapest offers that fit, are not refused and have a price; several when they cost the same. Empty when
 * there is none, and when their prices cannot be compared with each other.
 */
export function cheapest(
  offers: readonly Pick<ClassOffer, Dimension | 'id' | 'refused'>[],
  prices: ReadonlyMap<string, Pick<OfferPrice, 'price'>>,
  need: Need,
): string[] {
  const priced = offers.flatMap((offer) => {
    const price = prices.get(offer.id)?.price
    return price && offer.refused === null && fitOf(offer, need).fits === 'yes' ? [{ id: offer.id, price }] : []
  })
  const [first] = priced
  if (!first || !priced.every(({ price }) => alike(price, first.price))) return []
  const best = priced.reduce((a, b) => (compare(b.price.amount, a.price.amount) < 0 ? b : a))
  return priced.filter(({ price }) => compare(price.amount, best.price.amount) === 0).map(({ id }) => id)
}
