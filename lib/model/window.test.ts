import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nextWindow } from './window'

const MINUTE = 60_000
const text = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
const minute = fc.integer({ min: 0, max: 1_439 })
const moment = fc.date({
  min: new Date('2024-01-01T00:00:00Z'),
  max: new Date('2034-01-01T00:00:00Z'),
  noInvalidDate: true,
})

describe('the next maintenance window', () => {
  const at = (iso: string, startUtc: string, endUtc: string) => {
    const span = nextWindow({ startUtc, endUtc }, new Date(iso))
    return span && [span.start.toISOString(), span.end.toISOString()]
  }
  test.each([
    ['before it', '2026-03-01T17:00:00Z', '18:00', '22:00', '2026-03-01T18:00', '2026-03-01T22:00'],
    ['at its first moment', '2026-03-01T18:00:00Z', '18:00', '22:00', '2026-03-01T18:00', '2026-03-01T22:00'],
    ['within it', '2026-03-01T21:59:59Z', '18:00', '22:00', '2026-03-01T18:00', '2026-03-01T22:00'],
    [
      'at its end, which is not of it',
      '2026-03-01T22:00:00Z',
      '18:00',
      '22:00',
      '2026-03-02T18:00',
      '2026-03-02T22:00',
    ],
    ['across midnight, before', '2026-02-28T12:00:00Z', '23:00', '01:00', '2026-02-28T23:00', '2026-03-01T01:00'],
    ['across midnight, after it', '2026-03-01T00:30:00Z', '23:00', '01:00', '2026-02-28T23:00', '2026-03-01T01:00'],
    ['until midnight', '2026-12-31T23:59:00Z', '22:00', '00:00', '2026-12-31T22:00', '2027-01-01T00:00'],
    ['from midnight', '2026-12-31T23:59:00Z', '00:00', '02:00', '2027-01-01T00:00', '2027-01-01T02:00'],
  ])('%s', (_, now, from, to, start, end) => {
    expect(at(now, from, to)).toEqual([`${start}:00.000Z`, `${end}:00.000Z`])
  })

  test('is not made up where nothing, no time, or no length is told', () => {
    const now = new Date()
    expect(nextWindow(null, now)).toBeUndefined()
    for (const [startUtc, endUtc] of [
      ['18:00', '18:00'],
      ['24:00', '02:00'],
      ['18:60', '22:00'],
      ['', ''],
    ] as const) {
      expect(nextWindow({ startUtc, endUtc }, now)).toBeUndefined()
    }
  })

  test('is at those hours in UTC, as long as they are, not over, and none comes sooner: at every moment', () => {
    fc.assert(
      fc.property(minute, minute, moment, (from, to, now) => {
        fc.pre(from !== to)
        const span = nextWindow({ startUtc: text(from), endUtc: text(to) }, now)
        if (!span) return false
        const { start, end } = span
        expect(start.toISOString().slice(11)).toBe(`${text(from)}:00.000Z`)
        expect(end.toISOString().slice(11)).toBe(`${text(to)}:00.000Z`)
        expect(end.getTime() - start.getTime()).toBe(((to - from + 1_440) % 1_440) * MINUTE)
        expect(end.getTime()).toBeGreaterThan(now.getTime())
        // The one before is over.
        return end.getTime() - 1_440 * MINUTE <= now.getTime()
      }),
    )
  })

  test('is the same one wherever the console and its clock’s zone are', () => {
    const zone = process.env.TZ
    const zones = [
      'UTC',
      'Asia/Shanghai',
      'America/St_Johns',
      'Pacific/Kiritimati',
      'Pacific/Pago_Pago',
      'Asia/Kathmandu',
    ]
    try {
      fc.assert(
        fc.property(minute, minute, moment, (from, to, now) => {
          const seen = zones.map((one) => {
            process.env.TZ = one
            return JSON.stringify(nextWindow({ startUtc: text(from), endUtc: text(to) }, now))
          })
          return new Set(seen).size === 1
        }),
        { numRuns: 50 },
      )
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })
})
