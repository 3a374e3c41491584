'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { addressOf, type ListState, readState } from './list-address'

const WRITE_MS = 200

/**
 * The state of the list. It changes at once; the address follows, immediately with `push` (a step one can go back
 * from), or shortly after while somebody types or moves through rows.
 */
export function useListState() {
  const search = useSearchParams()
  const [state, setState] = useState(() => readState(search))
  const written = useRef(addressOf(state))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // A step that is not in the history yet: what changes in the meantime belongs to it and does not take its place.
  const stepping = useRef(false)

  useEffect(() => {
    const next = readState(search)
    if (addressOf(next) === written.current) return
    clearTimeout(timer.current)
    stepping.current = false
    written.current = addressOf(next)
    setState(next)
  }, [search])
  useEffect(() => () => clearTimeout(timer.current), [])

  const change = useCallback((part: Partial<ListState>, how: 'push' | 'replace' = 'push') => {
    setState((before) => {
      const next = { ...before, ...part }
      clearTimeout(timer.current)
      const step = how === 'push' || stepping.current
      stepping.current = step
      const write = () => {
        const text = addressOf(next)
        if (text === written.current) return
        stepping.current = false
        written.current = text
        const url = text ? `${location.pathname}?${text}` : location.pathname
        if (step) history.pushState(null, '', url)
        else history.replaceState(null, '', url)
      }
      timer.current = setTimeout(write, step ? 0 : WRITE_MS)
      return next
    })
  }, [])
  return [state, change] as const
}
