import { route } from '@/lib/bff/route'
import { changesCsv } from '@/lib/changes/export'
import { ChangeFilter } from '@/lib/changes/params'

/** GET /api/changes/export: what the list's filters leave, as a CSV file. */
export const GET = route({ access: 'viewer', query: ChangeFilter }, async ({ actor, query, signal }) => {
  const day = new Date().toISOString().slice(0, 10)
  return new Response(changesCsv(actor, query, signal), {
    headers: {
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': `attachment; filename="quarterdeck-changes-${day}.csv"`,
      'cache-control': 'no-store',
    },
  })
})
