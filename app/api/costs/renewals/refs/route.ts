import { route } from '@/lib/bff/route'
import { RenewalSearch } from '@/lib/costs/renewals/params'
import { renewalRefs } from '@/lib/costs/renewals/search'

/** GET /api/costs/renewals/refs: references of all that match, in the order of the list. */
export const GET = route({ access: 'viewer', query: RenewalSearch }, async ({ query, actor }) => ({
  refs: await renewalRefs(actor.scope, query),
}))
