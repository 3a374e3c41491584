'use client'
import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { usePreferences } from '@/components/ui/preferences'
import { formatDate } from '@/lib/i18n/format'
import type { SizingMeasure } from '@/lib/model/sizing'
import { measureText } from './measure-text'

const WIDTH = 140
const HEIGHT = 34

interface SparkProps {
  measure: SizingMeasure
  curve: readonly (number | null)[]
  /** Of the instance; the top of the drawing, where it is known. */
  capacity: number | null
  /** The time that it is of. */
  from: string
  to: string
}

/** The highest value of each six hours, under what the instance can bear, with its scale and its days. */
export function Spark({ measure, curve, capacity, from, to }: SparkProps) {
  const t = useTranslations('sizing')
  const locale = useLang()
  const { zone } = usePreferences()
  const told = curve.flatMap((value) => value ?? [])
  if (told.length === 0) return null
  const peak = Math.max(...told)
  const top = Math.max(capacity ?? 0, measure === 'cpu' || measure === 'hits' ? 100 : 0, peak) || 1
  const y = (value: number) => HEIGHT - 1 - (value / top) * (HEIGHT - 4)
  const day = (at: string) => formatDate(at, { zone, locale, now: Date.parse(to) })
  const isLimit = capacity !== null && capacity === top
  const scale = { measure: t(`measure.${measure}`), top: measureText(measure, top) }
  return (
    <figure className="grid justify-items-start gap-0.5">
      <figcaption className="text-muted text-sm">{t(isLimit ? 'sparkLimit' : 'sparkScale', scale)}</figcaption>
      <svg
        width={WIDTH}
        height={HEIGHT}
        role="img"
        className="flex-none"
        aria-label={t('spark', { measure: t(`measure.${measure}`), value: measureText(measure, peak) })}
      >
        {capacity ? (
          <line x1={0} x2={WIDTH} y1={y(capacity)} y2={y(capacity)} stroke="var(--danger)" strokeDasharray="4 3" />
        ) : null}
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--border-strong)" />
        {runsOf(curve, (at) => (at / Math.max(1, curve.length - 1)) * WIDTH, y).map((points) => (
          <polyline key={points} points={points} fill="none" stroke="var(--s1)" strokeWidth={1.25} />
        ))}
      </svg>
      <span className="flex text-muted text-sm" style={{ width: WIDTH }}>
        <span className="flex-1">{day(from)}</span>
        <span>{day(to)}</span>
      </span>
    </figure>
  )
}

/** Stretches that were measured, as points; a gap breaks the line. */
export function runsOf(
  values: readonly (number | null)[],
  x: (at: number) => number,
  y: (value: number) => number,
): string[] {
  const runs: string[][] = [[]]
  values.forEach((value, at) => {
    if (value === null) runs.push([])
    else runs.at(-1)?.push(`${x(at).toFixed(1)},${y(value).toFixed(1)}`)
  })
  return runs.filter(({ length }) => length > 0).map((points) => points.join(' '))
}
