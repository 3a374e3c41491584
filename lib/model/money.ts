import { z } from 'zod'

/** An amount of money as decimal text, never a floating point number: `1280.5`, `-12`, `0.001`. */
export const Decimal = z.string().regex(/^-?(0|[1-9]\d{0,20})(\.\d{0,11}[1-9])?$/)
export type Decimal = z.infer<typeof Decimal>

const WRITTEN = /^(-?)0*(\d{1,21})(?:\.(\d*?)0*)?$/

/**
 * The amount that a cloud wrote, as a number of JSON or as text, digit by digit; null for what is none or is beyond
 * 21 digits before or 12 behind the point.
 */
export function decimalOf(value: unknown): Decimal | null {
  const text = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
  const [, sign = '', whole, fraction = ''] = WRITTEN.exec(text) ?? []
  if (whole === undefined || fraction.length > 12) return null
  const amount = fraction ? `${whole}.${fraction}` : whole
  return amount === '0' ? '0' : `${sign}${amount}`
}

/** Digits behind the point that amounts are calculated with. */
const PLACES = 12
const UNIT = 10n ** BigInt(PLACES)

/** The amount in units of 10 to the power of -12, for sums of many. */
export function unitsOf(amount: Decimal): bigint {
  const sign = amount.startsWith('-') ? -1n : 1n
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  return sign * (BigInt(whole) * UNIT + BigInt(fraction.padEnd(PLACES, '0')))
}

/** What `unitsOf` made units of. */
export function fromUnits(units: bigint): Decimal {
  const size = units < 0n ? -units : units
  const fraction = String(size % UNIT)
    .padStart(PLACES, '0')
    .replace(/0+$/, '')
  return `${units < 0n ? '-' : ''}${size / UNIT}${fraction ? `.${fraction}` : ''}`
}

/** Exactly. */
export const plus = (a: Decimal, b: Decimal): Decimal => fromUnits(unitsOf(a) + unitsOf(b))

/** Exactly. */
export const minus = (a: Decimal, b: Decimal): Decimal => fromUnits(unitsOf(a) - unitsOf(b))

/** Exactly; `count` is a whole number. */
export const times = (amount: Decimal, count: number): Decimal => fromUnits(unitsOf(amount) * BigInt(count))

/** Below zero, zero or above, as `a` is less than, equal to or more than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const difference = unitsOf(a) - unitsOf(b)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

/** A share of the amount, to so many places behind the point, halves away from zero; `parts` is a whole number. */
export const over = (amount: Decimal, parts: number, places = 2): Decimal =>
  fromUnits(roundedShare(unitsOf(amount), BigInt(parts), places))

/** Units divided by a number above zero, to so many places behind the point, halves away from zero. */
export function roundedShare(units: bigint, parts: bigint, places = 2): bigint {
  const step = 10n ** BigInt(PLACES - places)
  const size = units < 0n ? -units : units
  const by = parts * step
  const rounded = ((2n * size + by) / (2n * by)) * step
  return units < 0n ? -rounded : rounded
}
