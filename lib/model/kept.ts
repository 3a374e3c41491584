import type { Collection } from './collection'
import { MINUTE_MS, type Span } from './time-range'

/** So far back a cloud is asked for metrics of the past where no manual says how far it has them. */
export const CLOUD_REACH_DAYS = 30
/** The newest so many minutes of what is kept of slow commands are asked for once more: clouds are late. */
export const SLOW_AGAIN_MS = 600_000

/** The whole minutes of a span whose slow commands are read from what is kept alone; none: it does not begin before it ends. */
export function keptWithin({ from, to }: Span, collection: Pick<Collection, 'slowLog'> | undefined): Span {
  if (!collection?.slowLog) return { from, to: from }
  const [first, last] = [Date.parse(collection.slowLog.from), Date.parse(collection.slowLog.to) - SLOW_AGAIN_MS]
  return {
    from: Math.max(from, Math.ceil(first / MINUTE_MS) * MINUTE_MS),
    to: Math.min(to, Math.floor(last / MINUTE_MS) * MINUTE_MS),
  }
}
