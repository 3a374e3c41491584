import type { Reason } from '@/lib/model/action'
import type { ClassOffer } from '@/lib/model/offer'
import type { Target } from '@/lib/providers/actions'
import { manual, offer } from '@/lib/providers/offers'
import { RESIZE_GB } from './request-fields'

const MB_PER_GB = 1024

/** A capacity that the manual sells. Connections, bandwidth and operations per second are printed nowhere. */
export const capacityOffer = (
  gb: number,
  known: Pick<ClassOffer, 'engine' | 'architecture' | 'versions' | 'zones'>,
): ClassOffer =>
  offer({
    ...known,
    id: `${gb}GB`,
    choice: { gb },
    memoryMb: gb * MB_PER_GB,
    offeredBy: manual('CreateCacheCluster'),
    figuresFrom: [manual('CreateCacheCluster')],
  })

/** What ResizeCacheCluster refuses: clusters, sizes that are not on its list, and whatever is not larger than now. */
export function resized(one: ClassOffer, { architecture, memoryMb }: Target['detail']['facts']): ClassOffer {
  const current = memoryMb !== null && one.memoryMb === memoryMb
  const refused = (): Reason | null => {
    if (architecture === 'cluster') return { code: 'cluster' }
    if (current) return { code: 'same-size' }
    if (memoryMb !== null && one.memoryMb !== null && one.memoryMb < memoryMb)
      return { code: 'only-larger', params: { memoryMb } }
    if (!RESIZE_GB.some((gb) => gb === one.choice.gb)) return { code: 'not-resizable' }
    return null
  }
  return { ...one, current, refused: refused() }
}

/** Zones of a region: answers hold other regions' too, and name some twice. */
export const zonesOf = (set: readonly { Region: string; AvailabilityZone: string }[], region: string): string[] =>
  [...new Set(set.filter(({ Region }) => Region === region).map(({ AvailabilityZone }) => AvailabilityZone))].sort()

/** What a capacity is, for a rate card. */
export const sizeOf = ({ gb }: ClassOffer['choice']) => ({
  class: null,
  memoryMb: gb === undefined ? null : gb * MB_PER_GB,
  shards: null,
})
