import { route } from '@/lib/bff/route'
import { sizingDetail } from '@/lib/costs/sizing/search'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/costs/sizing/[ref]: one instance with everything that was looked at, from the database. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params }) =>
  sizingDetail(actor, params.ref),
)
