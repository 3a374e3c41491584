import { route } from '@/lib/bff/route'
import { RefParams } from '@/lib/inventory/params'
import { readMarks } from '@/lib/metrics/marks'
import { SpanQuery } from '@/lib/metrics/params'

/** GET /api/instances/[ref]/marks?from=&to=: changes, and the backups and the work that its cloud tells, asked of it now. */
export const GET = route(
  { access: 'viewer', params: RefParams, query: SpanQuery },
  ({ actor, params, query, signal }) => readMarks(actor, params.ref, query, signal),
)
