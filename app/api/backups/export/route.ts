import { csvAnswer } from '@/lib/bff/csv'
import { route } from '@/lib/bff/route'
import { coverageCsv } from '@/lib/changes/coverage/export'
import { CoverageSearch } from '@/lib/changes/coverage/params'

/** GET /api/backups/export: what matches as a CSV file. */
export const GET = route({ access: 'viewer', query: CoverageSearch }, async ({ query, actor }) => {
  const day = new Date().toISOString().slice(0, 10)
  return csvAnswer(`backups-${day}`, await coverageCsv(actor.scope, query))
})
