'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { usePreferences } from '@/components/ui/preferences'
import { Shape } from '@/components/ui/shape'
import { formatFull, formatTime } from '@/lib/i18n/format'
import type { Mark } from './buckets'
import { BACKUP_TONES } from './words'

/** One set, or several that lie too close to be told apart. */
export function MarkButton({ mark, current, onOpen }: { mark: Mark; current: boolean; onOpen(mark: Mark): void }) {
  const t = useTranslations('backups')
  const locale = useLang()
  const { zone } = usePreferences()
  const { at, status, count, from, to, set } = mark
  const status_ = t(`statuses.${status}`)
  const time = (when: number) => formatTime(new Date(when).toISOString(), { now: to, zone, locale })
  const label =
    count === 1
      ? t('markedOne', {
          status: [status_, set.name].filter(Boolean).join(' · '),
          time: formatFull(new Date(from).toISOString(), zone),
        })
      : t('markedMany', { count, status: status_, from: time(from), to: formatFull(new Date(to).toISOString(), zone) })
  return (
    <button
      type="button"
      data-mark={set.id}
      tabIndex={current ? 0 : -1}
      aria-label={label}
      data-tip={label}
      onClick={() => onOpen(mark)}
      className={`absolute top-1/2 flex size-6 -translate-x-1/2 -translate-y-1/2 cursor-pointer items-center justify-center rounded-full hover:bg-hover focus-visible:z-[1] focus-visible:outline-2 focus-visible:outline-focus focus-visible:-outline-offset-2 st ${BACKUP_TONES[status] === 'off' ? 'unk' : BACKUP_TONES[status]}`}
      style={{ left: `clamp(12px, ${(at * 100).toFixed(2)}%, calc(100% - 12px))` }}
    >
      <Shape tone={BACKUP_TONES[status]} />
    </button>
  )
}
