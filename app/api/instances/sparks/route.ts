import { route } from '@/lib/bff/route'
import { readSparks } from '@/lib/metrics/sparks'

/** GET /api/instances/sparks: the last day of every collected instance that the caller may see, for the list. */
export const GET = route({ access: 'viewer' }, ({ actor }) => readSparks(actor.scope))
