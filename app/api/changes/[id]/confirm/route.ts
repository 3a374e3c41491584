import { route } from '@/lib/bff/route'
import { confirmChange } from '@/lib/changes/decide'
import { ChangeParams } from '@/lib/changes/params'
import { ChangeConfirm } from '@/lib/model/change'

export const POST = route(
  { access: 'operator', params: ChangeParams, body: ChangeConfirm },
  ({ actor, params, body }) => confirmChange(actor, params.id, body),
)
