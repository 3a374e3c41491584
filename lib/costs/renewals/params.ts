import { z } from 'zod'
import { queryText, sortText, windowText } from '@/lib/bff/query-params'
import { BatchRefs } from '@/lib/model/batch'
import { RENEWAL_MONTH, RENEWAL_SORTS, RenewalShow } from '@/lib/model/renewal'

export const RenewalSearch = z.object({
  q: queryText,
  show: RenewalShow.default('ending'),
  month: z.union([z.literal(''), z.string().regex(RENEWAL_MONTH)]).default(''),
  sort: sortText(RENEWAL_SORTS, 'end'),
})
export const RenewalQuery = RenewalSearch.extend(windowText)

/** POST /api/costs/renewals/sum: of as many as a batch may have. */
export const RenewalRefs = BatchRefs
