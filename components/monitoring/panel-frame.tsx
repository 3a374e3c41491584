'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, type RefObject, useCallback, useId, useMemo, useRef } from 'react'
import { useLang } from '@/components/ui/badge'
import { usePreferences } from '@/components/ui/preferences'
import { ProblemBanner } from '@/components/ui/problem'
import { formatTime } from '@/lib/i18n/format'
import type { Metrics, MetricUnit } from '@/lib/model/metric'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { logAxis, timeTicks, valueAxis } from './axis'
import type { Crosshair } from './crosshair'
import { LineTable } from './line-table'
import { commonGaps, isDrawnWith, type Line } from './lines'
import type { Mark } from './marks'
import { PanelMenu } from './panel-menu'
import { PanelNotes } from './panel-notes'
import { PanelState } from './panel-state'
import { Pointer } from './pointer'
import type { MonitorState } from './use-monitor-state'
import { usePlot } from './use-plot'
import { useSize } from './use-size'
import { useTurn } from './use-turn'
import { valueText } from './values'

const HEIGHT = 192
/** On the full screen: what stands above and below a drawing, and the height of one line's figures. */
const FULL_REST_PX = 260
const LINE_PX = 24
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
  /** It came near the window: before, nothing is drawn. */
  isSeen: boolean
  /** So many lines are expected: there is room for their names before they come. */
  expected: number
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
  /** Of the drawing, in pixels. */
  height?: number | undefined
  /** Said where there is no line at all. */
  empty?: string
  /** Said below. */
  remark?: ReactNode
  /** Reads again what failed. */
  onAgain: () => void
}

/** A chart with its legend, of lines that somebody else read. */
export function PanelFrame(props: PanelFrameProps) {
  const { lines, data, error, isReading, isOld, progress } = props
  const {
    root,
    isSeen,
    expected,
    instance,
    shown,
    title,
    limit,
    span,
    marks,
    crosshair,
    state,
    change,
    onZoom,
    isFull,
    empty,
    remark,
    onAgain,
    height: own = HEIGHT,
  } = props
  const t = useTranslations('monitoring')
  const ui = useTranslations('ui')
  const lang = useLang()
  const { zone } = usePreferences()
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  const size = useSize(box)
  const Plot = usePlot(isSeen)
  const isDrawn = useTurn(isSeen && Plot !== undefined && size.width > 0 && lines.length > 0)
  // A line that is no more there (by node, then in total) hides no others.
  const alone = lines.find(({ key }) => key === state.alone[shown.id]) ?? null
  const setAlone = (key: string | null) => {
    const { [shown.id]: _, ...others } = state.alone
    change({ alone: key === null ? others : { ...others, [shown.id]: key } })
  }
  const drawn = useMemo(() => lines.filter(({ key }) => isDrawnWith(alone?.key ?? null, key)), [lines, alone])
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
  const clock = useMemo(
    () =>
      byMinute((at) => timeWords(at, { byDay: false, isLong: span.to - span.from >= 86_400_000, zone, locale: lang })),
    [span.from, span.to, zone, lang],
  )
  const tickWords = useCallback(
    (at: number) => timeWords(at, { byDay, isLong: false, zone, locale: lang }),
    [byDay, zone, lang],
  )
  const rest = FULL_REST_PX + LINE_PX * Math.max(expected, lines.length)
  const height = isFull ? Math.max(HEIGHT, globalThis.innerHeight - rest) : own
  const unit = t(`units.${shown.unit}`)
  // A unit that the title names is not told again.
  const isUnitApart = IN_TITLE.includes(shown.unit) && !title.toLowerCase().includes(unit.toLowerCase())
  return (
    <section
      ref={root}
      className="monitor-panel"
      data-panel={shown.id}
      aria-labelledby={`${id}-title`}
      aria-busy={isReading}
    >
      <header className="flex min-h-7 items-start gap-2">
        <div className="min-w-0 flex-1 py-0.5 leading-6">
          <h2 id={`${id}-title`} className="inline font-semibold text-md wrap-anywhere">
            {title}
          </h2>
          {isUnitApart && <span className="ml-2 whitespace-nowrap text-muted text-sm">{unit}</span>}
          {shown.vendor && <code className="ml-2 text-muted text-xs wrap-anywhere">{shown.vendor}</code>}
        </div>
        {limit !== null && !isNear && stats.length > 0 && (
          <span className="whitespace-nowrap py-0.5 text-muted text-xs leading-6">
            {t('limit', { value: valueText(limit, shown.unit) })}
          </span>
        )}
        <span>
          <PanelMenu
            title={title}
            unit={isUnitApart ? unit : ''}
            file={`${instance}-${shown.id}`}
            instance={instance}
            drawn={drawn}
            alone={alone?.label ?? null}
            root={root}
            span={span}
            isReading={isReading || (lines.length > 0 && !isDrawn)}
            isLog={isLog}
            onLog={() =>
              change({ log: isLog ? state.log.filter((one) => one !== shown.id) : [...state.log, shown.id] })
            }
            onFull={isFull ? null : () => change({ full: shown.id })}
            onAll={alone === null ? null : () => setAlone(null)}
          />
        </span>
      </header>
      <div ref={box} className="relative" style={{ height }}>
        {isDrawn && Plot && (
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
        {isDrawn && (
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
          <ProblemBanner
            error={error}
            actions={
              <button type="button" className="linkbtn" disabled={isReading} onClick={onAgain}>
                {ui('retry')}
              </button>
            }
          />
        ) : (
          <PanelState
            isAsked={isSeen}
            data={data}
            lines={lines}
            hasValues={stats.length > 0}
            progress={progress}
            empty={empty}
          />
        )}
      </div>
      <LineTable
        lines={lines}
        expected={data ? 0 : expected}
        unit={shown.unit}
        crosshair={crosshair}
        mode={state.crosshair}
        timeText={clock}
        limit={limit}
        alone={alone?.key ?? null}
        onAlone={setAlone}
      />
      <PanelNotes
        data={data}
        progress={progress}
        lines={lines}
        timeText={clock}
        remark={remark}
        onAgain={onAgain}
        isReading={isReading}
      />
    </section>
  )
}

/** The same words for the same minute: the crosshair asks for them with every frame, twice a panel. */
function byMinute(words: (at: number) => string): (at: number) => string {
  let [known, text] = [Number.NaN, '']
  return (at) => {
    const minute = Math.round(at / MINUTE_MS)
    if (minute !== known) [known, text] = [minute, words(at)]
    return text
  }
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
