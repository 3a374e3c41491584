import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BackupPolicy, type BackupStatus, WEEKDAYS } from './backup'
import { coverageOf, policyWindows, promisedMs, promiseParts, worthOf } from './coverage'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const BASE = Date.parse('2026-03-02T00:00:00Z')

const policyOf = (over: Partial<BackupPolicy> = {}): BackupPolicy => ({
  on: true,
  days: [...WEEKDAYS],
  window: { start: '19:00', end: '20:00' },
  offsetMinutes: 0,
  retentionDays: 7,
  incremental: false,
  nextAt: null,
  ...over,
})
const windows = (policy: BackupPolicy, from: string, to: string) =>
  policyWindows(policy, { from: Date.parse(from), to: Date.parse(to) }).map(({ from: start, to: end }) =>
    [start, end].map((at) => `${new Date(at).toISOString().slice(0, 16)}Z`),
  )

describe('windows of a policy', () => {
  test('across midnight belong to the day on which they begin', () => {
    const policy = policyOf({ days: ['Monday'], window: { start: '23:30', end: '00:30' } })
    // 2 March 2026 is a Monday.
    expect(windows(policy, '2026-03-01T00:00Z', '2026-03-08T00:00Z')).toEqual([
      ['2026-03-02T23:30Z', '2026-03-03T00:30Z'],
    ])
    expect(windows(policy, '2026-03-03T00:15Z', '2026-03-03T12:00Z')).toHaveLength(1)
    expect(windows(policy, '2026-03-03T00:30Z', '2026-03-03T12:00Z')).toHaveLength(0)
  })

  test('have the days of their own zone', () => {
    const policy = policyOf({ days: ['Monday'], window: { start: '03:00', end: '04:00' }, offsetMinutes: 480 })
    // Monday 03:00 in China is Sunday 19:00 in UTC.
    expect(windows(policy, '2026-03-01T00:00Z', '2026-03-07T00:00Z')).toEqual([
      ['2026-03-01T19:00Z', '2026-03-01T20:00Z'],
    ])
  })

  test.each([
    ['off', { on: false }],
    ['without days', { days: [] }],
    ['without hours', { window: null }],
    ['of no length that is told', { window: { start: '05:00', end: '05:00' } }],
    ['of hours that are none', { window: { start: '25:00', end: '26:00' } }],
  ])('are none of a policy %s', (_, over) => {
    const policy = policyOf(over)
    expect(policyWindows(policy, { from: BASE, to: BASE + 30 * DAY })).toEqual([])
    expect(promisedMs(policy)).toBeNull()
  })
})

