import type { MetricSeries, Metrics } from '@/lib/model/metric'
import { MINUTE_MS } from '@/lib/model/time-range'

export interface Point {
  t: number
  v: number | null
}

/** A line as it is drawn: points in time order, with a break in every gap. */
export interface Line {
  key: string
  label: string
  colour: string
  /** Of an earlier time: context, in grey. */
  isBefore: boolean
  series: MetricSeries
  points: Point[]
}

/** Colours in their order; the last is for context. */
const COLOURS = ['var(--s1)', 'var(--s2)', 'var(--s3)', 'var(--s4)', 'var(--s5)', 'var(--s6)', 'var(--s7)'] as const
export const CONTEXT = 'var(--s8)'
/** Of the one line that a page speaks of. */
export const FRONT = COLOURS[1]
/** The colour of a line by its place; `hasFront`: the first is in the front's, which no other then has. */
export const colourOf = (index: number, hasFront = false) =>
  (hasFront ? COLOURS.filter((one) => one !== FRONT)[index - 1] : COLOURS[index]) ?? CONTEXT

/** Points of a series, moved by so much: a line is broken where the cloud had nothing. */
export function pointsOf(series: MetricSeries, from: number, shiftMs = 0): Point[] {
  const points: Point[] = []
  let next = 0
  series.at.forEach((minute, index) => {
    for (; next < series.gaps.length; next++) {
      const gap = series.gaps[next]
      if (!gap || gap.at > minute) break
      if (points.length > 0) points.push({ t: from + shiftMs + gap.at * MINUTE_MS, v: null })
    }
    points.push({ t: from + shiftMs + minute * MINUTE_MS, v: series.values[index] ?? null })
  })
  return points
}

/** The key of a line that is drawn: its series, with its node. */
export const keyOf = ({ id, node, others }: Pick<MetricSeries, 'id' | 'node' | 'others'>): string =>
  `${id} ${others > 0 ? 'others' : (node ?? '')}`

const BEFORE = 'before '
/** The key of the same line an earlier time. */
export const beforeKey = (key: string): string => `${BEFORE}${key}`

/** The series of a panel that is compared with an earlier time: that of the line which alone is drawn, else the first. */
export function comparedSeries(ids: readonly string[], alone: string | null): string | undefined {
  const key = alone?.startsWith(BEFORE) ? alone.slice(BEFORE.length) : alone
  return ids.find((id) => keyOf({ id, node: null, others: 0 }) === key) ?? ids[0]
}

/** Whether a line is drawn while one is isolated: that one, and with it its own earlier time. */
export const isDrawnWith = (alone: string | null, key: string): boolean =>
  alone === null || key === alone || key === beforeKey(alone)

/** The point at a moment: the last one not after it, if no gap lies between and it is not from long before. */
export function pointAt({ points, series }: Line, at: number): Point | null {
  let [low, high] = [0, points.length - 1]
  while (low < high) {
    const middle = Math.ceil((low + high) / 2)
    if ((points[middle]?.t ?? 0) <= at) low = middle
    else high = middle - 1
  }
  const point = points[low]
  if (!point || point.v === null || point.t > at) return null
  return at - point.t <= 2 * series.bucketMinutes * MINUTE_MS ? point : null
}

export interface Stretch {
  from: number
  to: number
  unread: boolean
}

/** Stretches in which no line has a value. */
export function commonGaps(lines: readonly Line[], answer: Pick<Metrics, 'from'>): Stretch[] {
  const own = lines.filter(({ isBefore }) => !isBefore)
  const [first, ...rest] = own
  if (!first) return []
  const from = Date.parse(answer.from)
  const spans = (line: Line) =>
    line.series.gaps.map(({ at, minutes, unread }) => ({
      from: from + at * MINUTE_MS,
      to: from + (at + minutes) * MINUTE_MS,
      unread,
    }))
  return rest.reduce<Stretch[]>(
    (all, line) =>
      all.flatMap((one) =>
        spans(line).flatMap((other) => {
          const both = {
            from: Math.max(one.from, other.from),
            to: Math.min(one.to, other.to),
            unread: one.unread || other.unread,
          }
          return both.from < both.to ? [both] : []
        }),
      ),
    spans(first),
  )
}
