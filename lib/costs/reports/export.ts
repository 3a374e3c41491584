import { type CsvColumns, csvStream } from '@/lib/bff/csv'
import type { Scope } from '@/lib/model/access'
import type { ReportGap, ReportLine } from '@/lib/model/cost-report'
import { minus } from '@/lib/model/money'
import { monthName, monthStart } from '../amortise'
import { ledger, viewOf } from '../ledger'
import { rateAt } from '../sums'
import type { Gap, Line } from './gather'
import type { ReportAsk } from './params'
import { answersOf, gapOf, lineOf, monthOf } from './report'

/** What is the same in every line: of which month, until when, and since when something is known. */
interface Frame {
  month: string
  monthOver: boolean
  madeAt: string
  keptSince: string
}

type Row = Frame & {
  of: ReportLine | ReportGap
  /** Null: no price known. */
  line: ReportLine | null
  /** Currency that its amounts were told in, and what one of it counted as. */
  toldIn: string | null
  rate: string | null
}

/** Columns of the file, by the name that stands in its first line. Amounts in `currency`, times UTC. */
const COLUMNS: CsvColumns<Row> = {
  month: ({ month }) => month,
  monthOver: ({ monthOver }) => monthOver,
  madeAt: ({ madeAt }) => madeAt,
  keptSince: ({ keptSince }) => keptSince,
  team: ({ of }) => of.team,
  name: ({ of }) => of.name,
  id: ({ of }) => of.id,
  provider: ({ of }) => of.provider,
  service: ({ of }) => of.service,
  account: ({ of }) => of.account,
  region: ({ of }) => of.region,
  env: ({ of }) => of.environment,
  class: ({ of }) => of.class,
  memoryMb: ({ of }) => of.memoryMb,
  charge: ({ of }) => of.chargeType,
  from: ({ of }) => of.since,
  to: ({ of }) => of.until,
  source: ({ line }) => line?.sources.join(' ') ?? 'none',
  currency: ({ line }) => line?.sum.currency,
  subscription: ({ line }) => line?.sum.subscription,
  paidByOrders: ({ line }) => line?.sum.ordered,
  payAsYouGo: ({ line }) => line?.sum.payAsYouGo,
  payable: ({ line }) => line?.sum.payable,
  // Only what was told: the rate card has no list prices, and its estimates have a column of their own.
  list: ({ line }) => (line && line.sum.list !== line.sum.unlisted ? minus(line.sum.list, line.sum.unlisted) : null),
  estimated: ({ line }) => line?.sum.estimated,
  toldIn: ({ toldIn }) => toldIn,
  exchangeRate: ({ rate }) => rate,
  priceTold: ({ line }) => line?.told?.first,
  priceConfirmed: ({ line }) => line?.told?.confirmed,
  rateCards: ({ line }) => line?.cards.join(' '),
  hoursWithoutPrice: ({ of }) => ('hours' in of ? of.hours : null),
  ref: ({ of }) => of.ref,
}

/** A month as CSV: a line for each instance and team, dearest first, then what has no known price. Throws `not-found`. */
export async function reportCsv(
  scope: Scope,
  ask: ReportAsk,
): Promise<{ month: string; body: ReadableStream<Uint8Array> }> {
  const of = await ledger()
  const now = Date.now()
  const { lines, gaps, term, keptSince, rates } = monthOf(of, viewOf(of, scope), ask, now)
  const frame: Frame = {
    month: monthName(term.from),
    monthOver: monthStart(term.from, 1) <= now,
    madeAt: new Date(now).toISOString(),
    keptSince: new Date(keptSince).toISOString(),
  }
  const rateOf = (currency: string | null) =>
    currency === null || rates.currency === null ? null : (rateAt(rates, currency, term.to - 1)?.rate ?? null)
  const body = csvStream(COLUMNS, [...lines, ...gaps], async (batch: readonly (Line | Gap)[]) => {
    const told = await answersOf(batch.flatMap((one) => ('facts' in one ? [...one.facts] : [])))
    return batch.map((one): Row => {
      if (!('facts' in one)) return { ...frame, of: gapOf(one), line: null, toldIn: null, rate: null }
      const line = lineOf(one, told)
      return { ...frame, of: line, line, toldIn: one.span.currency, rate: rateOf(one.span.currency) }
    })
  })
  return { month: frame.month, body }
}
