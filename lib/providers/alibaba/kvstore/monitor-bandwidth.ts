import { MINUTE_MS } from '@/lib/model/time-range'
import type { MetricRead } from '@/lib/providers/monitor'

/** Traffic of data nodes with the share of its ceiling that the cloud reckons it to be (20.3). */
const PAIRS = [
  ['node.OutFlow', 'node.intranetOutRatio'],
  ['node.InFlow', 'node.intranetInRatio'],
] as const
export const BANDWIDTH_IDS = PAIRS.flat()
export const BANDWIDTH_SPAN_MS = 60 * MINUTE_MS

/** Less of the ceiling says too little about it, if shares are rounded; at 100 the traffic may be cut. */
const LEAST_SHARE = 1
const MOST_SHARE = 99
const LEAST_MINUTES = 5
const NEAR = 0.25
/** Sections 8.1, 8.2 and 8.4 say Mbit/s of the figure of which 8.9 and the classes of 2017 say MByte. */
const READINGS = [1, 8]

/**
 * The ceiling of an instance's traffic in Mbit/s, when its own figures tell which unit the told one has; null when there
 * is too little traffic to say, or they fit neither reading.
 */
export function bandwidthOf(lines: readonly MetricRead[], told: number | null): number | null {
  const valuesOf = (id: string) => lines.find((line) => line.id === id)?.dense.values ?? new Float64Array()
  const implied = PAIRS.flatMap(([flow, share]) => {
    const shares = valuesOf(share)
    return [...valuesOf(flow)].flatMap((value, at) => {
      const percent = shares[at] ?? Number.NaN
      return value > 0 && percent >= LEAST_SHARE && percent <= MOST_SHARE ? [value / (percent / 100)] : []
    })
  }).sort((a, b) => a - b)
  const middle = implied[Math.floor(implied.length / 2)]
  if (told === null || told <= 0 || middle === undefined || implied.length < LEAST_MINUTES) return null
  const fits = READINGS.map((factor) => told * factor).filter((one) => Math.abs(middle / one - 1) <= NEAR)
  return fits[0] ?? null
}
