import { route } from '@/lib/bff/route'
import { rejectChange } from '@/lib/changes/decide'
import { ChangeParams } from '@/lib/changes/params'
import { ChangeReject } from '@/lib/model/change'

export const POST = route({ access: 'operator', params: ChangeParams, body: ChangeReject }, ({ actor, params, body }) =>
  rejectChange(actor, params.id, body.reason),
)
