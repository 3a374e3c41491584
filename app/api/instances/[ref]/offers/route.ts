import { route } from '@/lib/bff/route'
import { offersForInstance } from '@/lib/changes/offers'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]/offers: what this instance could become, and what not. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params, signal }) =>
  offersForInstance(actor, params.ref, signal),
)
