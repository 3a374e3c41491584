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

/** The report of a month of what the cost page is about: of one team where it is about what that pays. */
export const reportHref = ({ only }: CostPage, month: string): string =>
  `/costs/reports?${write({ month, team: only?.by === 'team' ? only.key : null })}`
