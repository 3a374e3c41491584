import { describe, expect, test } from 'vitest'
import { type Counter, count, PER_ACCOUNT, type Verdict } from './throttle'

const MINUTE = 60_000
const start = new Date('2026-01-05T08:00:00Z')
const at = (minutes: number) => new Date(start.getTime() + minutes * MINUTE)

/** Fails at each of these minutes and gives what every try was told. */
function failures(minutes: number[]): { verdicts: Verdict[]; counter: Counter | undefined } {
  let counter: Counter | undefined
  const verdicts = minutes.map((minute) => {
    const { after, verdict } = count(counter, PER_ACCOUNT, at(minute))
    counter = after
    return verdict
  })
  return { verdicts, counter }
}

describe('failed sign-ins', () => {
  test('the page can say how many tries are left, and after the fifth failure how long the pause is', () => {
    expect(failures([0, 0, 0, 0, 0]).verdicts).toEqual([
      { kind: 'try', left: 4, pauseSeconds: 0 },
      { kind: 'try', left: 3, pauseSeconds: 0 },
      { kind: 'try', left: 2, pauseSeconds: 0 },
      { kind: 'try', left: 1, pauseSeconds: 0 },
      { kind: 'try', left: 0, pauseSeconds: 900 },
    ])
  })

  test('during the pause nothing is tried and the pause does not grow', () => {
    const { verdicts, counter } = failures([0, 0, 0, 0, 0, 5, 14])
    expect(verdicts.slice(5)).toEqual([
      { kind: 'locked', seconds: 600 },
      { kind: 'locked', seconds: 60 },
    ])
    expect(counter?.failures).toBe(5)
  })

  test('each further round of failures doubles the pause, up to a day', () => {
    const pauses: number[] = []
    let counter: Counter | undefined
    let now = start
    for (let round = 0; round < 10; round++) {
      for (let tries = 0; tries < 5; tries++) {
        const { after, verdict } = count(counter, PER_ACCOUNT, now)
        counter = after
        if (verdict.kind === 'try' && verdict.left === 0) pauses.push(verdict.pauseSeconds / 60)
      }
      now = counter?.lockedUntil ?? now
    }
    expect(pauses).toEqual([15, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440])
  })

  test('a day of quiet forgets, and less does not', () => {
    const day = 24 * 60
    expect(failures([0, 1, 2, day - 1]).verdicts.at(-1)).toMatchObject({ left: 1 })
    expect(failures([0, 1, 2, day + 1]).verdicts.at(-1)).toMatchObject({ left: 4 })
    // after a pause the quiet counts from its end
    expect(failures([0, 0, 0, 0, 0, day]).verdicts.at(-1)).toMatchObject({ left: 4, kind: 'try' })
    expect(failures([0, 0, 0, 0, 0, day, day, day, day, day]).verdicts.at(-1)).toMatchObject({ pauseSeconds: 1800 })
  })
})
