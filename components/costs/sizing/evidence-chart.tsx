'use client'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { timeTicks, valueAxis } from '@/components/monitoring/axis'
import { BOTTOM, Ground, LEFT, RIGHT, TOP } from '@/components/monitoring/ground'
import { useSize } from '@/components/monitoring/use-size'
import { useLang } from '@/components/ui/badge'
import { usePreferences } from '@/components/ui/preferences'
import { formatDate } from '@/lib/i18n/format'
import { SIZING_BUCKET_MINUTES, type SizingEvidence, type SizingHeld, type SizingMeasure } from '@/lib/model/sizing'
import { MEASURE_UNITS, measureText } from './measure-text'
import { runsOf } from './spark'

const HEIGHT = 150
/** Room that a label above its line needs. */
const LABEL = 13
const BUCKET_MS = SIZING_BUCKET_MINUTES * 60_000

interface EvidenceChartProps {
  measure: SizingMeasure
  curve: readonly (number | null)[]
  evidence: SizingEvidence
  /** Conditions that are about it. */
  held: readonly SizingHeld[]
}

/** The highest values of the days that were looked at, under the limit of the instance, with the thresholds of the rule. */
export function EvidenceChart({ measure, curve, evidence, held }: EvidenceChartProps) {
  const t = useTranslations('sizing')
  const locale = useLang()
  const { zone } = usePreferences()
  const root = useRef<HTMLDivElement>(null)
  const { width } = useSize(root)
  const id = useId()
  const [chosen, setChosen] = useState<number | null>(null)
  const unit = MEASURE_UNITS[measure]
  const capacity = evidence.stats[measure]?.capacity ?? null
  const span = { from: Date.parse(evidence.from), to: Date.parse(evidence.to) }
  const thresholds = held.flatMap(({ share, limit, stat }) =>
    stat === 'per-day' ? [] : share === null ? [limit] : capacity === null ? [] : [(limit / 100) * capacity],
  )
  const told = curve.flatMap((value) => value ?? [])
  // Of a limit far above everything the line would lie on the ground: it is said in words then.
  const peak = Math.max(0, ...told)
  const isNear = capacity !== null && (peak > capacity * 0.04 || thresholds.length > 0)
  const high = Math.max(peak, isNear ? capacity : 0, ...thresholds)
  const axis = valueAxis(0, high, { binary: unit === 'bytes', whole: unit === 'count' })
  const { ticks, byDay } = timeTicks(span, Math.max(2, Math.floor(width / 90)), zone)
  const dateText = (at: number) => formatDate(new Date(at).toISOString(), { zone, locale })
  const x = (at: number) =>
    LEFT + (((at + 0.5) * BUCKET_MS) / Math.max(1, span.to - span.from)) * Math.max(0, width - LEFT - RIGHT)
  const y = (value: number) => TOP + (1 - value / axis.domain[1]) * (HEIGHT - TOP - BOTTOM)
  const last = curve.length - 1
  const index = chosen ?? last
  const keys = (event: KeyboardEvent) => {
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setChosen(Math.max(0, Math.min(last, to)))
  }
  const value = curve[index]
  const at = dateText(span.from + index * BUCKET_MS)
  return (
    <figure ref={root} className="min-w-0">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-3">
        <span className="font-[550]">{t(`measure.${measure}`)}</span>
        <span id={`${id}-now`} className="text-sm text-text-2" aria-live="polite">
          {value === null || value === undefined
            ? t('chart.gap', { at })
            : t('chart.reading', { at, value: measureText(measure, value) })}
        </span>
      </figcaption>
      <div
        tabIndex={0}
        role="group"
        aria-label={t('chart.label', { measure: t(`measure.${measure}`) })}
        aria-describedby={`${id}-now`}
        aria-keyshortcuts="ArrowLeft ArrowRight Home End"
        onKeyDown={keys}
        onPointerMove={(event) => {
          const left = event.clientX - event.currentTarget.getBoundingClientRect().left - LEFT
          const place = Math.floor((left / Math.max(1, width - LEFT - RIGHT)) * (last + 1))
          setChosen(Math.max(0, Math.min(last, place)))
        }}
        onPointerLeave={() => setChosen(null)}
      >
        {width > 0 ? (
          <svg width={width} height={HEIGHT} aria-hidden="true" className="block">
            <Ground
              id={id}
              width={width}
              height={HEIGHT}
              span={span}
              axis={axis}
              isLog={false}
              unit={unit}
              times={byDay ? ticks : []}
              timeText={dateText}
              limit={isNear ? capacity : null}
              limitText={capacity === null ? '' : t('chart.limit', { value: measureText(measure, capacity) })}
              gaps={gapsOf(curve, span.from)}
              marks={[]}
            />
            {thresholds.map((one) => (
              <g key={one}>
                <line
                  x1={LEFT}
                  x2={width - RIGHT}
                  y1={y(one)}
                  y2={y(one)}
                  stroke="var(--text-2)"
                  strokeDasharray="1 3"
                />
                <text
                  x={width - RIGHT - 4}
                  y={y(one) < TOP + LABEL ? y(one) + LABEL : y(one) - 4}
                  textAnchor="end"
                  fontSize={11}
                  fill="var(--text-2)"
                >
                  {t('chart.threshold')} {measureText(measure, one)}
                </text>
              </g>
            ))}
            {runsOf(curve, x, y).map((points) => (
              <polyline key={points} points={points} fill="none" stroke="var(--s1)" strokeWidth={1.5} />
            ))}
            {chosen !== null && value !== null && value !== undefined ? (
              <circle cx={x(index)} cy={y(value)} r={3} fill="var(--s1)" />
            ) : null}
          </svg>
        ) : (
          <div style={{ height: HEIGHT }} />
        )}
      </div>
    </figure>
  )
}

/** Stretches in which nothing was measured. */
function gapsOf(curve: readonly (number | null)[], start: number) {
  const gaps: { from: number; to: number; unread: boolean }[] = []
  curve.forEach((value, at) => {
    if (value !== null) return
    const [from, to] = [start + at * BUCKET_MS, start + (at + 1) * BUCKET_MS]
    const before = gaps.at(-1)
    if (before?.to === from) before.to = to
    else gaps.push({ from, to, unread: false })
  })
  return gaps
}
