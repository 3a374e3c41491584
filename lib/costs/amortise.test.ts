import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromUnits, unitsOf } from '@/lib/model/money'
import { hourlyCost, monthName, monthStart, paidUntil, subscriptionCost, termAt } from './amortise'

const at = (text: string) => Date.parse(text)
const money = (text: string) => unitsOf(text)
const cost = (monthly: string, ends: string | null, from: string, to: string) =>
  fromUnits(subscriptionCost(money(monthly), ends === null ? null : at(ends), at(from), at(to)))

const time = fc.integer({ min: at('2020-01-01'), max: at('2040-01-01') })
const amount = fc.bigInt({ min: 0n, max: 10n ** 20n })

describe('what is paid for a term', () => {
  test('with less than cents it is never more than all of it, nor is what is paid back', () => {
    const term = { from: 0, to: 1_000 }
    expect(paidUntil(money('0.9951'), term, 999)).toBe(money('0.99'))
    expect(paidUntil(money('0.9969'), term, 999)).toBe(money('0.9969'))
    expect(paidUntil(-money('0.9969'), term, 999)).toBe(-money('0.9969'))
    expect(paidUntil(-money('10'), term, 500)).toBe(-money('5'))
  })
  test('is paid to the last digit, however its days are cut', () => {
    fc.assert(
      fc.property(
        amount,
        time,
        fc.integer({ min: 1, max: 40_000_000_000 }),
        fc.array(fc.nat(40_000_000_000)),
        (paid, from, length, cuts) => {
          const term = { from, to: from + length }
          const moments = [from, ...cuts.map((cut) => Math.min(from + cut, term.to)).sort((a, b) => a - b), term.to]
          let sum = 0n
          for (const [index, moment] of moments.entries()) {
            const part = paidUntil(paid, term, moments[index + 1] ?? term.to) - paidUntil(paid, term, moment)
            expect(part).toBeGreaterThanOrEqual(0n)
            sum += part
          }
          expect(sum).toBe(paid)
        },
      ),
    )
  })

  test('is so much a day as the term has days: more in February than in March', () => {
    // Both end at midnight of UTC+8.
    expect(cost('310', '2026-03-31T16:00:00Z', '2026-02-28T16:00:00Z', '2026-03-01T16:00:00Z')).toBe('10')
    expect(cost('310', '2026-02-28T16:00:00Z', '2026-01-31T16:00:00Z', '2026-02-01T16:00:00Z')).toBe('11.07')
  })
})

describe('a subscription', () => {
  test('costs its price in every one of its months, long or short, and twelve times that in a year', () => {
    fc.assert(
      fc.property(amount, time, fc.integer({ min: -30, max: 30 }), (monthly, endsAt, months) => {
        const inside = endsAt + months * 30 * 86_400_000
        const term = termAt(inside, endsAt)
        expect(term.from).toBeLessThanOrEqual(inside)
        expect(term.to).toBeGreaterThan(inside)
        expect(subscriptionCost(monthly, endsAt, term.from, term.to)).toBe(monthly)
        let to = term.from
        for (let count = 0; count < 12; count++) to = termAt(to, endsAt).to
        expect(subscriptionCost(monthly, endsAt, term.from, to)).toBe(12n * monthly)
      }),
    )
  })

  test('costs the same in one piece and by calendar months', () => {
    fc.assert(
      fc.property(amount, time, time, fc.integer({ min: 0, max: 400 }), (monthly, endsAt, from, days) => {
        const to = from + days * 86_400_000
        let sum = 0n
        for (let start = from; start < to; start = monthStart(start, 1))
          sum += subscriptionCost(monthly, endsAt, start, Math.min(to, monthStart(start, 1)))
        expect(sum).toBe(subscriptionCost(monthly, endsAt, from, to))
      }),
    )
  })

  test('that ends on the 31st has months that end with their last day', () => {
    const ends = at('2026-08-31T00:00:00+08:00')
    expect(termAt(at('2026-02-10T00:00:00Z'), ends)).toEqual({
      from: at('2026-01-31T00:00:00+08:00'),
      to: at('2026-02-28T00:00:00+08:00'),
    })
    expect(termAt(at('2028-02-29T00:00:00+08:00'), ends).from).toBe(at('2028-02-29T00:00:00+08:00'))
  })

  test('whose end nobody told is counted by calendar months', () => {
    expect(cost('300', null, '2026-10-31T16:00:00Z', '2026-11-30T16:00:00Z')).toBe('300')
    expect(cost('300', null, '2026-10-31T16:00:00Z', '2026-11-01T16:00:00Z')).toBe('10')
  })
})

test('months begin at midnight of UTC+8', () => {
  expect(monthName(at('2026-10-31T15:59:59Z'))).toBe('2026-10')
  expect(monthName(at('2026-10-31T16:00:00Z'))).toBe('2026-11')
  expect(monthStart(at('2026-11-21T00:00:00Z'))).toBe(at('2026-10-31T16:00:00Z'))
  expect(monthStart(at('2026-12-31T16:00:00Z'), -1)).toBe(at('2026-11-30T16:00:00Z'))
})

test('hours cost what they are, halves of a cent away from zero', () => {
  expect(fromUnits(hourlyCost(money('0.51'), 0, 720 * 3_600_000))).toBe('367.2')
  expect(fromUnits(hourlyCost(money('0.51'), 0, 1_800_000))).toBe('0.26')
  expect(hourlyCost(money('1'), 5, 5)).toBe(0n)
})
