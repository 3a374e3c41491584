import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare } from './money'
import { cheapest, DIMENSIONS, fitOf, HEADROOM, type Need, withHeadroom } from './need'
import type { Priced } from './plan-money'

const figure = fc.integer({ min: 1, max: 1_000_000 })
const offer = fc.record({
  id: fc.uuid(),
  memoryMb: fc.option(figure),
  connections: fc.option(figure),
  qps: fc.option(figure),
  bandwidthMbps: fc.option(figure),
  refused: fc.option(fc.constant({ code: 'same-size' as const }), { freq: 3 }),
})
const need: fc.Arbitrary<Need> = fc.record(
  { memoryMb: figure, connections: figure, qps: figure, bandwidthMbps: figure },
  { requiredKeys: [] },
)
const price = (amount: number, currency: string | null, unit: 'hour' | 'month'): Priced => ({
  amount: String(amount),
  currency,
  unit,
  count: 1,
  original: null,
  discount: null,
  monthly: null,
  of: 'purchase',
  source: { kind: 'estimate', cardVersion: 1, validFrom: '2026-01-01' },
  coupons: [],
  promotions: [],
})

test('an offer fits exactly when every figure that is asked for is known and large enough', () => {
  fc.assert(
    fc.property(offer, need, (one, wanted) => {
      const { fits, lacks } = fitOf(one, wanted)
      const asked = DIMENSIONS.filter((dimension) => wanted[dimension] !== undefined)
      const small = asked.filter((d) => one[d] !== null && (one[d] ?? 0) < (wanted[d] ?? 0))
      const untold = asked.filter((d) => one[d] === null)
      expect(fits).toBe(small.length > 0 ? 'no' : untold.length > 0 ? 'unknown' : 'yes')
      expect(lacks.map(({ dimension }) => dimension).sort()).toEqual([...small, ...untold].sort())
      for (const { dimension, wanted: much, has } of lacks)
        expect([much, has]).toEqual([wanted[dimension], one[dimension]])
    }),
  )
})

test('what fits a need fits each smaller one', () => {
  fc.assert(
    fc.property(offer, need, fc.integer({ min: 1, max: 100 }), (one, wanted, share) => {
      const smaller = Object.fromEntries(Object.entries(wanted).map(([d, n]) => [d, Math.floor((n * share) / 100)]))
      if (fitOf(one, wanted).fits === 'yes') expect(fitOf(one, smaller).fits).toBe('yes')
    }),
  )
})

test('with headroom, what is needed leaves its share free', () => {
  fc.assert(
    fc.property(figure, (memoryMb) => {
      const { memoryMb: much = 0 } = withHeadroom({ memoryMb })
      expect(much * (1 - HEADROOM)).toBeGreaterThanOrEqual(memoryMb - 1e-6)
      expect((much - 1) * (1 - HEADROOM)).toBeLessThan(memoryMb)
    }),
  )
  expect(withHeadroom({ qps: 5 })).toEqual({ qps: 5 })
})

test('the cheapest fits, is possible, has a price, and nothing that does so is cheaper', () => {
  const priced = fc.record({
    one: offer,
    amount: fc.option(fc.integer({ min: 0, max: 50 })),
    unit: fc.constantFrom('hour' as const, 'hour' as const, 'hour' as const, 'month' as const),
    currency: fc.constantFrom('CNY', 'CNY', 'CNY', 'USD', null),
  })
  fc.assert(
    fc.property(fc.uniqueArray(priced, { selector: ({ one }) => one.id }), need, (rows, wanted) => {
      const known = rows.filter(({ amount }) => amount !== null)
      const prices = new Map(
        known.map(({ one, amount, currency, unit }) => [one.id, { price: price(amount ?? 0, currency, unit) }]),
      )
      const found = cheapest(
        rows.map(({ one }) => one),
        prices,
        wanted,
      )
      const possible = known.filter(({ one }) => one.refused === null && fitOf(one, wanted).fits === 'yes')
      const comparable = possible.every(
        ({ currency, unit }) => currency !== null && currency === possible[0]?.currency && unit === possible[0]?.unit,
      )
      const least = Math.min(...possible.map(({ amount }) => amount ?? 0))
      const expected = comparable ? possible.filter(({ amount }) => amount === least).map(({ one }) => one.id) : []
      expect([...found].sort()).toEqual(expected.sort())
    }),
  )
})

test('amounts are compared as decimals, not as text', () => {
  const bare = { memoryMb: 1, connections: null, qps: null, bandwidthMbps: null, refused: null }
  const prices = new Map([
    ['a', { price: { ...price(0, 'CNY', 'hour'), amount: '10.5' } }],
    ['b', { price: { ...price(0, 'CNY', 'hour'), amount: '9.75' } }],
  ])
  expect(compare('9.75', '10.5')).toBe(-1)
  expect(
    cheapest(
      [
        { id: 'a', ...bare },
        { id: 'b', ...bare },
      ],
      prices,
      {},
    ),
  ).toEqual(['b'])
})
