import { z } from 'zod'
import { type Actions, action } from '@/lib/providers/actions'
import { jdcloudRedisOperations as op } from './catalog'
import { runsOf } from './key-analysis'

const NEVER = new Date(0).toISOString()

/** Analyses of JD Cloud Redis as changes. */
export const diagnosticsActions = {
  'analyze-keys': action(op.createCacheAnalysis, {
    params: z.strictObject({}),
    refuses: ({ seen }) => (seen?.atWork === true ? { code: 'at-work' } : null),
    observe: async (call, target) => {
      // Two days: one that was started before midnight may run yet.
      const runs = await runsOf(call, target, new Date(), 2)
      return { analysedAt: runs[0]?.startedAt ?? null, atWork: runs.some(({ state }) => state === 'running') }
    },
    input: ({ id, region }) => ({ regionId: region, cacheInstanceId: id, sizeMode: 'memorySize' as const }),
    aims: ({ detail: { seen } }) => [
      { field: 'seen.analysedAt', is: 'later', than: String(seen?.analysedAt ?? NEVER) },
    ],
  }),
} satisfies Actions
