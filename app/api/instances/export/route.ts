import { route } from '@/lib/bff/route'
import { exportCsv } from '@/lib/inventory/export'
import { ExportQuery } from '@/lib/inventory/params'

/** GET /api/instances/export: what matches as a CSV file. */
export const GET = route({ access: 'viewer', query: ExportQuery }, async ({ query, actor }) => {
  const day = new Date().toISOString().slice(0, 10)
  return new Response(await exportCsv(actor.scope, query), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="instances-${day}.csv"`,
    },
  })
})
