import { useEffect, useMemo, useState } from 'react'
import { rowsToDraw, type View, viewOf } from './windows'

/** Rows drawn on the server, where the height of the window is unknown. */
const SERVER_ROWS = 20
/** Rows drawn beyond the edges, so that a quick scroll does not show nothing. */
const OVERSCAN = 6

interface Wanted {
  scroller: { current: HTMLElement | null }
  count: number
  /** Height of every row in px. */
  height: number
  /** Height in px of what stays at the top and covers rows. */
  headerPx?: number
}

/**
 * Which of many rows of one height to draw: those on the screen, and some around them. There are never more of them
 * than `pool`.
 */
export function useWindow({ scroller, count, height, headerPx = 0 }: Wanted) {
  const [view, setView] = useState<View>({ first: 0, rows: SERVER_ROWS })
  const [beyond, setBeyond] = useState(0)
  useEffect(() => {
    const element = scroller.current
    if (!element) return
    // Kept, not read while scrolling: reading the height would lay the page out in the middle of a frame.
    let viewport = 0
    const look = () => {
      const next = viewOf(element.scrollTop, viewport - headerPx, height)
      setView((now) => (now.first === next.first && now.rows === next.rows ? now : next))
    }
    const observer = new ResizeObserver(([entry]) => {
      if (!entry) return
      viewport = entry.contentRect.height
      look()
      setBeyond(OVERSCAN)
    })
    observer.observe(element)
    element.addEventListener('scroll', look, { passive: true })
    return () => {
      observer.disconnect()
      element.removeEventListener('scroll', look)
    }
  }, [scroller, height, headerPx])

  const { first, last } = rowsToDraw(view, count, 0)
  const indexes = useMemo(() => {
    const drawn = rowsToDraw(view, count, beyond)
    return Array.from({ length: Math.max(0, drawn.last - drawn.first + 1) }, (_, i) => drawn.first + i)
  }, [view, count, beyond])

  return { first, last, indexes, pool: view.rows + 2 * beyond }
}

/** Scrolls no further than needed to show a row. */
export function scrollToRow(scroller: HTMLElement, index: number, height: number, headerPx: number) {
  const room = scroller.clientHeight - headerPx
  const top = index * height
  if (top < scroller.scrollTop) scroller.scrollTop = top
  else if (top + height > scroller.scrollTop + room) scroller.scrollTop = top + height - room
}
