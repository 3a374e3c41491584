'use client'
import { useTranslations } from 'next-intl'
import type { SizingMeasure } from '@/lib/model/sizing'
import { measureText } from './measure-text'

const WIDTH = 140
const HEIGHT = 34

interface SparkProps {
  measure: SizingMeasure
  curve: readonly (number | null)[]
  /** Of the instance; the top of the drawing, where it is known. */
  capacity: number | null
}

/** The highest value of each six hours, under what the instance can bear. */
export function Spark({ measure, curve, capacity }: SparkProps) {
  const t = useTranslations('sizing')
  const told = curve.flatMap((value) => value ?? [])
  if (told.length === 0) return null
  const peak = Math.max(...told)
  const top = Math.max(capacity ?? 0, measure === 'cpu' || measure === 'hits' ? 100 : 0, peak) || 1
  const y = (value: number) => HEIGHT - 1 - (value / top) * (HEIGHT - 4)
  return (
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
