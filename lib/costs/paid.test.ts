import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromUnits, unitsOf } from '@/lib/model/money'
import { billingMonthsLater, monthStart } from './amortise'
import type { Span } from './ledger'
import { type Order, withPaid } from './paid'
import { DAY, NOW, spansOf } from './testing'
import { costOf } from './trend'

const [SAMPLE] = fc.sample(
  spansOf.filter((spans) => spans.length > 0),
  { numRuns: 1, seed: 7 },
)[0] as [Span] // at least one, by the filter
const bought = NOW - 400 * DAY
const subscription = (over: Partial<Span> = {}): Span => ({
  ...SAMPLE,
  chargeType: 'subscription',
  currency: 'CNY',
  class: 'small',
  memoryMb: 1024,
  unit: 'month',
  amount: unitsOf('100'),
  monthly: unitsOf('100'),
  list: unitsOf('120'),
  source: 'quote',
  expired: false,
  endsAt: null,
  since: bought,
  until: null,
  ...over,
})
const order = (over: Partial<Order> = {}): Order => ({
  from: bought,
  months: 12,
  amount: unitsOf('850'),
  original: unitsOf('1000'),
  currency: 'CNY',
  isFirst: true,
  ...over,
})
const ofMonths = (spans: readonly Span[], from: number, to: number) => {
  let sum = 0n
  for (let start = from; start < to; start = monthStart(start, 1))
    for (const span of spans) sum += costOf(span, start, Math.min(to, monthStart(start, 1)))
  return fromUnits(sum)
}

describe('what was paid for an order', () => {
  test('is what all months of its term come to, to the last digit, whatever the price of a month is', () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10n ** 18n }),
        fc.integer({ min: 1, max: 36 }),
        fc.array(fc.nat(300), { maxLength: 4 }),
        (amount, months, cuts) => {
          // The price of a month became another on some days: stretches of their own.
          const ends = [...new Set(cuts)].sort((a, b) => a - b).map((days) => bought + (days + 1) * DAY)
          const spans = [bought, ...ends].map((since, place) =>
            subscription({ since, until: ends[place] ?? null, monthly: unitsOf(String(90 + place)) }),
          )
          const known = withPaid(spans, [order({ amount, months })])
          expect(ofMonths(known, bought, billingMonthsLater(bought, months))).toBe(fromUnits(amount))
        },
      ),
    )
  })

  test('of several orders follows one upon the other, and a month that nobody ordered costs its price', () => {
    const end = billingMonthsLater(bought, 12)
    const renewed = billingMonthsLater(end, 3)
    const [known] = withPaid(
      [subscription({ endsAt: renewed })],
      [order(), order({ isFirst: false, from: end - DAY, months: 3, amount: unitsOf('270') })],
    )
    const span = known ?? expect.unreachable()
    expect(ofMonths([span], bought, end)).toBe('850')
    expect(ofMonths([span], bought, renewed)).toBe('1120')
    expect(ofMonths([span], bought, billingMonthsLater(renewed, 1))).toBe('1220')
    expect(fromUnits(costOf(span, bought, end, 'list'))).toBe('1000')
  })

  test('says nothing of another size, of another currency, or of the time before', () => {
    const later = bought + 100 * DAY
    const spans = [subscription({ until: later }), subscription({ since: later, class: 'large' })]
    const known = withPaid(spans, [order()])
    expect(known.map(({ paid }) => paid.length)).toEqual([1, 0])
    expect(withPaid([subscription()], [order({ currency: 'USD' })])[0]?.paid).toEqual([])
    expect(withPaid([subscription({ until: bought - DAY, since: bought - 2 * DAY })], [order()])[0]?.paid).toEqual([])
    expect(withPaid([subscription({ chargeType: 'pay-as-you-go' })], [order()])[0]?.paid).toEqual([])
  })
})
