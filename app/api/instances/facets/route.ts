import { route } from '@/lib/bff/route'
import { FacetsQuery } from '@/lib/inventory/params'
import { searchFacets } from '@/lib/inventory/search'

/** GET /api/instances/facets: values of each field, with counts. */
export const GET = route({ access: 'viewer', query: FacetsQuery }, async ({ query, actor }) =>
  searchFacets(actor.scope, query.q),
)
