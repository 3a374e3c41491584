'use client'
import { useTranslations } from 'next-intl'
import { State } from '@/components/ui/status'
import { Moment } from '@/components/ui/time'
import { formatMemory, formatNumber, measureText as textOf } from '@/lib/i18n/format'
import type { SizingRow } from '@/lib/model/sizing'
import { percentText } from './words'

/** Why nothing is recommended, in words. */
export function SizingReason({ row }: { row: SizingRow }) {
  const t = useTranslations('sizing.state')
  const { state, result, collection, usedMemoryMb } = row
  if (state === 'fine') return <State tone="ok">{t('fine')}</State>
  if (state === 'short' && result) {
    const { days, wantedDays, coverage, wantedCoverage } = result.data
    return (
      <p>
        {days < wantedDays
          ? t('short', { days: formatNumber(days, 1), wanted: formatNumber(wantedDays, wantedDays % 1 === 0 ? 0 : 1) })
          : t('shortCoverage', { coverage: percentText(coverage), wanted: percentText(wantedCoverage) })}
      </p>
    )
  }
  if (state === 'waiting') {
    return (
      <p>
        {!collection
          ? t('waitingNew')
          : collection.failed
            ? t('waitingFailed', { kind: collection.failed })
            : t.rich('waiting', { from: () => <Moment at={collection.from} style="day" /> })}
      </p>
    )
  }
  if (state === 'uncollected') return <p>{t('uncollected')}</p>
  return (
    <p>
      {usedMemoryMb === null ? t('unmonitoredNone') : t('unmonitored', { used: textOf(formatMemory(usedMemoryMb)) })}
    </p>
  )
}
