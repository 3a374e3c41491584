import fc from 'fast-check'
import { expect, test } from 'vitest'
import { around, isWhole, moved, zoomed } from './view'

const DAY = 86_400_000
const span = { from: 0, to: 90 * DAY }
const moment = fc.integer({ min: 0, max: 90 * DAY })

test('however one zooms and moves, the view lies within its span and shows the moment', () => {
  const step = fc.oneof(
    fc.record({ by: fc.constantFrom(2, 0.5), at: fc.double({ min: 0, max: 1, noNaN: true }) }),
    fc.record({ move: fc.constantFrom(-0.5, 0.5) }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let view = span
      for (const one of steps) {
        const middle = 'at' in one ? view.from + one.at * (view.to - view.from) : 0
        view = 'by' in one ? zoomed(view, one.by, middle, span) : moved(view, one.move, span)
        expect(view.from).toBeGreaterThanOrEqual(span.from - 1)
        expect(view.to).toBeLessThanOrEqual(span.to + 1)
        expect(view.to - view.from).toBeGreaterThanOrEqual(6 * 3_600_000 - 1)
        if ('by' in one) expect(middle >= view.from - 1 && middle <= view.to + 1).toBe(true)
      }
      expect(isWhole(zoomed(view, 1e-9, view.from, span), span)).toBe(true)
    }),
  )
})

test('what lies close together comes apart', () => {
  fc.assert(
    fc.property(moment, fc.integer({ min: 0, max: DAY }), (first, length) => {
      const last = Math.min(first + length, span.to)
      const view = around(first, last, span)
      expect(view.from <= first && view.to >= last).toBe(true)
    }),
  )
})
