'use client'

import { memo } from 'react'
import { CartesianGrid, Line as Curve, LineChart, ReferenceArea, ReferenceLine, XAxis, YAxis } from 'recharts'
import type { MetricUnit } from '@/lib/model/metric'
import type { Span } from '@/lib/model/time-range'
import type { ValueAxis } from './axis'
import type { Line, Stretch } from './lines'
import type { Mark } from './marks'
import { tickText } from './values'

/** Where the plot lies in its drawing; the crosshair over it needs to know. */
export const LEFT = 48
export const RIGHT = 8
export const TOP = 10
export const BOTTOM = 22

export interface PlotProps {
  /** Of its patterns: no other drawing on the page has it. */
  id: string
  width: number
  height: number
  span: Span
  lines: readonly Line[]
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

const TICK = { fontSize: 11, fill: 'var(--muted)' }

/** The lines of one panel, without anything that follows the pointer: it is drawn anew when its data change only. */
export const Plot = memo(function Plot(props: PlotProps) {
  const { id, width, height, span, lines, axis, isLog, unit, times, timeText, limit, limitText, gaps, marks } = props
  const floor = axis.domain[0]
  return (
    <LineChart
      width={width}
      height={height}
      margin={{ top: TOP, right: RIGHT, bottom: 0, left: 0 }}
      accessibilityLayer={false}
    >
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
      <CartesianGrid vertical={false} stroke="var(--grid)" />
      {marks.map(({ id: mark, kind, from, to }) =>
        kind === 'backup' ? (
          <ReferenceArea key={mark} x1={from} x2={to} fill="var(--s8)" fillOpacity={0.18} ifOverflow="hidden" />
        ) : (
          <ReferenceLine key={mark} x={from} stroke="var(--muted)" strokeDasharray="1 3" ifOverflow="hidden" />
        ),
      )}
      {gaps.map(({ from, to, unread }) => (
        <ReferenceArea
          key={`${from}`}
          x1={from}
          x2={to}
          fill={`url(#${id}-${unread ? 'unread' : 'gap'})`}
          fillOpacity={1}
          ifOverflow="hidden"
        />
      ))}
      <XAxis
        dataKey="t"
        type="number"
        domain={[span.from, span.to]}
        ticks={[...times]}
        tickFormatter={timeText}
        allowDataOverflow
        height={BOTTOM}
        tick={TICK}
        tickLine={false}
        axisLine={{ stroke: 'var(--border-strong)' }}
        interval={0}
      />
      <YAxis
        width={LEFT}
        type="number"
        domain={axis.domain}
        ticks={axis.ticks}
        scale={isLog ? 'log' : 'linear'}
        tickFormatter={(value: number) =>
          tickText(value, unit, { highest: axis.ticks.at(-1) ?? 0, step: isLog ? value : (axis.ticks[1] ?? 0) - floor })
        }
        allowDataOverflow
        tick={TICK}
        tickLine={false}
        axisLine={false}
        interval={0}
      />
      {limit !== null && (
        <ReferenceLine
          y={limit}
          stroke="var(--danger)"
          strokeDasharray="4 3"
          ifOverflow="hidden"
          label={{ value: limitText, position: 'insideTopLeft', fontSize: 11, fill: 'var(--danger)' }}
        />
      )}
      {lines
        .toSorted((a, b) => Number(b.isBefore) - Number(a.isBefore))
        .map(({ key, points, colour, isBefore }) => (
          <Curve
            key={key}
            data={isLog ? points.map(({ t, v }) => ({ t, v: v === null ? null : Math.max(v, floor) })) : points}
            dataKey="v"
            type="linear"
            stroke={colour}
            strokeWidth={1.5}
            strokeDasharray={isBefore ? '3 2' : undefined}
            dot={false}
            activeDot={false}
            connectNulls={false}
            isAnimationActive={false}
          />
        ))}
    </LineChart>
  )
})
