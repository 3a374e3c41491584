'use client'

import { useTranslations } from 'next-intl'
import { useLang } from '@/components/ui/badge'
import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'
import { Shape } from '@/components/ui/shape'
import { formatTime } from '@/lib/i18n/format'
import type { BackupSet, InstanceBackups } from '@/lib/model/backup'
import { marksOf } from './buckets'
import { BACKUP_TONES } from './words'

const TICKS = [0, 1, 2, 3, 4, 5, 6]
const LANES = ['automatic', 'manual', 'unknown'] as const
const percent = (share: number) => `${(share * 100).toFixed(2)}%`

/** All sets of a span in lanes, the policy's windows and the gaps behind them. The table below says the same in words. */
export function Timeline({ data, sets }: { data: InstanceBackups; sets: readonly BackupSet[] }) {
  const t = useTranslations('backups')
  const locale = useLang()
  const now = useNow()
  const { zone } = usePreferences()
  const from = Date.parse(data.from)
  const to = Date.parse(data.to)
  const share = (at: string) => Math.min(1, Math.max(0, (Date.parse(at) - from) / (to - from)))
  const lanes = LANES.filter((lane) => lane !== 'unknown' || sets.some(({ type }) => type === lane))
  const failed = sets.filter(({ status }) => status === 'failed').length
  // Windows that are narrower than a mark's bucket would be one grey field.
  const windows = data.windows.length > 100 ? [] : data.windows.filter(({ from: start }) => Date.parse(start) < to)
  return (
    <div
      role="img"
      aria-label={t('timeline', { count: sets.length, failed, gaps: data.coverage?.gaps.length ?? 0 })}
      className="grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)] border-border border-y py-1.5 pr-gut pl-gut text-sm"
    >
      <span />
      <div className="relative h-5 overflow-hidden text-muted text-xs">
        {now > 0 &&
          TICKS.map((at) => (
            <span
              key={at}
              className={at % 2 ? 'absolute whitespace-nowrap narrow:hidden' : 'absolute whitespace-nowrap'}
              style={{ left: percent(at / TICKS.length) }}
            >
              {formatTime(new Date(from + ((to - from) * at) / TICKS.length).toISOString(), { now, zone, locale })}
            </span>
          ))}
      </div>
      {lanes.map((lane) => (
        <Lane key={lane} label={t(`types.${lane}`)}>
          {windows.map((window) => (
            <span
              key={window.from}
              className="absolute inset-y-0 bg-fillq"
              style={{
                left: percent(share(window.from)),
                width: `max(2px, ${percent(share(window.to) - share(window.from))})`,
              }}
            />
          ))}
          {lane === 'automatic' &&
            data.coverage?.gaps.map((gap) => (
              <span
                key={gap.from}
                className="absolute inset-y-1 border-danger border-y border-dashed"
                style={{ left: percent(share(gap.from)), width: percent(share(gap.to) - share(gap.from)) }}
              />
            ))}
          {marksOf(
            sets.filter(({ type }) => type === lane),
            from,
            to,
          ).map(({ at, status, count }) => (
            <span
              key={at}
              className="absolute top-1/2 flex -translate-x-1/2 -translate-y-1/2"
              style={{ left: percent(at) }}
              data-tip={t('marked', { count, status: t(`statuses.${status}`) })}
            >
              <Shape tone={BACKUP_TONES[status]} />
            </span>
          ))}
        </Lane>
      ))}
    </div>
  )
}

function Lane({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <>
      <span className="self-center pr-3 text-text-2">{label}</span>
      <div className="relative h-7 overflow-hidden border-border border-t">{children}</div>
    </>
  )
}
