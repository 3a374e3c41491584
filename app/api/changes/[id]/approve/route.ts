import { route } from '@/lib/bff/route'
import { approveChange } from '@/lib/changes/decide'
import { ChangeParams } from '@/lib/changes/params'

export const POST = route({ access: 'operator', params: ChangeParams }, ({ actor, params }) =>
  approveChange(actor, params.id),
)
