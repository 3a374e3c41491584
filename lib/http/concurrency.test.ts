import { describe, expect, test } from 'vitest'
import { type Gate, makeGate, makeTurnstile } from './concurrency'
import { testClock } from './testing'

const place = { accountId: 'a', limit: 5, lane: 'background' as const }

/** Lets work of several regions run through a gate; each region's work waits in line as a sync job's does. */
function workload(gate: Gate, clock: ReturnType<typeof testClock>, latencyOf: (region: string) => number) {
  const done: { region: string; at: number }[] = []
  let running = 0
  let most = 0
  const start = clock.now()
  const call = async (region: string) => {
    const leave = await gate.enter({ ...place, region })
    most = Math.max(most, ++running)
    await new Promise<void>((resolve) => {
      clock.after(latencyOf(region), resolve)
    })
    running--
    leave()
    done.push({ region, at: clock.now() - start })
  }
  return {
    done,
    most: () => most,
    /** The first page alone, then the others at once, as every list is read. */
    list: async (region: string, pages: number) => {
      await call(region)
      await Promise.all(Array.from({ length: pages - 1 }, () => call(region)))
    },
  }
}
const lastAt = (done: { region: string; at: number }[], wanted: (region: string) => boolean) =>
  Math.max(...done.filter(({ region }) => wanted(region)).map(({ at }) => at))

describe('places', () => {
  test('an account has no more calls under way than its limit, and no fewer while work waits', async () => {
    const clock = testClock()
    const work = workload(makeGate(clock), clock, () => 100)
    for (const region of ['r1', 'r2', 'r3']) void work.list(region, 11)
    await clock.advance(60_000)
    expect(work.most()).toBe(5)
    // 33 calls, 5 at a time, all 100 ms; the first pages are only 3.
    expect(lastAt(work.done, () => true)).toBe(700)
  })

  test('regions take turns: a long list does not keep a short one waiting', async () => {
    const clock = testClock()
    const work = workload(makeGate(clock), clock, () => 100)
    void work.list('long', 60)
    await clock.advance(150)
    void work.list('short', 1)
    await clock.advance(60_000)
    expect(lastAt(work.done, (region) => region === 'short')).toBeLessThanOrEqual(300)
  })

  test('people go before background work', async () => {
    const clock = testClock()
    const gate = makeGate(clock)
    const order: string[] = []
    const first = await gate.enter({ ...place, limit: 1, region: 'r' })
    const late = gate.enter({ ...place, limit: 1, region: 'r' }).then((leave) => (order.push('job'), leave()))
    const person = gate
      .enter({ ...place, limit: 1, region: 'r', lane: 'interactive' })
      .then((leave) => (order.push('person'), leave()))
    first()
    await Promise.all([late, person])
    expect(order).toEqual(['person', 'job'])
  })

  test('who gave up waiting takes no place', async () => {
    const clock = testClock()
    const gate = makeGate(clock)
    const leave = await gate.enter({ ...place, limit: 1, region: 'r' })
    const leaving = new AbortController()
    const given = gate.enter({ ...place, limit: 1, region: 'r', signal: leaving.signal })
    leaving.abort(new Error('gone'))
    await expect(given).rejects.toThrow('gone')
    leave()
    leave()
    const next = await gate.enter({ ...place, limit: 1, region: 'r' })
    next()
  })
})

test.each([20, 50])('one region %i times slower delays the others by at most 5 per cent', async (factor) => {
  const regions = ['r1', 'r2', 'r3', 'r4', 'r5', 'slow']
  const timeOfOthers = async (latencyOf: (region: string) => number) => {
    const clock = testClock()
    const work = workload(makeGate(clock), clock, latencyOf)
    for (const region of regions) void work.list(region, 40)
    await clock.advance(10 * 60_000)
    expect(work.done).toHaveLength(240)
    return lastAt(work.done, (region) => region !== 'slow')
  }
  const even = await timeOfOthers(() => 100)
  const uneven = await timeOfOthers((region) => (region === 'slow' ? 100 * factor : 100))
  expect(uneven / even).toBeLessThanOrEqual(1.05)
})

test('a region never has two calls set aside, so the cloud sees few more than the limit', async () => {
  const clock = testClock()
  const work = workload(makeGate(clock), clock, (region) => (region === 'slow' ? 2000 : 100))
  for (const region of ['r1', 'r2', 'slow']) void work.list(region, 30)
  await clock.advance(10 * 60_000)
  expect(work.most()).toBeLessThanOrEqual(6)
})

test('a turnstile lets one through at a time, in order, and survives failures and aborts', async () => {
  const inTurn = makeTurnstile()
  const order: number[] = []
  const slow = inTurn('k', undefined, async () => {
    await new Promise((resolve) => setTimeout(resolve, 5))
    order.push(1)
    throw new Error('broken')
  })
  const leaving = new AbortController()
  const aborted = inTurn('k', leaving.signal, async () => order.push(2))
  const third = inTurn('k', undefined, async () => order.push(3))
  leaving.abort(new Error('gone'))
  const results = await Promise.allSettled([slow, aborted, third])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled'])
  expect(order).toEqual([1, 3])
})
