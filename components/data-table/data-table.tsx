'use client'
import {
  type CSSProperties,
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { TableColumn } from './column'
import { type Sort, TableHeader } from './header'
import { intentOf } from './keys'
import { type Layout, visibleColumns } from './layout'
import { CHECK_PX } from './row'
import { TableRows } from './rows'
import { countOf, extend, NOTHING, type Selection, toggle } from './selection'
import { scrollToRow } from './use-window'
import { styleOf, useOverflow, useWidth } from './widths'

export interface DataTableProps<Row, Context> {
  /** Name of the grid for assistive technology. */
  label: string
  /** What the rows are an answer to: when it changes, the table starts at its top. */
  topic: string
  columns: readonly TableColumn<Row, Context>[]
  titleOf(column: string): string
  context: Context
  layout: Layout
  onLayout(layout: Layout): void
  /** Rows there are, known or not yet fetched. */
  count: number
  /** A row that was fetched; undefined is drawn as a skeleton. */
  rowAt(index: number): Row | undefined
  idOf(row: Row): string
  nameOf(row: Row): string
  isMuted(row: Row): boolean
  /** What is on the screen, for fetching. */
  onRange(first: number, last: number): void
  sort: Sort
  onSort(field: string): void
  selection: Selection
  onSelection(selection: Selection): void
  /** Every row that matches was asked for. */
  onSelectAll(): void
  /** Ids of all rows in order, from the server: for a range that was not fetched. */
  allIds(): Promise<string[]>
  active: number
  onActive(index: number): void
  onOpen(row: Row, index: number): void
  /** Escape. */
  onClose(): void
  openId: string | undefined
  /** Columns that may leave do so when they do not fit. */
  folding: boolean
  texts: { selectAll: string; select(name: string): string }
  rowHeight?: number
}

const HEADER_PX = 30

/**
 * A grid of rows that the server keeps: the browser holds what is on the screen and its surroundings.
 * The grid has the focus and a cursor (`aria-activedescendant`), so that rows may come and go under it.
 */
export function DataTable<Row, Context>(props: DataTableProps<Row, Context>) {
  const { count, rowAt, idOf, selection, active } = props
  const height = props.rowHeight ?? 36
  const prefix = useId()
  const grid = useRef<HTMLDivElement>(null)
  const width = useWidth(grid, props.folding)
  useOverflow(grid)
  // Rows are memoised on this list: it must keep its identity while nothing about the columns changes.
  const columns = useMemo(
    () => visibleColumns(props.columns, props.layout, width === undefined ? undefined : width - CHECK_PX),
    [props.columns, props.layout, width],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: another topic is the reason, not an input
  useEffect(() => {
    grid.current?.scrollTo({ top: 0 })
  }, [props.topic])
  useEffect(() => {
    if (active >= 0 && grid.current) scrollToRow(grid.current, active, height, HEADER_PX)
  }, [active, height])

  function page() {
    return Math.max(1, Math.floor(((grid.current?.clientHeight ?? 0) - HEADER_PX) / height) - 1)
  }

  function toggleAt(index: number) {
    const row = rowAt(index)
    if (row !== undefined) props.onSelection(toggle(selection, idOf(row), index))
  }

  async function extendTo(index: number) {
    if (selection.kind === 'all') return
    const anchor = selection.anchor ?? Math.max(0, active)
    const [from, to] = anchor < index ? [anchor, index] : [index, anchor]
    const known: string[] = []
    for (let i = from; i <= to; i++) {
      const row = rowAt(i)
      if (row === undefined) break
      known.push(idOf(row))
    }
    const ids = known.length === to - from + 1 ? known : (await props.allIds()).slice(from, to + 1)
    props.onSelection(extend(selection, ids, anchor))
  }

  function onKeyDown(event: KeyboardEvent) {
    // Keys on a button or link inside the grid are its own, but for Escape.
    if (event.target !== event.currentTarget && event.key !== 'Escape') return
    const intent = intentOf(event, active, count, page())
    if (!intent) return
    event.preventDefault()
    switch (intent.do) {
      case 'move':
        if (intent.extend) void extendTo(intent.to)
        return props.onActive(intent.to)
      case 'toggle':
        return toggleAt(active)
      case 'all':
        return props.onSelectAll()
      case 'open':
        return openAt(active)
      case 'close':
        return props.onClose()
    }
  }

  function openAt(index: number) {
    const row = rowAt(index)
    if (row !== undefined) props.onOpen(row, index)
  }

  function onClick(event: MouseEvent) {
    if (!(event.target instanceof Element)) return
    if (event.target.closest('[data-check-all]')) {
      return countOf(selection, count) > 0 ? props.onSelection(NOTHING) : props.onSelectAll()
    }
    const element = event.target.closest('[data-index]')
    if (!element || event.target.closest('a, button')) return
    const index = Number(element.getAttribute('data-index'))
    // Dragging over a text to copy it is not a wish to open the row.
    if (getSelection()?.type === 'Range' && !event.shiftKey) return
    if (event.shiftKey) void extendTo(index)
    else if (event.ctrlKey || event.metaKey || event.target.closest('[data-check]')) toggleAt(index)
    else openAt(index)
    props.onActive(index)
  }

  const chosen = countOf(selection, count)
  const style = styleOf(columns, props.layout)
  return (
    <div
      ref={grid}
      role="grid"
      tabIndex={0}
      aria-label={props.label}
      aria-rowcount={count + 1}
      aria-colcount={columns.length + 1}
      aria-multiselectable="true"
      aria-activedescendant={active >= 0 && active < count ? `${prefix}${active}` : undefined}
      onKeyDown={onKeyDown}
      onClick={onClick}
      onMouseDown={(event) => event.shiftKey && event.preventDefault()}
      className="group/grid relative min-h-0 flex-1 max-wide:hidden overflow-auto overscroll-contain outline-none [contain:strict]"
      style={style}
    >
      <div role="presentation" className="min-w-(--total)">
        <TableHeader
          columns={columns}
          layout={props.layout}
          onLayout={props.onLayout}
          titleOf={props.titleOf}
          sort={props.sort}
          onSort={props.onSort}
          onDrag={(id, px) => {
            const sizes = { ...props.layout.sizes, [id]: px }
            for (const [name, value] of Object.entries(styleOf(columns, { ...props.layout, sizes })))
              grid.current?.style.setProperty(name, String(value))
          }}
          checked={chosen > 0 && chosen >= count}
          mixed={chosen > 0 && chosen < count}
          checkLabel={props.texts.selectAll}
        />
        <TableRows
          scroller={grid}
          headerPx={HEADER_PX}
          height={height}
          prefix={prefix}
          columns={columns}
          context={props.context}
          count={count}
          rowAt={rowAt}
          idOf={idOf}
          nameOf={props.nameOf}
          isMuted={props.isMuted}
          onRange={props.onRange}
          selection={selection}
          active={active}
          openId={props.openId}
          labelOf={props.texts.select}
        />
      </div>
    </div>
  )
}
