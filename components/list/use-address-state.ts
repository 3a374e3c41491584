'use client'
import { useSearchParams } from 'next/navigation'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Echoes } from './echoes'

const WRITE_MS = 200

/** How a state is read from an address, and what stands there for it. */
interface Written<State> {
  read(search: { get(name: string): string | null }): State
  write(state: State): string
}

/**
 * What a page shows, as its address holds it; `read` and `write` are functions of a module. It changes at once; the address follows, immediately with `push` (a step one can go back
 * from), or shortly after while somebody types or moves through rows.
 */
export function useAddressState<State>({ read, write }: Written<State>) {
  const search = useSearchParams()
  const [state, setState] = useState(() => read(search))
  const [echoes] = useState(() => new Echoes(write(state)))
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  // A step that is not in the history yet: what changes in the meantime belongs to it and does not take its place.
  const stepping = useRef(false)
  // Writes what the address does not have yet.
  const late = useRef<() => void>(undefined)

  useEffect(() => {
    const next = read(search)
    if (echoes.isOwn(write(next))) return
    clearTimeout(timer.current)
    late.current = undefined
    stepping.current = false
    setState(next)
  }, [search, read, write, echoes])
  useEffect(() => {
    // Written after a link was followed, it would take one back from where the link leads.
    const leave = (event: MouseEvent) => {
      if (event.target instanceof Element && event.target.closest('a[href]')) late.current?.()
    }
    window.addEventListener('click', leave, { capture: true })
    return () => {
      window.removeEventListener('click', leave, { capture: true })
      clearTimeout(timer.current)
    }
  }, [])

  const change = useCallback(
    (part: Partial<State>, how: 'push' | 'replace' = 'push') => {
      setState((before) => {
        const next = { ...before, ...part }
        clearTimeout(timer.current)
        const step = how === 'push' || stepping.current
        stepping.current = step
        const keep = () => {
          clearTimeout(timer.current)
          late.current = undefined
          const text = write(next)
          if (text === echoes.last) return
          stepping.current = false
          echoes.wrote(text)
          const url = text ? `${location.pathname}?${text}` : location.pathname
          if (step) history.pushState(null, '', url)
          else history.replaceState(null, '', url)
        }
        late.current = keep
        timer.current = setTimeout(keep, step ? 0 : WRITE_MS)
        return next
      })
    },
    [write, echoes],
  )
  return [state, change] as const
}
