'use client'

import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { MetricUnit } from '@/lib/model/metric'
import { type Crosshair, write } from './crosshair'
import { isDrawnWith, type Line, pointAt } from './lines'
import type { CrosshairMode } from './use-monitor-state'
import { valueText } from './values'

/** Of a name, which is a button (`monitoring.css`). */
const ROW_PX = 24

interface LineTableProps {
  lines: readonly Line[]
  /** While there are none: room for so many. */
  expected: number
  unit: MetricUnit
  crosshair: Crosshair
  mode: CrosshairMode
  timeText: (at: number) => string
  limit: number | null
  /** The line that alone is drawn. */
  alone: string | null
  onAlone: (key: string | null) => void
}

/** The legend: the value under the crosshair, then minimum, average, maximum and last of the whole span. */
export function LineTable({ lines, expected, unit, crosshair, mode, timeText, limit, alone, onAlone }: LineTableProps) {
  const t = useTranslations('monitoring')
  const table = useRef<HTMLTableElement>(null)
  useEffect(() => {
    if (mode !== 'values') return
    const cells = [...(table.current?.querySelectorAll<HTMLElement>('[data-now]') ?? [])]
    return crosshair.listen((at) => {
      cells.forEach((cell, index) => {
        const line = lines[index - 1]
        const value = at === null || !line ? null : pointAt(line, at)?.v
        // The first is the head.
        const words =
          at === null
            ? ''
            : index === 0
              ? timeText(at).slice(-5)
              : value === null || value === undefined
                ? t('noValue')
                : valueText(value, unit)
        write(cell, words)
      })
    })
  }, [crosshair, mode, lines, unit, timeText, t])
  const isOver = (value: number) =>
    (limit !== null && value > 0.9 * limit) ||
    (unit === 'percent' && lines.some(({ series }) => /cpu/i.test(series.id)) && value >= 90)
  const cell = (value: number | undefined) => (
    <td className={value !== undefined && isOver(value) ? 'text-danger' : undefined}>
      {value === undefined ? <span className="text-muted">{t('noValue')}</span> : valueText(value, unit)}
    </td>
  )
  return (
    <table ref={table} className="monitor-lines">
      <thead>
        <tr>
          <th scope="col">
            <span className="sr-only">{t('line')}</span>
          </th>
          <th scope="col" className="now">
            <span className="sr-only">{t('atCrosshair')} </span>
            <span data-now />
          </th>
          <th scope="col">{t('min')}</th>
          <th scope="col">{t('avg')}</th>
          <th scope="col">{t('max')}</th>
          <th scope="col">{t('last')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.length === 0 && expected > 0 && (
          <tr aria-hidden="true">
            <td colSpan={6} style={{ height: expected * ROW_PX }} />
          </tr>
        )}
        {lines.map(({ key, label, colour, isBefore, series: { stats } }) => (
          <tr key={key} className={isDrawnWith(alone, key) ? undefined : 'opacity-55'}>
            <th scope="row">
              <button
                type="button"
                aria-pressed={alone === key}
                data-tip={`${label} · ${alone === key ? t('all') : t('alone')}`}
                onClick={() => onAlone(alone === key ? null : key)}
              >
                <i style={{ background: colour }} />
                {/* Of an earlier time both are wanted: which line, and when. */}
                <span className={isBefore ? 'text-left leading-4' : 'truncate'}>{label}</span>
              </button>
            </th>
            <td className="now">
              <span data-now />
            </td>
            {cell(stats?.min)}
            {cell(stats?.avg)}
            {cell(stats?.max)}
            {cell(stats?.last)}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
