import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  absolute,
  LONGEST_MS,
  last,
  panned,
  parseRange,
  rangeFault,
  rangeIn,
  spanOf,
  writeRange,
  zoomedOut,
} from './time-range'

const NOW = Date.parse('2026-11-21T03:15:42Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const read = (text: string, zone: 'utc' | 'local' = 'utc', now = NOW) => {
  const range = parseRange(text, { zone, now })
  if (!range) return undefined
  const { from, to } = spanOf(range, now)
  return [new Date(from).toISOString().slice(0, 16), new Date(to).toISOString().slice(0, 16)]
}

describe('typed ranges', () => {
  test.each([
    ['now-6h', '2026-11-20T21:15', '2026-11-21T03:15'],
    ['6h', '2026-11-20T21:15', '2026-11-21T03:15'],
    [' NOW - 30m ', '2026-11-21T02:45', '2026-11-21T03:15'],
    ['now-2d to now-1d', '2026-11-19T03:15', '2026-11-20T03:15'],
    ['2026-11-20 03:00 to 04:00', '2026-11-20T03:00', '2026-11-20T04:00'],
    ['2026-11-20 03:00 - 04:00', '2026-11-20T03:00', '2026-11-20T04:00'],
    ['2026-11-20 23:00 to 01:30', '2026-11-20T23:00', '2026-11-21T01:30'],
    ['2026-11-19 22:00 to 2026-11-20 02:00', '2026-11-19T22:00', '2026-11-20T02:00'],
    ['2026-11-20 03:00 到 04:00', '2026-11-20T03:00', '2026-11-20T04:00'],
    ['2026-11-20', '2026-11-20T00:00', '2026-11-21T00:00'],
    ['01:00 to 02:00', '2026-11-21T01:00', '2026-11-21T02:00'],
    ['2026-11-20 12:00 to now', '2026-11-20T12:00', '2026-11-21T03:15'],
    ['2026-11-20T11:00+08:00 to 12:00', '2026-11-20T03:00', '2026-11-20T04:00'],
    ['2026-11-20T03:00Z/2026-11-20T04:00Z', '2026-11-20T03:00', '2026-11-20T04:00'],
  ])('%s', (text, from, to) => expect(read(text)).toEqual([from, to]))

  test.each([
    '',
    'yesterday',
    'now',
    'now-',
    '04:00',
    '2026-02-30',
    '2026-11-20 25:00 to 26:00',
    'now to now-1h',
    '2026-11-20 05:00 to 2026-11-20 04:00',
    'a to b to c',
    '2026-12-01 00:00 to 01:00',
  ])('%s is none', (text) => expect(read(text)).toBeUndefined())

  test.each([
    ['now-5m to now-10m', 'backwards'],
    ['now to now-1h', 'backwards'],
    ['2026-11-20 05:00 to 2026-11-20 05:00', 'backwards'],
    ['2026-11-20 05:00 to 2026-11-20 04:00', 'backwards'],
    ['2026-11-20 05:00:10 to 2026-11-20 05:00:50', 'backwards'],
    ['2026-12-01 05:00 to 2026-12-01 04:00', 'backwards'],
    ['2026-12-01 00:00 to 01:00', 'future'],
    ['2027-01-05', 'future'],
    ['now', 'unclear'],
    ['now-3y', 'unclear'],
    ['garbage', 'unclear'],
    ['a to b', 'unclear'],
    ['', 'unclear'],
    ['now-93d', 'long'],
    ['2026-01-01 to 2026-11-20', 'long'],
    ['now-92d', null],
    ['now-100d to now-10d', null],
    ['now-10m to now-5m', null],
    ['2026-11-20 23:00 to 01:00', null],
    // What is still to come of it is left out.
    ['2026-11-20 to 2026-11-30', null],
  ])('%s cannot be shown as it stands, for it is: %s', (text, expected) => {
    expect(rangeFault(text, { zone: 'utc', now: NOW })).toBe(expected)
  })

  test('times are of the zone that is chosen, unless they name their own', () => {
    const at = new Date(2026, 10, 20, 3, 0).toISOString().slice(0, 16)
    expect(read('2026-11-20 03:00 to 04:00', 'local')?.[0]).toBe(at)
    expect(read('2026-11-20 03:00Z to 04:00', 'local')).toEqual(['2026-11-20T03:00', '2026-11-20T04:00'])
  })

  test('what stands in an address is the same range in every zone', () => {
    const edge = fc.integer({ min: 1, max: 40_000 })
    fc.assert(
      fc.property(edge, edge, fc.boolean(), (a, b, isRelative) => {
        const [near, far] = [Math.min(a, b), Math.max(a, b) + 1]
        const range = isRelative
          ? { from: { before: far * MINUTE }, to: { before: near * MINUTE } }
          : absolute({ from: Math.floor(NOW / MINUTE - far) * MINUTE, to: Math.floor(NOW / MINUTE - near) * MINUTE })
        for (const zone of ['utc', 'local'] as const) {
          const again = parseRange(writeRange(range), { zone, now: NOW })
          expect(again && spanOf(again, NOW)).toEqual(spanOf(range, NOW))
        }
      }),
    )
    expect(writeRange(last(6, 'h'))).toBe('now-6h')
    expect(writeRange(last(90, 'm'))).toBe('now-90m')
  })
})

describe('moving', () => {
  test('zooming out keeps the middle, doubles the length and never passes now', () => {
    const span = { from: NOW - 6 * HOUR, to: NOW - 5 * HOUR }
    const wide = spanOf(zoomedOut(span, NOW), NOW)
    expect(wide.to - wide.from).toBe(2 * HOUR)
    expect(Math.abs(wide.from + wide.to - span.from - span.to)).toBeLessThanOrEqual(2 * MINUTE)
    const late = spanOf(zoomedOut({ from: NOW - HOUR, to: NOW }, NOW), NOW)
    expect(late.to).toBeLessThanOrEqual(NOW)
    expect(late.to - late.from).toBe(2 * HOUR)
    expect(spanOf(zoomedOut({ from: NOW - LONGEST_MS, to: NOW }, NOW), NOW).from).toBeGreaterThanOrEqual(
      NOW - LONGEST_MS - MINUTE,
    )
  })
  test('panning stops at now', () => {
    const span = { from: NOW - 2 * HOUR, to: NOW - HOUR }
    expect(panned(span, -0.5, NOW)).toEqual(absolute({ from: NOW - 2.5 * HOUR, to: NOW - 1.5 * HOUR }))
    expect(panned(span, 5, NOW)).toEqual(absolute({ from: NOW - HOUR, to: NOW }))
  })
})

describe('what is pasted', () => {
  test.each([
    [' now-6h\n', 'now-6h'],
    ['2026-11-20T03:00Z to 2026-11-20T04:00Z', '2026-11-20T03:00Z to 2026-11-20T04:00Z'],
    [
      'https://deck.example/instances/x?tab=monitoring&range=2026-11-20T03%3A00Z+to+2026-11-20T04%3A00Z#a',
      '2026-11-20T03:00Z to 2026-11-20T04:00Z',
    ],
    ['/instances/x?range=now-6h', 'now-6h'],
    ['what?', 'what?'],
  ])('%s is %s', (text, range) => expect(rangeIn(text)).toBe(range))
})
