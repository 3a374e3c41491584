'use client'
import { type QueryKey, type UseQueryOptions, useQueries } from '@tanstack/react-query'
import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { rowsOf, windowOf, windowsFor } from './windows'

/** Rows fetched beyond the edges of the screen, once somebody scrolls: enough for a quick one to find them there. */
const MARGIN = 40
/** The same at the top of the list, where nobody has scrolled yet: what is drawn, so that most pages ask for nothing. */
const TOP_MARGIN = 6

interface Window {
  items: readonly unknown[]
  offset: number
  matched: number
}

interface Shown<Row, Head> {
  key: string
  /** Of the freshest answer: its totals are the page's. */
  head: Head
  windows: ReadonlyMap<number, readonly Row[]>
}

/**
 * The rows of a search around what is on the screen; `key` names the search, `headOf` takes what every window says of the
 * whole list. While a new search is under way the rows of the one before stay; `error` is set when the last answer was a
 * failure, with the rows still there.
 */
export function useWindowRows<W extends Window, Head extends { matched: number }, Key extends QueryKey>(
  key: string,
  queryOf: (offset: number, limit: number) => UseQueryOptions<W, Error, W, Key>,
  headOf: (window: W) => Head,
) {
  type Row = W['items'][number]
  // In whole windows: what is seen within the same ones asks for nothing new and draws nothing.
  const [range, setRange] = useState({ first: 0, last: 0 })
  const shown = useRef<Shown<Row, Head>>(undefined)
  const current = shown.current?.key === key ? shown.current : undefined
  const wanted = current ? windowsFor(range.first, range.last, current.head.matched) : [0]
  const results = useQueries({
    queries: wanted.map((window) => {
      const { offset, limit } = rowsOf(window)
      return queryOf(offset, limit)
    }),
  })

  const answers = results.flatMap(({ data, dataUpdatedAt }) => (data ? [{ data, dataUpdatedAt }] : []))
  const stamp = answers.map(({ data, dataUpdatedAt }) => `${data.offset}@${dataUpdatedAt}`).join()
  // biome-ignore lint/correctness/useExhaustiveDependencies: `stamp` says when the answers differ
  const fresh = useMemo(() => {
    if (answers.length === 0) return undefined
    const latest = answers.reduce((a, b) => (b.dataUpdatedAt > a.dataUpdatedAt ? b : a)).data
    return {
      key,
      head: headOf(latest),
      windows: new Map<number, readonly Row[]>(answers.map(({ data }) => [data.offset, data.items])),
    }
  }, [key, stamp])
  // New rows are drawn in pieces between frames: what was pressed answers first.
  const visible: Shown<Row, Head> | undefined = useDeferredValue(fresh ?? shown.current)
  useEffect(() => {
    if (fresh) shown.current = fresh
  }, [fresh])

  // Windows say it again and again: what is drawn of it is drawn again only when it differs.
  const said = visible ? JSON.stringify(visible.head) : undefined
  const head = useMemo((): Head | undefined => (said === undefined ? undefined : JSON.parse(said)), [said])

  const rowAt = useCallback(
    (index: number): Row | undefined => {
      const { offset } = rowsOf(windowOf(index))
      return visible?.windows.get(offset)?.[index - offset]
    },
    [visible],
  )
  const onRange = useCallback((from: number, to: number) => {
    const margin = from === 0 ? TOP_MARGIN : MARGIN
    const first = rowsOf(windowOf(from - margin)).offset
    const last = rowsOf(windowOf(to + margin)).offset
    setRange((now) => (now.first === first && now.last === last ? now : { first, last }))
  }, [])
  return {
    head,
    /** True while what is shown belongs to this search. */
    settled: visible?.key === key,
    error: results.find(({ error }) => error)?.error ?? undefined,
    retry: () => results.forEach((result) => void result.refetch()),
    rowAt,
    onRange,
  }
}
