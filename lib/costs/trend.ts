import {
  BILLING_OFFSET_MINUTES,
  type CostGroup,
  type CostMonth,
  type CostRange,
  type CostTrend,
} from '@/lib/model/cost'
import { fromUnits } from '@/lib/model/money'
import { hourlyCost, monthName, monthStart, paidUntil, subscriptionCost } from './amortise'
import type { Span } from './ledger'
import { addTo, type Exchange, isCounted, type Sums, toCostSums } from './sums'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const OFFSET_MS = BILLING_OFFSET_MINUTES * 60_000
/** Parts that are drawn by themselves; the others are drawn together. */
const DRAWN = 7
const COMPARED_DAYS = 30

export const isAt = ({ since, until }: Span, at: number): boolean => since <= at && (until === null || until > at)

/**
 * The moments of a curve, the last of them now: ends of hours, of days and of months of UTC+8, none before anything was
 * kept.
 */
export function momentsOf(range: CostRange, now: number, keptSince: number): number[] {
  const ends: number[] = []
  for (let back = 1; back <= { day: 24, month: 30, year: 12 }[range]; back++) {
    const end =
      range === 'year'
        ? monthStart(now, 1 - back) - 1
        : range === 'month'
          ? Math.floor((now + OFFSET_MS) / DAY_MS) * DAY_MS - OFFSET_MS - (back - 1) * DAY_MS - 1
          : Math.floor(now / HOUR_MS) * HOUR_MS - (back - 1) * HOUR_MS - 1
    if (end >= keptSince) ends.unshift(end)
  }
  return [...ends, now]
}

/** The run rate of each part at each moment, in each currency; the largest parts of now by themselves. */
export function trendsOf(
  spans: readonly Span[],
  part: (span: Span) => string,
  moments: readonly number[],
  exchange: Exchange,
): CostTrend[] {
  const sums = new Map<string | null, Map<string, Points>>()
  for (const span of spans) {
    if (span.monthly === null || !isCounted(span)) continue
    let key: string | undefined
    for (const [index, at] of moments.entries()) {
      if (!isAt(span, at)) continue
      key ??= part(span)
      const { amount, currency } = exchange(span.monthly, span.currency, at)
      let parts = sums.get(currency)
      if (!parts) sums.set(currency, (parts = new Map()))
      let points = parts.get(key)
      if (!points) parts.set(key, (points = { amounts: moments.map(() => 0n), estimated: moments.map(() => false) }))
      points.amounts[index] = (points.amounts[index] ?? 0n) + amount
      if (span.source === 'estimate') points.estimated[index] = true
    }
  }
  const at = moments.map((moment) => new Date(moment).toISOString())
  return [...sums].map(([currency, parts]) => ({ currency, at, series: seriesOf(parts, moments.length) }))
}

/** Of each moment: what it is, and whether some of it is an estimate. */
interface Points {
  amounts: bigint[]
  estimated: boolean[]
}

function seriesOf(parts: ReadonlyMap<string, Points>, length: number): CostTrend['series'] {
  const most = (amounts: bigint[]) => amounts.reduce((high, amount) => (amount > high ? amount : high), 0n)
  const order = [...parts].sort(([a, { amounts: mine }], [b, { amounts: theirs }]) => {
    const [now, then] = [mine[length - 1] ?? 0n, theirs[length - 1] ?? 0n]
    if (now !== then) return now > then ? -1 : 1
    const [high, other] = [most(mine), most(theirs)]
    return high > other ? -1 : high < other ? 1 : a < b ? -1 : 1
  })
  const drawn = order.slice(0, order.length > DRAWN + 1 ? DRAWN : DRAWN + 1)
  const rest = order.slice(drawn.length)
  const series = drawn.map(([key, { amounts, estimated }]) => ({
    key: key as string | null, // the rest has none
    amounts: amounts.map(fromUnits),
    estimated,
  }))
  if (rest.length === 0) return series
  const together = Array.from({ length }, (_, index) =>
    rest.reduce((sum, [, { amounts }]) => sum + (amounts[index] ?? 0n), 0n),
  )
  const estimated = together.map((_, index) => rest.some(([, points]) => points.estimated[index]))
  return [...series, { key: null, amounts: together.map(fromUnits), estimated }]
}

/** What each part costs a month now, and thirty days ago where something was kept then. Largest first. */
export function groupsOf(
  spans: readonly Span[],
  part: (span: Span) => string,
  nameOf: (key: string, span: Span) => string | null,
  { now, keptSince }: { now: number; keptSince: number },
  exchange: Exchange,
): CostGroup[] {
  const then = now - COMPARED_DAYS * DAY_MS
  const compared = keptSince <= then
  const groups = new Map<string, { now: Sums; then: Sums; name: string | null; noPrice: number }>()
  for (const span of spans) {
    const isNow = span.until === null
    const wasThen = compared && isAt(span, then)
    if (!isNow && !wasThen) continue
    const key = part(span)
    let group = groups.get(key)
    if (!group) groups.set(key, (group = { now: new Map(), then: new Map(), name: nameOf(key, span), noPrice: 0 }))
    if (isNow) addTo(group.now, span, exchange, now)
    if (isNow && span.source === 'none' && !span.expired) group.noPrice += 1
    if (wasThen) addTo(group.then, span, exchange, then)
  }
  const size = ({ now: sums }: { now: Sums }) => [...sums.values()].reduce((all, { payable }) => all + payable, 0n)
  return [...groups]
    .sort(([a, mine], [b, theirs]) => {
      const [x, y] = [size(mine), size(theirs)]
      return x > y ? -1 : x < y ? 1 : a < b ? -1 : 1
    })
    .map(([key, group]) => ({
      key,
      name: group.name,
      sums: toCostSums(group.now),
      before: compared ? toCostSums(group.then) : null,
      noPrice: group.noPrice,
    }))
}

