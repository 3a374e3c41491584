import { expect, test } from 'vitest'
import type { MetricSeries, Metrics } from '@/lib/model/metric'
import {
  beforeKey,
  colourOf,
  commonGaps,
  comparedSeries,
  FRONT,
  isDrawnWith,
  keyOf,
  type Line,
  pointAt,
  pointsOf,
} from './lines'

const MINUTE = 60_000
const series = (over: Partial<MetricSeries> = {}): MetricSeries => ({
  id: 'a',
  node: null,
  others: 0,
  unit: 'count',
  joined: null,
  stepMinutes: 1,
  bucketMinutes: 1,
  at: [0, 1, 4, 5],
  values: [7, 0, 3, 4],
  gaps: [{ at: 2, minutes: 2, unread: false }],
  stats: null,
  ...over,
})
const line = (one: MetricSeries): Line => ({
  key: 'a',
  label: 'a',
  colour: '',
  isBefore: false,
  series: one,
  points: pointsOf(one, 0),
})

test('a gap breaks a line, a zero is a point of it', () => {
  expect(pointsOf(series(), 0).map(({ t, v }) => [t / MINUTE, v])).toEqual([
    [0, 7],
    [1, 0],
    [2, null],
    [4, 3],
    [5, 4],
  ])
})

test('the value at a moment is the last one told, and nothing inside a gap', () => {
  const one = line(series())
  expect(pointAt(one, 1.5 * MINUTE)?.v).toBe(0)
  expect(pointAt(one, 3 * MINUTE)).toBeNull()
  expect(pointAt(one, 4 * MINUTE)?.v).toBe(3)
  expect(pointAt(one, 60 * MINUTE)).toBeNull()
})

test('a stretch is empty where every line is', () => {
  const answer = { from: new Date(0).toISOString() } as Metrics // no more of it is read
  const other = line(series({ gaps: [{ at: 3, minutes: 9, unread: true }] }))
  expect(commonGaps([line(series()), other], answer)).toEqual([{ from: 3 * MINUTE, to: 4 * MINUTE, unread: true }])
})

test('the line that a page speaks of has its colour for itself', () => {
  const others = [1, 2, 3, 4, 5, 6].map((index) => colourOf(index, true))
  expect(others).not.toContain(FRONT)
  expect(new Set(others).size).toBe(6)
  expect(colourOf(0)).not.toBe(FRONT)
  expect(colourOf(1)).toBe(FRONT)
})

test('the earlier time is that of the isolated line, and is drawn with it alone', () => {
  const ids = ['all', 'reads', 'writes']
  const key = (id: string, node: string | null = null) => keyOf({ id, node, others: 0 })
  const writes = key('writes')
  expect(comparedSeries(ids, null)).toBe('all')
  expect(comparedSeries(ids, writes)).toBe('writes')
  // Looking at the earlier time alone stays with its line.
  expect(comparedSeries(ids, beforeKey(writes))).toBe('writes')
  // A node, and a line that is no more there, have none of their own.
  expect(comparedSeries(ids, key('writes', 'db-2'))).toBe('all')
  expect(comparedSeries([], writes)).toBeUndefined()

  const drawn = (alone: string | null) =>
    [key('all'), writes, beforeKey(writes), beforeKey(key('all'))].filter((one) => isDrawnWith(alone, one))
  expect(drawn(null)).toHaveLength(4)
  expect(drawn(writes)).toEqual([writes, beforeKey(writes)])
  expect(drawn(beforeKey(writes))).toEqual([beforeKey(writes)])
})
