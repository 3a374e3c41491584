import type { CostSource } from '@/lib/model/cost'
import type { ReportPart, ReportSum } from '@/lib/model/cost-report'
import { fromUnits } from '@/lib/model/money'
import type { Span } from '../ledger'
import type { Exchange } from '../sums'
import { addCame, type CameTo, cameTo, costOf, isIn } from '../trend'

/** A stretch of an instance in the month; `span` is the last one of it. Times in ms. */
interface Stretch {
  span: Span
  since: number
  until: number
}

/** What an instance came to while one team paid it, in one currency, in units. */
export interface Line extends Stretch {
  came: CameTo
  list: bigint
  /** Part of `list` that nobody told. */
  unlisted: bigint
  sources: Set<CostSource>
  /** Answers and versions of the rate card that it was taken from. */
  facts: Set<number>
  cards: Set<number>
}

/** An instance while nobody told its price. */
export interface Gap extends Stretch {
  ms: number
}

export interface Gathered {
  /** Dearest first. */
  lines: Line[]
  /** Longest first. */
  gaps: Gap[]
  /** References of what was expired for all or some of the time. */
  expired: ReadonlySet<string>
}

export interface Term {
  from: number
  to: number
}

const keyOf = ({ ref, payer, currency }: Span) => `${ref}\n${payer}\n${currency}`

/** What spans came to between two moments, by instance, team and currency. */
export function gather(spans: readonly Span[], term: Term, exchange: Exchange): Gathered {
  const lines = new Map<string, Line>()
  const gaps = new Map<string, Gap>()
  const expired = new Set<string>()
  for (const span of spans) {
    if (!isIn(span, term)) continue
    const since = Math.max(span.since, term.from)
    const until = Math.min(span.until ?? term.to, term.to)
    if (span.expired) expired.add(span.ref)
    else if (span.monthly === null) {
      const known = gaps.get(keyOf(span))
      if (known) Object.assign(known, { span, until, ms: known.ms + until - since })
      else gaps.set(keyOf(span), { span, since, until, ms: until - since })
    } else {
      const came = cameTo(span, term, exchange)
      const list = exchange(costOf(span, term.from, term.to, 'list'), span.currency, term.to - 1).amount
      const unlisted = span.source === 'estimate' || span.list === null ? list : 0n
      const known = lines.get(keyOf(span))
      const line = known ?? {
        span,
        since,
        until,
        came,
        list,
        unlisted,
        sources: new Set(),
        facts: new Set(),
        cards: new Set(),
      }
      if (known) {
        addCame(known.came, came)
        known.list += list
        known.unlisted += unlisted
        Object.assign(known, { span, until })
      } else lines.set(keyOf(span), line)
      line.sources.add(span.source)
      if (span.source === 'quote' && span.factId !== null) line.facts.add(span.factId)
      if (span.source === 'estimate' && span.cardVersion !== null) line.cards.add(span.cardVersion)
    }
  }
  return {
    lines: [...lines.values()].sort((a, b) => order(payable(b), payable(a)) || order(a.span.ref, b.span.ref)),
    gaps: [...gaps.values()].sort((a, b) => b.ms - a.ms || order(a.span.ref, b.span.ref)),
    expired,
  }
}

const order = <T extends bigint | string>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)
const payable = ({ came }: Line) => came.subscription + came.payAsYouGo

/** One sum for each currency, largest first; an instance that two teams paid is counted once. */
export function sumsOf(lines: readonly Line[]): ReportSum[] {
  const sums = new Map<string | null, { came: CameTo; list: bigint; unlisted: bigint; refs: Set<string> }>()
  for (const { span, came, list, unlisted } of lines) {
    const sum = sums.get(came.currency)
    if (sum) {
      addCame(sum.came, came)
      sum.list += list
      sum.unlisted += unlisted
      sum.refs.add(span.ref)
    } else sums.set(came.currency, { came: { ...came }, list, unlisted, refs: new Set([span.ref]) })
  }
  return [...sums.values()]
    .map(({ came, list, unlisted, refs }) => ({
      sum: sumOf(came, { list, unlisted }, refs.size),
      size: came.subscription + came.payAsYouGo,
    }))
    .sort((a, b) => order(b.size, a.size))
    .map(({ sum }) => sum)
}

export const sumOf = (
  { currency, subscription, payAsYouGo, ordered, estimated }: CameTo,
  { list, unlisted }: Pick<Line, 'list' | 'unlisted'>,
  instances: number,
): ReportSum => ({
  currency,
  instances,
  subscription: fromUnits(subscription),
  payAsYouGo: fromUnits(payAsYouGo),
  ordered: fromUnits(ordered),
  payable: fromUnits(subscription + payAsYouGo),
  list: fromUnits(list),
  unlisted: fromUnits(unlisted),
  estimated: fromUnits(estimated),
})

/** Parts that add up to the whole, dearest first; one that has nothing but instances without a price is one as well. */
export function partsOf(
  { lines, gaps }: Pick<Gathered, 'lines' | 'gaps'>,
  part: (span: Span) => string,
  nameOf: (span: Span) => string | null,
): ReportPart[] {
  const parts = new Map<string, { name: string | null; lines: Line[]; gaps: Set<string>; size: bigint }>()
  const of = (span: Span) => {
    const key = part(span)
    const known = parts.get(key)
    if (known) return known
    const made = { name: nameOf(span), lines: [], gaps: new Set<string>(), size: 0n }
    parts.set(key, made)
    return made
  }
  for (const line of lines) {
    const mine = of(line.span)
    mine.lines.push(line)
    mine.size += payable(line)
  }
  for (const { span } of gaps) of(span).gaps.add(span.ref)
  return [...parts]
    .sort(([a, mine], [b, theirs]) => order(theirs.size, mine.size) || order(a, b))
    .map(([key, { name, lines, gaps }]) => ({ key, name, sums: sumsOf(lines), noPrice: gaps.size }))
}
