'use client'

import { useQuery, useQueryClient } from '@tanstack/react-query'
import dynamic from 'next/dynamic'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Banner } from '@/components/ui/banner'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { useSaidText } from '@/components/ui/problem'
import type { Instance } from '@/lib/model/instance'
import type { Monitoring } from '@/lib/model/metric'
import { type Span, writeRange } from '@/lib/model/time-range'
import { collectionQuery } from '@/lib/queries/collection'
import { CollectionControl } from './collection-control'
import { compareHref } from './compared'
import { EventLane } from './event-lane'
import { Outlier } from './outlier'
import { Panel } from './panel'
import { PastNotice } from './past-notice'
import { Toolbar } from './toolbar'
import { useChartFrame } from './use-chart-frame'
import { useMarks } from './use-marks'
import type { Comparison } from './use-monitor-state'
import { useOutlier } from './use-outlier'
import { type Shown, useShownPanels } from './use-shown-panels'
import { useSlowOnset } from './use-slow-onset'

// Read where it is wanted: a page with charts has enough to load.
const MetricPicker = dynamic(() => import('./metric-picker').then((module) => module.MetricPicker), { ssr: false })
const TypedMetrics = dynamic(() => import('./typed-metrics').then((module) => module.TypedMetrics), { ssr: false })
const Together = dynamic(() => import('./together').then((module) => module.Together), { ssr: false })

const DAY_MS = 86_400_000
const LOW_PX = 128

const shiftOf = (compare: Comparison, { from, to }: Span) =>
  compare === 'before' ? to - from : compare === 'day' ? DAY_MS : compare === 'week' ? 7 * DAY_MS : 0

/** Panels over one range, with what happened to the instance on the same axis. */
export function Charts({ row, data, reading }: { row: Instance; data: Monitoring; reading: number }) {
  const t = useTranslations('monitoring')
  const saidText = useSaidText()
  const client = useQueryClient()
  const { state, change, crosshair, span, rangeText, refresh, timeText, zoom } = useChartFrame()
  const [isPicking, setPicking] = useState(false)
  const shown = useShownPanels(data, state.shown)
  const name = row.name || row.key.id
  const happened = useMarks(
    useMemo(() => [{ ref: row.ref, name }], [row.ref, name]),
    span,
  )
  const hasNodes = data.nodes.length > 1
  const isTogether = state.view === 'together'
  const { data: collected } = useQuery({ ...collectionQuery(row.ref), enabled: row.engine === 'redis' })
  const onset = useSlowOnset(row, span, { collection: collected, isShown: isTogether })
  const marks = useMemo(
    () => (onset ? [...happened.marks, onset].sort((a, b) => a.from - b.from) : happened.marks),
    [happened.marks, onset],
  )
  const outlier = useOutlier(row.ref, data, span)
  const again = () => {
    refresh()
    void client.invalidateQueries({ queryKey: ['charts', 'metrics', row.ref] })
  }
  // Without a chart there is nothing to choose a range for.
  const isBare = !isTogether && data.offered === 'typed' && shown.length === 0
  const collection = <CollectionControl reference={row.ref} instance={name} />
  const lane = (
    <>
      <EventLane {...happened} marks={marks} span={span} crosshair={crosshair} timeText={timeText} />
      {outlier && <Outlier found={outlier} onShow={state.byNode ? null : () => change({ byNode: true })} />}
    </>
  )
  const panel = (one: Shown, isFull = false) => (
    <Panel
      key={one.id}
      reference={row.ref}
      instance={name}
      shown={one}
      span={span}
      shiftMs={shiftOf(state.compare, span)}
      nodes={data.nodes}
      front={outlier?.id ?? null}
      isFrontBeside={isTogether && one.id === 'cpu'}
      marks={marks}
      crosshair={crosshair}
      state={hasNodes ? state : { ...state, byNode: false }}
      change={change}
      onZoom={zoom}
      isFull={isFull}
      // By node its names need the height of a whole panel.
      height={isTogether && !isFull && !(hasNodes && state.byNode) ? LOW_PX : undefined}
    />
  )
  const full = shown.find(({ id }) => id === state.full)
  const all = data.groups.reduce((sum, { keys }) => sum + keys.length, 0)
  return (
    <div>
      {isBare ? (
        <div className="flex flex-wrap items-center gap-2 px-gut py-3">
          <Button onClick={() => change({ view: 'together' })}>{t('slowOverTime')}</Button>
          {collection}
        </div>
      ) : (
        <Toolbar
          state={state}
          change={change}
          span={span}
          words={rangeText}
          hasNodes={hasNodes}
          othersHref={compareHref([row.ref], writeRange(state.range))}
          onRefresh={again}
          isReading={reading > 0}
          collection={collection}
          metrics={data.offered === 'keys' ? { shown: shown.length, all, onOpen: () => setPicking(true) } : null}
        />
      )}
      {data.offered === 'typed' && (
        <TypedMetrics
          row={row}
          names={state.shown ?? []}
          onChange={(names) => change({ shown: names.length > 0 ? names : null })}
        />
      )}
      {data.nodesRefused && (
        <Banner tone="warn" title={t('nodesRefused')} className="mx-gut mb-2">
          {saidText(data.nodesRefused)}
        </Banner>
      )}
      {!isBare && (
        <PastNotice
          row={row}
          name={name}
          data={data}
          collection={collected}
          span={span}
          onRange={(range) => change({ range })}
        />
      )}
      {isTogether ? (
        <Together
          row={row}
          data={data}
          state={state}
          span={span}
          crosshair={crosshair}
          onZoom={zoom}
          marks={marks}
          lane={lane}
          draw={panel}
        />
      ) : (
        shown.length > 0 && (
          <>
            {lane}
            <div className="monitor-panels">{shown.map((one) => panel(one))}</div>
          </>
        )
      )}
      {(isTogether || shown.length > 0) && (
        <Foot reference={row.ref} operation={data.operation} reading={reading} isTyped={data.offered === 'typed'} />
      )}
      {isPicking && (
        <MetricPicker
          panels={data.panels.map(({ id }) => ({ id, title: t(`panels.${id}`) }))}
          groups={data.groups}
          chosen={shown.map(({ id }) => id)}
          onClose={() => setPicking(false)}
          onChange={(chosen) => {
            setPicking(false)
            change({ shown: chosen })
          }}
        />
      )}
      {full && (
        <Dialog title={name} className="monitor-full" onClose={() => change({ full: null })}>
          {panel(full, true)}
        </Dialog>
      )}
    </div>
  )
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
