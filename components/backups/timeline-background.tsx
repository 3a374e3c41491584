'use client'

import { useTranslations } from 'next-intl'
import { memo } from 'react'
import { useLang } from '@/components/ui/badge'
import { formatDuration } from '@/lib/i18n/format'
import type { BackupSet, InstanceBackups } from '@/lib/model/backup'
import type { View } from './view'

/** More windows than this would be one grey field. */
const MOST_WINDOWS = 62
/** Shares of the width that a gap's words and a mark take. */
const WORDS = 0.14
const MARK = 0.012
const HATCH = 'repeating-linear-gradient(135deg, var(--border-control) 0 1px, transparent 1px 6px)'

interface BackgroundProps {
  data: InstanceBackups
  view: View
  lane: BackupSet['type']
  /** Where the lane's marks are, as shares of the width. */
  shares: readonly number[]
}

/** The policy's windows, the next of them, the present moment and what was longer than the policy promises. */
export const Background = memo(function Background({ data, view, lane, shares }: BackgroundProps) {
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
  const { judgedFrom = null } = data.coverage ?? {}
  const blind = judgedFrom === null ? undefined : place({ from: data.from, to: judgedFrom })
  return (
    <>
      {blind?.seen && blind.length > MARK ? (
        <span className="absolute inset-y-0 bg-sunken" style={style(blind)} data-tip={t('blindHere')} />
      ) : null}
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
      {(data.coverage?.gaps ?? []).map((gap) => {
        const at = place(gap)
        if (!at.seen) return null
        const words = t('gap', { time: formatDuration((Date.parse(gap.to) - Date.parse(gap.from)) / 1_000, locale) })
        if (lane === 'automatic')
          return (
            <span
              key={gap.from}
              className="absolute inset-y-1.5"
              style={{ ...style(at), backgroundImage: HATCH }}
              data-tip={words}
            />
          )
        // Named below it, where no set by hand lies on the words.
        const from = Math.min(at.start, 1 - WORDS)
        const free = lane === 'manual' && !shares.some((share) => share > from - MARK && share < from + WORDS + MARK)
        return free ? (
          <span
            key={gap.from}
            className="absolute inset-y-0 flex items-center whitespace-nowrap bg-surface px-1 text-danger text-xs max-wide:hidden"
            style={{ left: `${(from * 100).toFixed(2)}%` }}
          >
            {words}
          </span>
        ) : null
      })}
      {nowAt > 0 && nowAt < 1 ? (
        <span className="absolute inset-y-0 w-px bg-ink" style={{ left: `${(nowAt * 100).toFixed(2)}%` }} />
      ) : null}
    </>
  )
})
