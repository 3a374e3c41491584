/** Rows per request. */
export const WINDOW_ROWS = 100
/** Windows wanted at one time: what is seen never needs more. */
const MOST = 6

/** Numbers of the windows that hold the rows from `first` to `last`, both seen, within `count` rows. */
export function windowsFor(first: number, last: number, count: number): number[] {
  if (count <= 0) return [0]
  const from = Math.floor(Math.max(0, Math.min(first, count - 1)) / WINDOW_ROWS)
  const to = Math.floor(Math.max(0, Math.min(last, count - 1)) / WINDOW_ROWS)
  return Array.from({ length: Math.min(MOST, to - from + 1) }, (_, i) => from + i)
}
