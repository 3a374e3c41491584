import { route } from '@/lib/bff/route'
import { createLike } from '@/lib/changes/create-choices'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/create/like?ref= : a draft that would make such an instance. */
export const GET = route({ access: 'viewer', query: RefParams }, ({ actor, query }) => createLike(actor, query.ref))
