'use client'

import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslations } from 'next-intl'
import { useCallback, useEffect, useMemo, useState } from 'react'
import { useLang } from '@/components/ui/badge'
import { Banner } from '@/components/ui/banner'
import { useNow } from '@/components/ui/clock'
import { Dialog } from '@/components/ui/dialog'
import { usePreferences } from '@/components/ui/preferences'
import { formatTime } from '@/lib/i18n/format'
import type { Instance } from '@/lib/model/instance'
import type { Monitoring } from '@/lib/model/metric'
import { absolute, MINUTE_MS, SHORTEST_MS, type Span, spanOf, zoomedOut } from '@/lib/model/time-range'
import { backupsQuery } from '@/lib/queries/backups'
import { changesQuery } from '@/lib/queries/changes'
import { collectionQuery } from '@/lib/queries/collection'
import { CollectionControl } from './collection-control'
import { Crosshair } from './crosshair'
import { EventLane } from './event-lane'
import { marksOf } from './marks'
import { MetricPicker } from './metric-picker'
import { Panel } from './panel'
import { Toolbar } from './toolbar'
import { TypedMetrics } from './typed-metrics'
import { type Comparison, useMonitorState } from './use-monitor-state'
import { useShownPanels } from './use-shown-panels'

const DAY_MS = 86_400_000
/** Spans of backups that others ask for too. */
const BACKUP_DAYS = [1, 7, 14, 30, 90]

const shiftOf = (compare: Comparison, { from, to }: Span) =>
  compare === 'before' ? to - from : compare === 'day' ? DAY_MS : compare === 'week' ? 7 * DAY_MS : 0

/** Panels over one range, with what happened to the instance on the same axis. */
export function Charts({ row, data, reading }: { row: Instance; data: Monitoring; reading: number }) {
  const t = useTranslations('monitoring')
  const locale = useLang()
  const { zone } = usePreferences()
  const client = useQueryClient()
  const [state, change] = useMonitorState()
  const [crosshair] = useState(() => new Crosshair())
  const [isPicking, setPicking] = useState(false)
  const [base, refresh] = useBase(state.refresh)
  const span = useMemo(() => spanOf(state.range, base), [state.range, base])
  const shown = useShownPanels(data, state.shown)
  const marks = useMarks(row.ref, span)
  const hasNodes = data.nodes.length > 1
  const isLong = span.to - span.from > DAY_MS
  const timeText = useCallback(
    (at: number) =>
      formatTime(new Date(Math.round(at / MINUTE_MS) * MINUTE_MS).toISOString(), {
        now: isLong ? at - 2 * DAY_MS : base,
        zone,
        locale,
      }),
    [base, zone, locale, isLong],
  )
  const zoom = useCallback(
    ({ from, to }: Span) => {
      const middle = (from + to) / 2
      const half = Math.max(SHORTEST_MS, to - from) / 2
      change({ range: absolute({ from: middle - half, to: Math.min(middle + half, Date.now()) }) })
    },
    [change],
  )
  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'z' || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return
      const { target } = event
      if (target instanceof Element && target.closest('input, textarea, select, dialog')) return
      change({ range: zoomedOut(span, Date.now()) })
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [span, change])
  const again = () => {
    refresh()
    void client.invalidateQueries({ queryKey: ['instances', 'metrics', row.ref] })
  }
  const panel = (one: (typeof shown)[number], isFull = false) => (
    <Panel
      key={one.id}
      reference={row.ref}
      instance={row.name || row.key.id}
      shown={one}
      span={span}
      shiftMs={shiftOf(state.compare, span)}
      nodes={data.nodes}
      marks={marks}
      crosshair={crosshair}
      state={hasNodes ? state : { ...state, byNode: false }}
      change={change}
      onZoom={zoom}
      isFull={isFull}
    />
  )
  const full = shown.find(({ id }) => id === state.full)
  const all = data.groups.reduce((sum, { keys }) => sum + keys.length, 0)
  return (
    <div>
      <Toolbar
        state={state}
        change={change}
        span={span}
        words={t('fromTo', { from: timeText(span.from), to: timeText(span.to) })}
        hasNodes={hasNodes}
        onRefresh={again}
        isReading={reading > 0}
        collection={
          data.offered === 'keys' ? <CollectionControl reference={row.ref} instance={row.name || row.key.id} /> : null
        }
        metrics={data.offered === 'keys' ? { shown: shown.length, all, onOpen: () => setPicking(true) } : null}
      />
      {data.offered === 'typed' && (
        <TypedMetrics
          row={row}
          names={state.shown ?? []}
          onChange={(names) => change({ shown: names.length > 0 ? names : null })}
        />
      )}
      {data.nodesRefused && (
        <Banner tone="warn" title={t('nodesRefused')} className="mx-gut mb-2">
          {[data.nodesRefused.message, data.nodesRefused.code].filter(Boolean).join(' · ')}
        </Banner>
      )}
      {shown.length > 0 && (
        <>
          <EventLane marks={marks} span={span} crosshair={crosshair} timeText={timeText} />
          <div className="monitor-panels">{shown.map((one) => panel(one))}</div>
          <Foot reference={row.ref} operation={data.operation} reading={reading} isTyped={data.offered === 'typed'} />
        </>
      )}
      {isPicking && (
        <MetricPicker
          data={data}
          chosen={shown.map(({ id }) => id)}
          onClose={() => setPicking(false)}
          onChange={(chosen) => {
            setPicking(false)
            change({ shown: chosen })
          }}
        />
      )}
      {full && (
        <Dialog title={row.name || row.key.id} className="monitor-full" onClose={() => change({ full: null })}>
          {panel(full, true)}
        </Dialog>
      )}
    </div>
  )
}

