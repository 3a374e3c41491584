'use client'

import type { MetricUnit } from '@/lib/model/metric'
import type { Span } from '@/lib/model/time-range'
import { shareOf, type ValueAxis } from './axis'
import type { Stretch } from './lines'
import type { Mark } from './marks'
import { tickText } from './values'

/** Where the plot lies in its drawing; the crosshair over it needs to know. */
export const LEFT = 48
export const RIGHT = 8
export const TOP = 10
export const BOTTOM = 22

export interface GroundProps {
  /** Of its patterns: no other drawing on the page has it. */
  id: string
  width: number
  height: number
  span: Span
  axis: ValueAxis
  isLog: boolean
  unit: MetricUnit
  times: readonly number[]
  timeText: (at: number) => string
  limit: number | null
  limitText: string
  gaps: readonly Stretch[]
  marks: readonly Mark[]
}

const FONT = 11
/** A label at the very edge would be cut. */
const HALF_LABEL = 16

/** What lies under the lines: grid, axes, gaps, marks and the ceiling. */
export function Ground(props: GroundProps) {
  const { id, width, height, span, axis, isLog, unit, times, timeText, limit, limitText, gaps, marks } = props
  const [right, bottom] = [width - RIGHT, height - BOTTOM]
  const x = (at: number) =>
    Math.min(right, Math.max(LEFT, LEFT + ((at - span.from) / (span.to - span.from)) * (right - LEFT)))
  const y = (value: number) => TOP + (1 - shareOf(value, axis, isLog)) * (bottom - TOP)
  const scale = { highest: axis.ticks.at(-1) ?? 0, step: (axis.ticks[1] ?? 0) - axis.domain[0] }
  const stretch = (from: number, to: number) => ({
    x: x(from),
    y: TOP,
    width: Math.max(0, x(to) - x(from)),
    height: bottom - TOP,
  })
  return (
    <g fontSize={FONT} fill="var(--muted)">
      <defs>
        {(['gap', 'unread'] as const).map((kind) => (
          <pattern
            key={kind}
            id={`${id}-${kind}`}
            width={5}
            height={5}
            patternUnits="userSpaceOnUse"
            patternTransform="rotate(45)"
          >
            <rect width={1.2} height={5} fill={kind === 'gap' ? 'var(--border-strong)' : 'var(--warn)'} />
          </pattern>
        ))}
      </defs>
      {axis.ticks.map((tick) => (
        <line key={tick} x1={LEFT} x2={right} y1={y(tick)} y2={y(tick)} stroke="var(--grid)" />
      ))}
      <MarkShapes marks={marks} x={x} top={TOP} bottom={bottom} />
      {gaps.map(({ from, to, unread }) => (
        <rect key={from} {...stretch(from, to)} fill={`url(#${id}-${unread ? 'unread' : 'gap'})`} />
      ))}
      <line x1={LEFT} x2={right} y1={bottom} y2={bottom} stroke="var(--border-strong)" />
      {axis.ticks.map((tick) => (
        <text key={tick} x={LEFT - 8} y={y(tick) + 4} textAnchor="end">
          {tickText(tick, unit, isLog ? { highest: tick, step: tick } : scale)}
        </text>
      ))}
      {times.map((at) => (
        <text key={at} x={Math.min(width - HALF_LABEL, x(at))} y={height - 6} textAnchor="middle">
          {timeText(at)}
        </text>
      ))}
      {limit !== null && (
        <>
          <line x1={LEFT} x2={right} y1={y(limit)} y2={y(limit)} stroke="var(--danger)" strokeDasharray="4 3" />
          <text x={LEFT + 5} y={y(limit) + 13} fill="var(--danger)">
            {limitText}
          </text>
        </>
      )}
    </g>
  )
}

interface MarkShapesProps {
  marks: readonly Mark[]
  /** Where a moment stands. */
  x: (at: number) => number
  top: number
  bottom: number
}

/** What happened, under a drawing: what took a while is a stretch, a moment a dotted line. */
export function MarkShapes({ marks, x, top, bottom }: MarkShapesProps) {
  return marks.map(({ key, kind, from, to }) =>
    to > from ? (
      <rect
        key={key}
        x={x(from)}
        y={top}
        width={Math.max(0, x(to) - x(from))}
        height={bottom - top}
        fill="var(--s8)"
        fillOpacity={0.18}
      />
    ) : (
      <line
        key={key}
        x1={x(from)}
        x2={x(from)}
        y1={top}
        y2={bottom}
        stroke={kind === 'failover' ? 'var(--warn)' : 'var(--muted)'}
        strokeDasharray="1 3"
      />
    ),
  )
}
