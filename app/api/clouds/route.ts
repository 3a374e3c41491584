import { route } from '@/lib/bff/route'
import { cloudHealth } from '@/lib/inventory/clouds'

/** GET /api/clouds: how every account's regions were last read. */
export const GET = route({ access: 'viewer' }, async ({ actor }) => cloudHealth(actor.scope))
