import { route } from '@/lib/bff/route'
import { CoverageSearch } from '@/lib/changes/coverage/params'
import { coverageRefs } from '@/lib/changes/coverage/search'

/** GET /api/backups/refs: references of all that match, in the order of the list. */
export const GET = route({ access: 'viewer', query: CoverageSearch }, async ({ query, actor }) => ({
  refs: await coverageRefs(actor.scope, query),
}))
