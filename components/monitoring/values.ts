import { formatMemory, formatNumber, type Measure } from '@/lib/i18n/format'
import type { MetricUnit } from '@/lib/model/metric'

const MB = 1_048_576

/** `88.0k`, `1.25M`: three figures. */
function short(value: number): string {
  const size = Math.abs(value)
  const [divisor, letter] = size >= 1e9 ? [1e9, 'G'] : size >= 1e6 ? [1e6, 'M'] : size >= 1e4 ? [1e3, 'k'] : [1, '']
  const amount = value / divisor
  const decimals = letter
    ? Math.abs(amount) >= 100
      ? 0
      : Math.abs(amount) >= 10
        ? 1
        : 2
    : size >= 100 || Number.isInteger(value)
      ? 0
      : size >= 10
        ? 1
        : 2
  return `${formatNumber(amount, decimals)}${letter}`
}

function bytes(value: number): Measure {
  if (Math.abs(value) >= MB) return formatMemory(value / MB)
  return Math.abs(value) >= 1_024
    ? { value: formatNumber(value / 1_024, 1), unit: 'KB' }
    : { value: formatNumber(Math.round(value)), unit: 'B' }
}

const time = (us: number): Measure =>
  us >= 1e6
    ? { value: formatNumber(us / 1e6, 2), unit: 's' }
    : us >= 1_000
      ? { value: formatNumber(us / 1_000, us >= 1e5 ? 0 : 1), unit: 'ms' }
      : { value: formatNumber(us, us >= 10 || us === 0 ? 0 : 1), unit: 'µs' }

/** A value with its unit where the unit changes with the size; shares and rates have theirs in the panel's title. */
export function measureOf(value: number, unit: MetricUnit): Measure {
  if (unit === 'bytes') return bytes(value)
  if (unit === 'microseconds') return time(value)
  if (unit === 'percent') return { value: formatNumber(value, 1), unit: '' }
  if (unit === 'ratio') return { value: formatNumber(value, 2), unit: '' }
  return { value: short(value), unit: '' }
}

export const valueText = (value: number, unit: MetricUnit): string => {
  const { value: amount, unit: word } = measureOf(value, unit)
  return word ? `${amount}\u2009${word}` : amount
}

const SIZES = [
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const

const BYTE_SIZES = [
  [1_024 ** 4, 'TB'],
  [1_024 ** 3, 'GB'],
  [1_024 ** 2, 'MB'],
  [1_024, 'KB'],
  [1, 'B'],
] as const
const TIME_SIZES = [
  [1e6, 's'],
  [1e3, 'ms'],
  [1, 'µs'],
] as const
const sizeOf = (value: number, unit: 'bytes' | 'microseconds'): readonly [size: number, word: string] => {
  const sizes = unit === 'bytes' ? BYTE_SIZES : TIME_SIZES
  return sizes.find(([size]) => value >= size) ?? [1, unit === 'bytes' ? 'B' : 'µs']
}

/**
 * On an axis: all in the size of the highest, with the decimals that tell one from the next. On a logarithmic axis each
 * tick is its own highest and its own step.
 */
export function tickText(
  value: number,
  unit: MetricUnit,
  { highest, step }: { highest: number; step: number },
): string {
  if (unit === 'bytes' || unit === 'microseconds') {
    const [size, word] = sizeOf(highest, unit)
    const amount = step / size
    const decimals = [0, 1, 2].find((one) => Math.abs(amount * 10 ** one - Math.round(amount * 10 ** one)) < 1e-6) ?? 3
    return `${formatNumber(value / size, decimals)}\u2009${word}`
  }
  const [divisor, letter] = (highest >= 1e4 && SIZES.find(([size]) => highest >= size)) || [1, '']
  const decimals = step > 0 ? Math.min(4, Math.max(0, Math.ceil(-Math.log10(step / divisor) - 1e-9))) : 0
  const exact = Math.abs((step / divisor) * 10 ** decimals - Math.round((step / divisor) * 10 ** decimals)) > 1e-6
  return value === 0 ? '0' : `${formatNumber(value / divisor, exact ? decimals + 1 : decimals)}${letter}`
}
