'use client'

import { useTranslations } from 'next-intl'
import type { Metrics } from '@/lib/model/metric'
import type { Line } from './lines'

/** In place of lines: that they are being read, or that there is nothing to draw. */
export function PanelState({
  isAsked,
  data,
  lines,
  hasValues,
  progress,
  empty,
}: {
  isAsked: boolean
  data: Pick<Metrics, 'series'> | undefined
  lines: readonly Line[]
  hasValues: boolean
  progress: { done: number; of: number } | null
  /** Said where there is no line at all. */
  empty?: string | undefined
}) {
  const t = useTranslations('monitoring')
  if (!data && !isAsked) return null
  if (data && (hasValues || lines.length === 0) && lines.length > 0) return null
  return (
    <p
      className="pointer-events-none absolute inset-x-12 top-1/3 text-center text-muted"
      role={data ? undefined : 'status'}
    >
      <span className="bg-surface px-1">
        {!data
          ? progress
            ? t('callsOf', { done: progress.done, of: progress.of })
            : t('reading')
          : lines.length === 0
            ? (empty ?? t('noLine'))
            : t('noData')}
      </span>
    </p>
  )
}
