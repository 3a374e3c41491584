import { z } from 'zod'
import { type Aim, NEVER, type Seen, type SeenDetail, type Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { ProviderError } from '@/lib/providers/error'
import { orNull, timeOrNull } from '@/lib/providers/facts'
import { jdcloudRedisOperations as op } from './catalog'

const at = ({ id, region }: Target) => ({ regionId: region, cacheInstanceId: id })

/**
 * The last erasing of this kind as describeClearData tells it: when it began or ended, and whether it goes on. The status
 * of the instance does not show it.
 */
async function lastClearing(call: Call, target: Target, clearType: string): Promise<Seen> {
  try {
    const { data } = await call(op.describeClearData, at(target), { region: target.region })
    const { clearType: kind, status, lastTransitionTime } = data.result
    return {
      atWork: orNull(status) === 'running',
      clearedAt: kind === clearType && orNull(status) !== 'failed' ? timeOrNull(lastTransitionTime) : null,
    }
  } catch (error) {
    // It was never done.
    if (error instanceof ProviderError && error.kind === 'not-found') return { atWork: false, clearedAt: null }
    throw error
  }
}

/**
 * Erasing keys. One at a time: what ended after the look right before sending began after it as well, so it is this one.
 */
export const clearing = (clearType: 'AllData' | 'ExpiredData') => ({
  params: z.strictObject({}),
  refuses: ({ seen }: SeenDetail) => (seen?.atWork === true ? ({ code: 'at-work' } as const) : null),
  observe: (call: Call, target: Target) => lastClearing(call, target, clearType),
  input: (target: Target) => ({ ...at(target), clearType }),
  aims: ({ detail: { seen } }: Target): Aim[] =>
    seen === undefined ? [] : [{ field: 'seen.clearedAt', is: 'later', than: String(seen.clearedAt ?? NEVER) }],
})
