'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { Shape } from '@/components/ui/shape'
import type { Span } from '@/lib/model/time-range'
import type { Crosshair } from './crosshair'
import type { Mark } from './marks'

const percent = (share: number) => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`
/** Words only while there is room for them. */
const MOST_WORDS = 4
const MOST_MARKS = 60

interface EventLaneProps {
  marks: readonly Mark[]
  span: Span
  crosshair: Crosshair
  timeText: (at: number) => string
}

/** What happened to the instance on the time axis: changes are marks, backups stretches; each leads to its page. */
export function EventLane({ marks, span, crosshair, timeText }: EventLaneProps) {
  const t = useTranslations('monitoring')
  const actions = useTranslations('changes.actions')
  const rule = useRef<HTMLSpanElement>(null)
  const share = (at: number) => (at - span.from) / (span.to - span.from)
  useEffect(
    () =>
      crosshair.listen((at) => {
        if (!rule.current) return
        const isIn = at !== null && at >= span.from && at <= span.to
        rule.current.style.visibility = isIn ? 'visible' : 'hidden'
        if (isIn) rule.current.style.left = percent((at - span.from) / (span.to - span.from))
      }),
    [crosshair, span.from, span.to],
  )
  if (marks.length === 0) return <p className="px-gut pb-2 text-muted text-sm">{t('noMarks')}</p>
  const words = (mark: Mark) =>
    mark.kind === 'backup'
      ? t(mark.failed ? 'backupFailed' : 'backup', { time: timeText(mark.from) })
      : t(mark.failed ? 'changeFailed' : 'change', {
          action: mark.action ? actions(mark.action) : '',
          time: timeText(mark.from),
        })
  return (
    <nav
      aria-label={t('marks', { count: marks.length })}
      className="relative mx-gut mb-1 h-8 border-border-strong border-b"
    >
      <ul>
        {marks.slice(-MOST_MARKS).map((mark) => {
          const left = share(mark.from)
          return (
            <li key={mark.id}>
              {mark.kind === 'backup' && (
                <span
                  className="absolute top-1 bottom-0 bg-fillq"
                  style={{ left: percent(left), width: percent(share(mark.to) - Math.max(0, left)) }}
                />
              )}
              <Link
                href={mark.href}
                prefetch={false}
                aria-label={words(mark)}
                data-tip={words(mark)}
                className="absolute top-1 flex h-6 -translate-x-1/2 items-center text-text"
                style={{ left: percent(left) }}
              >
                {mark.kind === 'backup' ? (
                  <Shape tone={mark.failed ? 'danger' : 'ok'} />
                ) : (
                  <Shape tone={mark.failed ? 'danger' : 'off'} />
                )}
              </Link>
              {marks.length <= MOST_WORDS && (
                <span
                  aria-hidden="true"
                  className="pointer-events-none absolute top-2 max-w-40 truncate text-text-2 text-xs max-wide:hidden"
                  style={left > 0.8 ? { right: percent(1 - left + 0.01) } : { left: percent(left + 0.01) }}
                >
                  {mark.kind === 'backup' ? t('backupWord') : mark.action ? actions(mark.action) : ''}
                </span>
              )}
            </li>
          )
        })}
      </ul>
      <span ref={rule} className="pointer-events-none invisible absolute inset-y-0 w-px bg-ink" />
    </nav>
  )
}
