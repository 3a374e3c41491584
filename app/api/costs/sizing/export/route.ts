import { csvAnswer } from '@/lib/bff/csv'
import { route } from '@/lib/bff/route'
import { sizingCsv } from '@/lib/costs/sizing/export'
import { SizingQuery } from '@/lib/costs/sizing/params'

/** GET /api/costs/sizing/export: what matches as a CSV file, with the numbers that each finding rests on. */
export const GET = route(
  { access: 'viewer', query: SizingQuery.pick({ q: true, show: true }) },
  async ({ actor, query }) => {
    const day = new Date().toISOString().slice(0, 10)
    return csvAnswer(`right-sizing-${day}`, await sizingCsv(actor.scope, query))
  },
)
