import { route } from '@/lib/bff/route'
import { rejectBatch } from '@/lib/changes/batch/decide'
import { ChangeParams } from '@/lib/changes/params'
import { ChangeReject } from '@/lib/model/change'

export const POST = route({ access: 'operator', params: ChangeParams, body: ChangeReject }, ({ actor, params, body }) =>
  rejectBatch(actor, params.id, body.reason),
)
