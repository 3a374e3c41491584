import fc from 'fast-check'
import { expect, test } from 'vitest'
import { monthsLater } from './month'

test.each([
  ['2026-01-31T16:00:00.000Z', 1, '2026-02-28T16:00:00.000Z'],
  ['2028-01-31T16:00:00.000Z', 1, '2028-02-29T16:00:00.000Z'],
  ['2026-01-31T16:00:00.000Z', 2, '2026-03-31T16:00:00.000Z'],
  ['2026-08-31T00:00:00.000Z', 6, '2027-02-28T00:00:00.000Z'],
  ['2028-02-29T10:30:00.000Z', 12, '2029-02-28T10:30:00.000Z'],
  ['2026-11-21T16:00:00.000Z', 36, '2029-11-21T16:00:00.000Z'],
])('%s and %d months is %s', (from, months, to) => expect(monthsLater(from, months)).toBe(to))

test('what is no time has no end', () => expect(monthsLater('soon', 1)).toBeNull())

test('the month is always the one that was meant, and the day never a later one', () => {
  const time = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  fc.assert(
    fc.property(time, fc.integer({ min: 1, max: 36 }), (from, months) => {
      const to = new Date(monthsLater(from.toISOString(), months) ?? '')
      const monthOf = (date: Date) => date.getUTCFullYear() * 12 + date.getUTCMonth()
      expect(monthOf(to) - monthOf(from)).toBe(months)
      expect(to.getUTCDate()).toBeLessThanOrEqual(from.getUTCDate())
      expect(to.toISOString().slice(10)).toBe(from.toISOString().slice(10))
    }),
  )
})
