import { z } from 'zod'
import { REPORT_MONTH } from '@/lib/model/cost-report'

/** GET /api/costs/reports: without a month that of now, without a team all of them; `nobody` is what no team pays. */
export const ReportQuery = z
  .object({
    month: z.string().regex(REPORT_MONTH).optional(),
    team: z.string().min(1).max(100).optional(),
    nobody: z.literal('true').optional(),
  })
  .transform(({ month, team, nobody }): ReportAsk => ({ month, team: nobody ? '' : team }))

export interface ReportAsk {
  month: string | undefined
  /** Empty: what nobody pays; undefined: all teams. */
  team: string | undefined
}
