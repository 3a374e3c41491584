import { route } from '@/lib/bff/route'
import { acknowledgeChange } from '@/lib/changes/acknowledge'
import { ChangeParams } from '@/lib/changes/params'

export const POST = route({ access: 'admin', params: ChangeParams }, ({ actor, params }) =>
  acknowledgeChange(actor, params.id),
)
