import { route } from '@/lib/bff/route'
import { withdrawChange } from '@/lib/changes/decide'
import { ChangeParams } from '@/lib/changes/params'

export const POST = route({ access: 'operator', params: ChangeParams }, ({ actor, params }) =>
  withdrawChange(actor, params.id),
)
