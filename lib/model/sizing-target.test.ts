import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compare, minus, over, times } from './money'
import { fitOf } from './need'
import type { ClassOffer } from './offer'
import type { Priced } from './plan-money'
import type { SizingEvidence, SizingStat } from './sizing'
import { pricedTarget, sizingNeed, sizingTargets } from './sizing-target'

const MB = 1_048_576
const stat = (peak: number, capacity: number | null = null): SizingStat => ({
  p95: peak,
  peak,
  mean: peak,
  minutes: 43_200,
  capacity,
})
const evidence = (stats: SizingEvidence['stats']): SizingEvidence => ({
  from: '2026-10-22T00:00:00.000Z',
  to: '2026-11-21T00:00:00.000Z',
  first: '2026-10-22T00:00:00.000Z',
  resizedAt: null,
  trafficUnsure: false,
  stats,
})
const facts = {
  engine: 'redis',
  architecture: 'standard',
  memoryMb: 8_192,
  shards: 1,
  replicas: 1,
  bandwidthMbps: 24,
} as const

const offer = (over: Partial<ClassOffer> & { id: string }): ClassOffer => ({
  class: over.id,
  choice: { class: over.id },
  engine: 'redis',
  edition: 'Community',
  series: null,
  architecture: 'standard',
  versions: [],
  zones: null,
  memoryMb: 1_024,
  shards: 1,
  replicas: 1,
  connections: 10_000,
  bandwidthMbps: 24,
  qps: 80_000,
  offeredBy: { from: 'live', name: 'x' },
  figuresFrom: [],
  refused: null,
  current: false,
  ...over,
})
const OFFERS = [
  offer({ id: '1g' }),
  offer({ id: '2g', memoryMb: 2_048 }),
  offer({ id: '4g', memoryMb: 4_096 }),
  offer({ id: '8g', memoryMb: 8_192, current: true, refused: { code: 'same-size' } }),
  offer({ id: '8g-more', memoryMb: 8_192, connections: 20_000 }),
  offer({ id: '16g', memoryMb: 16_384 }),
]
const big = { kind: 'oversized', hits: [{ rule: 'oversized' }] } as const
const ids = (asked: Partial<Parameters<typeof sizingTargets>[0]>) => {
  const { targets, none } = sizingTargets({ ...big, need: {}, facts, offers: OFFERS, ...asked })
  return none ?? targets.map(({ id }) => id)
}

describe('what a class has to have', () => {
  test('leaves the headroom free above what was highest', () => {
    const need = sizingNeed(
      evidence({
        memory: stat(1_500 * MB, 8_192 * MB),
        connections: stat(3_000),
        operations: stat(30_000),
        in: stat(20, 192),
        out: stat(96, 192),
        cpu: stat(60),
      }),
      { ...facts, shards: 4 },
      25,
    )
    // 96 of 192 Mbit/s are half of the 24 that the cloud tells; 60 % of 4 shards are 80 % of three.
    expect(need).toEqual({ memoryMb: 2_000, connections: 4_000, qps: 40_000, bandwidthMbps: 16, shards: 4 })
  })

  test('asks for nothing that is not known', () => {
    expect(sizingNeed(evidence({ out: stat(96) }), facts, 25)).toEqual({})
  })
})

