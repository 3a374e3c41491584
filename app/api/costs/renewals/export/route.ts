import { csvAnswer } from '@/lib/bff/csv'
import { route } from '@/lib/bff/route'
import { renewalCsv } from '@/lib/costs/renewals/export'
import { RenewalSearch } from '@/lib/costs/renewals/params'

/** GET /api/costs/renewals/export: what matches as a CSV file. */
export const GET = route({ access: 'viewer', query: RenewalSearch }, async ({ query, actor }) => {
  const day = new Date().toISOString().slice(0, 10)
  return csvAnswer(`renewals-${day}`, await renewalCsv(actor.scope, query))
})
