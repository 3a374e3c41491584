'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { usePreferences } from '@/components/ui/preferences'
import type { Zone } from '@/lib/i18n/format'
import type { SlowKind } from '@/lib/model/slow-log'
import { absolute, last, parseRange, type Span, spanOf, type TimeRange, writeRange } from '@/lib/model/time-range'

export const SLOW_VIEWS = ['patterns', 'entries', 'clients'] as const
export type SlowView = (typeof SLOW_VIEWS)[number]
/** What entries are sorted by: the newest first, or the longest. */
export type EntrySort = 'time' | 'took'

export interface SlowState {
  range: TimeRange
  kind: SlowKind
  node: string | null
  find: string
  view: SlowView
  sort: EntrySort
  /** Id of the pattern that is looked at. */
  pattern: string | null
  /** Parts of the range that are looked at; none: all of it. */
  spans: Span[]
}

const MOST_SPANS = 6

function spansOf(text: string | null, zone: Zone): Span[] {
  return (text ?? '').split(',').flatMap((one) => {
    const range = one ? parseRange(one, { zone, now: Date.now() }) : undefined
    return range ? [spanOf(range, Date.now())] : []
  })
}

/** What is seen stands in the address, with the range written as all pages write it. */
export function useSlowState() {
  const search = useSearchParams()
  const { zone } = usePreferences()
  const state = useMemo(
    (): SlowState => ({
      range: parseRange(search.get('range') ?? '', { zone, now: Date.now() }) ?? last(3, 'h'),
      kind: search.get('kind') === 'proxy' ? 'proxy' : 'db',
      node: search.get('node'),
      find: search.get('q') ?? '',
      view: SLOW_VIEWS.find((one) => one === search.get('view')) ?? 'patterns',
      sort: search.get('sort') === 'took' ? 'took' : 'time',
      pattern: search.get('pattern'),
      spans: spansOf(search.get('spans'), zone),
    }),
    [search, zone],
  )
  const change = useCallback((part: Partial<SlowState>) => {
    const next = new URLSearchParams(location.search)
    const set = (name: string, value: string | null) => (value ? next.set(name, value) : next.delete(name))
    if (part.range) set('range', writeRange(part.range))
    if (part.kind) set('kind', part.kind === 'db' ? null : part.kind)
    if (part.node !== undefined) set('node', part.node)
    if (part.find !== undefined) set('q', part.find)
    if (part.view) set('view', part.view === 'patterns' ? null : part.view)
    if (part.sort) set('sort', part.sort === 'time' ? null : part.sort)
    if (part.pattern !== undefined) set('pattern', part.pattern)
    if (part.spans)
      set(
        'spans',
        part.spans
          .slice(-MOST_SPANS)
          .map((span) => writeRange(absolute(span)))
          .join(','),
      )
    const url = `${location.pathname}?${next}`
    // A range, a span and a view are steps one can go back from.
    if (part.range || part.spans || part.view) history.pushState(null, '', url)
    else history.replaceState(null, '', url)
  }, [])
  return [state, change] as const
}
