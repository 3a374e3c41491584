import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { CheckBox } from './check-box'
import { clampSize, type TableColumn } from './column'
import { type Layout, moveColumn, moveShown, sizeOf } from './layout'

export interface Sort {
  field: string
  descending: boolean
}

interface HeaderProps<Row, Context> {
  columns: readonly TableColumn<Row, Context>[]
  layout: Layout
  onLayout(layout: Layout): void
  titleOf(column: string): string
  sort: Sort
  onSort(field: string): void
  /** Draws a width while it is dragged, before it is kept. */
  onDrag(column: string, px: number): void
  checked: boolean
  mixed: boolean
  checkLabel: string
}

const STEP_PX = 16

export function TableHeader<Row, Context>(props: HeaderProps<Row, Context>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-[3] bg-surface">
      <div
        role="row"
        aria-rowindex={1}
        className="grid h-[30px] [grid-template-columns:var(--cols)] border-b border-border bg-surface text-sm font-medium text-muted"
      >
        <div
          role="columnheader"
          aria-colindex={1}
          data-check-all=""
          className="sticky left-0 z-[1] flex items-center bg-inherit pl-5"
        >
          <CheckBox checked={props.checked} mixed={props.mixed} label={props.checkLabel} />
        </div>
        {props.columns.map((column, i) => (
          <HeaderCell key={column.id} {...props} column={column} colIndex={i + 2} />
        ))}
      </div>
    </div>
  )
}

function HeaderCell<Row, Context>(
  props: HeaderProps<Row, Context> & { column: TableColumn<Row, Context>; colIndex: number },
) {
  const { column, layout, onLayout } = props
  const title = props.titleOf(column.id)
  const direction = column.sort === props.sort.field ? (props.sort.descending ? 'descending' : 'ascending') : undefined
  const resize = (px: number) => onLayout({ ...layout, sizes: { ...layout.sizes, [column.id]: clampSize(column, px) } })

  function onKeyDown(event: KeyboardEvent) {
    if (!event.altKey || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    const step = event.key === 'ArrowLeft' ? -1 : 1
    if (event.shiftKey) onLayout(moveShown(layout, column.id, step))
    else resize(sizeOf(layout, column) + step * STEP_PX)
  }

  return (
    <div
      role="columnheader"
      aria-colindex={props.colIndex}
      aria-sort={direction}
      // The whole cell sorts, not only the word; the button inside is for the keyboard.
      onClick={(event) => {
        const own = event.target instanceof Element && event.target.closest('button, [data-resize]')
        if (!own && column.sort) props.onSort(column.sort)
      }}
      draggable={!column.pinned}
      onDragStart={(event) => event.dataTransfer.setData('text/x-column', column.id)}
      onDragOver={(event) => {
        if (event.dataTransfer.types.includes('text/x-column') && !column.pinned) event.preventDefault()
      }}
      onDrop={(event) => {
        const moved = event.dataTransfer.getData('text/x-column')
        onLayout(moveColumn(layout, moved, layout.order.indexOf(column.id) - layout.order.indexOf(moved)))
      }}
      className={`group/head relative flex min-w-0 items-center px-2 ${column.sort ? 'cursor-pointer' : ''} ${column.pinned ? 'sticky left-[44px] z-[1] bg-inherit' : ''} ${column.align === 'end' ? 'justify-end' : ''} last:pr-5`}
    >
      <HeaderTitle
        title={title}
        direction={direction}
        onKeyDown={onKeyDown}
        onSort={sorter(column.sort, props.onSort)}
      />
      <ResizeHandle
        size={() => sizeOf(layout, column)}
        onDrag={(px) => props.onDrag(column.id, clampSize(column, px))}
        onEnd={resize}
        onReset={() => {
          const { [column.id]: _, ...sizes } = layout.sizes
          onLayout({ ...layout, sizes })
        }}
      />
    </div>
  )
}

const sorter = (field: string | undefined, onSort: (field: string) => void) => (field ? () => onSort(field) : undefined)

function HeaderTitle(props: {
  title: string
  direction: 'ascending' | 'descending' | undefined
  onSort: (() => void) | undefined
  onKeyDown(event: KeyboardEvent): void
}): ReactNode {
  if (!props.onSort) return <span className="truncate">{props.title}</span>
  return (
    <button
      type="button"
      onClick={props.onSort}
      onKeyDown={props.onKeyDown}
      className={`flex min-w-0 cursor-pointer items-center gap-1 rounded-sm hover:text-text focus-visible:outline-2 focus-visible:outline-focus ${props.direction ? 'text-text' : ''}`}
    >
      <span className="truncate">{props.title}</span>
      {props.direction ? (
        <svg viewBox="0 0 12 12" aria-hidden="true" className="size-3 flex-none fill-none stroke-current stroke-[1.4]">
          <path d={props.direction === 'ascending' ? 'm3 7 3-3 3 3' : 'm3 5 3 3 3-3'} />
        </svg>
      ) : null}
    </button>
  )
}

function ResizeHandle(props: { size(): number; onDrag(px: number): void; onEnd(px: number): void; onReset(): void }) {
  function onPointerDown(event: PointerEvent<HTMLSpanElement>) {
    event.preventDefault()
    const handle = event.currentTarget
    const from = event.clientX
    const size = props.size()
    handle.setPointerCapture(event.pointerId)
    const move = (at: globalThis.PointerEvent) => props.onDrag(size + at.clientX - from)
    const end = (at: globalThis.PointerEvent) => {
      handle.removeEventListener('pointermove', move)
      if (at.clientX !== from) props.onEnd(size + at.clientX - from)
    }
    handle.addEventListener('pointermove', move)
    handle.addEventListener('pointerup', end, { once: true })
    handle.addEventListener('pointercancel', end, { once: true })
  }
  // For the pointer only: the keyboard resizes with Alt and the arrows on the title, or in the columns dialog.
  return (
    <span
      aria-hidden="true"
      data-resize=""
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={onPointerDown}
      onDoubleClick={props.onReset}
      className="absolute inset-y-0 -right-1 group-last/head:right-0 z-[2] w-2 cursor-col-resize touch-none after:absolute after:inset-y-1.5 after:left-[3px] after:w-px after:bg-transparent hover:after:bg-border-strong"
    />
  )
}
