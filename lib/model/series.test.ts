import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Dense, gapsOf, joined, MOST_POINTS, ratio, statsOf, thinned, windowsOf } from './series'

const dense = (values: number[], unread: number[] = []): Dense => ({
  stepMs: 60_000,
  values: Float64Array.from(values),
  unread: Uint8Array.from(values, (_, at) => (unread.includes(at) ? 1 : 0)),
})
const NONE = Number.NaN
const value = fc.oneof(
  // Of 0 and -0 neither is the lower one, which an assertion would not believe.
  { weight: 9, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((one) => one + 0) },
  { weight: 1, arbitrary: fc.constant(NONE) },
)
const many = fc.array(value, { minLength: 1, maxLength: 5_000, size: 'max' })

test('windows cover a span exactly once and none is longer than allowed', () => {
  fc.assert(
    fc.property(
      fc.nat(1e9),
      fc.integer({ min: 1, max: 50_000 }),
      fc.integer({ min: 40, max: 60_000 }),
      (from, length, most) => {
        const windows = windowsOf({ from, to: from + length }, most)
        // One look at all that is wrong: an assertion for each of a million windows takes minutes.
        const wrong = windows.filter(
          (window, at) =>
            window.from !== (windows[at - 1]?.to ?? from) || window.to <= window.from || window.to - window.from > most,
        )
        expect(wrong).toEqual([])
        expect(windows.at(-1)?.to).toBe(from + length)
      },
    ),
  )
})

describe('thinning', () => {
  test('never loses the lowest or highest value of a bucket, nor of the whole, and invents none', () => {
    fc.assert(
      fc.property(many, (values) => {
        const { bucket, at, values: kept } = thinned(dense(values))
        expect(kept.length).toBeLessThanOrEqual(MOST_POINTS)
        const wrong = [...at].filter((index, n) => !Object.is(kept[n], values[index]) || index <= (at[n - 1] ?? -1))
        expect(wrong).toEqual([])
        for (let start = 0; start < values.length; start += bucket) {
          const all = values.slice(start, start + bucket).filter((one) => !Number.isNaN(one))
          const here = kept.filter((_, n) => (at[n] ?? 0) >= start && (at[n] ?? 0) < start + bucket)
          if (all.length === 0) expect(here).toEqual([])
          else expect([Math.min(...here), Math.max(...here)]).toEqual([Math.min(...all), Math.max(...all)])
        }
      }),
      { numRuns: 60 },
    )
  })
  test('a short series keeps every value', () => {
    const values = Array.from({ length: MOST_POINTS }, (_, at) => at % 7)
    expect(thinned(dense(values))).toMatchObject({ bucket: 1, values })
  })
  test('one minute of 30 days is still there', () => {
    const values = Array.from({ length: 43_200 }, () => 1)
    values[31_234] = 99
    expect(thinned(dense(values)).values).toContain(99)
  })
})

test('a gap is no zero: statistics and lines know the difference', () => {
  const series = dense([0, 0, NONE, NONE, 4, NONE], [5])
  expect(statsOf(series)).toEqual({ min: 0, avg: 4 / 3, max: 4, last: 4 })
  expect(gapsOf(series, 1)).toEqual([
    { at: 2, steps: 2, unread: false },
    { at: 5, steps: 1, unread: true },
  ])
  expect(gapsOf(series, 2)).toEqual([{ at: 2, steps: 2, unread: false }])
  expect(statsOf(dense([NONE]))).toBeNull()
})

describe('nodes as one', () => {
  const a = dense([1, 2, NONE, NONE, 5], [])
  const b = dense([3, NONE, NONE, 8, 7], [4])
  test.each([
    ['sum', [4, 2, NONE, 8, NONE]],
    ['average', [2, 2, NONE, 8, NONE]],
    ['maximum', [3, 2, NONE, 8, NONE]],
  ] as const)('%s; what was not read of one is not known of all', (how, values) => {
    const whole = joined(how, [a, b])
    expect([...whole.values]).toEqual(values)
    expect([...whole.unread]).toEqual([0, 0, 0, 0, 1])
  })
  test('nothing is divided by zero', () => {
    expect([...ratio(dense([6, 6, NONE]), dense([3, 0, 2])).values]).toEqual([2, NONE, NONE])
  })
})
