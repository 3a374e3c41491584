import { route } from '@/lib/bff/route'
import { readKeys } from '@/lib/diagnostics/keys'
import { RevealKeysBody } from '@/lib/diagnostics/params'
import { RefParams } from '@/lib/inventory/params'

/** POST /api/instances/[ref]/key-analysis/reveal: the same with the keys themselves, which is on record. */
export const POST = route(
  { access: 'operator', params: RefParams, body: RevealKeysBody },
  ({ actor, params, body, signal }) => readKeys(actor, params.ref, { ...body, reveal: true, signal }),
)
