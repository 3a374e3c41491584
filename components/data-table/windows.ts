/** Rows per request. */
const WINDOW_ROWS = 50
/** Rows of the first window: the page comes with them, so no more than most screens show. */
export const FIRST_ROWS = 30
/** Windows wanted at one time: what is seen never needs more. */
const MOST = 8

/** Number of the window that holds a row. */
export const windowOf = (index: number) => (index < FIRST_ROWS ? 0 : 1 + Math.floor((index - FIRST_ROWS) / WINDOW_ROWS))

/** The rows of a window. */
export const rowsOf = (window: number) =>
  window === 0
    ? { offset: 0, limit: FIRST_ROWS }
    : { offset: FIRST_ROWS + (window - 1) * WINDOW_ROWS, limit: WINDOW_ROWS }

/** Numbers of the windows that hold the rows from `first` to `last`, both seen, within `count` rows. */
export function windowsFor(first: number, last: number, count: number): number[] {
  if (count <= 0) return [0]
  const from = windowOf(Math.max(0, Math.min(first, count - 1)))
  const to = windowOf(Math.max(0, Math.min(last, count - 1)))
  return Array.from({ length: Math.min(MOST, to - from + 1) }, (_, i) => from + i)
}

/** The rows on the screen: number of the first, and how many there is room for. */
export interface View {
  first: number
  rows: number
}

/** A view moves on by so many rows: less often than the rows do. */
const STEP = 4

/** What is seen at a scroll position, all lengths in px. The first row is one of every `STEP`. */
export function viewOf(scrollTop: number, roomPx: number, rowPx: number): View {
  const first = Math.max(0, Math.floor(scrollTop / rowPx))
  return { first: first - (first % STEP), rows: Math.ceil(Math.max(0, roomPx) / rowPx) + STEP }
}

/** The first and the last of the rows of a view, with `beyond` more at each end; none: `last` is below `first`. */
export function rowsToDraw({ first, rows }: View, count: number, beyond: number): { first: number; last: number } {
  // A list that has become shorter shows its end.
  const from = Math.max(0, Math.min(first, count - rows))
  return { first: Math.max(0, from - beyond), last: Math.min(count, from + rows + beyond) - 1 }
}

/**
 * The rows to draw, each with the key of the element that draws it: row and element meet again every `pool` rows, so
 * that neighbours never share one. Ordered by element, from that of row `start` on, which a list that scrolls does not
 * disturb.
 */
export function placesOf(
  indexes: readonly number[],
  pool: number,
  start: number,
): { key: number | 'active'; index: number }[] {
  const places = indexes.map((index) => ({ key: index % pool, index }))
  const from = start % pool
  return places.sort((a, b) => ((a.key - from + pool) % pool) - ((b.key - from + pool) % pool))
}
