'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'
import { formatDuration, formatFull } from '@/lib/i18n/format'
import type { ChangeSchedule } from '@/lib/model/change'
import { BothZones } from './when-field'

/** When a change starts, how long that is, and what happens then. */
export function ScheduledNote({ schedule: { kind, at, until } }: { schedule: ChangeSchedule }) {
  const t = useTranslations('changes')
  const locale = useLang()
  const now = useNow()
  const { zone } = usePreferences()
  const left = Math.floor((Date.parse(at) - now) / 1_000)
  return (
    <div className="grid gap-1">
      <p>
        {t(`when.starts.${kind}`)}{' '}
        {now > 0 && left > 0 && <b>{t('when.in', { time: formatDuration(left, locale) })}</b>}
      </p>
      <BothZones at={at} />
      <p className="hint">
        {t('when.again')} {now > 0 && t(`when.late.${kind}`, { time: formatFull(until, zone) })}
      </p>
    </div>
  )
}
