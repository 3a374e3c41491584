import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import en from '@/lib/i18n/messages/en/sizing.json'
import zh from '@/lib/i18n/messages/zh/sizing.json'
import { SIZING_THRESHOLD_IDS, type SizingEvidence, type SizingStat, USUAL_SIZING } from './sizing'
import { dataOf, findingOf, SIZING_RULES } from './sizing-rules'

const DAY = 86_400_000
const TO = Date.UTC(2026, 10, 21)
const GB = 2 ** 30

const stat = (values: Partial<SizingStat>): SizingStat => ({
  p95: values.peak ?? 0,
  peak: values.p95 ?? 0,
  mean: values.peak ?? values.p95 ?? 0,
  minutes: 30 * 1_440,
  capacity: null,
  ...values,
})

/** Thirty whole days of an instance that is used as it should be. */
const evidence = (stats: SizingEvidence['stats'] = {}, days = 30): SizingEvidence => ({
  from: new Date(TO - 30 * DAY).toISOString(),
  to: new Date(TO).toISOString(),
  first: new Date(TO - days * DAY).toISOString(),
  resizedAt: null,
  trafficUnsure: false,
  stats: {
    memory: stat({ p95: 5 * GB, peak: 5.5 * GB, capacity: 8 * GB }),
    cpu: stat({ p95: 50, peak: 70 }),
    operations: stat({ p95: 30_000, peak: 40_000, capacity: 80_000 }),
    connections: stat({ p95: 3_000, peak: 4_000, capacity: 10_000 }),
    in: stat({ p95: 20, peak: 30, capacity: 192 }),
    out: stat({ p95: 60, peak: 90, capacity: 192 }),
    evicted: stat({}),
    hits: stat({ p95: 99, peak: 99, mean: 98 }),
    ...stats,
  },
})
const found = (of: SizingEvidence, values = USUAL_SIZING) => {
  const { kind, hits } = findingOf(of, values)
  return { kind, rules: hits.map(({ rule }) => rule) }
}

describe('what the rules find', () => {
  test.each([
    ['nothing where it is used as it should be', {}, null, []],
    ['full memory', { memory: stat({ p95: 7.3 * GB, peak: 8 * GB, capacity: 8 * GB }) }, 'undersized', ['memory-full']],
    [
      'evictions where reads miss',
      { evicted: stat({ mean: 0.1 }), hits: stat({ mean: 71 }) },
      'undersized',
      ['evicting'],
    ],
    ['no evictions where reads find their keys', { evicted: stat({ mean: 50 }) }, null, []],
    ['busy processors', { cpu: stat({ p95: 80, peak: 99 }) }, 'undersized', ['cpu-high']],
    ['many commands', { operations: stat({ p95: 70_000, capacity: 80_000 }) }, 'undersized', ['operations-high']],
    [
      'a moment with many connections',
      { connections: stat({ p95: 100, peak: 9_000, capacity: 10_000 }) },
      'undersized',
      ['connections-high'],
    ],
    ['traffic', { out: stat({ p95: 180, capacity: 192 }) }, 'undersized', ['traffic-out-high']],
    ['no traffic whose limit nobody knows', { out: stat({ p95: 180, capacity: null }) }, null, []],
    [
      'too much of everything',
      { memory: stat({ p95: GB, peak: 2 * GB, capacity: 8 * GB }), cpu: stat({ p95: 12 }) },
      'oversized',
      ['oversized'],
    ],
    [
      'too much memory of what computes a lot: nothing',
      { memory: stat({ p95: GB, peak: 2 * GB, capacity: 8 * GB }) },
      null,
      [],
    ],
    [
      'that nobody calls it, before that it is too large',
      {
        memory: stat({ peak: GB, capacity: 8 * GB }),
        cpu: stat({ p95: 2 }),
        operations: stat({ p95: 0.3, capacity: 80_000 }),
        in: stat({ p95: 0.01 }),
        out: stat({ p95: 0.02 }),
      },
      'idle',
      ['idle'],
    ],
    [
      'that it is short of something, before that it has too much of something else',
      {
        memory: stat({ peak: GB, capacity: 8 * GB }),
        cpu: stat({ p95: 10 }),
        connections: stat({ peak: 9_900, capacity: 10_000 }),
      },
      'undersized',
      ['connections-high'],
    ],
  ] as const)('%s', (_, stats, kind, rules) => {
    expect(found(evidence(stats))).toEqual({ kind, rules })
  })

  test('a condition tells the numbers that made it hold', () => {
    const { hits } = findingOf(
      evidence({ memory: stat({ p95: 7.5 * GB, peak: 8 * GB, capacity: 8 * GB }) }),
      USUAL_SIZING,
    )
    expect(hits[0]?.checks).toEqual([
      {
        measure: 'memory',
        stat: 'p95',
        value: 7.5 * GB,
        capacity: 8 * GB,
        share: 93.75,
        op: 'least',
        threshold: 'memoryFull',
        limit: 90,
      },
    ])
  })

  test('follow thresholds of one’s own', () => {
    const full = evidence({ memory: stat({ p95: 7.3 * GB, capacity: 8 * GB }) })
    expect(found(full, { ...USUAL_SIZING, memoryFull: 95 }).kind).toBeNull()
    expect(found(evidence(), { ...USUAL_SIZING, cpuHigh: 50 }).rules).toEqual(['cpu-high'])
  })

  test('a measure of which little was measured says nothing', () => {
    expect(found(evidence({ cpu: stat({ p95: 99, minutes: 10 * 1_440 }) })).kind).toBeNull()
  })
})

