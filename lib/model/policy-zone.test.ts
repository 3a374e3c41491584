import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WEEKDAYS } from './backup'
import { policyWindows } from './coverage'
import { crossesMidnight, movedHours } from './policy-zone'

test.each([
  ['Monday 03:00 in China is Sunday 19:00 in UTC', 480, 0, ['Monday'], '03:00', '04:00', ['Sunday'], '19:00', '20:00'],
  ['Sunday 19:30 in UTC is Monday 03:30 in China', 0, 480, ['Sunday'], '19:30', '20:30', ['Monday'], '03:30', '04:30'],
  ['a window across midnight stays one', 0, 480, ['Friday'], '15:30', '16:30', ['Friday'], '23:30', '00:30'],
  ['half hours', 0, -210, ['Monday'], '01:00', '02:00', ['Sunday'], '21:30', '22:30'],
] as const)('%s', (_, from, to, days, start, end, movedDays, movedStart, movedEnd) => {
  expect(movedHours({ days, start, end }, from, to)).toEqual({ days: movedDays, start: movedStart, end: movedEnd })
})

test('a window that ends at midnight does not cross it', () => {
  expect(crossesMidnight({ start: '23:00', end: '00:00' })).toBe(false)
  expect(crossesMidnight({ start: '23:30', end: '00:30' })).toBe(true)
  expect(crossesMidnight({ start: '22:00', end: '23:00' })).toBe(false)
})

const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom('00', '15', '30', '45'))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${minute}`)
const REST = { on: true, retentionDays: null, incremental: null, nextAt: null }
const zone = fc.constantFrom(-720, -210, 0, 330, 345, 480, 840)

test('moved hours are the same moments, and come back as they were', () => {
  fc.assert(
    fc.property(
      fc.subarray([...WEEKDAYS], { minLength: 1 }),
      clock,
      clock,
      zone,
      zone,
      (days, start, end, from, to) => {
        fc.pre(start !== end)
        const hours = { days, start, end }
        const moved = movedHours(hours, from, to)
        expect(movedHours(moved, to, from)).toEqual(hours)
        const span = { from: Date.parse('2026-03-02T00:00:00Z'), to: Date.parse('2026-03-16T00:00:00Z') }
        const windowsOf = (one: typeof moved, offsetMinutes: number) =>
          policyWindows({ ...REST, days: [...one.days], window: one, offsetMinutes }, span)
        expect(windowsOf(moved, to)).toEqual(windowsOf(hours, from))
      },
    ),
  )
})
