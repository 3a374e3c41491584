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