describe('without enough data', () => {
  const full = { memory: stat({ p95: 8 * GB, capacity: 8 * GB }) }
  test('nothing is found, and how much there is of it is told', () => {
    const young = evidence({ memory: stat({ p95: 8 * GB, capacity: 8 * GB, minutes: 3.2 * 1_440 }) }, 3.2)
    expect(findingOf(young, USUAL_SIZING)).toEqual({
      kind: null,
      hits: [],
      data: { days: 3.2, wantedDays: 14, coverage: 100, wantedCoverage: 80 },
    })
    const gaps = evidence({ memory: stat({ p95: 8 * GB, capacity: 8 * GB, minutes: 20 * 1_440 }) })
    expect(findingOf(gaps, USUAL_SIZING)).toMatchObject({ kind: null, data: { days: 30, coverage: 66.6 } })
    expect(dataOf({ ...evidence(), first: null, stats: {} }, USUAL_SIZING)).toMatchObject({ days: 0, coverage: 0 })
    expect(found(evidence(full)).kind).toBe('undersized')
  })

  test('never, whatever was measured', () => {
    fc.assert(
      fc.property(anything, fc.double({ min: 0, max: 13.99, noNaN: true }), (stats, days) => {
        expect(found(evidence(stats, days))).toEqual({ kind: null, rules: [] })
      }),
    )
  })
})

const amount = fc.double({ min: 0, max: 1e12, noNaN: true })
const anyStat = fc
  .record({
    p95: amount,
    peak: amount,
    mean: amount,
    minutes: fc.integer({ min: 0, max: 43_200 }),
    capacity: fc.option(amount),
  })
  .map((one): SizingStat => ({ ...one, peak: Math.max(one.p95, one.peak) }))
const anything = fc.record(
  {
    memory: anyStat,
    cpu: anyStat,
    operations: anyStat,
    connections: anyStat,
    in: anyStat,
    out: anyStat,
    evicted: anyStat,
    hits: anyStat,
  },
  { requiredKeys: [] },
)

describe('whatever was measured', () => {
  test('hits are of one kind, each with all of its conditions, each of which holds', () => {
    fc.assert(
      fc.property(anything, (stats) => {
        const { kind, hits } = findingOf(evidence(stats), USUAL_SIZING)
        expect(hits.length === 0).toBe(kind === null)
        for (const { rule, checks } of hits) {
          const of = SIZING_RULES.find(({ id }) => id === rule)
          expect(of?.kind).toBe(kind)
          expect(checks).toHaveLength(of?.conditions.length ?? 0)
          for (const { op, share, value, limit } of checks)
            expect(op === 'least' ? (share ?? value) >= limit : (share ?? value) <= limit).toBe(true)
        }
      }),
    )
  })

  test('more memory in use never makes a full instance one that is too large', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
        const kindAt = (share: number) =>
          findingOf(
            evidence({ memory: stat({ p95: share * 8 * GB, peak: share * 8 * GB, capacity: 8 * GB }), cpu: stat({}) }),
            USUAL_SIZING,
          ).kind
        const rank = { oversized: 0, idle: 0, undersized: 2 }
        const of = (share: number) => {
          const kind = kindAt(share)
          return kind === null ? 1 : rank[kind]
        }
        expect(of(Math.max(a, b))).toBeGreaterThanOrEqual(of(Math.min(a, b)))
      }),
    )
  })
})

test('each rule and threshold has its words in both languages', () => {
  for (const messages of [en, zh]) {
    expect(Object.keys(messages.rules).sort()).toEqual(SIZING_RULES.map(({ id }) => id).sort())
    expect(Object.keys(messages.thresholds.of).sort()).toEqual([...SIZING_THRESHOLD_IDS].sort())
  }
})
