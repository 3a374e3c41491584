'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Moment } from '@/components/ui/time'
import type { Collection } from '@/lib/model/collection'
import type { Instance } from '@/lib/model/instance'
import type { Monitoring } from '@/lib/model/metric'
import { PROVIDER_NAMES } from '@/lib/model/service'
import { absolute, type Span, type TimeRange } from '@/lib/model/time-range'
import { oldestOf } from './oldest'

/** The last 30 days are not older than 30 days because a minute passed. */
const GRACE_MS = 3_600_000

interface PastNoticeProps {
  row: Instance
  name: string
  data: Pick<Monitoring, 'reachDays'>
  collection: Collection | undefined
  span: Span
  onRange: (range: TimeRange) => void
}

/** Of a range that begins before anything is told: how far back it goes, who says so, and the way there. */
export function PastNotice({ row, name, data, collection, span, onRange }: PastNoticeProps) {
  const t = useTranslations('monitoring.past')
  const lang = useLang()
  const now = Date.now()
  const keptFrom = collection?.on ? (collection.metrics?.from ?? null) : null
  const { at, why, days } = oldestOf({ createdAt: row.createdAt, reachDays: data.reachDays, keptFrom, now })
  if (span.from >= at - GRACE_MS) return null
  const isOff = collection && !collection.on && collection.collects.metrics && why !== 'made'
  const go = () => onRange(absolute({ from: at, to: Math.min(now, at + span.to - span.from) }))
  return (
    <Banner
      tone="info"
      role="status"
      className="mx-gut mb-2"
      title={t.rich(why, {
        name,
        cloud: PROVIDER_NAMES[row.provider][lang],
        days,
        time: () => <Moment at={new Date(at).toISOString()} style="day" />,
      })}
      actions={<Button onClick={go}>{t('go')}</Button>}
    >
      {isOff && t('collect', { days: collection.quarterDays })}
    </Banner>
  )
}
