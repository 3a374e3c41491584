import { route } from '@/lib/bff/route'
import { instanceCan } from '@/lib/changes/can'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]/actions: each action with yes or the reason why not. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params }) => instanceCan(actor, params.ref))
