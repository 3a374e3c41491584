import { unitsOf } from '@/lib/model/money'

/**
 * What each amount is of all of them, in tenths of a percent: rounded by the largest remainder, so that they add up to 1000.
 * Of nothing in all, nothing.
 */
export function sharesOf(amounts: readonly string[]): number[] {
  const units = amounts.map((amount) => unitsOf(amount))
  const whole = units.reduce((sum, amount) => sum + amount, 0n)
  if (whole <= 0n) return amounts.map(() => 0)
  const shares = units.map((amount, at) => ({ at, floor: (amount * 1000n) / whole, rest: (amount * 1000n) % whole }))
  const missing = 1000 - shares.reduce((sum, { floor }) => sum + Number(floor), 0)
  const raised = new Set(
    [...shares]
      .sort((a, b) => (a.rest === b.rest ? a.at - b.at : a.rest > b.rest ? -1 : 1))
      .slice(0, missing)
      .map(({ at }) => at),
  )
  return shares.map(({ at, floor }) => Number(floor) + Number(raised.has(at)))
}
