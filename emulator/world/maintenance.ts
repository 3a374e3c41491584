const DAY_MS = 86_400_000

/** Milliseconds into the UTC day of `HH:mm` or `HH:mmZ`. */
const intoDay = (time: string) => {
  const [hours = 0, minutes = 0] = time.replace('Z', '').split(':').map(Number)
  return (hours * 60 + minutes) * 60_000
}

/** When the next maintenance window begins; `now` itself inside a window. Windows may pass midnight. */
export function nextWindow(window: { start: string; end: string }, now: number): number {
  const start = intoDay(window.start)
  const length = (intoDay(window.end) - start + DAY_MS) % DAY_MS || DAY_MS
  const since = (((now - start) % DAY_MS) + DAY_MS) % DAY_MS
  return since < length ? now : now - since + DAY_MS
}