const clock = fc
  .integer({ min: 0, max: 23 })
  .chain((hour) =>
    fc
      .constantFrom(0, 15, 30, 45)
      .map((minute) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`),
  )
const aPolicy = fc
  .record({
    days: fc.uniqueArray(fc.constantFrom(...WEEKDAYS), { minLength: 1 }),
    start: clock,
    end: clock,
    offsetMinutes: fc.constantFrom(-720, -210, 0, 330, 345, 480, 840),
    retentionDays: fc.constantFrom(null, 7, 30),
  })
  .filter(({ start, end }) => start !== end)
  .map(({ start, end, ...rest }) => policyOf({ ...rest, window: { start, end } }))

/** The plain reference: is this very minute inside a window? It asks a calendar. */
function isInside({ days, window, offsetMinutes }: BackupPolicy, at: number): boolean {
  const { start, end } = window ?? expect.unreachable()
  const local = new Date(at + offsetMinutes * MINUTE)
  const time = local.toISOString().slice(11, 16)
  const dayOf = (date: Date) => WEEKDAYS[(date.getUTCDay() + 6) % 7] ?? 'Monday'
  const today = days.includes(dayOf(local))
  const yesterday = days.includes(dayOf(new Date(local.getTime() - DAY)))
  if (start < end) return today && time >= start && time < end
  return (today && time >= start) || (yesterday && time < end)
}

test('windows are the minutes that a calendar says, for any days, hours and zone', () => {
  fc.assert(
    fc.property(aPolicy, fc.integer({ min: 0, max: 14 * 96 }), (policy, quarter) => {
      const at = BASE + quarter * 15 * MINUTE
      const found = policyWindows(policy, { from: at, to: at }).some(({ from, to }) => from <= at && at < to)
      expect(found).toBe(isInside(policy, at))
    }),
    { numRuns: 300 },
  )
})

test('windows come in order, within their span, and never further apart than is promised', () => {
  fc.assert(
    fc.property(aPolicy, fc.integer({ min: 1, max: 60 }), (policy, length) => {
      const span = { from: BASE, to: BASE + length * DAY }
      const all = policyWindows(policy, span)
      for (const { from, to } of all) expect(from <= span.to && to > span.from).toBe(true)
      const promised = promisedMs(policy) ?? expect.unreachable()
      for (const [at, next] of all.slice(1).entries()) {
        const before = all[at] ?? expect.unreachable()
        expect(next.from).toBeGreaterThan(before.from)
        expect(next.to - before.from).toBeLessThanOrEqual(promised)
      }
    }),
    { numRuns: 200 },
  )
})

const good = (at: number) => ({ status: 'done' as const, startedAt: new Date(at).toISOString() })

test('a set in every window leaves no gap, wherever in its window it begins', () => {
  fc.assert(
    fc.property(aPolicy, fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 80 }), (policy, shares) => {
      const now = BASE + 60 * DAY
      const sets = policyWindows(policy, { from: BASE, to: now }).map(({ from, to }, at) =>
        good(Math.floor(from + (to - from) * (shares[at % shares.length] ?? 0))),
      )
      const { gaps } = coverageOf({ sets, policy, span: { from: BASE, to: now }, now, createdAt: null })
      expect(gaps).toEqual([])
    }),
    { numRuns: 150 },
  )
})

test('gaps hold no good set, are longer than the promise, and every such stretch is one', () => {
  fc.assert(
    fc.property(aPolicy, fc.array(fc.integer({ min: 0, max: 60 * 24 }), { maxLength: 40 }), (policy, hours) => {
      const now = BASE + 60 * DAY
      const sets = hours.map((hour) => good(BASE + hour * HOUR))
      const { gaps, judgedFrom, worst, promisedSeconds } = coverageOf({
        sets,
        policy,
        span: { from: BASE, to: now },
        now,
        createdAt: null,
      })
      const promised = (promisedSeconds ?? expect.unreachable()) * 1_000
      const times = sets.map(({ startedAt }) => Date.parse(startedAt))
      for (const gap of gaps) {
        const [from, to] = [Date.parse(gap.from), Date.parse(gap.to)]
        expect(to - from).toBeGreaterThan(promised)
        expect(times.some((at) => at > from && at < to)).toBe(false)
      }
      if (judgedFrom === null) {
        expect(gaps).toEqual([])
        return
      }
      // The plain reference: hour by hour, how long ago the last set is.
      const start = Date.parse(judgedFrom)
      let most = 0
      for (let at = start; at <= now; at += HOUR) {
        const since = Math.max(start, ...times.filter((time) => time <= at))
        most = Math.max(most, at - since)
        const inGap = gaps.some((gap) => Date.parse(gap.from) <= since && at <= Date.parse(gap.to))
        if (at - since > promised) expect(inGap).toBe(true)
      }
      if (start < now) expect(worst?.seconds ?? 0).toBeGreaterThanOrEqual(most / 1_000)
    }),
    { numRuns: 100 },
  )
})

describe('what a loss would cost', () => {
  const now = BASE + 10 * DAY
  const span = { from: BASE, to: now }
  const daily = policyOf({ retentionDays: 30 })

  test('counts from the beginning of the newest complete set, not from a failed or running one', () => {
    const sets = [
      good(now - 30 * HOUR),
      { status: 'failed' as const, startedAt: new Date(now - 6 * HOUR).toISOString() },
      { status: 'running' as const, startedAt: new Date(now - MINUTE).toISOString() },
    ]
    expect(coverageOf({ sets, policy: daily, span, now, createdAt: null }).nowSeconds).toBe(30 * 3_600)
  })

  test('is not told by a span that ends before now, nor when there is no set', () => {
    const sets = [good(now - 30 * HOUR)]
    const earlier = { from: BASE, to: now - HOUR }
    expect(coverageOf({ sets, policy: daily, span: earlier, now, createdAt: null }).nowSeconds).toBeNull()
    expect(coverageOf({ sets: [], policy: daily, span, now, createdAt: null }).nowSeconds).toBeNull()
  })

  test('is judged only where sets are still kept, and not before the instance was made', () => {
    const week = policyOf({ retentionDays: 7 })
    const none = coverageOf({ sets: [], policy: week, span, now, createdAt: null })
    expect(none.gaps).toEqual([{ from: new Date(now - 7 * DAY).toISOString(), to: new Date(now).toISOString() }])
    const young = coverageOf({ sets: [], policy: week, span, now, createdAt: now - 20 * HOUR })
    expect(young).toMatchObject({ judgedFrom: new Date(now - 20 * HOUR).toISOString(), gaps: [] })
  })

  test('of unknown retention is judged from the oldest set, and of no set not at all', () => {
    const unknown = policyOf({ retentionDays: null })
    const sets = [good(now - 3 * DAY), good(now - DAY)]
    const { judgedFrom, worst, gaps } = coverageOf({ sets, policy: unknown, span, now, createdAt: null })
    expect(judgedFrom).toBe(new Date(now - 3 * DAY).toISOString())
    expect(worst?.seconds).toBe(48 * 3_600)
    expect(gaps).toHaveLength(1)
    expect(coverageOf({ sets: [], policy: unknown, span, now, createdAt: null })).toMatchObject({
      judgedFrom: null,
      worst: null,
      gaps: [],
    })
  })

  test('without a policy has no gaps, but its worst stretch', () => {
    const sets = [good(now - 5 * DAY), good(now - DAY)]
    const { gaps, worst, promisedSeconds } = coverageOf({ sets, policy: null, span, now, createdAt: null })
    expect({ gaps, promisedSeconds, worst: worst?.seconds }).toEqual({
      gaps: [],
      promisedSeconds: null,
      worst: 4 * 86_400,
    })
  })
})

describe('how an instance stands', () => {
  const now = BASE + 40 * DAY
  const from = now - 30 * DAY
  const daily = policyOf({ retentionDays: 30 })
  const everyDay = Array.from({ length: 30 }, (_, at) => good(now - (at + 0.5) * DAY))
  const worth = (over: Partial<Parameters<typeof worthOf>[0]>) =>
    worthOf({ sets: everyDay, truncated: false, policy: daily, from, now, createdAt: now - 90 * DAY, ...over })
  const failed = { status: 'failed' as const, startedAt: new Date(now - 5 * DAY - HOUR).toISOString() }

  test.each<[string, string, Parameters<typeof worth>[0]]>([
    ['with a set for each day', 'covered', {}],
    ['with a failure among good ones', 'gaps', { sets: [...everyDay, failed] }],
    ['with a day left out', 'gaps', { sets: everyDay.filter((_, at) => at !== 9) }],
    ['whose newest set is too old', 'late', { sets: everyDay.slice(3) }],
    ['without any good set', 'unprotected', { sets: [failed] }],
    ['without any good set or policy', 'unprotected', { sets: [], policy: policyOf({ on: false }) }],
    ['with a set by hand and no policy', 'off', { policy: policyOf({ on: false }) }],
    ['too young for its first set', 'waiting', { sets: [], createdAt: now - 3 * HOUR }],
    [
      'young, and without a policy',
      'unprotected',
      { sets: [], createdAt: now - 3 * HOUR, policy: policyOf({ on: false }) },
    ],
    ['whose sets are not told', 'unknown', { sets: null }],
    ['whose policy is not told', 'unknown', { policy: null }],
    ['of which only a part could be read', 'unknown', { sets: [], truncated: true }],
  ])('%s: %s', (_, standing, over) => {
    expect(worth(over).standing).toBe(standing)
  })

  test('tells no figure that nobody told', () => {
    expect(worth({ sets: null })).toMatchObject({ lastGoodAt: null, worst: null, nowSeconds: null, failures: 0 })
    expect(worth({ sets: [] })).toMatchObject({ lastGoodAt: null, nowSeconds: null })
    expect(worth({ sets: [], truncated: true, policy: policyOf({ retentionDays: null }) }).worst).toBeNull()
  })

  test.each([null, 7, 30])(
    'without a good set its gap is as long as what was looked at, kept %s days',
    (retentionDays) => {
      const policy = policyOf({ retentionDays })
      const whole = { from: new Date(from).toISOString(), to: new Date(now).toISOString() }
      expect(worth({ sets: [failed], policy })).toMatchObject({
        worst: { ...whole, seconds: 30 * 86_400 },
        worstAtLeast: true,
        judgedFrom: whole.from,
        gaps: [whole],
      })
      // Of one that was made meanwhile it is known to the second.
      expect(worth({ sets: [], policy, createdAt: now - 5 * DAY })).toMatchObject({
        worst: { seconds: 5 * 86_400 },
        worstAtLeast: false,
      })
      expect(worth({ policy }).worstAtLeast).toBe(false)
    },
  )

  test('a promise is told as the step between windows and the length of one', () => {
    expect(promiseParts((promisedMs(daily) ?? 0) / 1_000)).toEqual({ days: 1, window: 3_600 })
    const weekly = policyOf({ days: ['Monday'], window: { start: '23:30', end: '01:00' } })
    expect(promiseParts((promisedMs(weekly) ?? 0) / 1_000)).toEqual({ days: 7, window: 5_400 })
  })

  test('covered means that at no moment more than the promise was lost; late that now it would be', () => {
    const hour = fc.integer({ min: 0, max: 30 * 24 - 1 })
    const status = fc.constantFrom<BackupStatus>('done', 'done', 'done', 'failed', 'running', 'restoring')
    fc.assert(
      fc.property(aPolicy, fc.array(fc.tuple(hour, status), { maxLength: 60 }), (policy, made) => {
        const sets = made.map(([at, how]) => ({ status: how, startedAt: new Date(from + at * HOUR).toISOString() }))
        const { standing, lastGoodAt, failures, judgedFrom } = worth({ sets, policy })
        const times = sets.filter((set) => set.status === 'done' || set.status === 'restoring')
        const newest = Math.max(...times.map(({ startedAt }) => Date.parse(startedAt)))
        const promised = promisedMs(policy) ?? expect.unreachable()
        expect(lastGoodAt === null ? -Infinity : Date.parse(lastGoodAt)).toBe(newest)
        expect(failures).toBe(sets.filter((set) => set.status === 'failed').length)
        expect(standing === 'unprotected').toBe(times.length === 0)
        expect(standing === 'late').toBe(times.length > 0 && now - newest > promised)
        if (standing !== 'covered') return
        // The plain reference: hour by hour, how long ago the last set is.
        const start = Date.parse(judgedFrom ?? expect.unreachable())
        for (let at = start; at <= now; at += HOUR) {
          const before = times.map(({ startedAt }) => Date.parse(startedAt)).filter((time) => time <= at)
          expect(at - Math.max(start, ...before)).toBeLessThanOrEqual(promised)
        }
      }),
      { numRuns: 200 },
    )
  })
})
