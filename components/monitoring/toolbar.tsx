'use client'

import { useTranslations } from 'next-intl'
import { type ReactNode, useCallback } from 'react'
import { Button, buttonClass } from '@/components/ui/button'
import { Icon } from '@/components/ui/icon'
import { Menu, type MenuEntry, type MenuItem } from '@/components/ui/menu'
import type { Span, TimeRange } from '@/lib/model/time-range'
import { useRangeTools } from './range-tools'
import { ToolMenu } from './tool-menu'
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

/** What all panels share: one line on a window of 1440 px. */
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
  const range = useRangeTools({ range: state.range, span, words, onChange: onRange })
  const refreshes: MenuItem[] = REFRESHES.map((seconds) => ({
    label: t(`refreshes.${seconds}`),
    checked: state.refresh === seconds,
    onSelect: () => change({ refresh: seconds }),
  }))
  const crosshairs: MenuItem[] = CROSSHAIRS.map((one) => ({
    label: t(`crosshairs.${one}`),
    checked: state.crosshair === one,
    onSelect: () => change({ crosshair: one }),
  }))
  const comparisons: MenuItem[] =
    othersHref === null
      ? []
      : [
          ...COMPARISONS.map((one) => ({
            label: t(`compares.${one}`),
            checked: state.compare === one,
            reason: state.byNode && hasNodes && one !== 'none' ? t('compareNodes') : undefined,
            onSelect: () => change({ compare: one }),
          })),
          { label: t('compareOthers'), href: othersHref },
        ]
  const more: MenuEntry[] = [
    ...range.copying,
    'separator',
    { title: t('refresh') },
    ...refreshes,
    'separator',
    { title: t('crosshair') },
    ...crosshairs,
  ]
  const all: MenuEntry[] = [
    ...range.moving,
    ...range.copying,
    'separator',
    ...(othersHref === null
      ? []
      : [
          { title: t('view') },
          ...VIEWS.map((view) => ({
            label: t(`views.${view}`),
            checked: state.view === view,
            onSelect: () => change({ view }),
          })),
          'separator' as const,
          { fold: t('compare'), items: comparisons },
        ]),
    ...(metrics ? [{ label: t('metrics'), onSelect: metrics.onOpen }] : []),
    { fold: t('refresh'), items: refreshes },
    { fold: t('crosshair'), items: crosshairs },
  ]
  return (
    <div className="flex flex-wrap items-center gap-2 px-gut py-3">
      {range.picker}
      {range.moves}
      <Button
        icon="refresh"
        onClick={onRefresh}
        aria-label={t('again')}
        data-tip={state.refresh > 0 ? t('refreshEvery', { every: t(`refreshes.${state.refresh}`) }) : t('again')}
        aria-busy={isReading}
      />
      {othersHref !== null && (
        <fieldset className="seg max-wide:hidden" aria-label={t('view')}>
          {VIEWS.map((view) => (
            <button key={view} type="button" aria-pressed={state.view === view} onClick={() => change({ view })}>
              {t(`views.${view}`)}
            </button>
          ))}
        </fieldset>
      )}
      {othersHref !== null && (
        <Menu
          label={t('compare')}
          items={comparisons}
          trigger={(props) => (
            <button
              {...props}
              className={buttonClass({}, 'max-wide:hidden')}
              aria-label={
                state.compare === 'none' ? t('compare') : t('comparedWith', { what: t(`compares.${state.compare}`) })
              }
            >
              {state.compare === 'none' ? t('compare') : t(`compares.${state.compare}`)}
              <Icon name="down" size="sm" />
            </button>
          )}
        />
      )}
      {metrics && (
        <Button
          onClick={metrics.onOpen}
          aria-haspopup="dialog"
          className="max-wide:hidden"
          data-tip={t('shownOf', { shown: metrics.shown, all: metrics.all })}
        >
          {t('metrics')} <span className="text-muted">{metrics.shown}</span>
        </Button>
      )}
      <ToolMenu wide={more} narrow={all} />
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
      {collection}
    </div>
  )
}
