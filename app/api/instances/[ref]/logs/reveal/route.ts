import { route } from '@/lib/bff/route'
import { readLogs } from '@/lib/diagnostics/logs'
import { RevealLogsBody } from '@/lib/diagnostics/params'
import { RefParams } from '@/lib/inventory/params'

/** POST /api/instances/[ref]/logs/reveal: the same as it stands there, which is on record. */
export const POST = route(
  { access: 'operator', params: RefParams, body: RevealLogsBody },
  ({ actor, params, body, signal }) => readLogs(actor, params.ref, body, { reveal: true, signal }),
)
