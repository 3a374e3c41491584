'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'

/** What the list page shows; the address holds it. */
export interface ListState {
  q: string
  /** Field, or `-field` for descending. */
  sort: string
  /** Reference of the instance in the side panel. */
  panel: string
}

/** Trouble first. */
export const DEFAULT_SORT = 'status'
const WRITE_MS = 200

const readState = (search: { get(name: string): string | null }): ListState => ({
  q: search.get('q') ?? '',
  sort: search.get('sort') ?? DEFAULT_SORT,
  panel: search.get('panel') ?? '',
})

function addressOf({ q, sort, panel }: ListState): string {
  const search = new URLSearchParams()
  if (q) search.set('q', q)
  if (sort !== DEFAULT_SORT) search.set('sort', sort)
  if (panel) search.set('panel', panel)
  // Colons, commas and slashes are allowed in a query and keep the address readable.
  return search.toString().replaceAll('%3A', ':').replaceAll('%2C', ',')
}

/**
 * The state of the list. It changes at once; the address follows, immediately with `push` (a step one can go back
 * from), or shortly after while somebody types or moves through rows.
 */
export function useListState() {
  const search = useSearchParams()
  const [state, setState] = useState(() => readState(search))
  const written = useRef(addressOf(state))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const next = readState(search)
    if (addressOf(next) === written.current) return
    clearTimeout(timer.current)
    written.current = addressOf(next)
    setState(next)
  }, [search])
  useEffect(() => () => clearTimeout(timer.current), [])

  const change = useCallback((part: Partial<ListState>, how: 'push' | 'replace' = 'push') => {
    setState((before) => {
      const next = { ...before, ...part }
      clearTimeout(timer.current)
      const write = () => {
        const text = addressOf(next)
        if (text === written.current) return
        written.current = text
        const url = text ? `${location.pathname}?${text}` : location.pathname
        if (how === 'push') history.pushState(null, '', url)
        else history.replaceState(null, '', url)
      }
      timer.current = setTimeout(write, how === 'push' ? 0 : WRITE_MS)
      return next
    })
  }, [])
  return [state, change] as const
}
