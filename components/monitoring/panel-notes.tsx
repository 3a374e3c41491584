'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { useSaidText } from '@/components/ui/problem'
import type { PanelLines } from './panel-frame'

interface PanelNotesProps extends Pick<PanelLines, 'data' | 'progress' | 'lines'> {
  timeText: (at: number) => string
  remark: ReactNode
  onAgain: () => void
  isReading: boolean
}

/** What must be known of the lines above: how they were made, how fine they are, what is missing. */
export function PanelNotes({ data, progress, lines, timeText, remark, onAgain, isReading }: PanelNotesProps) {
  const t = useTranslations('monitoring')
  const ui = useTranslations('ui')
  const saidText = useSaidText()
  const coarse = data?.kept.filter(({ minutes }) => minutes > 1) ?? []
  const own = lines.filter(({ isBefore, series }) => !isBefore && series.others === 0)
  const joins = [...new Set(own.flatMap(({ series }) => series.joined ?? []))].map((how) => {
    const made = own.filter(({ series }) => series.joined === how)
    // Where a cloud told the others as they are, or they were made otherwise, it is said of which line.
    return { how, of: made.length < own.length ? made.map(({ label }) => label).join(t('several.and')) : null }
  })
  const failed = data?.failed ?? []
  if (!remark && !progress && joins.length + coarse.length + failed.length === 0) return null
  return (
    <div className="monitor-notes grid gap-1 pt-1 text-muted text-xs">
      {progress && lines.length > 0 && (
        <span role="status">{t('callsOf', { done: progress.done, of: progress.of })}</span>
      )}
      {remark && <span>{remark}</span>}
      {joins.map(({ how, of }) => (
        <span key={how} className={of === null ? 'first-letter:uppercase' : undefined}>
          {of === null ? t(`joined.${how}`) : t('joinedOf', { of, how: t(`joined.${how}`) })}
        </span>
      ))}
      {coarse.map(({ from, to, minutes }) => (
        <span key={from}>
          {t('keptCoarse', { minutes, from: timeText(Date.parse(from)), to: timeText(Date.parse(to)) })}
        </span>
      ))}
      {failed.map(({ from, to, calls, ...failure }) => (
        <span
          key={`${failure.kind} ${failure.code} ${failure.message}`}
          className="text-warn wrap-anywhere"
          role="status"
        >
          {t('unread', {
            calls,
            from: timeText(Date.parse(from)),
            to: timeText(Date.parse(to)),
            said: saidText(failure),
          })}
        </span>
      ))}
      {failed.length > 0 && (
        <button type="button" className="linkbtn justify-self-start" disabled={isReading} onClick={onAgain}>
          {ui('retry')}
        </button>
      )}
    </div>
  )
}
