import { route } from '@/lib/bff/route'
import { RefParams } from '@/lib/inventory/params'
import { SlowLogQuery } from '@/lib/slow-log/params'
import { readSlowLog } from '@/lib/slow-log/read'

/** GET /api/instances/[ref]/slow-log?from=&to=&kind=: the newest slow commands of a span, asked of its cloud now. */
export const GET = route(
  { access: 'viewer', params: RefParams, query: SlowLogQuery },
  ({ actor, params, query, signal }) => readSlowLog(actor, params.ref, query, { signal }),
)
