'use client'

import { useTranslations } from 'next-intl'
import type { ReactNode } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Menu, type MenuItem } from '@/components/ui/menu'
import { panned, type Span, type TimeRange, zoomedOut } from '@/lib/model/time-range'
import { RangePicker } from './range-picker'
import { COMPARISONS, CROSSHAIRS, type MonitorState, REFRESHES } from './use-monitor-state'

interface ToolbarProps {
  state: MonitorState
  change: (part: Partial<MonitorState>) => void
  span: Span
  words: string
  /** Its nodes can be told apart. */
  hasNodes: boolean
  onRefresh: () => void
  isReading: boolean
  /** How many panels are shown, of how many metrics; opens the picker. Null: there is no list. */
  /** Whether it is collected. */
  collection: ReactNode
  metrics: { shown: number; all: number; onOpen: () => void } | null
}

/** What all panels share. */
export function Toolbar({
  state,
  change,
  span,
  words,
  hasNodes,
  onRefresh,
  isReading,
  metrics,
  collection,
}: ToolbarProps) {
  const t = useTranslations('monitoring')
  const go = (range: TimeRange) => change({ range })
  const choice = (label: string, value: string, items: MenuItem[]) => (
    <Menu
      label={label}
      items={items}
      trigger={(props) => (
        <button {...props} className={buttonClass({})}>
          {label} <span className="text-muted">{value}</span>
          <Icon name="down" size="sm" />
        </button>
      )}
    />
  )
  return (
    <div className="flex max-wide:flex-nowrap flex-wrap items-center gap-2 max-wide:overflow-x-auto px-gut py-3">
      <RangePicker range={state.range} words={words} onChange={go} />
      <div className="flex gap-1">
        <Button
          icon="left"
          aria-label={t('back')}
          data-tip={t('back')}
          onClick={() => go(panned(span, -0.5, Date.now()))}
        />
        <Button
          icon="right"
          aria-label={t('forward')}
          data-tip={t('forward')}
          onClick={() => go(panned(span, 0.5, Date.now()))}
        />
        <Button aria-keyshortcuts="z" data-tip={t('zoomKey')} onClick={() => go(zoomedOut(span, Date.now()))}>
          {t('zoomOut')}
        </Button>
      </div>
      <Button icon="refresh" onClick={onRefresh} aria-label={t('again')} data-tip={t('again')} aria-busy={isReading} />
      {choice(
        t('refresh'),
        t(`refreshes.${state.refresh}`),
        REFRESHES.map((seconds) => ({
          label: t(`refreshes.${seconds}`),
          checked: state.refresh === seconds,
          onSelect: () => change({ refresh: seconds }),
        })),
      )}
      {hasNodes && (
        <fieldset className="seg" aria-label={t('split')}>
          <button type="button" aria-pressed={state.byNode} onClick={() => change({ byNode: true })}>
            {t('byNode')}
          </button>
          <button type="button" aria-pressed={!state.byNode} onClick={() => change({ byNode: false })}>
            {t('total')}
          </button>
        </fieldset>
      )}
      {choice(
        t('compare'),
        t(`compares.${state.compare}`),
        COMPARISONS.map((one) => ({
          label: t(`compares.${one}`),
          checked: state.compare === one,
          reason: state.byNode && hasNodes && one !== 'none' ? t('compareNodes') : undefined,
          onSelect: () => change({ compare: one }),
        })),
      )}
      {metrics && (
        <Button onClick={metrics.onOpen} aria-haspopup="dialog">
          {t('metrics')} <span className="text-muted">{t('shownOf', { shown: metrics.shown, all: metrics.all })}</span>
        </Button>
      )}
      {choice(
        t('crosshair'),
        t(`crosshairs.${state.crosshair}`),
        CROSSHAIRS.map((one) => ({
          label: t(`crosshairs.${one}`),
          checked: state.crosshair === one,
          onSelect: () => change({ crosshair: one }),
        })),
      )}
      {collection}
    </div>
  )
}
