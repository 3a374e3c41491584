import { route } from '@/lib/bff/route'
import { resumeBatch } from '@/lib/changes/batch/decide'
import { ChangeParams } from '@/lib/changes/params'
import { BatchResume } from '@/lib/model/batch'

export const POST = route({ access: 'operator', params: ChangeParams, body: BatchResume }, ({ actor, params, body }) =>
  resumeBatch(actor, params.id, body),
)
