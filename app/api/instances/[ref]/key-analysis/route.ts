import { route } from '@/lib/bff/route'
import { readKeys } from '@/lib/diagnostics/keys'
import { KeysQuery } from '@/lib/diagnostics/params'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]/key-analysis?report=: big and hot keys as patterns, asked of its cloud now. */
export const GET = route(
  { access: 'viewer', params: RefParams, query: KeysQuery },
  ({ actor, params, query, signal }) => readKeys(actor, params.ref, { ...query, signal }),
)
