import { route } from '@/lib/bff/route'
import { RefParams } from '@/lib/inventory/params'
import { readCollection, switchCollection } from '@/lib/metrics/collection'
import { CollectionSwitch } from '@/lib/model/collection'

/** GET /api/instances/[ref]/collection: whether its metrics and slow logs are kept, and since when. */
export const GET = route({ access: 'viewer', params: RefParams }, ({ actor, params }) =>
  readCollection(actor, params.ref),
)

/** PUT /api/instances/[ref]/collection: turns it on or off. Nothing of its cloud is changed. */
export const PUT = route({ access: 'operator', params: RefParams, body: CollectionSwitch }, ({ actor, params, body }) =>
  switchCollection(actor, params.ref, body.on),
)
