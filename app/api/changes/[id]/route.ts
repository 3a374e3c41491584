import { route } from '@/lib/bff/route'
import { ChangeParams } from '@/lib/changes/params'
import { readChange } from '@/lib/changes/store'

export const GET = route({ access: 'viewer', params: ChangeParams }, ({ actor, params }) =>
  readChange(actor, params.id),
)
