'use client'

import { useTranslations } from 'next-intl'
import { type RefObject, useCallback, useId, useMemo, useState } from 'react'
import { useLang } from '@/components/ui/badge'
import { usePreferences } from '@/components/ui/preferences'
import { ProblemBanner } from '@/components/ui/problem'
import { formatTime } from '@/lib/i18n/format'
import type { Metrics, MetricUnit } from '@/lib/model/metric'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { logAxis, timeTicks, valueAxis } from './axis'
import type { Crosshair } from './crosshair'
import { LineTable } from './line-table'
import { commonGaps, type Line } from './lines'
import type { Mark } from './marks'
import { PanelMenu } from './panel-menu'
import { PanelState } from './panel-state'
import { Plot } from './plot'
import { Pointer } from './pointer'
import type { MonitorState } from './use-monitor-state'
import { useSize } from './use-size'
import { valueText } from './values'

const HEIGHT = 192
/** The others stand at each value. */
const IN_TITLE: readonly MetricUnit[] = ['percent', 'per-second', 'mbps', 'told']
/** Ceilings far above the line would press it flat: they are told in words. */
const WORTH_DRAWING = 0.4

/** What was read for a panel. */
export interface PanelLines {
  lines: readonly Line[]
  /** The span and what failed; undefined: nothing yet. */
  data: Pick<Metrics, 'from' | 'to' | 'series' | 'failed' | 'kept'> | undefined
  error: Error | null
  isReading: boolean
  /** The lines are of the span before. */
  isOld: boolean
  /** Of a reading of many calls. */
  progress: { done: number; of: number } | null
}

interface PanelFrameProps extends PanelLines {
  root: RefObject<HTMLElement | null>
  /** For names of files and pictures. */
  instance: string
  shown: { id: string; vendor: string | null; unit: MetricUnit }
  title: string
  limit: number | null
  span: Span
  marks: readonly Mark[]
  crosshair: Crosshair
  state: MonitorState
  change: (part: Partial<MonitorState>) => void
  onZoom: (span: Span) => void
  /** Fills the window. */
  isFull?: boolean
}

