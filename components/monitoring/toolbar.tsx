'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Menu, type MenuEntry } from '@/components/ui/menu'
import type { Span, TimeRange } from '@/lib/model/time-range'
import { RangeTools } from './range-tools'
import { COMPARISONS, CROSSHAIRS, type MonitorState, REFRESHES, VIEWS } from './use-monitor-state'

interface ToolbarProps {
  state: MonitorState
  change: (part: Partial<MonitorState>) => void
  span: Span
  words: string
  /** Its nodes can be told apart. */
  hasNodes: boolean
  onRefresh: () => void
  isReading: boolean
  /** Where other instances stand beside this one; null: they do already. */
  othersHref: string | null
  /** Whether it is collected. */
  collection: ReactNode
  /** How many panels are shown, of how many metrics; opens the picker. Null: there is no list. */
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
  othersHref,
}: ToolbarProps) {
  const t = useTranslations('monitoring')
  const onRange = useCallback((range: TimeRange) => change({ range }), [change])
  const choice = (label: string, value: string, items: MenuEntry[]) => (
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
      <RangeTools range={state.range} span={span} words={words} onChange={onRange} />
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
      {othersHref !== null && (
        <fieldset className="seg" aria-label={t('view')}>
          {VIEWS.map((view) => (
            <button key={view} type="button" aria-pressed={state.view === view} onClick={() => change({ view })}>
              {t(`views.${view}`)}
            </button>
          ))}
        </fieldset>
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
      {othersHref !== null &&
        choice(t('compare'), t(`compares.${state.compare}`), [
          ...COMPARISONS.map((one) => ({
            label: t(`compares.${one}`),
            checked: state.compare === one,
            reason: state.byNode && hasNodes && one !== 'none' ? t('compareNodes') : undefined,
            onSelect: () => change({ compare: one }),
          })),
          'separator',
          { label: t('compareOthers'), href: othersHref },
        ])}
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
