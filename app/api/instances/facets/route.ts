import { jsonText } from '@/lib/bff/json'
import { route } from '@/lib/bff/route'
import { FacetsQuery } from '@/lib/inventory/params'
import { facetsText } from '@/lib/inventory/search'

/** GET /api/instances/facets: values of each field, with counts. */
export const GET = route({ access: 'viewer', query: FacetsQuery }, async ({ query, actor }) =>
  jsonText(await facetsText(actor.scope, query.q)),
)
