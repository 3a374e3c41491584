import { route } from '@/lib/bff/route'
import { concludeChange } from '@/lib/changes/conclude'
import { ChangeParams } from '@/lib/changes/params'
import { ChangeConclude } from '@/lib/model/change'

export const POST = route(
  { access: 'operator', params: ChangeParams, body: ChangeConclude },
  ({ actor, params, body }) => concludeChange(actor, params.id, body),
)
