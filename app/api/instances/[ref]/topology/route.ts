import { route } from '@/lib/bff/route'
import { readTopology } from '@/lib/diagnostics/topology'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]/topology: its nodes with roles and zones, asked of its cloud now. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params, signal }) =>
  readTopology(actor, params.ref, signal),
)
