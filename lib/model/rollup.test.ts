import { expect, test } from 'vitest'
import { minutesOf, QUARTER_MINUTES, quarterOf } from './rollup'

/** Numbers that are the same at each run. */
function* random(seed: number) {
  for (let state = seed; ; ) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    yield state / 2 ** 32
  }
}

test('a quarter gives back which minutes were measured, both extremes where they stood, and the sum', () => {
  const next = random(7)
  const draw = () => Number(next.next().value)
  for (let round = 0; round < 2_000; round++) {
    const gaps = draw()
    const size = 10 ** Math.floor(draw() * 14)
    const values = Array.from({ length: QUARTER_MINUTES }, () =>
      draw() < gaps * 0.7 ? Number.NaN : draw() < 0.2 ? 0 : Math.round((draw() - 0.2) * size) + 0,
    )
    const told = values.filter((value) => !Number.isNaN(value))
    const quarter = quarterOf(values)
    if (told.length === 0) {
      expect(quarter).toBeNull()
      continue
    }
    if (!quarter) throw new Error('nothing of something')
    const back = minutesOf(quarter)
    expect(back.map(Number.isNaN)).toEqual(values.map(Number.isNaN))
    const known = back.filter((value) => !Number.isNaN(value))
    const [low, high] = [Math.min(...told), Math.max(...told)]
    expect([Math.min(...known), Math.max(...known)]).toEqual([low, high])
    expect(back[values.indexOf(low)]).toBe(low)
    expect(back[values.indexOf(high)]).toBe(high)
    const sum = (all: number[]) => all.reduce((whole, one) => whole + one, 0)
    expect(Math.abs(sum(known) - sum(told))).toBeLessThanOrEqual(1e-9 * Math.max(1, sum(told.map(Math.abs))))
  }
})
