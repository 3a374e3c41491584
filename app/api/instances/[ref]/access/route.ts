import { route } from '@/lib/bff/route'
import { readAccess } from '@/lib/changes/access'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]/access: who may connect, asked of its cloud now. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params, signal }) =>
  readAccess(actor, params.ref, signal),
)
