import { route } from '@/lib/bff/route'
import { instanceUsage } from '@/lib/changes/usage'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]/usage: memory and connections that are in use now. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params, signal }) =>
  instanceUsage(actor, params.ref, signal),
)
