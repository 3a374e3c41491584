import { expect, test } from 'vitest'
import type { FleetPattern } from '@/lib/model/slow-fleet'
import { FLEET_ADDRESS } from './address'
import { FLEET_SORTS, keptLate, shownRows, summaryOf } from './shown'

const NOW = Date.parse('2026-11-21T12:00:00Z')
const remark = { owner: '', note: '', by: 'ada', at: '2026-11-20T00:00:00Z' }
const row = (id: number, over: Partial<FleetPattern> = {}): FleetPattern => ({
  ref: 'r',
  id,
  pattern: { command: 'GET', keys: [], others: 0, known: true },
  count: 1,
  totalUs: 1_000,
  maxUs: 1_000,
  first: '2026-11-21T01:00:00.000Z',
  last: '2026-11-21T01:00:00.000Z',
  clients: [],
  clientCount: 0,
  hourUs: 0,
  weekAgoUs: null,
  isNew: false,
  remark: null,
  ...over,
})
const ROWS = [
  row(1, { totalUs: 9e6, count: 3, maxUs: 4e6, hourUs: 9e6, weekAgoUs: 1e6 }),
  row(2, { totalUs: 5e6, count: 9, maxUs: 1e6, isNew: true, last: '2026-11-21T11:00:00.000Z' }),
  row(3, {
    totalUs: 4e6,
    count: 5,
    maxUs: 6e6,
    isNew: true,
    remark: { ...remark, mutedUntil: '2026-11-22T00:00:00Z' },
  }),
  row(4, { totalUs: 3e6, count: 1, isNew: null, remark: { ...remark, mutedUntil: '2026-11-20T00:00:00Z' } }),
]
const ids = (rows: readonly FleetPattern[]) => rows.map(({ id }) => id)

test('patterns, new and worse are counted without muted ones, which are counted apart', () => {
  expect(summaryOf(ROWS, NOW)).toEqual({ patterns: 3, fresh: 1, worse: 1, muted: 1 })
  expect(summaryOf(ROWS.slice(1), NOW)).toMatchObject({ worse: null })
  expect(summaryOf([], NOW)).toEqual({ patterns: 0, fresh: 0, worse: null, muted: 0 })
})

test('rows are those that are asked for, the most first', () => {
  const by = (sort: (typeof FLEET_SORTS)[number]) => ids(shownRows(ROWS, { only: 'all', sort }))
  expect(by('total')).toEqual([1, 2, 3, 4])
  expect(by('count')).toEqual([2, 3, 1, 4])
  expect(by('max')).toEqual([3, 1, 2, 4])
  expect(by('last')).toEqual([2, 1, 3, 4])
  expect(ids(shownRows(ROWS, { only: 'new', sort: 'max' }))).toEqual([3, 2])
  expect(ids(shownRows(ROWS, { only: 'worse', sort: 'total' }))).toEqual([1])
})

test('what is sorted and sifted stands in the address', () => {
  const of = (text: string) => FLEET_ADDRESS.read(new URLSearchParams(text))
  expect(of('sort=max&only=new')).toMatchObject({ sort: 'max', only: 'new' })
  expect(of('sort=worst&only=some')).toMatchObject({ sort: 'total', only: 'all' })
  expect(FLEET_ADDRESS.write(of('sort=last&only=worse'))).toBe('sort=last&only=worse')
  expect(FLEET_ADDRESS.write(of(''))).toBe('')
})

test('a range that begins before an archive does says so', () => {
  const from = Date.parse('2026-11-14T12:00:00Z')
  const kept = (keptFrom: string, keptTo = '2026-11-21T11:58:00Z') => ({ keptFrom, keptTo })
  const [whole, late, later] = [
    kept('2026-11-10T00:00:00Z'),
    kept('2026-11-19T08:00:00Z'),
    kept('2026-11-20T00:00:00Z'),
  ]
  expect(keptLate([whole], from)).toBeNull()
  expect(keptLate([], from)).toBeNull()
  expect(keptLate([late, later], from)).toEqual({ oldest: Date.parse(late.keptFrom), late: 2, all: 2 })
  expect(keptLate([whole, late], from)).toEqual({ oldest: null, late: 1, all: 2 })
  // Of one that holds nothing yet there is no beginning.
  expect(keptLate([whole, kept(later.keptFrom, later.keptFrom)], from)).toBeNull()
})
