'use client'

import { formatAgo, formatDate, formatFull, formatTime } from '@/lib/i18n/format'
import { useLang } from './badge'
import { useNow } from './clock'
import { usePreferences } from './preferences'

/** How long ago, moving on by itself; the whole moment with its zone on hover. */
export function Age({ at }: { at: string }) {
  const now = useNow()
  const locale = useLang()
  const { zone } = usePreferences()
  return (
    <time dateTime={at} data-tip={now === 0 ? undefined : formatFull(at, zone)}>
      {now === 0 ? '' : formatAgo((now - Date.parse(at)) / 1000, locale)}
    </time>
  )
}

/** A moment, as short as it can be told today (`day`: with its day also then); the whole moment with its zone on hover. */
export function Moment({
  at,
  style = 'time',
}: {
  at: string
  style?: 'time' | 'seconds' | 'date' | 'day' | 'day-seconds'
}) {
  const now = useNow()
  const locale = useLang()
  const { zone } = usePreferences()
  const text =
    style === 'date'
      ? formatDate(at, { zone, locale })
      : formatTime(at, { now, zone, locale, seconds: style.endsWith('seconds'), day: style.startsWith('day') })
  return (
    <time dateTime={at} data-tip={now === 0 ? undefined : formatFull(at, zone)} className="whitespace-nowrap">
      {now === 0 ? '' : text}
    </time>
  )
}
