import { inArray, sql } from 'drizzle-orm'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { priceFacts } from '@/lib/db/cost-schema'
import { rateCards } from '@/lib/db/rate-schema'
import type { Scope } from '@/lib/model/access'
import type { ExchangeRates } from '@/lib/model/cost'
import type { CostReport, NoReport, ReportGap, ReportLine } from '@/lib/model/cost-report'
import { monthName, monthStart } from '../amortise'
import { answerOf } from '../answers'
import { type Ledger, ledger, partOf, type Span, type View, viewOf } from '../ledger'
import { stepsOf, toldSteps } from '../steps'
import { byRateOf, exchangeOf, rateAt } from '../sums'
import { isIn, keptMonths } from '../trend'
import { type Gap, type Gathered, gather, type Line, partsOf, sumOf, sumsOf, type Term } from './gather'
import type { ReportAsk } from './params'

/** Lines and gaps that a page shows; the file has all of them. */
const MOST_LINES = 500
const MOST_GAPS = 200
const HOUR_MS = 3_600_000

const iso = (time: number) => new Date(time).toISOString()

/** A month of what a scope may see, and what of it the report is about. */
export interface MonthOf extends Gathered {
  term: Term
  now: number
  keptSince: number
  months: number[]
  /** Stretches in the month: of all teams, and of those that are asked for. */
  all: readonly Span[]
  mine: readonly Span[]
  exchange: ReturnType<typeof exchangeOf>
  rates: ExchangeRates
}

/** Why there is none of a month, as a problem. */
function noReport(view: View, month: string, keptSince: number, now: number) {
  const of = (code: NoReport) =>
    problem('not-found', { fields: { month: { code, params: { since: iso(keptSince) } } } })
  if (month > monthName(now)) return of('month-to-come')
  if (view.spans.length === 0) return of('month-nothing')
  return of(month < monthName(keptSince) ? 'month-before' : 'month-too-old')
}

/** Throws `not-found` for a month that nothing can be said of, with the reason (`NO_REPORT`) at its field `month`. */
export function monthOf(of: Ledger, view: View, { month, team }: ReportAsk, now: number): MonthOf {
  const keptSince = view.spans.reduce((first, { since }) => Math.min(first, since), now)
  const months = keptMonths({ now, keptSince })
  const from = months.find((start) => monthName(start) === (month ?? monthName(now)))
  if (from === undefined) throw noReport(view, month ?? '', keptSince, now)
  const term = { from, to: Math.min(now, monthStart(from, 1)) }
  const all = view.spans.filter((span) => isIn(span, term))
  const mine = team === undefined ? all : all.filter(({ payer }) => payer === team)
  const exchange = exchangeOf(of.exchange)
  return {
    ...gather(mine, term, exchange),
    term,
    now,
    keptSince,
    months,
    all,
    mine,
    exchange,
    rates: of.exchange,
  }
}

/** What came about in a month, of everything in scope or of what one team pays. Throws `not-found`. */
export async function costReport(scope: Scope, ask: ReportAsk): Promise<CostReport> {
  const of = await ledger()
  const view = viewOf(of, scope)
  const key = `report ${JSON.stringify([ask.month, ask.team])}`
  return answerOf(view, key, (now) => makeReport(of, view, scope, ask, now))
}

