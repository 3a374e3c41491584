import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pool } from '@/lib/db/client'
import { testDatabase } from '@/lib/db/testing'
import { type LimiterClock, memoryLimiter, ownerOf, pgLimiter } from './quota'
import { quotaOf } from './quota-table'
import { type Lane, scaled, shareOf } from './quota-window'

/** Time that moves only when everybody sleeps. */
class FakeClock implements LimiterClock {
  time = 1_000_000
  private sleepers: { at: number; wake: () => void }[] = []
  now = () => this.time
  sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const sleeper = { at: this.time + ms, wake: resolve }
      this.sleepers.push(sleeper)
      signal?.addEventListener('abort', () => {
        this.sleepers.splice(this.sleepers.indexOf(sleeper), 1)
        reject(signal.reason)
      })
    })
  async run(work: Promise<unknown>[]): Promise<void> {
    let open = work.length
    for (const each of work) void each.finally(() => open--)
    while (open > 0) {
      for (let i = 0; i < 20; i++) await Promise.resolve()
      this.sleepers.sort((a, b) => a.at - b.at)
      const next = this.sleepers.shift()
      if (!next) continue
      this.time = Math.max(this.time, next.at)
      next.wake()
    }
  }
}

const key = (ratePerSecond: number) => ({ owner: 'o', region: 'r', operation: 'jdcloud-redis/any', ratePerSecond })

/** The most grants in any window that begins with a grant. */
const busiest = (times: readonly number[], windowMs: number) =>
  Math.max(0, ...times.map((from) => times.filter((at) => at >= from && at < from + windowMs).length))

const request = fc.record({
  after: fc.integer({ min: 0, max: 400 }),
  lane: fc.constantFrom<Lane>('interactive', 'background'),
})

describe('in any window of the provider', () => {
  test('there are never more calls than its quota, and the background leaves room for people', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        fc.array(request, { maxLength: 80 }),
        async (rate, requests) => {
          const clock = new FakeClock()
          const limiter = memoryLimiter(clock)
          const granted: { at: number; lane: Lane }[] = []
          let start = 0
          const work = requests.map(async ({ after, lane }) => {
            start += after
            await clock.sleep(start)
            await limiter.acquire(key(rate), lane)
            granted.push({ at: clock.now(), lane })
          })
          await clock.run(work)
          expect(granted).toHaveLength(requests.length)
          expect(
            busiest(
              granted.map(({ at }) => at),
              1_000,
            ),
          ).toBeLessThanOrEqual(rate)
          const background = granted.filter(({ lane }) => lane === 'background').map(({ at }) => at)
          expect(busiest(background, 1_000)).toBeLessThanOrEqual(Math.max(1, rate - 1))
        },
      ),
      { numRuns: 200 },
    )
  })

  test('two accounts of one main account with different settings of their own share the bucket', async () => {
    const clock = new FakeClock()
    const limiter = memoryLimiter(clock)
    const times: number[] = []
    const take = async (rate: number) => {
      await limiter.acquire(key(rate), 'interactive')
      times.push(clock.now())
    }
    await clock.run([10, 5, 10, 5, 10, 5, 10, 5, 10, 5, 10, 5, 10, 5].map(take))
    expect(busiest(times, 1_000)).toBeLessThanOrEqual(10)
  })
})

test('a person waits at most a second behind any refresh, however long that is', async () => {
  const clock = new FakeClock()
  const limiter = memoryLimiter(clock)
  const waits: number[] = []
  const refresh = Array.from({ length: 300 }, () => limiter.acquire(key(10), 'background'))
  const people = Array.from({ length: 20 }, async (_, i) => {
    await clock.sleep(500 + i * 1_100)
    const asked = clock.now()
    await limiter.acquire(key(10), 'interactive')
    waits.push(clock.now() - asked)
  })
  await clock.run([...refresh, ...people])
  expect(Math.max(...waits)).toBeLessThanOrEqual(1_000)
})

test('a refresh goes on beside people who ask now and then', async () => {
  const clock = new FakeClock()
  const limiter = memoryLimiter(clock)
  const start = clock.now()
  await clock.run(Array.from({ length: 91 }, () => limiter.acquire(key(10), 'background')))
  // 9 of 10 places per stretched window: 91 calls need ten windows.
  expect(clock.now() - start).toBe(10 * 1_050)
})

