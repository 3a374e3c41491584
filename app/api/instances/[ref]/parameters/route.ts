import { route } from '@/lib/bff/route'
import { readParameters } from '@/lib/changes/parameters'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]/parameters: values and what they may be, asked of its cloud now. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params, signal }) =>
  readParameters(actor, params.ref, signal),
)
