import { route } from '@/lib/bff/route'
import { stopBatch } from '@/lib/changes/batch/decide'
import { ChangeParams } from '@/lib/changes/params'

export const POST = route({ access: 'operator', params: ChangeParams }, ({ actor, params }) =>
  stopBatch(actor, params.id),
)
