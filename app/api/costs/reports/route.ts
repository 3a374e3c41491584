import { route } from '@/lib/bff/route'
import { ReportQuery } from '@/lib/costs/reports/params'
import { costReport } from '@/lib/costs/reports/report'

/** GET /api/costs/reports: what came about in a calendar month, of everything in scope or of what one team pays. */
export const GET = route({ access: 'viewer', query: ReportQuery }, ({ actor, query }) => costReport(actor.scope, query))
