'use client'

import Link from 'next/link'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import { useSaidText } from '@/components/ui/problem'
import { Shape, type Tone } from '@/components/ui/shape'
import type { Marks } from '@/lib/model/mark'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import type { Crosshair } from './crosshair'
import type { Mark } from './marks'

const percent = (share: number) => `${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%`
/** Words only while there is room for them: this share of the axis to the next. */
const ROOM = 0.12
const MOST_MARKS = 60

interface EventLaneProps {
  marks: readonly Mark[]
  span: Span
  crosshair: Crosshair
  timeText: (at: number) => string
  /** What a cloud did not tell. */
  refused: Marks['refused']
  /** Whether a cloud tells switchovers that it plans. */
  tellsPlanned: boolean
  isReading: boolean
  /** Something was told already: before, nobody knows what a cloud tells. */
  isKnown: boolean
}

const TONES: Record<Mark['kind'], Tone> = {
  failover: 'warn',
  change: 'off',
  maintenance: 'info',
  task: 'info',
  backup: 'ok',
  slow: 'danger',
}
const toneOf = ({ kind, failed }: Mark): Tone => (failed ? 'danger' : TONES[kind])

/** What happened on the time axis; what took a while is a stretch. Each mark leads to its page. */
export function EventLane(props: EventLaneProps) {
  const { marks, span, crosshair, refused, tellsPlanned, isReading, isKnown } = props
  // A mark is of a moment, not of the nearest point of a line: 23:44:50 was not at 23:45.
  const timeText = (at: number) => props.timeText(Math.floor(at / MINUTE_MS) * MINUTE_MS)
  const t = useTranslations('monitoring')
  const saidText = useSaidText()
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
  const remarks = (
    <p className="flex flex-wrap gap-x-4 px-gut pb-2 text-muted text-sm">
      {marks.length === 0 && <span>{t(isReading ? 'readingMarks' : 'noMarks')}</span>}
      {isKnown && <span>{t(tellsPlanned ? 'failoversPlanned' : 'failoversOurs')}</span>}
      {refused.map(({ of, ...refusal }) => (
        <span key={of} className="text-warn wrap-anywhere">
          {t(`marksRefused.${of}`, { said: saidText(refusal) })}
        </span>
      ))}
    </p>
  )
  if (marks.length === 0) return remarks
  const named = (instance: string | null, said: string) => (instance === null ? said : t('markOf', { instance, said }))
  const short = ({ kind, action, word, from, instance }: Mark) =>
    kind === 'slow'
      ? instance === null
        ? t('slowBegin', { time: timeText(from) })
        : t('slowBeginOf', { instance, time: timeText(from) })
      : action
        ? actions(action)
        : kind === 'task' || kind === 'maintenance'
          ? word || t(`markKinds.${kind}`)
          : t(`markKinds.${kind}`)
  const words = (mark: Mark) => {
    const what = short(mark)
    if (mark.kind === 'slow')
      return named(mark.instance, t('slowBegan', { time: timeText(mark.from), pattern: mark.word ?? '' }))
    const said = t(`mark.${mark.isOurs ? 'sent' : 'began'}`, {
      what: mark.kind === 'failover' && mark.action ? t('markBoth', { kind: t('markKinds.failover'), what }) : what,
      time: timeText(mark.from),
      failed: String(mark.failed),
    })
    return named(mark.instance, said)
  }
  return (
    <>
      <nav
        aria-label={t('marks', { count: marks.length })}
        className="monitor-lane relative mx-gut mb-1 h-8 border-border-strong border-b"
      >
        <ul>
          {marks.slice(-MOST_MARKS).map((mark, at, shown) => {
            const left = share(mark.from)
            const isAtEnd = left > (mark.kind === 'slow' ? 0.55 : 0.8)
            const [before, after] = [shown[at - 1], shown[at + 1]]
            const hasRoom = isAtEnd
              ? !after && (!before || left - share(before.from) > 2 * ROOM)
              : !after || share(after.from) - left > ROOM
            return (
              <li key={mark.key}>
                {mark.to > mark.from && (
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
                  <Shape tone={toneOf(mark)} />
                </Link>
                {/* When slow commands began is what one came for: on a narrow window too. */}
                {hasRoom && (
                  <span
                    aria-hidden="true"
                    className={`pointer-events-none absolute top-2 truncate text-text-2 text-xs ${mark.kind === 'slow' && shown.length === 1 ? 'max-w-64' : 'max-w-40 max-wide:hidden'}`}
                    style={
                      isAtEnd ? { right: `calc(${percent(1 - left)} + 9px)` } : { left: `calc(${percent(left)} + 9px)` }
                    }
                  >
                    {short(mark)}
                  </span>
                )}
              </li>
            )
          })}
        </ul>
        <span ref={rule} className="pointer-events-none invisible absolute inset-y-0 w-px bg-ink" />
      </nav>
      {remarks}
    </>
  )
}
