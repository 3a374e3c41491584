import { formatDuration, formatNumber } from '@/lib/i18n/format'
import type { Locale } from '@/lib/i18n/locale'
import type { ParameterUnit } from '@/lib/model/parameter-facts'

const SIZES = ['KB', 'MB', 'GB', 'TB', 'PB'] as const
const short = (value: number) => formatNumber(value, Number.isInteger(value) ? 0 : 1)

/** A number of bytes, microseconds or seconds as people say it; undefined when its own unit says it as well. */
export function humanOf(text: string, unit: ParameterUnit | undefined, locale: Locale): string | undefined {
  if (!/^\d{1,15}$/.test(text)) return undefined
  const value = Number(text)
  if (unit === 'bytes') return humanBytes(value)
  if (unit === 'microseconds') {
    if (value < 1_000) return undefined
    return value < 1_000_000 ? `${short(value / 1_000)} ms` : `${short(value / 1_000_000)} s`
  }
  return unit === 'seconds' && value >= 60 ? formatDuration(value, locale) : undefined
}

/** Of 1,024 bytes and more. */
export function humanBytes(bytes: number): string | undefined {
  if (bytes < 1_024) return undefined
  const step = Math.min(SIZES.length, Math.floor(Math.log2(bytes) / 10))
  return `${short(bytes / 1_024 ** step)} ${SIZES[step - 1]}`
}
