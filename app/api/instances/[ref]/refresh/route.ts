import { jsonText } from '@/lib/bff/json'
import { route } from '@/lib/bff/route'
import { readPage } from '@/lib/inventory/page'
import { RefParams } from '@/lib/inventory/params'
import { readInstance } from '@/lib/inventory/read'

/** POST /api/instances/[ref]/refresh: reads one instance now, and answers its page. */
export const POST = route({ access: 'viewer', params: RefParams }, async ({ params, actor, signal }) => {
  await readInstance(params.ref, actor, signal)
  return jsonText(await readPage(actor, params.ref))
})
