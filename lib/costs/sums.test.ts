import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COST_DIMENSIONS, type CostSum } from '@/lib/model/cost'
import { fromUnits, plus, unitsOf } from '@/lib/model/money'
import { withoutDoubles } from './doubles'
import { partOf, type Span } from './ledger'
import { addTo, exchangeOf, isCounted, type Sums, toCostSums } from './sums'
import { conversions, DAY, NOW, rates, spansOf } from './testing'
import { costOf, groupsOf, isAt, momentsOf, monthsOf, trendsOf } from './trend'

const dimensions = fc.constantFrom(...COST_DIMENSIONS)

/** Sums of sums, by currency. */
function together(parts: readonly (readonly CostSum[])[]) {
  const all = new Map<string | null, Omit<CostSum, 'currency'>>()
  for (const { currency, payable, list, estimated, unlisted, instances } of parts.flat()) {
    const before = all.get(currency) ?? { payable: '0', list: '0', estimated: '0', unlisted: '0', instances: 0 }
    all.set(currency, {
      payable: plus(before.payable, payable),
      list: plus(before.list, list),
      estimated: plus(before.estimated, estimated),
      unlisted: plus(before.unlisted, unlisted),
      instances: before.instances + instances,
    })
  }
  return all
}
const byCurrency = (sums: readonly CostSum[]) => together([sums])

describe('sums', () => {
  test('by any dimension add up to the total of now and of thirty days ago, in each currency, converted or not', () => {
    fc.assert(
      fc.property(spansOf, dimensions, conversions, (spans, by, exchange) => {
        const total: Sums = new Map()
        const past: Sums = new Map()
        for (const span of spans) {
          if (span.until === null) addTo(total, span, exchange, NOW)
          if (isAt(span, NOW - 30 * DAY)) addTo(past, span, exchange, NOW - 30 * DAY)
        }
        const groups = groupsOf(
          spans,
          partOf(by, 'app'),
          () => null,
          { now: NOW, keptSince: NOW - 500 * DAY },
          exchange,
        )
        expect(together(groups.map(({ sums }) => sums))).toEqual(byCurrency(toCostSums(total)))
        expect(together(groups.map(({ before }) => before ?? []))).toEqual(byCurrency(toCostSums(past)))
      }),
    )
  })

  test('of a curve add up to what each moment costs, whichever parts are drawn by themselves', () => {
    fc.assert(
      fc.property(spansOf, dimensions, conversions, (spans, by, exchange) => {
        const moments = momentsOf('year', NOW, NOW - 500 * DAY)
        for (const { currency, at, series } of trendsOf(spans, partOf(by, 'app'), moments, exchange)) {
          expect(series.length).toBeLessThanOrEqual(8)
          for (const [index, moment] of at.entries()) {
            const sums: Sums = new Map()
            for (const span of spans)
              if (isAt(span, Date.parse(moment))) addTo(sums, span, exchange, Date.parse(moment))
            const drawn = series.reduce((sum, { amounts }) => plus(sum, amounts[index] ?? '0'), '0')
            expect(drawn).toBe(fromUnits(sums.get(currency)?.payable ?? 0n))
            const isEstimate = series.some(({ estimated }) => estimated[index])
            const estimates = spans.filter((span) => {
              if (span.source !== 'estimate' || !isCounted(span) || !isAt(span, Date.parse(moment))) return false
              return exchange(0n, span.currency, Date.parse(moment)).currency === currency
            })
            expect(isEstimate).toBe(estimates.length > 0)
          }
        }
      }),
    )
  })

  test('of months are what each instance came to from first to last, cut at the ends of months', () => {
    fc.assert(
      fc.property(spansOf, (spans) => {
        const apart = exchangeOf({ currency: null, rates: [] })
        const keptSince = spans.reduce((first, { since }) => Math.min(first, since), NOW)
        const months = monthsOf(spans, { now: NOW, keptSince }, apart, 40)
        for (const currency of ['CNY', 'USD', null]) {
          const subscriptions = months
            .filter((month) => month.currency === currency)
            .reduce((sum, month) => plus(sum, month.subscription), '0')
          const whole = spans
            .filter((span) => span.chargeType === 'subscription' && span.currency === currency)
            .reduce((sum, span) => sum + costOf(span, span.since, span.until ?? NOW), 0n)
          expect(subscriptions).toBe(fromUnits(whole))
        }
      }),
    )
  })

  test('hold no instance twice that two accounts show, at no moment', () => {
    fc.assert(
      fc.property(spansOf, fc.integer({ min: NOW - 500 * DAY, max: NOW - 1 }), (made, moment) => {
        // Of one account an instance has no two spans at a time.
        const spans = made.filter(
          (span, index) =>
            !made
              .slice(0, index)
              .some(
                (other) =>
                  other.ref === span.ref &&
                  other.since < (span.until ?? Infinity) &&
                  span.since < (other.until ?? Infinity),
              ),
        )
        const named = ({ region, instanceId }: Span) => `${region} ${instanceId}`
        const there = (list: readonly Span[]) => list.filter((span) => isAt(span, moment)).map(named)
        const once = there(withoutDoubles(spans).spans)
        expect(new Set(once).size).toBe(once.length)
        expect(new Set(once)).toEqual(new Set(there(spans)))
      }),
    )
  })
})

describe('exchange', () => {
  const exchange = exchangeOf(rates)
  const at = (text: string) => Date.parse(text)
  test('is by the rate of the day of UTC+8, to the cent, halves away from zero', () => {
    const one = (text: string, time: string) => {
      const { amount, currency } = exchange(unitsOf(text), 'USD', at(time))
      return `${fromUnits(amount)} ${currency}`
    }
    expect(one('100', '2026-10-31T15:59:59Z')).toBe('712.34 CNY')
    expect(one('100', '2026-10-31T16:00:00Z')).toBe('700.01 CNY')
    expect(one('0.01', '2026-11-20T00:00:00Z')).toBe('0.07 CNY')
    expect(one('100', '2025-12-31T00:00:00Z')).toBe('100 USD')
  })
  test('leaves alone what is in the currency already, has no rate, or no currency', () => {
    expect(exchange(unitsOf('1.005'), 'CNY', NOW)).toEqual({ amount: unitsOf('1.005'), currency: 'CNY' })
    expect(exchange(5n, 'JPY', NOW).currency).toBe('JPY')
    expect(exchange(5n, null, NOW).currency).toBeNull()
  })
})

test('a curve goes back by ends of hours, days and months of UTC+8, and never before anything was kept', () => {
  const texts = (range: 'day' | 'month' | 'year', keptSince: number) =>
    momentsOf(range, NOW, keptSince).map((moment) => new Date(moment).toISOString())
  const year = texts('year', 0)
  expect(year).toHaveLength(13)
  expect(year.slice(-2)).toEqual(['2026-10-31T15:59:59.999Z', '2026-11-21T10:00:00.000Z'])
  expect(texts('month', 0).slice(-2)[0]).toBe('2026-11-20T15:59:59.999Z')
  expect(texts('day', 0)).toHaveLength(25)
  expect(texts('year', NOW - DAY)).toEqual(['2026-11-21T10:00:00.000Z'])
})
