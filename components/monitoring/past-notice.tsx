'use client'

import { useQuery } from '@tanstack/react-query'
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
import { collectionQuery } from '@/lib/queries/collection'
import { oldestOf } from './oldest'

/** The last 30 days are not older than 30 days because a minute passed. */
const GRACE_MS = 3_600_000

interface Asked {
  row: Instance
  name: string
  data: Pick<Monitoring, 'reachDays'>
  collection: Collection | undefined
  span: Span
}

interface PastNoticeProps extends Asked {
  onRange: (range: TimeRange) => void
}

/** How far back an instance's metrics go, in words too, where a span begins before that; else null. */
function usePast({ row, name, data, collection, span }: Asked) {
  const t = useTranslations('monitoring.past')
  const lang = useLang()
  const keptFrom = collection?.on ? (collection.metrics?.from ?? null) : null
  const { at, why, days } = oldestOf({ createdAt: row.createdAt, reachDays: data.reachDays, keptFrom, now: Date.now() })
  if (span.from >= at - GRACE_MS) return null
  const time = () => <Moment at={new Date(at).toISOString()} style="day" />
  return { at, why, said: t.rich(why, { name, cloud: PROVIDER_NAMES[row.provider][lang], days, time }) }
}

/** The same beside other instances, whose range stays: only what is told of this one. */
export function PastNote({ row, data, ...asked }: Omit<Asked, 'collection'>) {
  const { data: collection } = useQuery(collectionQuery(row.ref))
  const past = usePast({ ...asked, row, data, collection })
  return past && <span className="block max-w-72 pr-1 text-muted text-sm">{past.said}</span>
}

/** Of a range that begins before anything is told: how far back it goes, who says so, and the way there. */
export function PastNotice({ onRange, ...asked }: PastNoticeProps) {
  const { collection, span } = asked
  const t = useTranslations('monitoring.past')
  const past = usePast(asked)
  if (!past) return null
  const { at, why, said } = past
  const isOff = collection && !collection.on && collection.collects.metrics && why !== 'made'
  const go = () => onRange(absolute({ from: at, to: Math.min(Date.now(), at + span.to - span.from) }))
  return (
    <Banner
      tone="info"
      role="status"
      className="mx-gut mb-2"
      title={said}
      actions={<Button onClick={go}>{t('go')}</Button>}
    >
      {isOff && t('collect', { days: collection.quarterDays })}
    </Banner>
  )
}
