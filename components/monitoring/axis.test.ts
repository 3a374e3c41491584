import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { logAxis, timeTicks, valueAxis } from './axis'

const HOUR = 3_600_000

describe('axes', () => {
  test('whatever is drawn lies inside, and the ticks are few and ascending', () => {
    const value = fc.double({ min: 0, max: 1e13, noNaN: true })
    fc.assert(
      fc.property(value, value, fc.boolean(), fc.boolean(), (a, b, binary, whole) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)]
        const { domain, ticks } = valueAxis(low, high, { binary, whole })
        expect(domain[0]).toBeLessThanOrEqual(low)
        expect(domain[1] * (1 + 1e-9)).toBeGreaterThanOrEqual(high)
        expect(ticks.length).toBeLessThan(12)
        expect(ticks).toEqual(ticks.toSorted((x, y) => x - y))
      }),
    )
  })
  test('zero is the base, unless the line is far above it', () => {
    expect(valueAxis(5, 88, { binary: false, whole: false }).domain).toEqual([0, 100])
    expect(valueAxis(96.7, 99.1, { binary: false, whole: false }).domain[0]).toBe(94)
    expect(valueAxis(0, 0, { binary: false, whole: false }).domain).toEqual([0, 1])
  })
  test('logarithmic: whole decades', () => {
    expect(logAxis(3, 4_200).domain).toEqual([1, 10_000])
  })
  test('times are round in the zone', () => {
    const from = Date.parse('2026-11-20T21:17:00Z')
    const { ticks } = timeTicks({ from, to: from + 6 * HOUR }, 6, 'utc')
    expect(ticks.map((at) => new Date(at).toISOString().slice(11, 16))).toEqual([
      '22:00',
      '23:00',
      '00:00',
      '01:00',
      '02:00',
      '03:00',
    ])
    expect(timeTicks({ from, to: from + 30 * 24 * HOUR }, 6, 'utc').byDay).toBe(true)
  })
})
