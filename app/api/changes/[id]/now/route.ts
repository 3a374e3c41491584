import { route } from '@/lib/bff/route'
import { changeNow } from '@/lib/changes/decide'
import { ChangeParams } from '@/lib/changes/params'

export const GET = route({ access: 'viewer', params: ChangeParams }, ({ actor, params, signal }) =>
  changeNow(actor, params.id, signal),
)
