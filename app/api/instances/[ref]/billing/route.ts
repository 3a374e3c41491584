import { route } from '@/lib/bff/route'
import { readBilling } from '@/lib/changes/billing'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]/billing: prices and renewals, asked of its cloud now. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params, signal }) =>
  readBilling(actor, params.ref, signal),
)
