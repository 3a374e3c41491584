'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { useLang } from '@/components/ui/badge'
import { formatDuration } from '@/lib/i18n/format'
import type { InstanceBackups } from '@/lib/model/backup'
import type { View } from './view'

/** More windows than this would be one grey field. */
const MOST_WINDOWS = 100
/** A gap is named where there is room for its words. */
const NAMED = 0.12
const HATCH = 'repeating-linear-gradient(135deg, var(--danger) 0 1px, transparent 1px 6px)'

/** The policy's windows, the next of them, the present moment and what was longer than the policy promises. */
export const Background = memo(function Background({
  data,
  view,
  gaps,
}: {
  data: InstanceBackups
  view: View
  gaps: boolean
}) {
  const t = useTranslations('backups')
  const locale = useLang()
  const place = ({ from, to }: { from: string; to: string }) => {
    const share = (at: string) => Math.min(1, Math.max(0, (Date.parse(at) - view.from) / (view.to - view.from)))
    const [start, end] = [share(from), share(to)]
    return { start, length: end - start, seen: end > 0 && start < 1 && end > start }
  }
  const style = ({ start, length }: { start: number; length: number }, least = 2) => ({
    left: `${(start * 100).toFixed(2)}%`,
    width: `max(${least}px, ${(length * 100).toFixed(2)}%)`,
  })
  const windows = data.windows.map((window) => ({ window, ...place(window) })).filter(({ seen }) => seen)
  const next = data.next && { ...place(data.next), key: data.next.from }
  const nowAt = (Date.parse(data.at) - view.from) / (view.to - view.from)
  return (
    <>
      {windows.length <= MOST_WINDOWS &&
        windows.map(({ window, ...at }) => (
          <span key={window.from} className="absolute inset-y-0 bg-fillq" style={style(at)} />
        ))}
      {next?.seen && data.policy?.on !== false ? (
        <span
          className="absolute inset-y-0.5 border border-border-strong border-dashed"
          style={style(next, 6)}
          data-tip={t('nextWindow')}
        />
      ) : null}
      {gaps &&
        (data.coverage?.gaps ?? []).map((gap) => {
          const at = place(gap)
          if (!at.seen) return null
          const [first, last] = [Date.parse(gap.from), Date.parse(gap.to)]
          const words = t('gap', { time: formatDuration((last - first) / 1_000, locale) })
          // A failed set's mark would lie on the words.
          const free = () =>
            !data.sets?.some(({ startedAt }) => Date.parse(startedAt) > first && Date.parse(startedAt) < last)
          return (
            <span
              key={gap.from}
              className="absolute inset-y-1 flex items-center justify-center border-danger border-y border-dashed"
              style={{ ...style(at), backgroundImage: HATCH }}
              data-tip={words}
            >
              {at.length > NAMED && free() ? (
                <span className="truncate bg-surface px-1 text-danger text-xs">{words}</span>
              ) : null}
            </span>
          )
        })}
      {nowAt > 0 && nowAt < 1 ? (
        <span className="absolute inset-y-0 w-px bg-ink" style={{ left: `${(nowAt * 100).toFixed(2)}%` }} />
      ) : null}
    </>
  )
})
