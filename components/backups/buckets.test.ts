import { expect, test } from 'vitest'
import type { BackupSet, BackupStatus } from '@/lib/model/backup'
import { BUCKETS, marksOf } from './buckets'

const set = (at: number, status: BackupStatus = 'done'): BackupSet => ({
  id: String(at),
  name: null,
  type: 'automatic',
  method: null,
  status,
  vendorStatus: '',
  startedAt: new Date(at).toISOString(),
  endedAt: null,
  bytes: null,
  expiresAt: null,
  progress: null,
  parts: [],
})

test('thousands of sets are few marks, and none is lost', () => {
  const marks = marksOf(
    Array.from({ length: 5_000 }, (_, at) => set(at * 1_000)),
    0,
    5_000_000,
  )
  expect(marks.length).toBeLessThanOrEqual(BUCKETS)
  expect(marks.reduce((sum, { count }) => sum + count, 0)).toBe(5_000)
})

test('one failed set among good ones is what is seen, and what lies outside is not', () => {
  const marks = marksOf([set(10), set(20, 'failed'), set(30), set(2_000_000), set(-5)], 0, 1_000_000)
  expect(marks).toMatchObject([{ at: 10 / 1_000_000, status: 'failed', count: 3, from: 10, to: 30, set: { id: '20' } }])
})

test('marks come in the order of time, whatever order the sets have, and each opens its newest good set', () => {
  const marks = marksOf([set(900_000), set(10), set(100_000), set(100_001)], 0, 1_000_000)
  expect(marks.map(({ set: { id }, count }) => [id, count])).toEqual([
    ['10', 1],
    ['100001', 2],
    ['900000', 1],
  ])
})
