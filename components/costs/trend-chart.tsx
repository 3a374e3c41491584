'use client'
import { useRouter } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { type KeyboardEvent, useId, useRef, useState } from 'react'
import { valueAxis } from '@/components/monitoring/axis'
import { useSize } from '@/components/monitoring/use-size'
import { useLang } from '@/components/ui/badge'
import { formatNumber } from '@/lib/i18n/format'
import { formatMoney } from '@/lib/i18n/money'
import {
  BILLING_OFFSET_MINUTES,
  type CostDimension,
  type CostPart,
  type CostRange,
  type CostTrend,
} from '@/lib/model/cost'
import { plus } from '@/lib/model/money'
import { colorOf } from './colors'
import { aboutText, listHref, usePartName } from './words'

const HEIGHT = 260
const LEFT = 44
const TOP = 20
const BOTTOM = 24
const MOST_BAR = 42

interface TrendChartProps {
  trend: CostTrend
  by: CostDimension
  tag: string
  range: CostRange
  only: CostPart | null
  names: ReadonlyMap<string, string | null>
}

/**
 * The run rate at moments of the past and now, as stacked bars. Arrows move through the moments and the text below tells what
 * each part was; a press on a part leads to its instances.
 */
export function TrendChart({ trend, by, tag, range, only, names }: TrendChartProps) {
  const t = useTranslations('costs.trend')
  const of = useTranslations('costs')
  const router = useRouter()
  const nameOf = usePartName(by)
  const root = useRef<HTMLDivElement>(null)
  const { width } = useSize(root)
  const id = useId()
  const momentText = useMomentText(range)
  const [chosen, setChosen] = useState<number | null>(null)
  const { at, series, currency } = trend
  const last = at.length - 1
  const index = Math.min(chosen ?? last, last)
  const totals = at.map((_, place) => series.reduce((sum, { amounts }) => plus(sum, amounts[place] ?? '0'), '0'))
  const { domain, ticks } = valueAxis(0, Math.max(0, ...totals.map(Number)), { binary: false, whole: false })
  const isEstimate = (place: number) => series.some(({ estimated }) => estimated[place])
  const plotHeight = HEIGHT - TOP - BOTTOM
  const y = (amount: number) => TOP + (1 - amount / domain[1]) * plotHeight
  const slot = Math.max(1, (width - LEFT) / at.length)
  const bar = Math.min(MOST_BAR, Math.max(2, slot * 0.68))
  const everyLabel = Math.ceil(54 / slot)
  const partName = (key: string | null) => (key === null ? t('others') : nameOf({ key, name: names.get(key) }))
  const keys = (event: KeyboardEvent) => {
    const to = { ArrowLeft: index - 1, ArrowRight: index + 1, Home: 0, End: last }[event.key]
    if (to === undefined) return
    event.preventDefault()
    setChosen(Math.max(0, Math.min(last, to)))
  }
  return (
    <div ref={root} className="min-w-0">
      <div
        tabIndex={0}
        role="group"
        aria-label={t('label', { currency: currency ?? of('currencyUnknown') })}
        aria-describedby={`${id}-now`}
        aria-keyshortcuts="ArrowLeft ArrowRight Home End"
        onKeyDown={keys}
        onPointerLeave={() => setChosen(null)}
      >
        {width > 0 ? (
          <svg width={width} height={HEIGHT} aria-hidden="true" className="block">
            {ticks.map((tick) => (
              <g key={tick}>
                <line
                  x1={LEFT}
                  x2={width}
                  y1={y(tick)}
                  y2={y(tick)}
                  stroke={tick === 0 ? 'var(--border-strong)' : 'var(--grid)'}
                />
                <text x={LEFT - 6} y={y(tick) + 4} textAnchor="end" fontSize={11} fill="var(--muted)">
                  {short(tick)}
                </text>
              </g>
            ))}
            {at.map((moment, place) => {
              const x = LEFT + slot * place + (slot - bar) / 2
              let below = 0
              return (
                <g key={moment} opacity={chosen !== null && place !== index ? 0.55 : 1}>
                  <rect
                    x={LEFT + slot * place}
                    y={TOP}
                    width={slot}
                    height={plotHeight}
                    fill="transparent"
                    onPointerEnter={() => setChosen(place)}
                  />
                  {series.map(({ key, amounts }, order) => {
                    const amount = Number(amounts[place] ?? '0')
                    if (amount <= 0) return null
                    const from = below
                    below += amount
                    const height = y(from) - y(below)
                    return (
                      <rect
                        key={key}
                        x={x}
                        width={bar}
                        y={y(below)}
                        height={Math.max(0.5, height - (height > 3 ? 1 : 0))}
                        fill={colorOf(key, order)}
                        className={key === null ? undefined : 'cursor-pointer'}
                        data-part={key ?? undefined}
                        onPointerEnter={() => setChosen(place)}
                        onClick={() => {
                          if (key !== null) router.push(listHref([...(only ? [only] : []), { by, tag, key }]))
                        }}
                      />
                    )
                  })}
                  {slot > 34 ? (
                    <text
                      x={x + bar / 2}
                      y={y(below) - 5}
                      textAnchor="middle"
                      fontSize={11}
                      fontWeight={place === last ? 600 : 400}
                      fill={place === last ? 'var(--text)' : 'var(--muted)'}
                    >
                      {aboutText(isEstimate(place), short(below))}
                    </text>
                  ) : null}
                  {(last - place) % everyLabel === 0 ? (
                    <text
                      x={Math.min(width - 20, x + bar / 2)}
                      y={HEIGHT - 7}
                      textAnchor="middle"
                      fontSize={11}
                      fontWeight={place === last ? 600 : 400}
                      fill={place === last ? 'var(--text)' : 'var(--muted)'}
                    >
                      {place === last ? t('now') : momentText(moment)}
                    </text>
                  ) : null}
                </g>
              )
            })}
          </svg>
        ) : (
          <div style={{ height: HEIGHT }} />
        )}
      </div>
      <p id={`${id}-now`} aria-live="polite" className="min-h-10 text-sm wrap-anywhere" data-reading>
        <b className="font-[550]">{index === last ? t('now') : momentText(at[index] ?? '')}</b>{' '}
        <span>{aboutText(isEstimate(index), formatMoney(totals[index] ?? '0', currency))}</span>{' '}
        <span className="text-muted">
          {series
            .filter(({ amounts }) => (amounts[index] ?? '0') !== '0')
            .map(
              ({ key, amounts, estimated }) =>
                `${partName(key)} ${aboutText(estimated[index] ?? false, formatMoney(amounts[index] ?? '0', currency))}`,
            )
            .join(' · ')}
        </span>
      </p>
    </div>
  )
}

/** `48.2k`: for the axis and above bars only. */
function short(amount: number): string {
  if (amount >= 1_000_000) return `${formatNumber(amount / 1_000_000, 1)}M`
  if (amount >= 10_000) return `${formatNumber(amount / 1_000, 1)}k`
  return formatNumber(amount, amount > 0 && amount < 10 ? 2 : 0)
}

/** The hour, day or month of UTC+8 that ends at a moment. */
function useMomentText(range: CostRange): (iso: string) => string {
  const locale = useLang()
  const style: Intl.DateTimeFormatOptions =
    range === 'year'
      ? { month: 'short', year: '2-digit' }
      : range === 'month'
        ? { day: 'numeric', month: 'short' }
        : { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }
  const format = new Intl.DateTimeFormat(locale === 'zh' ? 'zh-CN' : 'en-GB', { ...style, timeZone: 'UTC' })
  // Ends are the last millisecond of what they end; hours are named by the one that begins then.
  const after = range === 'day' ? 1 : 0
  return (iso) => format.format(new Date(Date.parse(iso) + after + BILLING_OFFSET_MINUTES * 60_000))
}