describe('the class that fits', () => {
  test.each([
    ['is the smallest that holds what is needed', { need: { memoryMb: 1_500 } }, ['2g']],
    ['is not one with too few connections', { need: { memoryMb: 500, connections: 12_000 } }, 'no-class'],
    ['is smaller than now, or none', { need: { memoryMb: 6_000 } }, 'no-class'],
    [
      'is not of another architecture, engine or edition',
      {
        need: { memoryMb: 100 },
        offers: [
          offer({ id: 'a', architecture: 'cluster' }),
          offer({ id: 'b', engine: 'memcached' }),
          offer({ id: 'c', edition: 'Enterprise' }),
          ...OFFERS.slice(1),
        ],
      },
      ['2g'],
    ],
    [
      'keeps the replica',
      { need: { memoryMb: 100 }, offers: [offer({ id: 'single', replicas: 0 }), ...OFFERS.slice(2)] },
      ['4g'],
    ],
    [
      'is not one that is refused',
      { need: { memoryMb: 100 }, offers: [offer({ id: '1g', refused: { code: 'other-zone' } }), ...OFFERS.slice(1)] },
      ['2g'],
    ],
    [
      'is one whose figures are told, before a smaller one of which some are not',
      {
        need: { memoryMb: 1_000, qps: 500 },
        offers: [offer({ id: 'untold', qps: null }), offer({ id: 'told', memoryMb: 2_048 })],
      },
      ['told'],
    ],
    [
      'has more of what is short',
      { kind: 'undersized', hits: [{ rule: 'connections-high' }], need: { connections: 13_000 } },
      ['8g-more'],
    ],
    ['is larger where memory is short', { kind: 'undersized', hits: [{ rule: 'memory-full' }] }, ['16g']],
    ['is none where one thread is busy', { kind: 'undersized', hits: [{ rule: 'cpu-high' }], need: {} }, 'one-thread'],
    ['is none where its own size is not told', { facts: { ...facts, memoryMb: null } }, 'size-unknown'],
  ] as const)('%s', (_, asked, expected) => {
    expect(ids(asked as Partial<Parameters<typeof sizingTargets>[0]>)).toEqual(expected) // frozen by `as const`
  })

  test('of a cluster has as many shards as its processors want', () => {
    const cluster = { ...facts, architecture: 'cluster', shards: 8 } as const
    const offers = [2, 4, 8, 16].map((shards) =>
      offer({ id: `${shards}s`, architecture: 'cluster', shards, memoryMb: shards === 8 ? 4_096 : 1_024 * shards }),
    )
    expect(ids({ facts: cluster, offers, need: { memoryMb: 1_000, shards: 3 } })).toEqual(['8s', '4s'])
    const busy = { kind: 'undersized', hits: [{ rule: 'cpu-high' }] } as const
    expect(ids({ ...busy, facts: cluster, offers, need: { shards: 10 } })).toEqual(['16s'])
  })

  test('whatever is needed and offered, holds it, and goes the way that it should', () => {
    const figure = fc.option(fc.integer({ min: 1, max: 40_000 }))
    const offers = fc.array(
      fc.record({
        memoryMb: figure,
        connections: figure,
        qps: figure,
        bandwidthMbps: figure,
        replicas: fc.constantFrom(0, 1, null),
      }),
    )
    const need = fc.record(
      { memoryMb: fc.integer({ min: 1, max: 20_000 }), connections: fc.integer({ min: 1, max: 40_000 }) },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(offers, need, fc.constantFrom('oversized', 'idle', 'undersized'), (some, needed, kind) => {
        const all = some.map((one, at) => offer({ id: String(at), ...one }))
        const hits = kind === 'undersized' ? [{ rule: 'memory-full' as const }] : []
        const { targets } = sizingTargets({ kind, hits, need: needed, facts, offers: all })
        for (const { id, unknown } of targets) {
          const chosen = all.find((one) => one.id === id)
          if (!chosen) return expect.unreachable()
          const { fits, lacks } = fitOf(chosen, needed)
          expect(fits).not.toBe('no')
          expect(unknown).toEqual(lacks.map(({ dimension }) => dimension))
          expect(chosen.replicas).not.toBe(0)
          const more = (chosen.memoryMb ?? 0) > facts.memoryMb
          expect(more).toBe(kind === 'undersized')
        }
      }),
    )
  })
})

describe('what it costs', () => {
  const priced = (amount: string, over: Partial<Priced> = {}): Priced => ({
    amount,
    currency: 'CNY',
    unit: 'month',
    count: 1,
    original: null,
    discount: null,
    monthly: amount,
    of: 'this',
    source: { kind: 'quote', operation: 'x', order: 'BUY', requestId: null },
    coupons: [],
    promotions: [],
    ...over,
  })
  const target = (id: string) => ({ id, memoryMb: 1, shards: 1, connections: null, qps: null, unknown: [] })
  const AT = '2026-11-21T00:00:00.000Z'

  test('is the difference of the cheapest of one size, exactly, for a month and twelve', () => {
    const { target: chosen, price } = pricedTarget(
      [target('a'), target('b')],
      {
        items: [
          { id: 'a', price: priced('100.1') },
          { id: 'b', price: priced('100.01') },
        ],
        before: priced('200.3'),
      },
      AT,
    )
    expect(chosen?.id).toBe('b')
    expect(price).toMatchObject({ perMonth: '-100.29', perYear: '-1203.48' })
  })

  test.each([
    ['of another currency', priced('1', { currency: 'USD' }), priced('2')],
    ['of none that is told', priced('1', { currency: null }), priced('2', { currency: null })],
    ['that nobody tells', null, priced('2')],
    ['beside none of now', priced('1'), null],
    ['that is paid once', priced('1', { monthly: null }), priced('2')],
  ])('is not known with a price %s', (_, after, before) => {
    expect(pricedTarget([target('a')], { items: [{ id: 'a', price: after }], before }, AT).price).toMatchObject({
      perMonth: null,
      perYear: null,
    })
  })

  test('whatever the prices, a year is twelve months and adds up to the new price', () => {
    const cents = fc.integer({ min: 0, max: 10_000_000 }).map((one) => over(String(one), 100))
    fc.assert(
      fc.property(cents, cents, (before, after) => {
        const { price } = pricedTarget(
          [target('a')],
          { items: [{ id: 'a', price: priced(after) }], before: priced(before) },
          AT,
        )
        const perMonth = price.perMonth ?? expect.unreachable()
        expect(compare(minus(after, perMonth), before)).toBe(0)
        expect(compare(price.perYear ?? '', times(perMonth, 12))).toBe(0)
      }),
    )
  })
})
