import { route } from '@/lib/bff/route'
import { RefParams } from '@/lib/inventory/params'
import { RevealBody } from '@/lib/slow-log/params'
import { readSlowLog } from '@/lib/slow-log/read'

/** POST /api/instances/[ref]/slow-log/reveal: the same with the commands themselves, which is on record. */
export const POST = route(
  { access: 'operator', params: RefParams, body: RevealBody },
  ({ actor, params, body, signal }) => readSlowLog(actor, params.ref, body, { reveal: true, signal }),
)
