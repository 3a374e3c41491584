import { canonicalJson } from '@/lib/audit/canonical'
import type { Scope } from '@/lib/model/access'
import {
  BILLING_OFFSET_MINUTES,
  type CostDimension,
  type CostPage,
  type CostPart,
  type CostRange,
  type CostSum,
  type ExchangeRates,
} from '@/lib/model/cost'
import { monthStart } from './amortise'
import { answerOf, lasting } from './answers'
import { ledger, partOf, type Span, type View, viewOf } from './ledger'
import { standingOf } from './prices/standing'
import { stepsOf, toldSteps } from './steps'
import { addTo, byRateOf, type Exchange, exchangeOf, isCounted, rateAt, type Sums, toCostSums } from './sums'
import { groupsOf, isAt, keptMonths, momentsOf, monthSums, trendsOf } from './trend'

const DAY_MS = 86_400_000
/** The day whose rates count. */
const billingDay = (time: number) => Math.floor((time + BILLING_OFFSET_MINUTES * 60_000) / DAY_MS)

export interface CostAsk {
  by: CostDimension
  /** Key of the tags, when they are asked for. */
  tag: string
  range: CostRange
  /** All that it is about; null: everything in scope. */
  only: CostPart | null
}

/** What costs come to, in a scope; each instance is in it once, and only those whose price somebody tells. */
export async function costPage(scope: Scope, ask: CostAsk): Promise<CostPage> {
  const of = await ledger()
  const view = viewOf(of, scope)
  const key = canonicalJson(ask)
  return answerOf(view, key, (now) => makePage(view, of.exchange, of.firstKept, scope, ask, now))
}

async function makePage(
  view: View,
  rates: ExchangeRates,
  firstKept: ReadonlyMap<string, number>,
  scope: Scope,
  ask: CostAsk,
  now: number,
): Promise<CostPage> {
  const inPart = ask.only ? isIn(ask.only) : () => true
  const spans = ask.only ? view.spans.filter(inPart) : view.spans
  const exchange = exchangeOf(rates)
  const comparable = byRateOf(exchange, now)
  const keptSince = view.spans.reduce((first, { since }) => Math.min(first, since), now)
  const tagKeys = tagKeysOf(spans.filter(({ until }) => until === null))
  // Of tags nothing can be told apart without a key: the most used one.
  const tag = ask.by === 'tag' ? ask.tag || (tagKeys[0] ?? '') : ask.tag
  const part = partOf(ask.by, tag)
  const moments = momentsOf(ask.range, now, keptSince)
  const present = spans.filter(({ until }) => until === null)
  const sumOf = (wanted: (span: Span) => boolean): CostSum[] => {
    const sums: Sums = new Map()
    for (const span of present) if (wanted(span)) addTo(sums, span, exchange, now)
    return toCostSums(sums)
  }
  const then = now - 30 * DAY_MS
  const past: Sums = new Map()
  if (keptSince <= then) for (const span of spans) if (isAt(span, then)) addTo(past, span, comparable, then)
  const count = (wanted: (span: Span) => boolean) => present.reduce((all, span) => all + Number(wanted(span)), 0)
  const since = momentsOf(ask.range, now, 0)[0] ?? now
  const about = canonicalJson(ask.only ?? null)
  const allSteps = lasting(view, `steps ${about} ${billingDay(now)}`, () =>
    stepsOf(view.spans, { since: 0 }, firstKept, comparable, inPart),
  )
  const steps = allSteps.filter(({ at }) => at >= since)
  const [prices, told] = await Promise.all([standingOf(scope), toldSteps(steps)])
  const currencies = [...new Set(present.filter(isCounted).map(({ currency }) => currency))]
  const total = sumOf(() => true)
  return {
    asOf: new Date(now).toISOString(),
    keptSince: view.spans.length === 0 ? null : new Date(keptSince).toISOString(),
    ...ask,
    tag,
    only: ask.only ? { ...ask.only, name: spans[0] ? (nameOf(ask.only.by)('', spans[0]) ?? null) : null } : null,
    reporting: rates.currency,
    used: currencies.flatMap((currency) => {
      const rate = currency !== null && rates.currency !== null ? rateAt(rates, currency, now) : undefined
      return rate ? [rate] : []
    }),
    apart: rates.currency === null ? [] : total.map(({ currency }) => currency).filter((one) => one !== rates.currency),
    total,
    before: keptSince <= then ? toCostSums(past) : null,
    charge: {
      subscription: sumOf(({ chargeType }) => chargeType === 'subscription'),
      payAsYouGo: sumOf(({ chargeType }) => chargeType === 'pay-as-you-go'),
      unknown: sumOf(({ chargeType }) => chargeType === 'unknown'),
    },
    source: {
      quote: sumOf(({ source }) => source === 'quote'),
      estimate: sumOf(({ source }) => source === 'estimate'),
    },
    counts: {
      all: present.length,
      counted: count(isCounted),
      noPrice: count(({ source, expired }) => source === 'none' && !expired),
      expired: count(({ expired }) => expired),
      doubles: ask.only ? 0 : view.doubles,
    },
    prices,
    groups: groupsOf(
      present.length === spans.length ? present : spans,
      part,
      nameOf(ask.by),
      { now, keptSince },
      comparable,
    ),
    trends: trendsOf(spans, part, moments, comparable),
    months: monthsSeen(view, about, spans, { now, keptSince }, exchange),
    steps: told,
    stepCount: steps.length,
    tagKeys,
  }
}

function isIn({ by, tag, key }: CostPart): (span: Span) => boolean {
  const part = partOf(by, tag)
  return (span) => part(span) === key
}

/** Months that are over come to the same again and again. */
const monthsSeen = (
  view: View,
  about: string,
  spans: readonly Span[],
  kept: { now: number; keptSince: number },
  exchange: Exchange,
) =>
  keptMonths(kept).flatMap((from) =>
    monthStart(from, 1) <= kept.now
      ? lasting(view, `month ${about} ${from}`, () => monthSums(spans, from, kept, exchange))
      : monthSums(spans, from, kept, exchange),
  )

const nameOf = (by: CostDimension) => (_: string, span: Span) =>
  by === 'account' ? span.account.name : by === 'region' ? span.provider : null

/** Keys of tags, the most used ones first. */
function tagKeysOf(present: readonly Span[]): string[] {
  const uses = new Map<string, number>()
  for (const { tags } of present)
    for (const tag of tags) {
      const key = tag.slice(0, tag.indexOf('='))
      uses.set(key, (uses.get(key) ?? 0) + 1)
    }
  return [...uses]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, 100)
    .map(([key]) => key)
}
