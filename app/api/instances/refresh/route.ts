import { route } from '@/lib/bff/route'
import { requestRefresh } from '@/lib/inventory/refresh'
import { RefreshRequest } from '@/lib/model/fleet'

/** POST /api/instances/refresh: asks for new readings; they arrive as live events. */
export const POST = route({ access: 'viewer', body: RefreshRequest }, async ({ body, actor }) => ({
  requested: await requestRefresh({ ...body, scope: actor.scope }),
}))
