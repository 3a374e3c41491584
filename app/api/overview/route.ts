import { jsonText } from '@/lib/bff/json'
import { route } from '@/lib/bff/route'
import { readOverview } from '@/lib/inventory/overview'

/** GET /api/overview: counts over what the caller may see. */
export const GET = route({ access: 'viewer' }, async ({ actor }) => jsonText(await readOverview(actor.scope)))