/** What a span came to between two moments, payable or before what was taken off; by the length of its months or hours. */
export function costOf(span: Span, from: number, to: number, of: 'payable' | 'list' = 'payable'): bigint {
  const start = Math.max(from, span.since)
  const end = Math.min(to, span.until ?? to)
  if (end <= start || span.monthly === null || span.amount === null || span.expired) return 0n
  const monthly = of === 'list' ? (span.list ?? span.monthly) : span.monthly
  if (span.chargeType === 'subscription') return termsCost(span, monthly, start, end, of)
  const hourly = of === 'list' ? (span.original ?? span.amount) : span.amount
  // A card can price by the month what is billed by the hour.
  return span.unit === 'hour' ? hourlyCost(hourly, start, end) : subscriptionCost(monthly, null, start, end)
}

/** What was paid for what it was paid for; between that, months at their price. */
function termsCost(span: Span, monthly: bigint, start: number, end: number, of: 'payable' | 'list'): bigint {
  let sum = 0n
  let at = start
  for (const { from, to, amount, original } of span.paid) {
    if (to <= at || from >= end) continue
    if (from > at) sum += subscriptionCost(monthly, span.endsAt, at, from)
    const paid = of === 'list' ? original : amount
    const until = Math.min(end, to)
    sum += paidUntil(paid, { from, to }, until) - paidUntil(paid, { from, to }, Math.max(at, from))
    at = until
  }
  return sum + subscriptionCost(monthly, span.endsAt, at, end)
}

/** Part of what a span came to that was paid for an order of Quarterdeck. */
function paidPart(span: Span, term: { from: number; to: number }): bigint {
  if (span.paid.length === 0 || span.expired || span.chargeType !== 'subscription') return 0n
  const start = Math.max(term.from, span.since)
  const end = Math.min(term.to, span.until ?? term.to)
  return end <= start ? 0n : termsCost({ ...span, endsAt: null }, 0n, start, end, 'payable')
}

/** What came about, in units and in one currency. */
export interface CameTo {
  currency: string | null
  subscription: bigint
  payAsYouGo: bigint
  /** Part of `subscription` that was paid for orders of Quarterdeck. */
  ordered: bigint
  /** Part of both that is an estimate, and of which of them. */
  estimated: bigint
  estimatedIn: CostMonth['estimatedIn']
}

/** What a span came to between two moments, in the currency that it counts in: converted by the rate of the last moment. */
export function cameTo(span: Span, { from, to }: { from: number; to: number }, exchange: Exchange): CameTo {
  const { amount, currency } = exchange(costOf(span, from, to), span.currency, to - 1)
  const isSubscription = span.chargeType === 'subscription'
  const isEstimate = span.source === 'estimate'
  return {
    currency,
    subscription: isSubscription ? amount : 0n,
    payAsYouGo: isSubscription ? 0n : amount,
    ordered: exchange(paidPart(span, { from, to }), span.currency, to - 1).amount,
    estimated: isEstimate ? amount : 0n,
    estimatedIn: { subscription: isEstimate && isSubscription, payAsYouGo: isEstimate && !isSubscription },
  }
}

/** Calendar months that something was kept of, by their first moment, oldest first; `most` at most. */
export function keptMonths({ now, keptSince }: { now: number; keptSince: number }, most = 13): number[] {
  const months: number[] = []
  const oldest = Math.max(keptSince, monthStart(now, 1 - most))
  for (let start = monthStart(oldest); start <= now; start = monthStart(start, 1)) months.push(start)
  return months
}

/**
 * What came about in each month, in each currency: subscriptions by their days, the rest by its hours. Converted by the rate
 * of the month's end, or of now. Oldest first.
 */
export const monthsOf = (
  spans: readonly Span[],
  kept: { now: number; keptSince: number },
  exchange: Exchange,
  most?: number,
): CostMonth[] => keptMonths(kept, most).flatMap((from) => monthSums(spans, from, kept, exchange))

/** The same of one month, by its first moment. */
export function monthSums(
  spans: readonly Span[],
  from: number,
  { now, keptSince }: { now: number; keptSince: number },
  exchange: Exchange,
): CostMonth[] {
  const next = monthStart(from, 1)
  const term = { from, to: Math.min(now, next) }
  const sums = new Map<string | null, CameTo>()
  for (const span of spans) {
    if (!isIn(span, term)) continue
    const came = cameTo(span, term, exchange)
    if (came.subscription === 0n && came.payAsYouGo === 0n) continue
    const sum = sums.get(came.currency)
    if (sum) addCame(sum, came)
    else sums.set(came.currency, came)
  }
  return [...sums.values()].map(({ currency, subscription, payAsYouGo, ordered, estimated, estimatedIn }) => ({
    month: monthName(from),
    currency,
    subscription: fromUnits(subscription),
    payAsYouGo: fromUnits(payAsYouGo),
    ordered: fromUnits(ordered),
    estimated: fromUnits(estimated),
    estimatedIn,
    whole: keptSince <= from && next <= now,
  }))
}

/** True when some of it lies between two moments. */
export const isIn = ({ since, until }: Span, { from, to }: { from: number; to: number }): boolean =>
  since < to && (until === null || until > from)

export function addCame(sum: CameTo, more: CameTo): void {
  sum.subscription += more.subscription
  sum.payAsYouGo += more.payAsYouGo
  sum.ordered += more.ordered
  sum.estimated += more.estimated
  sum.estimatedIn = {
    subscription: sum.estimatedIn.subscription || more.estimatedIn.subscription,
    payAsYouGo: sum.estimatedIn.payAsYouGo || more.estimatedIn.payAsYouGo,
  }
}
