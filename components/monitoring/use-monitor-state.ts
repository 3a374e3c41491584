'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { usePreferences } from '@/components/ui/preferences'
import type { Zone } from '@/lib/i18n/format'
import { last, parseRange, type TimeRange, writeRange } from '@/lib/model/time-range'

export const COMPARISONS = ['none', 'before', 'day', 'week'] as const
export type Comparison = (typeof COMPARISONS)[number]
export const CROSSHAIRS = ['values', 'line', 'off'] as const
export type CrosshairMode = (typeof CROSSHAIRS)[number]
export const REFRESHES = [0, 30, 60, 300] as const
const USUAL_REFRESH = 60

export const VIEWS = ['panels', 'together'] as const
export type MonitorView = (typeof VIEWS)[number]

export interface MonitorState {
  view: MonitorView
  range: TimeRange
  byNode: boolean
  compare: Comparison
  crosshair: CrosshairMode
  /** Seconds; 0: not by itself. */
  refresh: number
  /** Panels and metrics in their order; null: the usual panels. */
  shown: string[] | null
  /** Panels with a logarithmic axis. */
  log: string[]
  /** The panel that fills the screen. */
  full: string | null
  /** By panel, the key of the line that alone is drawn in it. */
  alone: Readonly<Record<string, string>>
}

const oneOf = <T extends string>(all: readonly T[], text: string | null): T | undefined =>
  all.find((one) => one === text)
const listOf = (text: string | null) => (text ? text.split(',').filter(Boolean) : [])

function read(search: Pick<URLSearchParams, 'get' | 'getAll' | 'has'>, zone: Zone): MonitorState {
  const seconds = Number(search.get('refresh') ?? USUAL_REFRESH)
  return {
    view: oneOf(VIEWS, search.get('view')) ?? 'panels',
    range: parseRange(search.get('range') ?? '', { zone, now: Date.now() }) ?? last(3, 'h'),
    byNode: search.get('by') === 'node',
    compare: oneOf(COMPARISONS, search.get('compare')) ?? 'none',
    crosshair: oneOf(CROSSHAIRS, search.get('crosshair')) ?? 'values',
    refresh: REFRESHES.find((one) => one === seconds) ?? USUAL_REFRESH,
    shown: search.has('m') ? listOf(search.get('m')) : null,
    log: listOf(search.get('log')),
    full: search.get('panel'),
    // The panel, a space, the line.
    alone: Object.fromEntries(search.getAll('alone').map((text) => text.split(/ (.*)/).slice(0, 2))),
  }
}

/** What is seen stands in the address: a link, a reload and going back show the same. */
export function useMonitorState() {
  const search = useSearchParams()
  const { zone } = usePreferences()
  const state = useMemo(() => read(search, zone), [search, zone])
  const change = useCallback((part: Partial<MonitorState>) => {
    const next = new URLSearchParams(location.search)
    const set = (name: string, value: string | null | undefined) =>
      value === null || value === undefined || value === '' ? next.delete(name) : next.set(name, value)
    if (part.range) set('range', writeRange(part.range))
    if (part.view) set('view', part.view === 'panels' ? null : part.view)
    if (part.byNode !== undefined) set('by', part.byNode ? 'node' : null)
    if (part.compare) set('compare', part.compare === 'none' ? null : part.compare)
    if (part.crosshair) set('crosshair', part.crosshair === 'values' ? null : part.crosshair)
    if (part.refresh !== undefined) set('refresh', part.refresh === USUAL_REFRESH ? null : String(part.refresh))
    if ('shown' in part) {
      if (part.shown) next.set('m', part.shown.join(','))
      else next.delete('m')
    }
    if (part.log) set('log', part.log.join(','))
    if ('full' in part) set('panel', part.full)
    if (part.alone) {
      next.delete('alone')
      for (const [panel, line] of Object.entries(part.alone)) next.append('alone', `${panel} ${line}`)
    }
    const url = `${location.pathname}?${next}`
    // A range, a view and a panel are steps one can go back from.
    if (part.range || part.view || 'full' in part) history.pushState(null, '', url)
    else history.replaceState(null, '', url)
  }, [])
  return [state, change] as const
}
