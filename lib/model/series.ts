import type { Span } from './time-range'

/**
 * Values at even steps from the start of a span. NaN: the cloud sent nothing for that step. `unread`: the call for it
 * failed, so nobody knows.
 */
export interface Dense {
  stepMs: number
  values: Float64Array
  unread: Uint8Array
}

/** A series without any value yet: all of it is a gap. */
export const emptyDense = ({ from, to }: Span, stepMs: number): Dense => {
  const length = Math.max(1, Math.ceil((to - from) / stepMs))
  return { stepMs, values: new Float64Array(length).fill(Number.NaN), unread: new Uint8Array(length) }
}

/** Half-open windows of at most `mostMs` that cover a span exactly once, in order. */
export function windowsOf({ from, to }: Span, mostMs: number): Span[] {
  const windows: Span[] = []
  for (let start = from; start < to; start += mostMs) windows.push({ from: start, to: Math.min(to, start + mostMs) })
  return windows
}

/** How the values of nodes become one. */
export type Joining = 'sum' | 'average' | 'maximum'
/** What a line of several nodes is. `ratio`: two metrics, each summed over the nodes, one divided by the other. */
export type Joined = Joining | 'ratio'

/**
 * Several nodes as one. A step counts nodes that have a value in it; where none has, it is a gap. A step that was not
 * read of one node is not read: a sum without it would be wrong.
 */
export function joined(how: Joining, parts: readonly Dense[]): Dense {
  const [first] = parts
  if (!first) throw new Error('nothing to join')
  const { stepMs } = first
  const length = first.values.length
  const whole: Dense = { stepMs, values: new Float64Array(length).fill(Number.NaN), unread: new Uint8Array(length) }
  for (let at = 0; at < length; at++) {
    let sum = 0
    let most = Number.NEGATIVE_INFINITY
    let count = 0
    for (const { values, unread } of parts) {
      if (unread[at]) whole.unread[at] = 1
      const value = values[at] ?? Number.NaN
      if (Number.isNaN(value)) continue
      sum += value
      most = Math.max(most, value)
      count++
    }
    if (count === 0 || whole.unread[at]) continue
    whole.values[at] = how === 'sum' ? sum : how === 'average' ? sum / count : most
  }
  return whole
}

/** One divided by the other; a gap where either is one or nothing can be divided by. */
export function ratio(top: Dense, bottom: Dense): Dense {
  const values = top.values.map((value, at) => {
    const below = bottom.values[at] ?? Number.NaN
    return below > 0 ? value / below : Number.NaN
  })
  return { stepMs: top.stepMs, values, unread: top.unread.map((unread, at) => unread | (bottom.unread[at] ?? 0)) }
}

export interface Stats {
  min: number
  avg: number
  max: number
  last: number
}

/** Of every value there is, before any is left out of a drawing; null when there is none. */
export function statsOf({ values }: Dense): Stats | null {
  let [min, max, sum, count, latest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0]
  for (const value of values) {
    if (Number.isNaN(value)) continue
    if (value < min) min = value
    if (value > max) max = value
    sum += value
    count++
    latest = value
  }
  return count === 0 ? null : { min, avg: sum / count, max, last: latest }
}

/** No series has more points than this in a browser. */
export const MOST_POINTS = 600

export interface Thinned {
  /** Steps that share a bucket; 1: every value is there. */
  bucket: number
  /** Steps from the start, ascending. */
  at: number[]
  values: number[]
}

/** The lowest and the highest value of each bucket, where they stood: no extreme is lost, at most 600 points. */
export function thinned({ values }: Dense): Thinned {
  const bucket = values.length <= MOST_POINTS ? 1 : Math.ceil(values.length / (MOST_POINTS / 2))
  const found: Thinned = { bucket, at: [], values: [] }
  const keep = (index: number) => {
    found.at.push(index)
    found.values.push(values[index] ?? Number.NaN)
  }
  for (let start = 0; start < values.length; start += bucket) {
    let [low, high] = [-1, -1]
    const end = Math.min(values.length, start + bucket)
    for (let at = start; at < end; at++) {
      const value = values[at] ?? Number.NaN
      if (Number.isNaN(value)) continue
      if (low < 0 || value < (values[low] ?? 0)) low = at
      if (high < 0 || value > (values[high] ?? 0)) high = at
    }
    if (low < 0) continue
    keep(Math.min(low, high))
    if (low !== high) keep(Math.max(low, high))
  }
  return found
}

export interface Gap {
  /** Steps from the start. */
  at: number
  steps: number
  /** Not that the cloud had nothing: the call failed. */
  unread: boolean
}

/** Stretches without a value, as far as they are at least a bucket long: shorter ones cannot be seen. */
export function gapsOf({ values, unread }: Dense, bucket: number): Gap[] {
  const gaps: Gap[] = []
  for (let at = 0; at < values.length; ) {
    if (!Number.isNaN(values[at])) {
      at++
      continue
    }
    const start = at
    const isUnread = unread[at] === 1
    while (at < values.length && Number.isNaN(values[at]) && (unread[at] === 1) === isUnread) at++
    if (at - start >= bucket) gaps.push({ at: start, steps: at - start, unread: isUnread })
  }
  return gaps
}
