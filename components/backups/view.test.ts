import fc from 'fast-check'
import { expect, test } from 'vitest'
import { around, isWhole, moved, ticksOf, zoomed } from './view'

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

test('ticks are full hours or midnights of the clock that is shown, few, and within the view', () => {
  const zone = fc.constantFrom(-720, -210, 0, 330, 345, 480, 840)
  fc.assert(
    fc.property(
      moment,
      fc.integer({ min: 6, max: 90 * 24 }),
      zone,
      fc.constantFrom(4, 8),
      (from, hours, offset, most) => {
        const view = { from, to: from + (hours * DAY) / 24 }
        const { at, whole } = ticksOf(view, offset, most)
        expect(at.length).toBeLessThanOrEqual(most)
        for (const tick of at) {
          expect(tick >= view.from && tick <= view.to).toBe(true)
          const clock = new Date(tick + offset * 60_000).toISOString().slice(11)
          expect(clock).toMatch(whole ? /^00:00:00/ : /^\d\d:00:00/)
        }
      },
    ),
  )
})
