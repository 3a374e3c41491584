import { route } from '@/lib/bff/route'
import { FleetQuery } from '@/lib/slow-log/fleet/params'
import { readFleetSlow } from '@/lib/slow-log/fleet/read'

/** GET /api/slow: slow commands of every collected instance that matches, from what is kept. */
export const GET = route({ access: 'viewer', query: FleetQuery }, ({ actor, query }) =>
  readFleetSlow(actor.scope, query),
)
