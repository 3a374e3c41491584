import { route } from '@/lib/bff/route'
import { leaveOut } from '@/lib/changes/batch/decide'
import { ChangeParams } from '@/lib/changes/params'
import { BatchLeaveOut } from '@/lib/model/batch'

export const POST = route(
  { access: 'operator', params: ChangeParams, body: BatchLeaveOut },
  ({ actor, params, body }) => leaveOut(actor, params.id, body),
)
