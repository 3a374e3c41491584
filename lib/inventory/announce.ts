import { notify } from '@/lib/db/notify'
import type { Lease } from './store'

const QUIET_MS = 100

/**
 * Tells open browsers that rows of a shard changed: the first time at once, then at most every 100 ms, and always
 * after the last change. A browser that misses one reads the rows at its next visit: nothing depends on it.
 */
export function announcer({ accountId, service, region }: Lease) {
  let last = 0
  let pending: NodeJS.Timeout | undefined
  const send = (state: string) => {
    last = performance.now()
    return notify({ type: 'inventory', accountId, service, region, state }).catch(() => {})
  }
  return {
    rows() {
      if (pending) return
      const wait = last + QUIET_MS - performance.now()
      if (last === 0 || wait <= 0) void send('syncing')
      else
        pending = setTimeout(() => {
          pending = undefined
          void send('syncing')
        }, wait)
    },
    async ended(state: 'ok' | 'failed' | 'never') {
      clearTimeout(pending)
      await send(state)
    },
  }
}
