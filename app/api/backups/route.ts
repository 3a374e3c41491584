import { jsonText } from '@/lib/bff/json'
import { route } from '@/lib/bff/route'
import { CoverageQuery } from '@/lib/changes/coverage/params'
import { coverageWindow } from '@/lib/changes/coverage/search'

/** GET /api/backups: a window of how the backups of each instance stand, as they were last read. */
export const GET = route({ access: 'viewer', query: CoverageQuery }, async ({ query, actor }) =>
  jsonText(await coverageWindow(actor.scope, query)),
)