/** A chart with its legend, of lines that somebody else read. */
export function PanelFrame(props: PanelFrameProps) {
  const { lines, data, error, isReading, isOld, progress } = props
  const { root, instance, shown, title, limit, span, marks, crosshair, state, change, onZoom, isFull } = props
  const t = useTranslations('monitoring')
  const lang = useLang()
  const { zone } = usePreferences()
  const id = useId()
  const size = useSize(root)
  const [alone, setAlone] = useState<string | null>(null)
  const drawn = useMemo(() => (alone === null ? lines : lines.filter(({ key }) => key === alone)), [lines, alone])
  const isLog = state.log.includes(shown.id)
  const stats = drawn.flatMap(({ series }) => series.stats ?? [])
  const high = stats.length > 0 ? Math.max(...stats.map(({ max }) => max)) : 0
  const low = stats.length > 0 ? Math.min(...stats.map(({ min }) => min)) : 0
  const isNear = limit !== null && high >= limit * WORTH_DRAWING
  const axis = useMemo(() => {
    if (isLog) return logAxis(Math.max(low, high / 1e4), isNear && limit ? Math.max(high, limit) : high)
    const whole = shown.unit === 'count'
    return valueAxis(low, isNear && limit ? Math.max(high, limit) : high, {
      binary: shown.unit === 'bytes',
      whole,
    })
  }, [low, high, isLog, isNear, limit, shown.unit])
  const gaps = useMemo(() => (data ? commonGaps(drawn, data) : []), [drawn, data])
  const { ticks, byDay } = useMemo(() => timeTicks(span, size.width > 480 ? 7 : 5, zone), [span, size.width, zone])
  const clock = useCallback(
    (at: number) => timeWords(at, { byDay: false, isLong: span.to - span.from > 86_400_000, zone, locale: lang }),
    [span.from, span.to, zone, lang],
  )
  const tickWords = useCallback(
    (at: number) => timeWords(at, { byDay, isLong: false, zone, locale: lang }),
    [byDay, zone, lang],
  )
  const height = isFull ? Math.max(HEIGHT, Math.round(globalThis.innerHeight * 0.55)) : HEIGHT
  const unit = t(`units.${shown.unit}`)
  const file = `${instance}-${shown.id}`
  const coarse = data?.kept.filter(({ minutes }) => minutes > 1) ?? []
  const joins = [...new Set((data?.series ?? []).flatMap(({ joined, others }) => (others > 0 ? [] : (joined ?? []))))]
  return (
    <section
      ref={root}
      className="monitor-panel"
      data-panel={shown.id}
      aria-labelledby={`${id}-title`}
      aria-busy={isReading}
    >
      <header className="flex min-h-7 items-center gap-2">
        <h2 id={`${id}-title`} className="min-w-0 truncate font-semibold text-md">
          {title}
        </h2>
        {IN_TITLE.includes(shown.unit) && <span className="text-muted text-sm">{unit}</span>}
        {shown.vendor && <code className="truncate text-muted text-xs">{shown.vendor}</code>}
        {limit !== null && !isNear && stats.length > 0 && (
          <span className="ml-auto whitespace-nowrap text-muted text-xs">
            {t('limit', { value: valueText(limit, shown.unit) })}
          </span>
        )}
        <span className={limit !== null && !isNear && stats.length > 0 ? '' : 'ml-auto'}>
          <PanelMenu
            title={title}
            unit={unit}
            file={file}
            instance={instance}
            lines={lines}
            root={root}
            isLog={isLog}
            onLog={() =>
              change({ log: isLog ? state.log.filter((one) => one !== shown.id) : [...state.log, shown.id] })
            }
            onFull={isFull ? null : () => change({ full: shown.id })}
            onAll={alone === null ? null : () => setAlone(null)}
          />
        </span>
      </header>
      <div className="relative" style={{ height }}>
        {size.width > 0 && lines.length > 0 && (
          <div role="img" aria-label={t('drawing', { title, unit })} className={isOld ? 'opacity-60' : undefined}>
            <Plot
              id={id}
              width={size.width}
              height={height}
              span={span}
              lines={drawn}
              axis={axis}
              isLog={isLog}
              unit={shown.unit}
              times={ticks}
              timeText={tickWords}
              limit={isNear ? limit : null}
              limitText={limit === null ? '' : t('limit', { value: valueText(limit, shown.unit) })}
              gaps={gaps}
              marks={marks}
            />
          </div>
        )}
        {size.width > 0 && lines.length > 0 && (
          <Pointer
            crosshair={crosshair}
            mode={state.crosshair}
            span={span}
            width={size.width}
            height={height}
            lines={drawn}
            axis={axis}
            isLog={isLog}
            label={t('crosshairOf', { title })}
            timeText={clock}
            onZoom={onZoom}
          />
        )}
        {error && !data ? (
          <ProblemBanner error={error} />
        ) : (
          <PanelState data={data} lines={lines} hasLimit={stats.length > 0} progress={progress} />
        )}
      </div>
      <LineTable
        lines={lines}
        unit={shown.unit}
        crosshair={crosshair}
        mode={state.crosshair}
        timeText={clock}
        limit={limit}
        alone={alone}
        onAlone={setAlone}
      />
      {(joins.length > 0 || progress || coarse.length > 0 || (data && data.failed.length > 0)) && (
        <div className="grid gap-1 pt-1 text-muted text-xs">
          {progress && lines.length > 0 && (
            <span role="status">{t('callsOf', { done: progress.done, of: progress.of })}</span>
          )}
          {joins.map((how) => (
            <span key={how}>{t(`joined.${how}`)}</span>
          ))}
          {coarse.map(({ from, to, minutes }) => (
            <span key={from}>
              {t('keptCoarse', { minutes, from: clock(Date.parse(from)), to: clock(Date.parse(to)) })}
            </span>
          ))}
          {data?.failed.map(({ kind, code, message, from, to, calls }) => (
            <span key={`${kind} ${code}`} className="text-warn wrap-anywhere" role="status">
              {t('unread', {
                calls,
                from: clock(Date.parse(from)),
                to: clock(Date.parse(to)),
                said: [message, code].filter(Boolean).join(' · ') || kind,
              })}
            </span>
          ))}
        </div>
      )}
    </section>
  )
}

interface Words {
  byDay: boolean
  isLong: boolean
  zone: 'local' | 'utc'
  locale: 'en' | 'zh'
}

/** A clock, a day, or both where a span is longer than a day. */
function timeWords(at: number, { byDay, isLong, zone, locale }: Words): string {
  const iso = new Date(Math.round(at / MINUTE_MS) * MINUTE_MS).toISOString()
  // From another day it tells its own.
  const words = formatTime(iso, { now: byDay || isLong ? at - 2 * 86_400_000 : at, zone, locale })
  return byDay ? words.replace(/ \d\d:\d\d$/, '') : words
}
