import { route } from '@/lib/bff/route'
import { confirmBatch } from '@/lib/changes/batch/decide'
import { ChangeParams } from '@/lib/changes/params'
import { BatchConfirm } from '@/lib/model/batch'

export const POST = route({ access: 'operator', params: ChangeParams, body: BatchConfirm }, ({ actor, params, body }) =>
  confirmBatch(actor, params.id, body),
)
