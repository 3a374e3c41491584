import { jsonText } from '@/lib/bff/json'
import { route } from '@/lib/bff/route'
import { WindowQuery } from '@/lib/inventory/params'
import { searchWindow } from '@/lib/inventory/search'

/** GET /api/instances: a window of the list. */
export const GET = route({ access: 'viewer', query: WindowQuery }, async ({ query, actor }) =>
  jsonText(await searchWindow(actor.scope, query)),
)
