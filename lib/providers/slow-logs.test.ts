import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ProviderError } from './error'
import { clientOf, durationUs, readWindows, type SlowRecord, type WindowReader } from './slow-logs'

const MINUTE = 60_000
const START = Date.UTC(2026, 10, 21)
const record = (at: number): SlowRecord => ({
  at,
  us: 1_000,
  command: `GET k:${at}`,
  node: null,
  client: null,
  account: null,
  database: null,
})

/** A cloud with some records; `isInclusive`: it counts the last minute of a window to it. */
function cloud(times: readonly number[], isInclusive: boolean, more: Partial<WindowReader> = {}) {
  const asked: { from: number; to: number; number: number }[] = []
  const reader: WindowReader = {
    windowMs: 24 * 60 * MINUTE,
    pageSize: 10,
    async page({ from, to }, number) {
      asked.push({ from, to, number })
      const own = times.filter((at) => at >= from && at < to + (isInclusive ? MINUTE : 0)).sort((a, b) => a - b)
      const rows = own.slice((number - 1) * 10, number * 10)
      return { records: rows.map(record), rows: rows.length, total: own.length }
    },
    ...more,
  }
  return { reader, asked }
}

describe('a span that is read by windows', () => {
  test('has each of its records exactly once, however many there are, wherever a window ends and whichever end is first', async () => {
    const times = fc.array(fc.integer({ min: -30, max: 3 * 24 * 60 * 60 }), { maxLength: 300 })
    await fc.assert(
      fc.asyncProperty(
        times,
        fc.boolean(),
        fc.boolean(),
        fc.integer({ min: 1, max: 60 }),
        fc.integer({ min: 1, max: 3 * 24 * 60 }),
        async (seconds, isInclusive, oldestFirst, most, minutes) => {
          const all = seconds.map((second) => START + second * 1_000)
          const { reader, asked } = cloud(all, isInclusive)
          const span = { from: START, to: START + minutes * MINUTE }
          const found: number[] = []
          for (let rest = span; rest.to > rest.from; ) {
            const piece = await readWindows(reader, { span: rest, most, oldestFirst })
            expect(piece.readTo).toBeGreaterThan(piece.readFrom)
            expect(oldestFirst ? piece.readFrom : piece.readTo).toBe(oldestFirst ? rest.from : rest.to)
            expect(piece.shifted).toBe(false)
            found.push(...piece.records.map(({ at }) => at))
            rest = oldestFirst ? { from: piece.readTo, to: rest.to } : { from: rest.from, to: piece.readFrom }
          }
          const wanted = all.filter((at) => at >= span.from && at < span.to)
          expect(found.sort((a, b) => a - b)).toEqual(wanted.sort((a, b) => a - b))
          expect(asked.every(({ from, to }) => to - from <= reader.windowMs && from % MINUTE === 0)).toBe(true)
        },
      ),
      { numRuns: 60 },
    )
  })

  test('stops when it has enough, with the newest part', async () => {
    const times = Array.from({ length: 600 }, (_, n) => START + n * MINUTE)
    const piece = await readWindows(cloud(times, true).reader, {
      span: { from: START, to: START + 600 * MINUTE },
      most: 50,
    })
    expect(piece.records.length).toBeGreaterThanOrEqual(50)
    expect(piece.records.length).toBeLessThan(150)
    expect(Math.min(...piece.records.map(({ at }) => at))).toBeGreaterThanOrEqual(piece.readFrom)
    expect(piece.readFrom).toBeGreaterThan(START)
  })

  test('tells after each call how many are done of how many, with what whole windows brought', async () => {
    const times = Array.from({ length: 600 }, (_, n) => START + n * MINUTE)
    const { reader, asked } = cloud(times, true, { windowMs: 150 * MINUTE })
    const told: { done: number; of: number; count: number }[] = []
    const span = { from: START, to: START + 600 * MINUTE }
    const piece = await readWindows(reader, {
      span,
      most: 1_000,
      watch(done, of, { records, readFrom }) {
        told.push({ done, of, count: records.length })
        // All that ran since then is there.
        expect(records.map(({ at }) => at).sort()).toEqual(times.filter((at) => at >= readFrom))
      },
    })
    expect(told.every(({ done, of }) => done >= 1 && done <= of)).toBe(true)
    expect(told.some(({ count }) => count > 0 && count < 600)).toBe(true)
    expect(told.at(-1)).toEqual({ done: asked.length, of: asked.length, count: 600 })
    expect(piece.calls).toBe(asked.length)
  })

  test('keeps what it has when a later call fails, and says from where on it is whole', async () => {
    const times = Array.from({ length: 3 * 24 }, (_, n) => START + n * 60 * MINUTE)
    const { reader } = cloud(times, false)
    const failed = new ProviderError({ kind: 'throttled', operation: 'x/y', sent: true })
    const halting: WindowReader = {
      ...reader,
      page: (window, number) => (window.from === START ? Promise.reject(failed) : reader.page(window, number)),
    }
    const span = { from: START, to: START + 3 * 24 * 60 * MINUTE }
    const piece = await readWindows(halting, { span, most: 1_000 })
    expect(piece).toMatchObject({ readFrom: START + 24 * 60 * MINUTE, refused: failed })
    expect(piece.records).toHaveLength(48)
    await expect(readWindows({ ...reader, page: () => Promise.reject(failed) }, { span, most: 10 })).rejects.toBe(
      failed,
    )
  })

  test('is read again when its list moves under the reader, and says so when it moves again', async () => {
    const times = Array.from({ length: 25 }, (_, n) => START + n * MINUTE)
    const span = { from: START, to: START + 30 * MINUTE }
    for (const [moves, shifted] of [
      [1, false],
      [9, true],
    ] as const) {
      const { reader } = cloud(times, false)
      let left = moves
      const moving: WindowReader = {
        ...reader,
        async page(window, number) {
          const page = await reader.page(window, number)
          return number === 2 && left-- > 0 ? { ...page, total: page.total + 1 } : page
        },
      }
      const piece = await readWindows(moving, { span, most: 1_000 })
      expect(piece.shifted).toBe(shifted)
      expect(piece.records).toHaveLength(25)
    }
  })
})

test.each([
  ['12.345ms', 12_345],
  ['1.5s', 1_500_000],
  ['1m2.5s', 62_500_000],
  ['640µs', 640],
  ['640us', 640],
  ['12', undefined],
  ['about 12ms', undefined],
  ['', undefined],
  [undefined, undefined],
])('%s is %s µs', (text, us) => expect(durationUs(text)).toBe(us))

test.each([
  ['172.16.90.14:51220', '172.16.90.14'],
  ['172.16.90.14', '172.16.90.14'],
  ['[fd00::1]:51220', 'fd00::1'],
  ['fd00::1', 'fd00::1'],
  ['', null],
  [null, null],
])('%s is the client %s', (address, client) => expect(clientOf(address)).toBe(client))
