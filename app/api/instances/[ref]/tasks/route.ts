import { route } from '@/lib/bff/route'
import { readTasks } from '@/lib/diagnostics/tasks'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]/tasks: what its cloud does with it and announces, asked now. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params, signal }) =>
  readTasks(actor, params.ref, signal),
)
