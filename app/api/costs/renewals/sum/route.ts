import { route } from '@/lib/bff/route'
import { RenewalRefs } from '@/lib/costs/renewals/params'
import { renewalSum } from '@/lib/costs/renewals/search'

/** POST /api/costs/renewals/sum: what chosen instances come to. POST because their names do not fit into an address; changes nothing. */
export const POST = route({ access: 'viewer', body: RenewalRefs }, ({ actor, body }) =>
  renewalSum(actor.scope, body.refs),
)
