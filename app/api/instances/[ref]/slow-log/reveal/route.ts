import { route } from '@/lib/bff/route'
import { streamed } from '@/lib/bff/streamed'
import { RefParams } from '@/lib/inventory/params'
import { RevealBody } from '@/lib/slow-log/params'
import { readSlowLog } from '@/lib/slow-log/read'

/** POST /api/instances/[ref]/slow-log/reveal: the same with the commands themselves, which is on record. */
export const POST = route(
  { access: 'operator', params: RefParams, body: RevealBody },
  ({ actor, params, body, signal, requestId }) =>
    streamed(
      (tell) =>
        readSlowLog(actor, params.ref, body, {
          reveal: true,
          signal,
          watch: (done, of, sofar) => tell(() => ({ done, of, log: sofar() })),
        }),
      requestId,
    ),
)
