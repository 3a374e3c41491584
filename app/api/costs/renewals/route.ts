import { jsonText } from '@/lib/bff/json'
import { route } from '@/lib/bff/route'
import { RenewalQuery } from '@/lib/costs/renewals/params'
import { renewalWindow } from '@/lib/costs/renewals/search'

/** GET /api/costs/renewals: a window of what ends, or of what is billed by the hour, with what renewing costs. */
export const GET = route({ access: 'viewer', query: RenewalQuery }, async ({ query, actor }) =>
  jsonText(await renewalWindow(actor.scope, query)),
)
