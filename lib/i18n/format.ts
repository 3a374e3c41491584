import type { Locale } from './locale'

/** Which clock times are written in: the browser's zone or UTC. */
export type Zone = 'local' | 'utc'

const THIN = '\u2009'
const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

/** `1,284` with a real minus sign. */
export function formatNumber(value: number, decimals = 0): string {
  // Not by `Intl`: the first number that it writes holds a page up for tens of milliseconds.
  const [whole = '', rest] = Math.abs(value).toFixed(decimals).split('.')
  const text = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${value < 0 ? '−' : ''}${text}${rest === undefined ? '' : `.${rest}`}`
}

export interface Measure {
  value: string
  unit: string
}

/** An amount of memory given in MB (1024 * 1024 bytes), in the unit that reads best; binary steps, at most two decimals. */
export function formatMemory(mb: number): Measure {
  const units = ['MB', 'GB', 'TB', 'PB']
  let amount = mb
  let step = 0
  while (Math.abs(amount) >= 1024 && step < units.length - 1) {
    amount /= 1024
    step++
  }
  const decimals = Number.isInteger(amount) || Math.abs(amount) >= 100 ? 0 : Math.abs(amount) >= 10 || step < 2 ? 1 : 2
  const rounded = amount.toFixed(decimals).replace(/\.0+$/, '')
  return { value: formatNumber(Number(rounded), rounded.split('.')[1]?.length ?? 0), unit: units[step] ?? 'MB' }
}

/** Value and unit with a thin space between, for places that take plain text. */
export const measureText = ({ value, unit }: Measure) => `${value}${THIN}${unit}`

const UNITS = {
  en: { day: 'd', hour: 'h', minute: 'min', second: 's' },
  zh: { day: '天', hour: '小时', minute: '分钟', second: '秒' },
} as const

/** A length of time with its two largest units: `6 min 12 s`, `3 d 4 h`. */
export function formatDuration(seconds: number, locale: Locale): string {
  const total = Math.max(0, Math.round(seconds))
  const words = UNITS[locale]
  const parts = [
    [Math.floor(total / DAY), words.day],
    [Math.floor((total % DAY) / HOUR), words.hour],
    [Math.floor((total % HOUR) / MINUTE), words.minute],
    [total % MINUTE, words.second],
  ] as const
  const first = parts.findIndex(([amount]) => amount > 0)
  if (first < 0) return `0 ${words.second}`
  return parts
    .slice(first, first + 2)
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ')
}

/** An age as one unit, without "ago": `14 s`, `17 min`, `3 h`, `5 d`. */
export function formatAge(seconds: number, locale: Locale): string {
  const total = Math.max(0, Math.floor(seconds))
  const words = UNITS[locale]
  if (total < MINUTE) return `${total} ${words.second}`
  if (total < HOUR) return `${Math.floor(total / MINUTE)} ${words.minute}`
  if (total < 2 * DAY) return `${Math.floor(total / HOUR)} ${words.hour}`
  return `${Math.floor(total / DAY)} ${words.day}`
}

/** `14 s ago`, `14 秒前`. */
export const formatAgo = (seconds: number, locale: Locale) =>
  locale === 'zh' ? `${formatAge(seconds, locale)}前` : `${formatAge(seconds, locale)} ago`

const two = (value: number) => String(value).padStart(2, '0')
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

function partsOf(at: Date, zone: Zone) {
  return zone === 'utc'
    ? {
        year: at.getUTCFullYear(),
        month: at.getUTCMonth(),
        day: at.getUTCDate(),
        clock: `${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`,
        second: two(at.getUTCSeconds()),
      }
    : {
        year: at.getFullYear(),
        month: at.getMonth(),
        day: at.getDate(),
        clock: `${two(at.getHours())}:${two(at.getMinutes())}`,
        second: two(at.getSeconds()),
      }
}

function dateText(
  { year, month, day }: { year: number; month: number; day: number },
  locale: Locale,
  withYear: boolean,
) {
  if (locale === 'zh') return `${withYear ? `${year}-` : ''}${two(month + 1)}-${two(day)}`
  return `${day} ${MONTHS[month]}${withYear ? ` ${year}` : ''}`
}

interface Reading {
  now: number
  zone: Zone
  locale: Locale
  /** For logs, where two things happen within one minute. */
  seconds?: boolean
  /** With its day, also when that is today. */
  day?: boolean
}

/** A moment, as short as it can be told from now: `03:15` today, `19 Nov 03:06` this year, else with the year. */
export function formatTime(iso: string, { now, zone, locale, seconds = false, day = false }: Reading): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  const then = partsOf(at, zone)
  const today = partsOf(new Date(now), zone)
  const clock = seconds ? `${then.clock}:${then.second}` : then.clock
  if (!day && then.year === today.year && then.month === today.month && then.day === today.day) return clock
  return `${dateText(then, locale, then.year !== today.year)} ${clock}`
}

const DAY_MS = 86_400_000

/**
 * Both ends of a span, with a day only where the clock alone could be of another one: `21:53`, `00:53` of less than a
 * day that ends today; `20 Nov 03:00`, `04:00` of one that does not.
 */
export function formatEnds(span: { from: number; to: number }, { now, zone, locale }: Reading): [string, string] {
  const day = (at: number) => formatDate(new Date(at).toISOString(), { now, zone, locale })
  const isLong = span.to - span.from >= DAY_MS
  const isToday = !isLong && day(span.to) === day(now)
  const text = (at: number, withDay: boolean) =>
    formatTime(new Date(at).toISOString(), { now: withDay ? now : at, zone, locale, day: withDay })
  return [text(span.from, !isToday), text(span.to, !isToday && (isLong || day(span.from) !== day(span.to)))]
}

/** A day without its hour: `18 Feb 2027`, `2027-02-18`; with `now` the year only where it is another one. */
export function formatDate(iso: string, { zone, locale, now }: Omit<Reading, 'now'> & { now?: number }): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  const then = partsOf(at, zone)
  return dateText(then, locale, now === undefined || then.year !== partsOf(new Date(now), zone).year)
}

/** `UTC`, or the browser's offset: `UTC+8`, `UTC−3:30`. */
export function zoneName(zone: Zone, at = new Date()): string {
  const minutes = zone === 'utc' ? 0 : -at.getTimezoneOffset()
  if (minutes === 0) return 'UTC'
  const rest = Math.abs(minutes) % 60
  return `UTC${minutes < 0 ? '−' : '+'}${Math.floor(Math.abs(minutes) / 60)}${rest ? `:${two(rest)}` : ''}`
}

/** The whole moment with its zone, for hovering and copying: `2026-11-21 03:15:07 UTC+8`. */
export function formatFull(iso: string, zone: Zone): string {
  const at = new Date(iso)
  if (Number.isNaN(at.getTime())) return iso
  const { year, month, day, clock, second } = partsOf(at, zone)
  return `${year}-${two(month + 1)}-${two(day)} ${clock}:${second} ${zoneName(zone, at)}`
}