test('someone who gives up while waiting is rejected at once', async () => {
  const clock = new FakeClock()
  const limiter = memoryLimiter(clock)
  const stop = new AbortController()
  await limiter.acquire(key(1), 'interactive')
  const waiting = limiter.acquire(key(1), 'interactive', stop.signal)
  await Promise.resolve()
  stop.abort(new Error('gone'))
  await expect(waiting).rejects.toThrow('gone')
})

test('after a throttled answer nothing goes for a window, then the full rate again', async () => {
  const clock = new FakeClock()
  const limiter = memoryLimiter(clock)
  const start = clock.now()
  await limiter.throttled(key(10))
  const times: number[] = []
  await clock.run(
    Array.from({ length: 10 }, async () => {
      await limiter.acquire(key(10), 'interactive')
      times.push(clock.now() - start)
    }),
  )
  expect(times).toEqual(Array(10).fill(1_050))
})

test('published quotas are data; large ones become as many in a shorter window', () => {
  expect(quotaOf('alibaba-kvstore/DescribeInstanceAttribute', 3)).toEqual({
    quota: { limit: 1_000, windowMs: 1_000 },
    assumed: false,
  })
  expect(quotaOf('jdcloud-redis/describeCacheInstances')).toEqual({
    quota: { limit: 10, windowMs: 1_000 },
    assumed: true,
  })
  expect(quotaOf('toString', 7).quota.limit).toBe(7)
  expect(scaled({ limit: 200, windowMs: 60_000 })).toEqual({ limit: 100, windowMs: 30_000 })
  expect([1, 2, 10, 100].map((limit) => shareOf(limit, 'background'))).toEqual([1, 1, 9, 90])
})

test('keys of one main account count together, others apart', () => {
  const account = { id: 'a1', provider: 'alibaba', mainAccountId: '42' }
  expect(ownerOf(account)).toBe(ownerOf({ ...account, id: 'a2' }))
  expect(ownerOf(account)).not.toBe(ownerOf({ ...account, provider: 'jdcloud' }))
  expect(ownerOf({ ...account, mainAccountId: null })).not.toBe(
    ownerOf({ id: 'a2', provider: 'alibaba', mainAccountId: null }),
  )
})

describe('on PostgreSQL', () => {
  let database: Awaited<ReturnType<typeof testDatabase>>
  beforeAll(async () => {
    database = await testDatabase()
  })
  afterAll(() => database.drop())

  /** What the database granted, by its own clock. */
  async function grantsOf(owner: string): Promise<number[]> {
    const { rows } = await pool().query('select grants from quotas where key like $1', [`${owner}|%`])
    return rows.flatMap(({ grants }) => grants.map(Number))
  }

  test('limiters of several processes keep one window together', async () => {
    const limiters = [pgLimiter(), pgLimiter(), pgLimiter()]
    const lanes: Lane[] = ['background', 'interactive']
    await Promise.all(
      Array.from({ length: 48 }, (_, i) =>
        limiters[i % 3]?.acquire({ ...key(20), owner: 'many' }, lanes[i % 2] ?? 'background'),
      ),
    )
    const grants = await grantsOf('many')
    expect(grants).toHaveLength(48)
    expect(grants).toEqual([...grants].sort((a, b) => a - b))
    expect(busiest(grants, 1_000)).toBeLessThanOrEqual(20)
  })

  test('a person goes before a background call that waits', async () => {
    const limiter = pgLimiter()
    const mine = { ...key(2), owner: 'lanes' }
    const order: string[] = []
    await limiter.acquire(mine, 'background')
    const background = limiter.acquire(mine, 'background').then(() => order.push('background'))
    await limiter.acquire(mine, 'interactive').then(() => order.push('person'))
    await background
    expect(order).toEqual(['person', 'background'])
  })

  test('only the last hundred grants are kept', async () => {
    const fast = { owner: 'fast', region: 'r', operation: 'alibaba-kvstore/DescribeInstanceAttribute' }
    const limiter = pgLimiter()
    for (let i = 0; i < 130; i++) await limiter.acquire(fast, 'interactive')
    const grants = await grantsOf('fast')
    expect(grants).toHaveLength(100)
    expect(busiest(grants, 100)).toBeLessThanOrEqual(100)
  })

  test('a throttled answer holds every process back', async () => {
    const mine = { ...key(10), owner: 'throttled' }
    const before = Date.now()
    await pgLimiter().throttled(mine)
    await pgLimiter().acquire(mine, 'interactive')
    expect(Date.now() - before).toBeGreaterThanOrEqual(1_000)
  })
})
