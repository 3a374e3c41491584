import { useEffect } from 'react'
import type { TableColumn } from './column'
import { MemoRow } from './row'
import { isSelected, type Selection } from './selection'
import { useWindow } from './use-window'

interface RowsProps<Row, Context> {
  scroller: { current: HTMLElement | null }
  headerPx: number
  /** Height of every row in px. */
  height: number
  /** Of the ids of rows; the number of the row follows. */
  prefix: string
  columns: readonly TableColumn<Row, Context>[]
  context: Context
  count: number
  rowAt(index: number): Row | undefined
  idOf(row: Row): string
  nameOf(row: Row): string
  isMuted(row: Row): boolean
  onRange(first: number, last: number): void
  selection: Selection
  active: number
  openId: string | undefined
  labelOf(name: string): string
}

/** The rows around what is on the screen: a component of its own, so that scrolling draws nothing else. */
export function TableRows<Row, Context>(props: RowsProps<Row, Context>) {
  const { height, count, active, onRange } = props
  const { first, last, indexes } = useWindow({ ...props })
  useEffect(() => onRange(first, last), [first, last, onRange])
  // The row with the cursor stays, wherever one scrolls: assistive technology points at it.
  const drawn = active >= 0 && active < count && !indexes.includes(active) ? [...indexes, active] : indexes
  return (
    <div role="rowgroup" className="relative" style={{ height: count * height }}>
      {drawn.map((index) => {
        const row = props.rowAt(index)
        const id = row === undefined ? undefined : props.idOf(row)
        return (
          <MemoRow
            key={index}
            id={`${props.prefix}${index}`}
            index={index}
            row={row}
            top={index * height}
            height={height}
            columns={props.columns}
            context={props.context}
            checked={id !== undefined && isSelected(props.selection, id)}
            active={index === active}
            open={id !== undefined && id === props.openId}
            muted={row !== undefined && props.isMuted(row)}
            checkLabel={row === undefined ? '' : props.labelOf(props.nameOf(row))}
          />
        )
      })}
    </div>
  )
}
