import { route } from '@/lib/bff/route'
import { SizingQuery } from '@/lib/costs/sizing/params'
import { sizingWindow } from '@/lib/costs/sizing/search'

/** GET /api/costs/sizing: what is idle, too large or too small by what was measured, and why of the others nothing is said. */
export const GET = route({ access: 'viewer', query: SizingQuery }, ({ actor, query }) =>
  sizingWindow(actor.scope, query),
)
