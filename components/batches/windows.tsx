'use client'

import { useTranslations } from 'next-intl'
import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'
import { formatFull } from '@/lib/i18n/format'
import type { Batch } from '@/lib/model/batch'
import { nextWindow } from '@/lib/model/window'

/** What is offered of the windows of a batch's instances: each row would wait for its own. */
export function useWindowsOf({ totals: { windows, windowless } }: Batch) {
  const t = useTranslations('batches.when')
  return {
    label: t('window'),
    hint: t('windowHint'),
    none: windowless > 0 ? t('windowless', { count: windowless }) : null,
    shown: <Windows windows={windows} />,
  }
}

/** The next window of each, with how many start then. */
function Windows({ windows }: Pick<Batch['totals'], 'windows'>) {
  const t = useTranslations('batches')
  const { zone } = usePreferences()
  const now = useNow()
  if (now === 0) return null
  const spans = windows.flatMap((hours) => {
    const span = nextWindow(hours, new Date(now))
    return span ? [{ ...hours, at: span.start.toISOString() }] : []
  })
  return (
    <ul className="grid max-h-40 gap-1 overflow-auto">
      {spans
        .sort((a, b) => (a.at < b.at ? -1 : 1))
        .map(({ at, startUtc, endUtc, rows }) => (
          <li key={`${startUtc} ${endUtc}`} className="tabular-nums">
            <time dateTime={at}>{formatFull(at, zone)}</time>{' '}
            <span className="text-muted text-sm">{t('draft.count', { count: rows })}</span>
          </li>
        ))}
    </ul>
  )
}
