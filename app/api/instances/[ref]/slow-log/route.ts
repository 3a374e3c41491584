import { route } from '@/lib/bff/route'
import { streamed } from '@/lib/bff/streamed'
import { RefParams } from '@/lib/inventory/params'
import { SlowLogQuery } from '@/lib/slow-log/params'
import { readSlowLog } from '@/lib/slow-log/read'

/**
 * GET /api/instances/[ref]/slow-log?from=&to=&kind=: the newest slow commands of a span, asked of its cloud now. Many calls
 * are answered by lines (`lib/bff/streamed.ts`), whose parts are `SlowLogSoFar`.
 */
export const GET = route(
  { access: 'viewer', params: RefParams, query: SlowLogQuery },
  ({ actor, params, query, signal, requestId }) =>
    streamed(
      (tell) =>
        readSlowLog(actor, params.ref, query, {
          signal,
          watch: (done, of, sofar) => tell(() => ({ done, of, log: sofar() })),
        }),
      requestId,
    ),
)
