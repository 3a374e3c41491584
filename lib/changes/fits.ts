import { HEADROOM } from '@/lib/model/need'
import type { Check } from '@/lib/model/plan'

/** How a limit takes what is in use: `warn` leaves less free than it should. */
export function fits(inUse: number, limit: number): 'ok' | 'warn' | 'block' {
  return inUse > limit ? 'block' : inUse > limit * (1 - HEADROOM) ? 'warn' : 'ok'
}

/** Whether a new size holds the memory that is in use, in MB; null is unknown. Plans and tables of classes ask this. */
export function memoryFits(used: number | null | undefined, targetMb: number | null | undefined): Check {
  if (used == null || targetMb == null) return { id: 'memory-fits', result: 'unknown' }
  const usedMb = Math.round(used)
  return { id: 'memory-fits', result: fits(usedMb, targetMb), params: { usedMb, targetMb } }
}

/** Whether a new limit holds the connections that are open now; those above it would be cut off. */
export function connectionsFit(inUse: number | null | undefined, limit: number | null | undefined): Check {
  if (inUse == null || limit == null) return { id: 'connections-fit', result: 'unknown' }
  return { id: 'connections-fit', result: fits(inUse, limit), params: { known: 'yes', inUse, limit } }
}
