import { route } from '@/lib/bff/route'
import { readLogs } from '@/lib/diagnostics/logs'
import { LogsQuery } from '@/lib/diagnostics/params'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]/logs?from&to&kind&node&role: a part of its running or audit log, masked, asked of its cloud now. */
export const GET = route(
  { access: 'viewer', params: RefParams, query: LogsQuery },
  ({ actor, params, query, signal }) => readLogs(actor, params.ref, query, { signal }),
)
