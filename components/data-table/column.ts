import type { ReactNode } from 'react'

/**
 * A column of a data table. Lists of columns are module constants: what changes (width, order, which are
 * shown) is the layout, and what a cell needs beside its row comes in `Context`.
 */
export interface TableColumn<Row, Context> {
  id: string
  /** Width in px at rest. */
  size: number
  /** Narrowest width in px; 56 when left out. */
  minSize?: number
  /** Takes the width that is left over. One per table. */
  grow?: boolean
  align?: 'end'
  /** Field that the server sorts by; a column without one cannot be sorted. */
  sort?: string
  /** Stays at the left edge and cannot be hidden or moved. */
  pinned?: boolean
  /** Not among the columns shown at first. */
  hidden?: boolean
  /** When room is short beside an open panel, columns leave in ascending order. Without it, never. */
  fold?: number
  cell(row: Row, context: Context): ReactNode
}

export const MIN_COLUMN_PX = 56
export const MAX_COLUMN_PX = 640

export const minSizeOf = (column: { minSize?: number }) => column.minSize ?? MIN_COLUMN_PX

/** The width within what the column allows, in whole px. */
export const clampSize = (column: { minSize?: number }, px: number) =>
  Math.round(Math.min(MAX_COLUMN_PX, Math.max(minSizeOf(column), px)))
