import type { Zone } from '@/lib/i18n/format'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'

const HOUR = 60
const DAY = 24 * HOUR
const STEPS = [1, 2, 5, 10, 15, 30, HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY]

/** Round times of the zone, at most so many. */
export function timeTicks({ from, to }: Span, most: number, zone: Zone): { ticks: number[]; byDay: boolean } {
  const minutes = (to - from) / MINUTE_MS
  const step = (STEPS.find((one) => minutes / one <= most) ?? 14 * DAY) * MINUTE_MS
  const offset = zone === 'utc' ? 0 : new Date(from).getTimezoneOffset() * MINUTE_MS
  const ticks: number[] = []
  for (let at = Math.ceil((from - offset) / step) * step + offset; at <= to; at += step) ticks.push(at)
  return { ticks, byDay: step >= DAY * MINUTE_MS }
}

export interface ValueAxis {
  domain: [number, number]
  ticks: number[]
}

/** Powers and halves of ten for amounts, of two for bytes. */
function niceStep(rough: number, binary: boolean): number {
  if (binary) {
    const power = 2 ** Math.floor(Math.log2(rough))
    return rough <= power ? power : power * 2
  }
  const power = 10 ** Math.floor(Math.log10(rough))
  return power * ([1, 2, 2.5, 5, 10].find((one) => one * power >= rough) ?? 10)
}

const TICKS = 4
/** A line that never falls below this share of its peak is drawn without its empty floor. */
const FLAT = 0.7
/** Nor is its noise made to look like waves: the axis spans at least this share of the peak. */
const LEAST = 0.05

/** A domain with round ends. Zero is the base unless the line is far above it. */
export function valueAxis(
  low: number,
  high: number,
  { binary, whole }: { binary: boolean; whole: boolean },
): ValueAxis {
  if (!(high > 1e-9) && !(low < 0)) return { domain: [0, 1], ticks: whole ? [0, 1] : [0, 0.5, 1] }
  const base = low > high * FLAT && high - low > high * 1e-6 ? Math.min(low, high * (1 - LEAST)) : Math.min(0, low)
  const rough = Math.max((high - base) / TICKS, Number.MIN_VALUE)
  const step = whole ? Math.max(1, niceStep(rough, binary)) : niceStep(rough, binary)
  const start = Math.floor(base / step) * step
  const end = Math.max(Math.ceil(high / step - 1e-9) * step, start + step)
  const ticks = Array.from({ length: Math.round((end - start) / step) + 1 }, (_, at) => start + at * step)
  return { domain: [start, end], ticks }
}

/** A logarithmic domain of whole decades; what is not above zero lies on its base. */
export function logAxis(lowest: number, high: number): ValueAxis {
  const top = Math.ceil(Math.log10(Math.max(high, 1e-9)))
  const bottom = Math.min(top - 1, Math.floor(Math.log10(Math.max(lowest, high / 1e6, 1e-9))))
  const ticks = Array.from({ length: top - bottom + 1 }, (_, at) => 10 ** (bottom + at))
  return { domain: [10 ** bottom, 10 ** top], ticks }
}

/** Where a value lies between the ends of its axis: 0 to 1. */
export function shareOf(value: number, { domain: [low, high] }: ValueAxis, isLog: boolean): number {
  return isLog ? Math.log(Math.max(value, low) / low) / Math.log(high / low) : (value - low) / (high - low)
}
