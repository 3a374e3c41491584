import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sharesOf } from './shares'

test('shares add up to all of it, and none is a tenth of a percent or more away from what it is', () => {
  const amounts = fc.array(
    fc.nat(10 ** 9).map((cents) => (cents / 100).toFixed(2)),
    { minLength: 1, maxLength: 40 },
  )
  fc.assert(
    fc.property(amounts, (given) => {
      const whole = given.reduce((sum, amount) => sum + Number(amount), 0)
      fc.pre(whole > 0)
      const shares = sharesOf(given)
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(1000)
      for (const [at, share] of shares.entries())
        expect(Math.abs(share - (Number(given[at]) / whole) * 1000)).toBeLessThan(1.0001)
    }),
  )
  expect(sharesOf(['1', '1', '1'])).toEqual([334, 333, 333])
  expect(sharesOf(['0', '0'])).toEqual([0, 0])
})
