'use client'

import { memo } from 'react'
import { Line as Curve, LineChart, XAxis, YAxis } from 'recharts'
import { BOTTOM, Ground, type GroundProps, LEFT, RIGHT, TOP } from './ground'
import type { Line } from './lines'

const MARGIN = { top: TOP, right: RIGHT, bottom: BOTTOM, left: LEFT }

interface PlotProps extends GroundProps {
  lines: readonly Line[]
}

/**
 * The lines of one panel, without anything that follows the pointer: it is drawn anew when its data change only. Recharts
 * draws the lines over their scales; the axes, which it would measure text by text, are ours.
 */
export const Plot = memo(function Plot({ lines, ...ground }: PlotProps) {
  const { width, height, span, axis, isLog } = ground
  const [floor] = axis.domain
  return (
    <LineChart width={width} height={height} margin={MARGIN} accessibilityLayer={false}>
      <Ground {...ground} />
      <XAxis hide dataKey="t" type="number" domain={[span.from, span.to]} allowDataOverflow />
      <YAxis hide type="number" domain={axis.domain} scale={isLog ? 'log' : 'linear'} allowDataOverflow />
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
