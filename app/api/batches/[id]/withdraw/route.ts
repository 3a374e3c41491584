import { route } from '@/lib/bff/route'
import { withdrawBatch } from '@/lib/changes/batch/decide'
import { ChangeParams } from '@/lib/changes/params'

export const POST = route({ access: 'operator', params: ChangeParams }, ({ actor, params }) =>
  withdrawBatch(actor, params.id),
)
