import type { MetricSeries } from './metric'

/** In percent: a node stands out where it is so much above the others, and so many times as high. */
const ABOVE = 20
const TIMES = 2

/** A node whose share is far above that of the others. */
export interface NodeOutlier {
  series: MetricSeries
  /** Its newest value, and the average of the newest values of the others. */
  value: number
  rest: number
  /** How many others there are. */
  others: number
}

/**
 * The one node that stands out among lines of nodes in percent, by their newest values; null: none does, or more than
 * one. Lines of several nodes together (`others`) count as so many of their value.
 */
export function outlierOf(series: readonly MetricSeries[]): NodeOutlier | null {
  const known = series.filter(({ node, others, stats }) => stats !== null && (node !== null || others > 0))
  const newest = ({ stats }: MetricSeries) => stats?.last ?? 0
  const [top, second] = known.toSorted((a, b) => newest(b) - newest(a))
  if (!top || !second || top.others > 0) return null
  const rest = known.filter((one) => one !== top)
  const others = rest.reduce((sum, one) => sum + Math.max(1, one.others), 0)
  const average = rest.reduce((sum, one) => sum + newest(one) * Math.max(1, one.others), 0) / others
  const value = newest(top)
  const isFar = (of: number) => value - of >= ABOVE && value >= TIMES * of
  return isFar(average) && isFar(newest(second)) ? { series: top, value, rest: average, others } : null
}
