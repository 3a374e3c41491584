'use client'

import { useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { sparksQuery } from '@/lib/queries/collection'

const WIDTH = 52
const HEIGHT = 18
const HIGH = 90

/** CPU of a collected instance over the last day, on a scale of 0 to 100, with its highest; the tip tells last and lowest. */
export function SparkCell({ reference }: { reference: string }) {
  const t = useTranslations('instances.spark')
  const { data, error } = useQuery(sparksQuery)
  if (!data) return error ? <span className="text-muted">{t('unread')}</span> : null
  const cpu = data.items.find(({ ref }) => ref === reference)?.spark.cpu
  if (!cpu) return <span className="truncate text-muted">{t('off')}</span>
  const told = cpu.flatMap((value) => value ?? [])
  if (told.length === 0) return <span className="truncate text-muted">{t('none')}</span>
  const peak = Math.max(...told)
  const tip = t('tip', {
    last: Math.round(told.at(-1) ?? peak),
    low: Math.round(Math.min(...told)),
    peak: Math.round(peak),
  })
  return (
    <span className="flex items-center gap-1.5" data-tip={tip}>
      <svg width={WIDTH} height={HEIGHT} role="img" aria-label={tip} className="flex-none">
        <line x1={0} x2={WIDTH} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} stroke="var(--border-strong)" />
        {runsOf(cpu).map((points) => (
          <polyline key={points} points={points} fill="none" stroke="var(--s1)" strokeWidth={1.25} />
        ))}
      </svg>
      <span className={peak >= HIGH ? 'text-danger' : 'text-text-2'}>{Math.round(peak)} %</span>
    </span>
  )
}

/** Stretches that were measured, as points; a gap breaks the line. */
function runsOf(values: readonly (number | null)[]): string[] {
  const runs: string[][] = [[]]
  values.forEach((value, at) => {
    if (value === null) return runs.push([])
    const x = (at / (values.length - 1)) * WIDTH
    const y = HEIGHT - 1 - (Math.min(100, value) / 100) * (HEIGHT - 2)
    return runs.at(-1)?.push(`${x.toFixed(1)},${y.toFixed(1)}`)
  })
  return runs.filter(({ length }) => length > 0).map((points) => points.join(' '))
}
