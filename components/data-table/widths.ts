import { type CSSProperties, useEffect, useState } from 'react'
import { minSizeOf, type TableColumn } from './column'
import { type Layout, sizeOf } from './layout'
import { CHECK_PX } from './row'

/** Widths live in two CSS variables: dragging one redraws no row. */
export function styleOf<Row, Context>(columns: readonly TableColumn<Row, Context>[], layout: Layout): CSSProperties {
  const tracks = columns.map((column) => {
    const px = sizeOf(layout, column)
    const grows = column.grow && layout.sizes[column.id] === undefined
    return grows ? `minmax(${Math.max(minSizeOf(column), px)}px, 1fr)` : `${px}px`
  })
  const rest = columns.some((column) => column.grow && layout.sizes[column.id] === undefined) ? '' : ' 1fr'
  const total = columns.reduce((sum, column) => sum + sizeOf(layout, column), CHECK_PX)
  // Custom properties are not in React's list of styles.
  return { '--cols': `${CHECK_PX}px ${tracks.join(' ')}${rest}`, '--total': `${total}px` } as CSSProperties
}

/** Inner width of the grid while it is wanted. */
export function useWidth(grid: { current: HTMLDivElement | null }, wanted: boolean) {
  const [width, setWidth] = useState<number>()
  useEffect(() => {
    if (!wanted || !grid.current) return
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width))
    observer.observe(grid.current)
    return () => observer.disconnect()
  }, [grid, wanted])
  return wanted ? width : undefined
}

/**
 * Says in `data-overflows` whether the columns are wider than the grid: pinned cells stick only then. Each of them is a
 * layer of its own for the browser, and dozens of layers cost more than everything else in a frame of scrolling.
 */
export function useOverflow(grid: { current: HTMLElement | null }) {
  useEffect(() => {
    const outer = grid.current
    const inner = outer?.firstElementChild
    if (!outer || !(inner instanceof HTMLElement)) return
    const observer = new ResizeObserver(() => {
      outer.toggleAttribute('data-overflows', inner.offsetWidth > outer.clientWidth)
    })
    observer.observe(outer)
    observer.observe(inner)
    return () => observer.disconnect()
  }, [grid])
}
