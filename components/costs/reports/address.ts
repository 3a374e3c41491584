import type { CostPage } from '@/lib/model/cost'
import { REPORT_MONTH } from '@/lib/model/cost-report'
import type { ReportSearch } from '@/lib/queries/costs'

const read = (search: { get(name: string): string | null }): ReportSearch => {
  const month = search.get('month') ?? ''
  return {
    month: REPORT_MONTH.test(month) ? month : '',
    team: search.get('nobody') === 'true' ? '' : search.get('team') || null,
  }
}

function write({ month, team }: ReportSearch): string {
  const search = new URLSearchParams()
  if (month) search.set('month', month)
  if (team === '') search.set('nobody', 'true')
  else if (team !== null) search.set('team', team)
  return search.toString()
}

/** What the report is of; the address holds it. */
export const REPORT_ADDRESS = { read, write }

/** The report of a month of what the cost page is about: of everything or of what one team pays; of another part there is none. */
export const reportHref = ({ only }: CostPage, month: string): string | null =>
  only === null || only.by === 'team' ? `/costs/reports?${write({ month, team: only?.key ?? null })}` : null
