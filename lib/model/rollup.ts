/** Minutes that one rolled-up value stands for. */
export const QUARTER_MINUTES = 15

/**
 * Fifteen minutes of a metric as one: the lowest and the highest value and at which minutes they stood, the sum, and which
 * minutes were measured. What is lost is how the other minutes differed from each other.
 */
export interface Quarter {
  low: number
  high: number
  sum: number
  /** Bits: 0 to 14 the minutes that were measured, from 15 the minute of the lowest value, from 19 that of the highest. */
  shape: number
}

const LOW_AT = QUARTER_MINUTES
const HIGH_AT = LOW_AT + 4
const NIBBLE = 15

/** Fifteen values, NaN where nothing was measured, as one; null where nothing was. */
export function quarterOf(values: ArrayLike<number>): Quarter | null {
  let [sum, mask, lowAt, highAt] = [0, 0, -1, -1]
  for (let at = 0; at < QUARTER_MINUTES; at++) {
    const value = values[at] ?? Number.NaN
    if (Number.isNaN(value)) continue
    mask |= 1 << at
    sum += value
    if (lowAt < 0 || value < (values[lowAt] ?? 0)) lowAt = at
    if (highAt < 0 || value > (values[highAt] ?? 0)) highAt = at
  }
  if (mask === 0) return null
  const shape = mask | (lowAt << LOW_AT) | (highAt << HIGH_AT)
  return { low: values[lowAt] ?? Number.NaN, high: values[highAt] ?? Number.NaN, sum, shape }
}

/**
 * Its minutes again: NaN where nothing was measured, the lowest and the highest where they stood, and the others alike, so
 * that the sum is what it was.
 */
export function minutesOf({ low, high, sum, shape }: Quarter): number[] {
  const [lowAt, highAt] = [(shape >> LOW_AT) & NIBBLE, (shape >> HIGH_AT) & NIBBLE]
  let count = 0
  for (let at = 0; at < QUARTER_MINUTES; at++) count += (shape >> at) & 1
  const [rest, others] = lowAt === highAt ? [sum - low, count - 1] : [sum - low - high, count - 2]
  // Adding up rounds: between its ends it stays.
  const usual = others > 0 ? Math.min(high, Math.max(low, rest / others)) : low
  return Array.from({ length: QUARTER_MINUTES }, (_, at) =>
    ((shape >> at) & 1) === 0 ? Number.NaN : at === lowAt ? low : at === highAt ? high : usual,
  )
}
