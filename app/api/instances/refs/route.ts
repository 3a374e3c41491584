import { route } from '@/lib/bff/route'
import { RefsQuery } from '@/lib/inventory/params'
import { searchRefs } from '@/lib/inventory/search'

/** GET /api/instances/refs: references of all that match. */
export const GET = route({ access: 'viewer', query: RefsQuery }, async ({ query, actor }) => ({
  refs: await searchRefs(actor.scope, query.q, query.sort),
}))
