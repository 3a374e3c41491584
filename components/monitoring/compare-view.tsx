'use client'

import './monitoring.css'
import { useIsFetching, useQueryClient } from '@tanstack/react-query'
import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { useTranslations } from 'next-intl'
import { useMemo, useState } from 'react'
import { Page } from '@/components/shell/page'
import { CloudBadge, EnvBadge } from '@/components/ui/badge'
import { IconButton } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { Empty } from '@/components/ui/empty'
import { type Span, writeRange } from '@/lib/model/time-range'
import { AddInstance } from './add-instance'
import { ComparePanel } from './compare-panel'
import { comparedIn, MOST_COMPARED } from './compared'
import { EventLane } from './event-lane'
import { MetricPicker } from './metric-picker'
import { PastNote } from './past-notice'
import { Toolbar } from './toolbar'
import { TypedField } from './typed-field'
import { typedNames } from './typed-metrics'
import { useChartFrame } from './use-chart-frame'
import {
  type Compared,
  type ComparedPanel,
  typedName,
  typedPanel,
  useCompared,
  useComparedPanels,
  useProblemWords,
} from './use-compared'
import { useMarks } from './use-marks'
import { useSlowPins } from './use-slow-pins'

/** Several instances in each panel, over clouds. Which ones stands in the address. */
export function CompareView() {
  const t = useTranslations('monitoring')
  const client = useQueryClient()
  const frame = useChartFrame()
  const { state, change, span, crosshair, rangeText, timeText, zoom, refresh } = frame
  const text = useSearchParams().get('i')
  const refs = useMemo(() => comparedIn(text), [text])
  const compared = useCompared(refs)
  const { all, shown } = useComparedPanels(compared, state.shown)
  const told = useMarks(compared, span)
  const { pins, readers } = useSlowPins(compared, span)
  const marks = useMemo(() => [...told.marks, ...pins].sort((a, b) => a.from - b.from), [told.marks, pins])
  const reading = useIsFetching({ queryKey: ['charts', 'metrics'] })
  const [isPicking, setPicking] = useState(false)
  const choose = (next: readonly string[]) => {
    const search = new URLSearchParams(location.search)
    search.set('i', next.join(','))
    history.pushState(null, '', `${location.pathname}?${search}`.replaceAll('%2C', ','))
  }
  const panel = (one: ComparedPanel, isFull = false) => (
    <ComparePanel
      key={one.id}
      shown={one}
      compared={compared}
      span={span}
      marks={marks}
      crosshair={crosshair}
      state={state}
      change={change}
      onZoom={zoom}
      isFull={isFull}
    />
  )
  const full = shown.find(({ id }) => id === state.full)
  const hasTyped = compared.some(({ problem }) => problem === 'typed')
  const usual = shown.filter(({ id }) => typedName(id) === null).map(({ id }) => id)
  return (
    <Page
      title={t('several.page')}
      crumbs={[{ label: t('several.instances'), href: '/instances' }, { label: t('several.page') }]}
      meta={t('several.count', { count: refs.length, most: MOST_COMPARED })}
    >
      <Toolbar
        state={state}
        change={change}
        span={span}
        words={rangeText}
        hasNodes={false}
        othersHref={null}
        onRefresh={() => {
          refresh()
          void client.invalidateQueries({ queryKey: ['charts', 'metrics'] })
        }}
        isReading={reading > 0}
        collection={null}
        metrics={all.length > 0 ? { shown: shown.length, all: all.length, onOpen: () => setPicking(true) } : null}
      />
      <div className="flex flex-wrap items-start gap-x-2 gap-y-1.5 px-gut pb-3">
        <ul className="contents" aria-label={t('several.list')}>
          {compared.map((one) => (
            <Chip
              key={one.ref}
              one={one}
              span={span}
              range={writeRange(state.range)}
              onRemove={() => choose(refs.filter((ref) => ref !== one.ref))}
            />
          ))}
        </ul>
        <AddInstance
          refs={refs}
          reason={refs.length >= MOST_COMPARED ? t('several.full', { most: MOST_COMPARED }) : null}
          onAdd={(ref) => choose([...refs, ref])}
        />
      </div>
      {hasTyped && (
        <div className="max-w-[560px] px-gut pb-3">
          <TypedField
            label={t('several.typed')}
            act={t('draw')}
            wrong={t('nameWrong')}
            onText={(typed) => {
              const names = typedNames(typed)
              if (!names) return false
              const before = state.shown ?? usual
              change({ shown: [...new Set([...before, ...names.map(typedPanel)])] })
              return true
            }}
          />
        </div>
      )}
      {refs.length === 0 ? (
        <Empty title={t('several.empty')}>{t('several.emptyWhy', { most: MOST_COMPARED })}</Empty>
      ) : (
        <>
          {readers}
          <EventLane {...told} marks={marks} span={span} crosshair={crosshair} timeText={timeText} />
          <div className="monitor-panels">{shown.map((one) => panel(one))}</div>
          <p className="px-gut py-2 text-muted text-sm">
            {t('several.units')} {t('resolution')}
          </p>
        </>
      )}
      {isPicking && (
        <MetricPicker
          panels={all}
          groups={[]}
          chosen={usual}
          onClose={() => setPicking(false)}
          onChange={(chosen) => {
            setPicking(false)
            const named = shown.map(({ id }) => id).filter((id) => typedName(id) !== null)
            change({ shown: chosen && [...chosen, ...named] })
          }}
        />
      )}
      {full && (
        <Dialog title={full.title} className="monitor-full" onClose={() => change({ full: null })}>
          {panel(full, true)}
        </Dialog>
      )}
    </Page>
  )
}

interface ChipProps {
  one: Compared
  span: Span
  range: string
  onRemove: () => void
}

/** One instance with its colour, why it has no lines, and from when on it has any. */
function Chip({ one, span, range, onRemove }: ChipProps) {
  const t = useTranslations('monitoring.several')
  const wordsOf = useProblemWords()
  const { ref, row, name, colour, problem, monitoring } = one
  const said = wordsOf(one)
  const search = new URLSearchParams({ tab: 'monitoring', range })
  return (
    <li className="max-w-full rounded-md border border-border-strong py-1 pr-1 pl-2">
      <span className="flex min-h-6 items-center gap-2">
        <i
          className="h-[3px] w-3 flex-none"
          style={{ background: problem === 'none' || problem === 'failed' ? 'transparent' : colour }}
        />
        {row && <CloudBadge provider={row.provider} />}
        <Link href={`/instances/${encodeURIComponent(ref)}?${search}`} prefetch={false} className="min-w-0 truncate">
          {name}
        </Link>
        {row && <EnvBadge environment={row.environment} />}
        <IconButton icon="close" label={t('remove', { name })} onClick={onRemove} />
      </span>
      {said && (
        <span
          className={`block max-w-72 pr-1 text-sm ${problem === 'failed' ? 'text-warn' : 'text-muted'}`}
          role={problem === 'reading' ? 'status' : undefined}
        >
          {said}
        </span>
      )}
      {row && monitoring && monitoring.offered !== 'none' && (
        <PastNote row={row} name={name} data={monitoring} span={span} />
      )}
    </li>
  )
}
