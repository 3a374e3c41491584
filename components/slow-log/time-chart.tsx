'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useId, useMemo, useRef } from 'react'
import { timeTicks, valueAxis } from '@/components/monitoring/axis'
import type { Crosshair } from '@/components/monitoring/crosshair'
import { BOTTOM, LEFT, MarkShapes, RIGHT, TOP } from '@/components/monitoring/ground'
import type { Mark } from '@/components/monitoring/marks'
import { Pointer } from '@/components/monitoring/pointer'
import { useSize } from '@/components/monitoring/use-size'
import { useLang } from '@/components/ui/badge'
import { usePreferences } from '@/components/ui/preferences'
import { formatDuration, formatNumber, formatTime } from '@/lib/i18n/format'
import type { CountBucket } from '@/lib/model/slow-stats'
import type { Span } from '@/lib/model/time-range'
import { useTimeText } from './words'

const COUNTS_PX = 112
const NOTHING: never[] = []
const FLAT = { domain: [0, 1] as [number, number], ticks: [0, 1] }
const EMPTY = { ...FLAT, ticks: [0] }

/** What stands above the counts on the same axis, and its height. */
export interface Above {
  height: number
  draw: (width: number, marks: readonly Mark[]) => ReactNode
}

interface TimeChartProps {
  span: Span
  counts: readonly CountBucket[]
  stepMs: number
  /** The pattern whose share of the counts is drawn apart. */
  marked: string | null
  spans: readonly Span[]
  /** Of these nothing is known. */
  unread: readonly Span[]
  /** What happened meanwhile. */
  marks: readonly Mark[]
  above: Above | null
  /** Shared with other drawings on the page. */
  crosshair: Crosshair
  onSpan: (span: Span) => void
  /** Takes the span that was chosen last away; none: what is dragged does not stay on the drawing. */
  onRemoveLast?: () => void
}

/** Slow commands over time, with spans that are dragged over both drawings; by keys as every chart here. */
export function TimeChart(props: TimeChartProps) {
  const { span, counts, stepMs, marked, spans, unread, marks, above, crosshair, onSpan, onRemoveLast } = props
  const t = useTranslations('slowLog')
  const locale = useLang()
  const { zone } = usePreferences()
  const id = useId()
  const root = useRef<HTMLDivElement>(null)
  const { width } = useSize(root)
  const timeText = useTimeText(span.to - span.from >= 86_400_000)
  const most = counts.reduce((high, { count }) => Math.max(high, count), 0)
  // Of nothing there is no scale.
  const axis = useMemo(() => (most === 0 ? EMPTY : valueAxis(0, most, { binary: false, whole: true })), [most])
  const { ticks, byDay } = useMemo(() => timeTicks(span, width > 480 ? 8 : 4, zone), [span, width, zone])
  const plotWidth = Math.max(1, width - LEFT - RIGHT)
  const plotHeight = COUNTS_PX - TOP - BOTTOM
  const x = (at: number) => LEFT + ((at - span.from) / (span.to - span.from)) * plotWidth
  const [, high] = axis.domain
  const y = (count: number) => TOP + (1 - count / high) * plotHeight
  const tickText = (at: number) => {
    const words = formatTime(new Date(at).toISOString(), { now: byDay ? at - 2 * 86_400_000 : at, zone, locale })
    return byDay ? words.replace(/ \d\d:\d\d$/, '') : words
  }
  const top = above?.height ?? 0
  const label = t(marked ? 'countsMarked' : 'counts', {
    minutes: stepMs / 60_000,
    step: formatDuration(stepMs / 1_000, locale),
    pattern: marked ?? '',
  })
  const drawnSpans = spans.filter(({ from, to }) => to > span.from && from < span.to)
  const left = (at: number) => Math.max(LEFT, Math.min(LEFT + plotWidth, x(at)))
  return (
    <div ref={root} className="relative min-w-0">
      {width > 0 && (
        // Its label stands above it: within what is above, or in a place of its own.
        <div className={above ? 'relative' : 'relative mt-3'} style={{ height: top + COUNTS_PX }}>
          {drawnSpans.map(({ from, to }) => (
            <div
              key={`${from}-${to}`}
              className="absolute border-accent border-x bg-accent-soft"
              style={{
                left: left(from),
                width: Math.max(2, left(to) - left(from)),
                top: TOP,
                height: top + plotHeight,
              }}
              data-span
            />
          ))}
          {above && <div className="absolute inset-x-0 top-0">{above.draw(width, marks)}</div>}
          <div className="absolute inset-x-0" style={{ top }}>
            <svg width={width} height={COUNTS_PX} role="img" aria-labelledby={`${id}-label`}>
              {axis.ticks.map((tick) => (
                <g key={tick}>
                  <line x1={LEFT} x2={LEFT + plotWidth} y1={y(tick)} y2={y(tick)} stroke="var(--grid)" />
                  <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end" fontSize={11} fill="var(--muted)">
                    {formatNumber(tick)}
                  </text>
                </g>
              ))}
              <defs>
                <pattern
                  id={`${id}-unread`}
                  width={5}
                  height={5}
                  patternUnits="userSpaceOnUse"
                  patternTransform="rotate(45)"
                >
                  <rect width={1.2} height={5} fill="var(--border-strong)" />
                </pattern>
              </defs>
              {unread.map(({ from, to }) => (
                <rect
                  key={from}
                  x={left(from)}
                  y={TOP}
                  width={left(to) - left(from)}
                  height={plotHeight}
                  fill={`url(#${id}-unread)`}
                  data-unread
                />
              ))}
              <MarkShapes marks={marks} x={left} top={TOP} bottom={TOP + plotHeight} />
              {counts.map(({ from, to, count, marked: own }) => {
                if (count === 0) return null
                const [start, end] = [x(from), x(to)]
                const barWidth = Math.max(1, end - start - (end - start > 4 ? 1 : 0))
                return (
                  <g key={from}>
                    <rect x={start} width={barWidth} y={y(count)} height={y(own) - y(count)} fill="var(--s8)" />
                    <rect x={start} width={barWidth} y={y(own)} height={y(0) - y(own)} fill="var(--s2)" />
                  </g>
                )
              })}
              {ticks.map((tick) => (
                <text
                  key={tick}
                  x={Math.min(width - 16, Math.max(LEFT, x(tick)))}
                  y={COUNTS_PX - 6}
                  textAnchor="middle"
                  fontSize={11}
                  fill="var(--muted)"
                >
                  {tickText(tick)}
                </text>
              ))}
            </svg>
            <p
              id={`${id}-label`}
              className="pointer-events-none absolute top-[-10px] truncate text-text-2 text-xs"
              style={{ left: LEFT + 6, maxWidth: plotWidth - 12 }}
            >
              {label}
            </p>
          </div>
          <Pointer
            crosshair={crosshair}
            mode="line"
            span={span}
            width={width}
            height={top + COUNTS_PX}
            lines={NOTHING}
            axis={FLAT}
            isLog={false}
            label={t(onRemoveLast ? 'chartKeysSpans' : 'chartKeys')}
            timeText={(at) => timeText(at)}
            onZoom={onSpan}
            onErase={onRemoveLast}
          />
        </div>
      )}
    </div>
  )
}
