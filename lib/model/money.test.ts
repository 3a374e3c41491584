import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compare, Decimal, decimalOf, minus, over, plus, times } from './money'

test.each([
  [12, '12'],
  ['12.50', '12.5'],
  ['0012', '12'],
  [0.1, '0.1'],
  ['-3.20', '-3.2'],
  ['-0.00', '0'],
  [0, '0'],
  ['999999999999999999.99', '999999999999999999.99'],
])('%j is %s', (written, amount) => {
  expect(decimalOf(written)).toBe(amount)
  expect(Decimal.safeParse(amount).success).toBe(true)
})

test.each([[''], ['free'], ['1e9'], [Number.NaN], [1e300], [null], [undefined], ['1,000'], ['0x10'], ['1.2.3']])(
  '%j is no amount',
  (written) => expect(decimalOf(written)).toBeNull(),
)

test('digits stay as they were written', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 10n ** 17n }), fc.integer({ min: 1, max: 99 }), (whole, cents) => {
      const fraction = String(cents).padStart(2, '0')
      expect(decimalOf(`${whole}.${fraction}`)).toBe(`${whole}.${fraction.replace(/0$/, '')}`)
    }),
  )
})

const amounts = fc
  .tuple(fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }), fc.integer({ min: 0, max: 12 }))
  .map(([digits, places]) => {
    const size = String(digits < 0n ? -digits : digits).padStart(places + 1, '0')
    const written = `${digits < 0n ? '-' : ''}${size.slice(0, size.length - places)}.${size.slice(size.length - places) || '0'}`
    return decimalOf(written) ?? '0'
  })

test('what is added is there, and what is taken away again leaves what was', () => {
  fc.assert(
    fc.property(amounts, amounts, (a, b) => {
      expect(minus(plus(a, b), b)).toBe(a)
      expect(plus(a, b)).toBe(plus(b, a))
      expect(Decimal.safeParse(plus(a, b)).success).toBe(true)
      expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)))
    }),
  )
})

test('so many times an amount is the amount added as often', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 0, max: 40 }), (amount, count) => {
      expect(times(amount, count)).toBe(Array.from({ length: count }, () => amount).reduce(plus, '0'))
    }),
  )
})

test('a share is within half a cent of the whole', () => {
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 40 }), (amount, parts) => {
      const share = over(amount, parts)
      expect(share).toMatch(/^-?\d+(\.\d{1,2})?$/)
      const off = minus(times(share, parts), amount).replace('-', '')
      expect(compare(times(off, 200), String(parts))).toBeLessThanOrEqual(0)
    }),
  )
})

test.each([
  ['100', 3, '33.33'],
  ['0.005', 1, '0.01'],
  ['-0.005', 1, '-0.01'],
  ['2040', 12, '170'],
  ['0.3', 3, '0.1'],
])('%s over %d is %s', (amount, parts, share) => expect(over(amount, parts)).toBe(share))
