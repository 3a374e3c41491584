import { z } from 'zod'
import { type Actions, action } from '@/lib/providers/actions'
import { kingsoftRedisOperations as op } from './catalog'
import { hotKeyFacts, refusesAnalysis } from './key-analysis'

const NEVER = new Date(0).toISOString()

/** Analyses of Kingsoft Redis as changes. */
export const diagnosticsActions = {
  'analyze-keys': action(op.AnalyzeHotKeys, {
    params: z.strictObject({}),
    refuses: refusesAnalysis,
    observe: hotKeyFacts,
    input: ({ id, locator, detail }) => ({
      AvailableZone: locator.zone,
      CacheId: id,
      Engine: 'redis' as const,
      Mode: detail.facts.architecture === 'cluster' ? ('cluster' as const) : ('singledatanode' as const),
    }),
    aims: ({ detail: { seen } }) => [
      { field: 'seen.analysedAt', is: 'later', than: String(seen?.analysedAt ?? NEVER) },
    ],
  }),
} satisfies Actions
