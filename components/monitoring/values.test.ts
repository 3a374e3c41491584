import { expect, test } from 'vitest'
import { tickText } from './values'

const line = (...ticks: number[]) =>
  ticks.map((tick) =>
    tickText(tick, 'per-second', { highest: ticks.at(-1) ?? 0, step: (ticks[1] ?? 0) - (ticks[0] ?? 0) }),
  )
const logarithmic = (...ticks: number[]) =>
  ticks.map((tick) => tickText(tick, 'per-second', { highest: tick, step: tick }))

test('ticks of an axis are told in one size, so that they are compared at a glance', () => {
  expect(line(0, 500_000, 1_000_000)).toEqual(['0', '0.5M', '1.0M'])
})

test('each tick of a logarithmic axis is told in its own size', () => {
  expect(logarithmic(10_000, 100_000, 1_000_000)).toEqual(['10k', '100k', '1M'])
})

test('bytes of one axis have one size, also where the second tick is less than that', () => {
  const MB = 1_024 ** 2
  expect(
    [0, 512, 1_024, 1_536].map((at) => tickText(at * MB, 'bytes', { highest: 1_536 * MB, step: 512 * MB })),
  ).toEqual(['0.0\u2009GB', '0.5\u2009GB', '1.0\u2009GB', '1.5\u2009GB'])
})