async function makeReport(of: Ledger, view: View, scope: Scope, ask: ReportAsk, now: number): Promise<CostReport> {
  const month = monthOf(of, view, ask, now)
  const { term, lines, gaps, keptSince, all, mine, exchange, rates } = month
  const isMine = ({ payer }: Span) => ask.team === undefined || payer === ask.team
  // Another rate is no change in cost: as the cost page has it, by the one of the last day.
  const byRate = byRateOf(exchange, term.to - 1)
  const steps = stepsOf(view.spans, { since: term.from, until: term.to }, of.firstKept, byRate, isMine)
  const shown = lines.slice(0, MOST_LINES)
  const [told, cards, toldOf] = await Promise.all([
    toldSteps(steps),
    cardsOf(lines),
    answersOf(lines.flatMap(({ facts }) => [...facts])),
  ])
  const currencies = [...new Set(lines.map(({ span }) => span.currency))]
  const totals = sumsOf(lines)
  const quoted = lines.filter(({ sources }) => sources.has('quote'))
  const answers = [...toldOf.values()]
  return {
    month: monthName(term.from),
    from: iso(term.from),
    to: iso(monthStart(term.from, 1)),
    madeAt: iso(now),
    over: monthStart(term.from, 1) <= now,
    team: ask.team ?? null,
    months: month.months.map(monthName).reverse(),
    teams: [...new Set(all.map(({ payer }) => payer))].sort(),
    everything: scope.kind === 'all',
    accounts: [...new Set(mine.map(({ account }) => account.name))].sort(),
    keptSince: view.spans.length === 0 ? null : iso(keptSince),
    late: lateOf(of, mine, term, keptSince),
    reporting: rates.currency,
    used: currencies.flatMap((currency) => {
      const rate = currency === null || rates.currency === null ? undefined : rateAt(rates, currency, term.to - 1)
      return rate ? [rate] : []
    }),
    apart:
      rates.currency === null ? [] : totals.map(({ currency }) => currency).filter((one) => one !== rates.currency),
    totals,
    parts: {
      provider: partsOf(month, partOf('provider', ''), () => null),
      account: partsOf(month, partOf('account', ''), ({ account }) => account.name),
      environment: partsOf(month, partOf('environment', ''), () => null),
      team: partsOf(month, partOf('team', ''), () => null),
    },
    unallocated: {
      nobody: sumsOf(lines.filter(({ span }) => span.payer === '')),
      untagged: sumsOf(
        gather(
          mine.filter(({ tags }) => tags.length === 0),
          term,
          exchange,
        ).lines,
      ),
    },
    lines: shown.map((line) => lineOf(line, toldOf)),
    lineCount: lines.length,
    rest: sumsOf(lines.slice(MOST_LINES)),
    gaps: gaps.slice(0, MOST_GAPS).map(gapOf),
    gapCount: gaps.length,
    expired: month.expired.size,
    quotes:
      answers.length === 0
        ? null
        : {
            instances: new Set(quoted.map(({ span }) => span.ref)).size,
            first: iso(Math.min(...answers.map(({ first }) => first))),
            oldest: iso(Math.min(...answers.map(({ confirmed }) => confirmed))),
            newest: iso(Math.max(...answers.map(({ confirmed }) => confirmed))),
          },
    cards,
    steps: told,
    stepCount: steps.length,
  }
}

/** When answers were first told and last confirmed. */
export type Told = ReadonlyMap<number, { first: number; confirmed: number }>

/** By the ids of `price_facts`. */
export async function answersOf(ids: readonly number[]): Promise<Told> {
  if (ids.length === 0) return new Map()
  const { rows } = await db().execute<{ id: number; first: number; confirmed: number }>(sql`
    select id::float8 as id, floor(extract(epoch from told_at) * 1000)::float8 as first,
      floor(extract(epoch from confirmed_at) * 1000)::float8 as confirmed
    from ${priceFacts} where id = any(${sql.param([...new Set(ids)])}::bigint[])`)
  return new Map(rows.map(({ id, first, confirmed }) => [id, { first, confirmed }]))
}

async function cardsOf(lines: readonly Line[]): Promise<CostReport['cards']> {
  const versions = [...new Set(lines.flatMap(({ cards }) => [...cards]))]
  if (versions.length === 0) return []
  const { version, validFrom, note, savedBy } = rateCards
  return db()
    .select({ version, validFrom, note, savedBy })
    .from(rateCards)
    .where(inArray(version, versions))
    .orderBy(version)
}

/** Places of which nothing is known of the beginning of the month, though of others something is. */
function lateOf(of: Ledger, mine: readonly Span[], { from }: Term, keptSince: number): CostReport['late'] {
  const late = new Map<string, CostReport['late'][number]>()
  for (const { accountId, account, service, region } of mine) {
    const key = `${accountId} ${service} ${region}`
    const since = of.firstKept.get(key)
    // Places that are read for the first time together follow each other within the hour.
    if (since === undefined || since <= Math.max(from, keptSince + HOUR_MS)) continue
    late.set(key, { account: account.name, service, region, since: iso(since) })
  }
  return [...late.values()].sort((a, b) => (a.since < b.since ? -1 : 1))
}

const instanceOf = ({ span, since, until }: Line | Gap) => ({
  ref: span.ref,
  id: span.instanceId,
  name: span.name,
  provider: span.provider,
  service: span.service,
  region: span.region,
  account: span.account.name,
  environment: span.account.environment,
  team: span.payer,
  class: span.class,
  memoryMb: span.memoryMb,
  chargeType: span.chargeType,
  since: iso(since),
  until: iso(until),
  there: span.until === null,
})

export function lineOf(line: Line, toldOf: Told): ReportLine {
  const answers = [...line.facts].flatMap((id) => toldOf.get(id) ?? [])
  return {
    ...instanceOf(line),
    sum: sumOf(line.came, line, 1),
    told:
      answers.length === 0
        ? null
        : {
            first: iso(Math.min(...answers.map(({ first }) => first))),
            confirmed: iso(Math.max(...answers.map(({ confirmed }) => confirmed))),
          },
    sources: [...line.sources],
    cards: [...line.cards].sort((a, b) => a - b),
  }
}

export const gapOf = (gap: Gap): ReportGap => ({ ...instanceOf(gap), hours: Math.round(gap.ms / 36_000) / 100 })
