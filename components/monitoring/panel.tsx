'use client'

import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react'
import { useLang } from '@/components/ui/badge'
import { buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Menu } from '@/components/ui/menu'
import { usePreferences } from '@/components/ui/preferences'
import { ProblemBanner } from '@/components/ui/problem'
import { formatTime } from '@/lib/i18n/format'
import type { MetricUnit, MonitorNode } from '@/lib/model/metric'
import { MINUTE_MS, type Span } from '@/lib/model/time-range'
import { metricsQuery } from '@/lib/queries/monitoring'
import { logAxis, timeTicks, valueAxis } from './axis'
import type { Crosshair } from './crosshair'
import { LineTable } from './line-table'
import { CONTEXT, colourOf, commonGaps, type Line, pointsOf } from './lines'
import type { Mark } from './marks'
import { PanelState } from './panel-state'
import { Plot } from './plot'
import { Pointer } from './pointer'
import { saveCsv, savePng } from './save'
import type { MonitorState } from './use-monitor-state'
import { type Shown, useLineLabel } from './use-shown-panels'
import { useSize } from './use-size'
import { valueText } from './values'

const HEIGHT = 192
/** The others stand at each value. */
const IN_TITLE: readonly MetricUnit[] = ['percent', 'per-second', 'mbps', 'told']
/** Ceilings far above the line would press it flat: they are told in words. */
const WORTH_DRAWING = 0.4

interface PanelProps {
  reference: string
  instance: string
  shown: Shown
  span: Span
  /** How long before the span the comparison begins; 0: none. */
  shiftMs: number
  nodes: readonly MonitorNode[]
  marks: readonly Mark[]
  crosshair: Crosshair
  state: MonitorState
  change: (part: Partial<MonitorState>) => void
  onZoom: (span: Span) => void
  /** Fills the window. */
  isFull?: boolean
}

/** One chart with its legend. It asks its cloud when it comes into view. */
export function Panel(props: PanelProps) {
  const { reference, instance, shown, span, nodes, marks, crosshair, state, change, onZoom, isFull } = props
  const t = useTranslations('monitoring')
  const lang = useLang()
  const { zone } = usePreferences()
  const id = useId()
  const root = useRef<HTMLElement>(null)
  const size = useSize(root)
  const isSeen = useSeen(root)
  const [alone, setAlone] = useState<string | null>(null)
  const labelOf = useLineLabel(nodes, shown.names)
  // Nodes are compared with each other.
  const shiftMs = state.byNode ? 0 : props.shiftMs
  // Of several lines each by node nothing could be read: the first stands for its panel.
  const ids = state.byNode ? shown.ids.slice(0, 1) : shown.ids
  const query = useQuery({
    ...metricsQuery(reference, span, ids, state.byNode),
    enabled: isSeen,
    placeholderData: keepPreviousData,
  })
  const earlier = useQuery({
    ...metricsQuery(reference, { from: span.from - shiftMs, to: span.to - shiftMs }, ids.slice(0, 1), false),
    enabled: isSeen && shiftMs > 0,
  })
  const { data } = query
  const lines = useMemo(() => {
    const own = (data?.series ?? []).map(
      (series, index): Line => ({
        key: `${series.id} ${series.others > 0 ? 'others' : (series.node ?? '')}`,
        label: labelOf(series),
        colour: series.others > 0 ? CONTEXT : colourOf(index),
        isBefore: false,
        series,
        points: pointsOf(series, Date.parse(data?.from ?? '')),
      }),
    )
    const before = shiftMs > 0 ? (earlier.data?.series ?? []) : []
    return [
      ...own,
      ...before.map(
        (series): Line => ({
          key: 'before',
          label: t(`compared.${state.compare}`),
          colour: CONTEXT,
          isBefore: true,
          series,
          points: pointsOf(series, Date.parse(earlier.data?.from ?? ''), shiftMs),
        }),
      ),
    ]
  }, [data, earlier.data, shiftMs, state.compare, labelOf, t])
  const drawn = useMemo(() => (alone === null ? lines : lines.filter(({ key }) => key === alone)), [lines, alone])
  const isLog = state.log.includes(shown.id)
  const stats = drawn.flatMap(({ series }) => series.stats ?? [])
  const high = stats.length > 0 ? Math.max(...stats.map(({ max }) => max)) : 0
  const low = stats.length > 0 ? Math.min(...stats.map(({ min }) => min)) : 0
  const limit = state.byNode ? null : shown.limit
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
  const title = state.byNode && nodes.length > 0 ? t('byNodeTitle', { title: shown.title }) : shown.title
  const joins = [...new Set((data?.series ?? []).flatMap(({ joined, others }) => (others > 0 ? [] : (joined ?? []))))]
  return (
    <section
      ref={root}
      className="monitor-panel"
      data-panel={shown.id}
      aria-labelledby={`${id}-title`}
      aria-busy={query.isFetching}
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
          <Menu
            label={t('panelMenu', { title })}
            align="end"
            items={[
              ...(isFull ? [] : [{ label: t('full'), onSelect: () => change({ full: shown.id }) }]),
              {
                label: t('log'),
                checked: isLog,
                onSelect: () =>
                  change({ log: isLog ? state.log.filter((one) => one !== shown.id) : [...state.log, shown.id] }),
              },
              ...(alone === null ? [] : [{ label: t('all'), onSelect: () => setAlone(null) }]),
              'separator' as const,
              {
                label: t('png'),
                reason: lines.length === 0 ? t('nothing') : undefined,
                onSelect: () => {
                  const svg = root.current?.querySelector<SVGSVGElement>('svg.recharts-surface')
                  if (svg) void savePng(file, `${instance} · ${title} ${unit}`, svg)
                },
              },
              {
                label: t('csv'),
                reason: lines.length === 0 ? t('nothing') : undefined,
                onSelect: () => saveCsv(file, lines),
              },
            ]}
            trigger={(more) => (
              <button
                {...more}
                className={buttonClass({ variant: 'quiet', size: 'small' })}
                aria-label={t('panelMenu', { title })}
              >
                <Icon name="more" />
              </button>
            )}
          />
        </span>
      </header>
      <div className="relative" style={{ height }}>
        {size.width > 0 && lines.length > 0 && (
          <div
            role="img"
            aria-label={t('drawing', { title, unit })}
            className={query.isPlaceholderData ? 'opacity-60' : undefined}
          >
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
        {query.error && !data ? (
          <ProblemBanner error={query.error} />
        ) : (
          <PanelState data={data} lines={lines} hasLimit={stats.length > 0} />
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
      {(joins.length > 0 || (data && data.failed.length > 0)) && (
        <div className="grid gap-1 pt-1 text-muted text-xs">
          {joins.map((how) => (
            <span key={how}>{t(`joined.${how}`)}</span>
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

/** True from when it first comes near the window. */
function useSeen(target: React.RefObject<HTMLElement | null>): boolean {
  const [isSeen, setSeen] = useState(false)
  useEffect(() => {
    const element = target.current
    if (!element || isSeen) return
    const watch = new IntersectionObserver((all) => all.some(({ isIntersecting }) => isIntersecting) && setSeen(true), {
      rootMargin: '160px',
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [target, isSeen])
  return isSeen
}
