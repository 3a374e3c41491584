'use client'
import { type RefObject, useCallback, useEffect } from 'react'

/** Where a key means nothing by itself: after loading, and on the heading that a page focuses when one comes to it. */
const NOWHERE = 'body, main, h1'

/**
 * Ways into the list for the keyboard: a function that puts the focus on the rows and the cursor on the row that had
 * it, or on the first; and the vertical arrows, while the focus is nowhere.
 */
export function useEnterList(
  place: RefObject<HTMLElement | null>,
  setActive: (next: (active: number) => number) => void,
): () => void {
  const enter = useCallback(() => {
    const rows = place.current?.querySelector<HTMLElement>('[role="grid"], section[tabindex="0"]')
    if (!rows) return
    rows.focus({ preventScroll: true })
    setActive((active) => Math.max(0, active))
  }, [place, setActive])

  useEffect(() => {
    const key = (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
      if (!(event.target instanceof Element) || !event.target.matches(NOWHERE)) return
      if (document.querySelector('dialog[open]')) return
      event.preventDefault()
      enter()
    }
    document.addEventListener('keydown', key)
    return () => document.removeEventListener('keydown', key)
  }, [enter])
  return enter
}
