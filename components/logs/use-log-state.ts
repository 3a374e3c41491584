'use client'

import { useSearchParams } from 'next/navigation'
import { useCallback, useMemo } from 'react'
import { usePreferences } from '@/components/ui/preferences'
import type { LogKind, LogLevel, LogRole } from '@/lib/model/logs'
import { LOG_LEVELS } from '@/lib/model/logs'
import { last, parseRange, type TimeRange, writeRange } from '@/lib/model/time-range'

export interface LogState {
  range: TimeRange
  kind: LogKind
  node: string | null
  role: LogRole
  /** Only lines of this level; null: all. */
  level: LogLevel | null
  /** Whose commands of the audit log; null: everybody's. */
  client: string | null
  account: string | null
  database: string | null
  find: string
}

/** Nothing of a log is left out: what is looked for in one says nothing in another. */
export const NOTHING_ASKED = { node: null, level: null, client: null, account: null, database: null, find: '' } as const

/** What is seen stands in the address, with the range written as all pages write it. */
export function useLogState() {
  const search = useSearchParams()
  const { zone } = usePreferences()
  const state = useMemo(
    (): LogState => ({
      range: parseRange(search.get('range') ?? '', { zone, now: Date.now() }) ?? last(3, 'h'),
      kind: search.get('log') === 'audit' ? 'audit' : 'running',
      node: search.get('node'),
      role: search.get('role') === 'replica' ? 'replica' : 'master',
      level: LOG_LEVELS.find((one) => one === search.get('level')) ?? null,
      client: search.get('client'),
      account: search.get('account'),
      database: search.get('database'),
      find: search.get('q') ?? '',
    }),
    [search, zone],
  )
  const change = useCallback((part: Partial<LogState>) => {
    const next = new URLSearchParams(location.search)
    const set = (name: string, value: string | null) => (value ? next.set(name, value) : next.delete(name))
    if (part.range) set('range', writeRange(part.range))
    if (part.kind) set('log', part.kind === 'running' ? null : part.kind)
    if (part.node !== undefined) set('node', part.node)
    if (part.role) set('role', part.role === 'master' ? null : part.role)
    if (part.level !== undefined) set('level', part.level)
    for (const name of ['client', 'account', 'database'] as const) {
      const value = part[name]
      if (value !== undefined) set(name, value)
    }
    if (part.find !== undefined) set('q', part.find)
    const url = `${location.pathname}?${next}`
    // A range and a log are steps one can go back from.
    if (part.range || part.kind) history.pushState(null, '', url)
    else history.replaceState(null, '', url)
  }, [])
  return [state, change] as const
}
