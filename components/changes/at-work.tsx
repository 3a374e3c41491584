'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { useNow } from '@/components/ui/clock'
import { Moment } from '@/components/ui/time'
import { formatDuration } from '@/lib/i18n/format'
import type { Change } from '@/lib/model/change'

/** No manual says how long anything takes; what lasts longer than this is worth a look. */
const LONG_SECONDS = 3_600

/** Since when its cloud is at work, when that was last looked at, and what holds until it ends. */
export function AtWork({ change: { sentAt, lookedAt, action, plan } }: { change: Change }) {
  const t = useTranslations('changes.atWork')
  const locale = useLang()
  const now = useNow()
  if (!sentAt) return null
  // What waits for the cloud's own window lasts for as long as that takes.
  const inWindow = plan.consequences.some(({ id }) => id === 'in-window')
  const seconds = now === 0 ? 0 : Math.max(0, Math.round((now - Date.parse(sentAt)) / 1_000))
  return (
    <>
      <p className="text-text-2">
        {t.rich('since', { time: () => <Moment at={sentAt} style="seconds" /> })}
        {now !== 0 && ` (${formatDuration(Math.max(1, seconds), locale)})`}
        {lookedAt && (
          <>
            {' · '}
            {t.rich('looked', { time: () => <Moment at={lookedAt} style="seconds" /> })}
          </>
        )}
      </p>
      {seconds > LONG_SECONDS && !inWindow && (
        <Banner tone="warn" title={t('long')}>
          {t(action === 'create' ? 'longMaking' : 'longWhy')}
        </Banner>
      )}
      {action !== 'create' && <p className="text-text-2">{t('held')}</p>}
    </>
  )
}
