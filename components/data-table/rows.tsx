import { useEffect, useState } from 'react'
import type { TableColumn } from './column'
import { MemoRow } from './row'
import { isSelected, type Selection } from './selection'
import { useWindow } from './use-window'
import { placesOf } from './windows'

/** So long after the last movement, the rows are brought into their order in the document. */
const CALM_MS = 250

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
  const { first, last, indexes, pool } = useWindow({ ...props })
  useEffect(() => onRange(first, last), [first, last, onRange])
  // Elements of rows that leave become those of rows that come: to fill one is cheaper than to make one. They change
  // places in the document only when scrolling has ended, for those who read the page in its order.
  const [start, setStart] = useState(0)
  const calm = indexes[0] ?? 0
  useEffect(() => {
    const timer = setTimeout(() => setStart(calm), CALM_MS)
    return () => clearTimeout(timer)
  }, [calm])
  const drawn = placesOf(indexes, pool, start)
  // The row with the cursor stays, wherever one scrolls: assistive technology points at it.
  if (active >= 0 && active < count && !indexes.includes(active)) drawn.push({ key: 'active', index: active })
  return (
    <div role="rowgroup" className="relative" style={{ height: count * height }}>
      {drawn.map(({ key, index }) => {
        const row = props.rowAt(index)
        const id = row === undefined ? undefined : props.idOf(row)
        return (
          <MemoRow
            key={key}
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
            nameOf={props.nameOf}
            labelOf={props.labelOf}
          />
        )
      })}
    </div>
  )
}
