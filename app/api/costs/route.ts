import { route } from '@/lib/bff/route'
import { costPage } from '@/lib/costs/page'
import { CostQuery } from '@/lib/costs/params'

/** GET /api/costs: what everything in scope, or one part of it, costs a month, told apart by one dimension, and how it came to be so. */
export const GET = route(
  { access: 'viewer', query: CostQuery },
  ({ actor, query: { only, onlyTag, key, by, tag, range } }) =>
    costPage(actor.scope, { by, tag, range, only: only ? { by: only, tag: onlyTag, key } : null }),
)
