'use client'
import { useQueries } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { WINDOW_ROWS, windowsFor } from '@/components/data-table/windows'
import type { InstanceWindow } from '@/lib/model/fleet'
import type { Instance } from '@/lib/model/instance'
import { type Search, windowQuery } from '@/lib/queries/instances'

/** Rows fetched beyond the edges of the screen. */
const MARGIN = 20

/** First row of the window that holds a row. */
const startOf = (index: number) => Math.floor(index / WINDOW_ROWS) * WINDOW_ROWS

interface Shown {
  key: string
  /** The freshest answer: its totals are the page's. */
  head: InstanceWindow
  windows: ReadonlyMap<number, readonly Instance[]>
}

/**
 * The rows of a search around what is on the screen. While a new search is under way the rows of the one before
 * stay; `error` is set when the last answer was a failure, with the rows still there.
 */
export function useRows(search: Search) {
  // In whole windows: what is seen within the same ones asks for nothing new and draws nothing.
  const [range, setRange] = useState({ first: 0, last: 0 })
  const shown = useRef<Shown>(undefined)
  const key = `${search.sort}\n${search.q}`
  const current = shown.current?.key === key ? shown.current : undefined
  const wanted = current ? windowsFor(range.first, range.last, current.head.matched) : [0]
  const results = useQueries({ queries: wanted.map((i) => windowQuery(search, i * WINDOW_ROWS, WINDOW_ROWS)) })

  const answers = results.flatMap(({ data, dataUpdatedAt }) => (data ? [{ data, dataUpdatedAt }] : []))
  const stamp = answers.map(({ data, dataUpdatedAt }) => `${data.offset}@${dataUpdatedAt}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` says when the answers differ
  const fresh = useMemo(() => {
    if (answers.length === 0) return undefined
    const head = answers.reduce((a, b) => (b.dataUpdatedAt > a.dataUpdatedAt ? b : a)).data
    return { key, head, windows: new Map(answers.map(({ data }) => [data.offset, data.items])) }
  }, [key, stamp])
  // New rows are drawn in pieces between frames: what was pressed answers first.
  const visible: Shown | undefined = useDeferredValue(fresh ?? shown.current)
  useEffect(() => {
    if (fresh) shown.current = fresh
  }, [fresh])

  const rowAt = useCallback(
    (index: number): Instance | undefined => {
      const offset = startOf(index)
      return visible?.windows.get(offset)?.[index - offset]
    },
    [visible],
  )
  const onRange = useCallback((from: number, to: number) => {
    const first = startOf(from - MARGIN)
    const last = startOf(to + MARGIN)
    setRange((now) => (now.first === first && now.last === last ? now : { first, last }))
  }, [])
  return {
    head: visible?.head,
    /** True while what is shown belongs to this search. */
    settled: visible?.key === key,
    error: results.find(({ error }) => error)?.error ?? undefined,
    retry: () => results.forEach((result) => void result.refetch()),
    rowAt,
    onRange,
  }
}
