import { expect, test } from 'vitest'
import { CLOUD_REACH_DAYS } from '@/lib/model/kept'
import { oldestOf } from './oldest'

const DAY = 86_400_000
const now = Date.parse('2026-11-22T04:00:00Z')
const ago = (days: number) => new Date(now - days * DAY).toISOString()
const read = (createdAt: string | null, reachDays: number | null, keptFrom: string | null) => {
  const { at, why, days } = oldestOf({ createdAt, reachDays, keptFrom, now })
  return [(now - at) / DAY, why, days]
}

test('nothing is told of a time before the instance was made', () =>
  expect(read(ago(5), null, ago(4))).toEqual([5, 'made', CLOUD_REACH_DAYS]))
test('what is kept here goes further back than its cloud', () =>
  expect(read(ago(400), null, ago(80))).toEqual([80, 'kept', CLOUD_REACH_DAYS]))
test('what is kept here began later than what its cloud still tells', () =>
  expect(read(ago(400), null, ago(3))).toEqual([CLOUD_REACH_DAYS, 'assumed', CLOUD_REACH_DAYS]))
test('a cloud that says how far back it tells is taken at its word', () =>
  expect(read(null, 14, null)).toEqual([14, 'printed', 14]))
