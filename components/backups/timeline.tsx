'use client'

import { useTranslations } from 'next-intl'
import { type KeyboardEvent, memo, useMemo, useRef, useState } from 'react'
import { useNarrow } from '@/components/instances/use-narrow'
import { useLang } from '@/components/ui/badge'
import { IconButton } from '@/components/ui/button'
import { useNow } from '@/components/ui/clock'
import { usePreferences } from '@/components/ui/preferences'
import { formatDate, formatTime } from '@/lib/i18n/format'
import type { BackupSet, InstanceBackups } from '@/lib/model/backup'
import { type Mark, marksOf } from './buckets'
import { Background } from './timeline-background'
import { MarkButton } from './timeline-mark'
import { around, isWhole, moved, ticksOf, type View, zoomed } from './view'

const MOST_TICKS = 9
const LANES = ['automatic', 'manual', 'unknown'] as const
/** So much of what is drawn may lie ahead, for the next run. */
const AHEAD = 0.12
export const percent = (share: number) => `${(share * 100).toFixed(2)}%`

interface TimelineProps {
  data: InstanceBackups
  sets: readonly BackupSet[]
  onOpen(set: BackupSet): void
  /** Further back than this span; left out at the longest. */
  onFurther?(): void
}

/**
 * All sets of a span in lanes, the policy's windows, the next run and the gaps behind them. One stop of the tab key: arrows
 * go from mark to mark, Enter opens one or spreads many, plus and minus zoom. The table below says the same in words.
 */
export const Timeline = memo(function Timeline({ data, sets, onOpen, onFurther }: TimelineProps) {
  const t = useTranslations('backups')
  const span = useMemo(() => spanOf(data), [data])
  const [chosen, setChosen] = useState<View>()
  const [at, setAt] = useState<string>()
  const place = useRef<HTMLElement>(null)
  // Another span is another picture.
  const view = chosen && chosen.from >= span.from && chosen.to <= span.to + 1 ? chosen : span
  const lanes = useMemo(
    () =>
      LANES.map((lane) => ({ lane, sets: sets.filter(({ type }) => type === lane) }))
        .filter(({ lane, sets: own }) => lane !== 'unknown' || own.length > 0)
        .map(({ lane, sets: own }) => {
          const marks = marksOf(own, view.from, view.to)
          return { lane, marks, shares: marks.map(({ at }) => at) }
        }),
    [sets, view],
  )
  const marks = lanes.flatMap((lane) => lane.marks)
  const current = marks.find(({ set }) => set.id === at) ?? marks.toSorted((a, b) => a.to - b.to).at(-1)
  const middle = current && at !== undefined ? current.to : view.to
  const whole = isWhole(view, span)
  const failed = useMemo(() => sets.filter(({ status }) => status === 'failed').length, [sets])

  const zoom = (by: number) => (by < 1 && whole ? onFurther?.() : setChosen(zoomed(view, by, middle, span)))
  const open = ({ count, set, from, to }: Mark) => {
    setAt(set.id)
    const next = around(from, to, span)
    // What does not come apart any more opens its worst.
    if (count > 1 && next.to - next.from < (view.to - view.from) * 0.9) setChosen(next)
    else onOpen(set)
  }
  const go = (mark: Mark | undefined) => {
    if (!mark) return
    setAt(mark.set.id)
    place.current?.querySelector<HTMLElement>(`[data-mark="${CSS.escape(mark.set.id)}"]`)?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const along = marks.toSorted((a, b) => a.at - b.at)
    const now = current ? along.indexOf(current) : -1
    const acts = new Map([
      ['ArrowLeft', () => go(along[now - 1])],
      ['ArrowUp', () => go(along[now - 1])],
      ['ArrowRight', () => go(along[now + 1])],
      ['ArrowDown', () => go(along[now + 1])],
      ['Home', () => go(along[0])],
      ['End', () => go(along.at(-1))],
      ['+', () => zoom(2)],
      ['=', () => zoom(2)],
      ['-', () => zoom(0.5)],
    ])
    const act = event.ctrlKey || event.metaKey || event.altKey ? undefined : acts.get(event.key)
    if (!act) return
    event.preventDefault()
    act()
  }
  return (
    <section
      ref={place}
      aria-label={t('timeline', { count: sets.length, failed, gaps: data.coverage?.gaps.length ?? 0 })}
      className="grid grid-cols-[minmax(72px,auto)_minmax(0,1fr)] border-border border-y py-1.5 pr-gut pl-gut text-sm"
      onKeyDown={onKeyDown}
    >
      <span className="flex">
        <IconButton icon="minus" label={t('zoomOut')} disabled={whole && !onFurther} onClick={() => zoom(0.5)} />
        <IconButton icon="plus" label={t('zoomIn')} onClick={() => zoom(2)} />
        <IconButton
          icon="left"
          label={t('earlier')}
          disabled={whole}
          onClick={() => setChosen(moved(view, -0.5, span))}
        />
        <IconButton
          icon="right"
          label={t('later')}
          disabled={whole}
          onClick={() => setChosen(moved(view, 0.5, span))}
        />
      </span>
      <Ticks view={view} />
      {lanes.map(({ lane, marks: own, shares }) => (
        <div key={lane} className="contents">
          <span className="self-center pr-3 text-text-2">{t(`types.${lane}`)}</span>
          <div className="relative h-7 overflow-hidden border-border border-t">
            <Background data={data} view={view} lane={lane} shares={shares} />
            {own.map((mark) => (
              <MarkButton key={mark.set.id} mark={mark} current={mark === current} onOpen={open} />
            ))}
          </div>
        </div>
      ))}
    </section>
  )
})

/** The span that was asked for, and the next run where it is near. */
function spanOf({ from, to, next }: InstanceBackups): View {
  const [start, end] = [Date.parse(from), Date.parse(to)]
  const most = end + (end - start) * AHEAD
  const ahead = next ? Date.parse(next.to) : end
  return { from: start, to: ahead <= most ? Math.max(end, ahead) : end }
}

function Ticks({ view }: { view: View }) {
  const locale = useLang()
  const now = useNow()
  const narrow = useNarrow()
  const { zone } = usePreferences()
  const { from, to } = view
  const offset = zone === 'utc' ? 0 : -new Date(to).getTimezoneOffset()
  const wide = ticksOf(view, offset, narrow ? 5 : MOST_TICKS)
  // An hour's words are longer than a day's.
  const { at, whole } = narrow && !wide.whole ? ticksOf(view, offset, 3) : wide
  const last = to - (to - from) * (narrow ? 0.2 : 0.06)
  return (
    <div className="relative h-7 overflow-hidden text-muted text-xs">
      {now > 0 &&
        at
          .filter((tick) => tick < last)
          .map((tick) => {
            const iso = new Date(tick).toISOString()
            return (
              <span
                key={tick}
                className="absolute bottom-0.5 whitespace-nowrap"
                style={{ left: percent((tick - from) / (to - from)) }}
              >
                {whole ? formatDate(iso, { now, zone, locale }) : formatTime(iso, { now, zone, locale })}
              </span>
            )
          })}
    </div>
  )
}
