import { jsonText } from '@/lib/bff/json'
import { route } from '@/lib/bff/route'
import { readPage } from '@/lib/inventory/page'
import { RefParams } from '@/lib/inventory/params'

/** GET /api/instances/[ref]: one instance as the database knows it. */
export const GET = route({ access: 'viewer', params: RefParams }, async ({ params, actor }) =>
  jsonText(await readPage(actor, params.ref)),
)
