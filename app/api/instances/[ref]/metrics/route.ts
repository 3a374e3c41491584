import { route } from '@/lib/bff/route'
import { streamed } from '@/lib/bff/streamed'
import { RefParams } from '@/lib/inventory/params'
import { MetricsQuery } from '@/lib/metrics/params'
import { readMetrics } from '@/lib/metrics/read'

/**
 * GET /api/instances/[ref]/metrics?from=&to=&series=&by=: values over time, as kept or asked of its cloud now. Many calls
 * are answered by lines (`lib/bff/streamed.ts`), whose parts are `MetricsSoFar`.
 */
export const GET = route(
  { access: 'viewer', params: RefParams, query: MetricsQuery },
  ({ actor, params, query, signal, requestId }) =>
    streamed(
      (tell) =>
        readMetrics(actor, params.ref, query, {
          signal,
          watch: (done, of, sofar) => tell(() => ({ done, of, metrics: sofar() })),
        }),
      requestId,
    ),
)
