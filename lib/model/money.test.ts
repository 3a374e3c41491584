import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Decimal, decimalOf } from './money'

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