const minute = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS

/** The minute that "now" is: it moves on with the refresh, and when somebody asks. */
function useBase(seconds: number): readonly [base: number, refresh: () => void] {
  const now = useNow()
  const [base, setBase] = useState(() => minute(now || Date.now()))
  const [next, setNext] = useState(0)
  useEffect(() => {
    if (now === 0 || seconds === 0) return
    if (next === 0) return setNext(now + seconds * 1_000)
    if (now < next || document.hidden) return
    setNext(now + seconds * 1_000)
    setBase(minute(now))
  }, [now, next, seconds])
  return [base, () => setBase(minute(now || Date.now()))]
}

/** Changes and backups of the span; that one of them cannot be read takes away its marks only. */
function useMarks(ref: string, span: Span) {
  const changes = useInfiniteQuery(changesQuery({ ref }))
  const days = (Date.now() - span.from) / DAY_MS
  const backups = useQuery({
    ...backupsQuery(ref, BACKUP_DAYS.find((one) => one >= days) ?? 90),
    refetchInterval: false,
  })
  const list = changes.data?.pages[0]?.items
  return useMemo(() => marksOf(ref, span, list ?? [], backups.data?.sets ?? null), [ref, span, list, backups.data])
}

interface FootProps {
  reference: string
  operation: string | null
  reading: number
  isTyped: boolean
}

function Foot({ reference, operation, reading, isTyped }: FootProps) {
  const t = useTranslations('monitoring')
  const { data: collection } = useQuery({ ...collectionQuery(reference), enabled: !isTyped })
  return (
    <footer className="flex flex-wrap items-center gap-x-5 gap-y-1 px-gut py-2 text-muted text-sm">
      <span className="flex items-center gap-1.5">
        <i className="monitor-hatch h-2.5 w-3.5" />
        {t('gap')}
      </span>
      <span className="flex items-center gap-1.5">
        <i className="monitor-hatch unread h-2.5 w-3.5" />
        {t('unreadLegend')}
      </span>
      {!isTyped && <span>{t('zero')}</span>}
      <span>{t('resolution')}</span>
      <span className="ml-auto" role="status">
        {reading > 0
          ? t('readingPanels', { count: reading })
          : t(collection?.metrics ? 'sourceKept' : 'source', { operation: operation?.split('/')[1] ?? '' })}
      </span>
    </footer>
  )
}
