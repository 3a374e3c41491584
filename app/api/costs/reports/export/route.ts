import { csvAnswer } from '@/lib/bff/csv'
import { route } from '@/lib/bff/route'
import { reportCsv } from '@/lib/costs/reports/export'
import { ReportQuery } from '@/lib/costs/reports/params'

/** GET /api/costs/reports/export: the same, a line for each instance and team, as a CSV file. */
export const GET = route({ access: 'viewer', query: ReportQuery }, async ({ actor, query }) => {
  const { month, body } = await reportCsv(actor.scope, query)
  const team = query.team === '' ? 'no-team' : query.team
  return csvAnswer(team === undefined ? `costs-${month}` : `costs-${month}-${team}`, body)
})
