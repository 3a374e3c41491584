import { route } from '@/lib/bff/route'
import { actionChoices } from '@/lib/changes/action-choices'
import { RefParams } from '@/lib/inventory/params'
import { InstanceChoicesQuery } from '@/lib/model/create'

/** GET /api/instances/[ref]/choices: what can be chosen for an action of this instance. */
export const GET = route(
  { access: 'viewer', params: RefParams, query: InstanceChoicesQuery },
  ({ actor, params, query, signal }) => actionChoices(actor, params.ref, query.action, signal),
)
