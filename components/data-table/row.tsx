import { type CSSProperties, memo, type ReactNode } from 'react'
import { CheckBox } from './check-box'
import type { TableColumn } from './column'

/** Left edge of the pinned column: the width of the checkbox column. */
export const CHECK_PX = 44
/** Of the pinned cells of a row: they stick only where the columns are wider than the grid. */
const STUCK = 'group-data-[overflows]/grid:sticky group-data-[overflows]/grid:z-[1]'

interface RowProps<Row, Context> {
  id: string
  row: Row | undefined
  index: number
  /** Distance from the top of the rows in px. */
  top: number
  height: number
  columns: readonly TableColumn<Row, Context>[]
  context: Context
  checked: boolean
  /** Has the keyboard's cursor. */
  active: boolean
  /** Is shown in the side panel. */
  open: boolean
  muted: boolean
  nameOf(row: Row): string
  /** Name of the checkbox of a row with this name. */
  labelOf(name: string): string
}

/** One row of the grid. It has no handlers: the grid reads `data-index` and `data-check` of what was clicked. */
function TableRow<Row, Context>(props: RowProps<Row, Context>) {
  const { row, index, columns, context, active, open } = props
  const style: CSSProperties = { height: props.height, transform: `translateY(${props.top}px)` }
  const tone = open ? 'bg-selected' : 'bg-surface hover:bg-hover'
  const cursor = active
    ? // Drawn above the sticky cells, which would cover an outline.
      'group-focus-visible/grid:after:pointer-events-none group-focus-visible/grid:after:absolute group-focus-visible/grid:after:inset-0 group-focus-visible/grid:after:z-[2] group-focus-visible/grid:after:border-2 group-focus-visible/grid:after:border-focus'
    : ''
  return (
    <div
      role="row"
      id={props.id}
      data-index={index}
      data-muted={props.muted || undefined}
      aria-rowindex={index + 2}
      aria-selected={props.checked}
      aria-current={open || undefined}
      className={`group/row absolute inset-x-0 top-0 grid [contain:strict] [grid-template-columns:var(--cols)] border-b border-border ${tone} ${cursor}`}
      style={style}
    >
      <div
        role="gridcell"
        aria-colindex={1}
        data-check=""
        className={`${STUCK} left-0 flex items-center bg-inherit pl-5 ${open ? 'shadow-[inset_2px_0_0_var(--accent)]' : ''}`}
      >
        {row === undefined ? null : <CheckBox checked={props.checked} label={props.labelOf(props.nameOf(row))} />}
      </div>
      <MemoCells row={row} columns={columns} context={context} />
    </div>
  )
}

type CellsProps<Row, Context> = Pick<RowProps<Row, Context>, 'row' | 'columns' | 'context'>

/** Drawn again only when the row itself is another one: choosing ten thousand rows draws their boxes alone. */
function Cells<Row, Context>({ row, columns, context }: CellsProps<Row, Context>): ReactNode {
  return columns.map((column, i) => (
    <Cell key={column.id} column={column} colIndex={i + 2}>
      {row === undefined ? <Skeleton column={column} /> : column.cell(row, context)}
    </Cell>
  ))
}
// `memo` loses the generics; the signature is the same.
const MemoCells = memo(Cells) as typeof Cells

function Cell(props: { column: { pinned?: boolean; align?: 'end' }; colIndex: number; children: ReactNode }) {
  const { pinned, align } = props.column
  const place = pinned ? `${STUCK} left-[44px] bg-inherit` : ''
  return (
    <div
      role="gridcell"
      aria-colindex={props.colIndex}
      className={`flex min-w-0 items-center overflow-hidden whitespace-nowrap px-2 ${place} ${align === 'end' ? 'justify-end text-right' : ''} last:pr-5`}
    >
      {props.children}
    </div>
  )
}

/** A bar of about the width of what will stand there. */
function Skeleton({ column }: { column: { size: number } }) {
  const width = Math.min(Math.round(column.size * 0.6), 140)
  return <span className="skel max-w-full" style={{ width }} />
}

// `memo` loses the generics; the signature is the same.
export const MemoRow = memo(TableRow) as typeof TableRow
