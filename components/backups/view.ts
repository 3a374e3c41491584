/** What of a span is on the screen, in milliseconds. */
export interface View {
  from: number
  to: number
}

const HOUR_MS = 3_600_000
/** Narrower than this nothing comes apart any more. */
const LEAST_MS = 6 * HOUR_MS

/** The view twice as near (`by` 2) or as far (0.5), around a moment, within its span. */
export function zoomed({ from, to }: View, by: number, around: number, span: View): View {
  const length = Math.min(span.to - span.from, Math.max(LEAST_MS, (to - from) / by))
  const share = Math.min(1, Math.max(0, (around - from) / (to - from)))
  return within({ from: around - share * length, to: around + (1 - share) * length }, span)
}

/** The view moved by a share of its length, within its span. */
export const moved = ({ from, to }: View, by: number, span: View): View =>
  within({ from: from + by * (to - from), to: to + by * (to - from) }, span)

/** The view around two moments, with as much again at both sides. */
export function around(first: number, last: number, span: View): View {
  const length = Math.max(LEAST_MS, (last - first) * 3)
  const middle = (first + last) / 2
  return within({ from: middle - length / 2, to: middle + length / 2 }, span)
}

function within({ from, to }: View, span: View): View {
  const length = Math.min(to - from, span.to - span.from)
  const start = Math.min(Math.max(from, span.from), span.to - length)
  return { from: start, to: start + length }
}

export const isWhole = (view: View, span: View): boolean => view.to - view.from >= span.to - span.from - 1

/** How far ticks may lie apart: hours, days, weeks; the last is more than a half of the longest span. */
const STEPS_MS = [1, 2, 3, 6, 12, 24, 48, 96, 168, 336, 672, 1_344, 2_184, 5_376].map((hours) => hours * HOUR_MS)

export interface Ticks {
  /** Moments in milliseconds, oldest first. */
  at: number[]
  /** They are beginnings of days. */
  whole: boolean
}

/** At most `most` moments of a view, at full hours or midnights of a clock `offsetMinutes` east of UTC. */
export function ticksOf({ from, to }: View, offsetMinutes: number, most: number): Ticks {
  const step = STEPS_MS.find((one) => (to - from) / one <= most - 1) ?? 5_376 * HOUR_MS
  const offset = offsetMinutes * 60_000
  const at: number[] = []
  for (let tick = Math.ceil((from + offset) / step) * step - offset; tick <= to; tick += step) at.push(tick)
  return { at, whole: step >= 24 * HOUR_MS }
}
