import { type Fit, fitOf, type Need } from '@/lib/model/need'
import type { ClassOffer } from '@/lib/model/offer'

/** What a person narrows the list by. */
export interface Sieve {
  text: string
  architecture: string
  edition: string
  /** MB. */
  minMemory: number | null
  /** Leaves out what is refused and what does not fit. */
  onlyPossible: boolean
  /** Leaves out what is known to have no replica. Null: nobody chose; an instance that has one keeps it. */
  withReplica: boolean | null
}
export const WHOLE: Sieve = {
  text: '',
  architecture: '',
  edition: '',
  minMemory: null,
  onlyPossible: false,
  withReplica: null,
}

export interface SiftedRow {
  offer: ClassOffer
  /** Null: nothing was asked for. */
  fit: Fit | null
}

/** Edition and series as one word to filter by. */
export const editionOf = ({ edition, series }: ClassOffer) => [edition, series].filter(Boolean).join(' · ')

const RANK = { yes: 0, unknown: 1, no: 2 }
const rankOf = ({ offer, fit }: SiftedRow) => (offer.refused && !offer.current ? 3 : fit ? RANK[fit.fits] : 0)

/**
 * The rows that are left: smallest first, and what is refused last. With a need, what fits comes first, then what nobody
 * can tell of, then what is too small.
 */
export function sift(offers: readonly ClassOffer[], sieve: Sieve, need: Need): SiftedRow[] {
  const words = sieve.text.toLowerCase().split(/\s+/).filter(Boolean)
  const isAsked = Object.keys(need).length > 0
  const rows = offers.flatMap((offer): SiftedRow[] => {
    const text = `${offer.id} ${offer.class ?? ''} ${editionOf(offer)} ${offer.architecture} ${offer.versions.join(' ')}`
    if (!words.every((word) => text.toLowerCase().includes(word))) return []
    if (sieve.architecture && offer.architecture !== sieve.architecture) return []
    if (sieve.edition && editionOf(offer) !== sieve.edition) return []
    if (sieve.minMemory !== null && (offer.memoryMb === null || offer.memoryMb < sieve.minMemory)) return []
    if (sieve.withReplica && offer.replicas === 0 && !offer.current) return []
    const fit = isAsked ? fitOf(offer, need) : null
    if (sieve.onlyPossible && (offer.refused !== null || (fit && fit.fits !== 'yes'))) return []
    return [{ offer, fit }]
  })
  return rows.sort((a, b) => rankOf(a) - rankOf(b))
}
