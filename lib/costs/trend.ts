import {
  BILLING_OFFSET_MINUTES,
  type CostGroup,
  type CostMonth,
  type CostRange,
  type CostTrend,
} from '@/lib/model/cost'
import { fromUnits } from '@/lib/model/money'
import { hourlyCost, monthName, monthStart, subscriptionCost } from './amortise'
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

/** What a span came to between two moments; by the length of its months or hours. */
export function costOf(span: Span, from: number, to: number): bigint {
  const start = Math.max(from, span.since)
  const end = Math.min(to, span.until ?? to)
  if (end <= start || span.monthly === null || span.amount === null || span.expired) return 0n
  if (span.chargeType === 'subscription') return subscriptionCost(span.monthly, span.endsAt, start, end)
  // A card can price by the month what is billed by the hour.
  return span.unit === 'hour' ? hourlyCost(span.amount, start, end) : subscriptionCost(span.monthly, null, start, end)
}

interface MonthSum {
  subscription: bigint
  payAsYouGo: bigint
  estimated: bigint
  estimatedIn: { subscription: boolean; payAsYouGo: boolean }
}

/**
 * What came about in each month, in each currency: subscriptions by their days, the rest by its hours. Converted by the rate
 * of the month's end, or of now. Oldest first; `most` months at most.
 */
export function monthsOf(
  spans: readonly Span[],
  { now, keptSince }: { now: number; keptSince: number },
  exchange: Exchange,
  most = 13,
): CostMonth[] {
  const months: CostMonth[] = []
  const oldest = Math.max(keptSince, monthStart(now, 1 - most))
  for (let start = monthStart(oldest); start <= now; start = monthStart(start, 1)) {
    const end = Math.min(now, monthStart(start, 1))
    const sums = new Map<string | null, MonthSum>()
    for (const span of spans) {
      if (span.since >= end || (span.until !== null && span.until <= start)) continue
      const cost = costOf(span, start, end)
      if (cost === 0n) continue
      const { amount, currency } = exchange(cost, span.currency, end - 1)
      let sum = sums.get(currency)
      if (!sum) {
        const estimatedIn = { subscription: false, payAsYouGo: false }
        sums.set(currency, (sum = { subscription: 0n, payAsYouGo: 0n, estimated: 0n, estimatedIn }))
      }
      const kind = span.chargeType === 'subscription' ? 'subscription' : 'payAsYouGo'
      sum[kind] += amount
      if (span.source === 'estimate') {
        sum.estimated += amount
        sum.estimatedIn[kind] = true
      }
    }
    const whole = keptSince <= start && monthStart(start, 1) <= now
    for (const [currency, { subscription, payAsYouGo, estimated, estimatedIn }] of sums)
      months.push({
        month: monthName(start),
        currency,
        subscription: fromUnits(subscription),
        payAsYouGo: fromUnits(payAsYouGo),
        estimated: fromUnits(estimated),
        estimatedIn,
        whole,
      })
  }
  return months
}
