import { route } from '@/lib/bff/route'
import { RefParams } from '@/lib/inventory/params'
import { MetricsQuery } from '@/lib/metrics/params'
import { readMetrics } from '@/lib/metrics/read'

/** GET /api/instances/[ref]/metrics?from=&to=&series=&by=: values over time, asked of its cloud now. */
export const GET = route(
  { access: 'viewer', params: RefParams, query: MetricsQuery },
  ({ actor, params, query, signal }) => readMetrics(actor, params.ref, query, signal),
)
