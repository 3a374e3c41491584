import { notify } from '@/lib/db/notify'
import type { Lease } from './store'

const QUIET_MS = 250
/** How long the first rows may take before it is said that a reading began. */
const START_MS = 150

/**
 * Tells open browsers that rows of a shard changed: the first rows at once, then at most every 250 ms, and always
 * after the last change. A browser that misses one reads the rows at its next visit: nothing depends on it.
 */
export function announcer({ accountId, service, region }: Lease) {
  let last: number | undefined
  let pending: NodeJS.Timeout | undefined
  const send = (state: string) => {
    clearTimeout(pending)
    pending = undefined
    last = performance.now()
    return notify({ type: 'inventory', accountId, service, region, state }).catch(() => {})
  }
  const later = (ms: number) => {
    pending ??= setTimeout(() => void send('syncing'), ms)
  }
  return {
    began: () => later(START_MS),
    rows() {
      const wait = last === undefined ? 0 : last + QUIET_MS - performance.now()
      if (wait <= 0) void send('syncing')
      else later(wait)
    },
    ended: (state: 'ok' | 'failed' | 'never') => send(state),
  }
}
