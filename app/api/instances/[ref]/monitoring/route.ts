import { route } from '@/lib/bff/route'
import { RefParams } from '@/lib/inventory/params'
import { readMonitoring } from '@/lib/metrics/read'

/** GET /api/instances/[ref]/monitoring: panels, metrics and nodes that can be charted. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params, signal }) =>
  readMonitoring(actor, params.ref, signal),
)
