import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { entriesOf, type SlowEntry, type SlowLog, slowPatternId, unreadOf } from './slow-log'
import { sentenceOf } from './slow-sentence'
import { bucketMs, clientStats, countsOver, durationSteps, patternStats, percentile } from './slow-stats'

const START = Date.UTC(2026, 10, 21, 0, 15)
const MINUTE = 60_000
const span = { from: START, to: START + 180 * MINUTE }

const entry = (minute: number, us: number, more: Partial<SlowEntry> & { key?: string } = {}): SlowEntry => {
  const pattern = { command: 'HGETALL', keys: [more.key ?? 'cart:*:items'], others: 0, known: true }
  return {
    at: START + minute * MINUTE,
    us,
    pattern,
    patternId: slowPatternId(pattern),
    node: 'db-2',
    client: '10.0.0.1',
    account: null,
    database: 0,
    keys: 1,
    text: null,
    ...more,
  }
}

describe('statistics of patterns', () => {
  test('say count, share of the time, total, average, 95th percentile, longest, nodes, clients and both ends', () => {
    const own = Array.from({ length: 20 }, (_, n) =>
      entry(n, (n + 1) * 1_000, { node: n % 2 ? 'db-10' : 'db-2', client: `10.0.0.${n % 3}`, keys: n + 1 }),
    )
    const [first, second, ...rest] = patternStats([...own, entry(30, 40_000, { key: 'sku:*' })])
    expect(rest).toEqual([])
    expect(first).toMatchObject({
      count: 20,
      totalUs: 210_000,
      averageUs: 10_500,
      p95Us: 19_000,
      maxUs: 20_000,
      nodes: ['db-2', 'db-10'],
      clients: 3,
      keys: [1, 20],
      first: START,
      last: START + 19 * MINUTE,
    })
    expect(first?.share).toBeCloseTo(0.84)
    expect(second).toMatchObject({ count: 1, totalUs: 40_000, p95Us: 40_000 })
  })

  test('a percentile is a value that occurred', () => {
    expect(percentile([1, 2, 3, 4], 0.95)).toBe(4)
    expect(percentile([1, 2, 3, 4], 0.5)).toBe(2)
    expect(percentile([], 0.95)).toBe(0)
  })

  test('clients are told apart, those without one are left out', () => {
    const told = clientStats([entry(0, 10), entry(1, 30, { client: '10.0.0.2' }), entry(2, 5, { client: null })])
    expect(told.map(({ client, count }) => [client, count])).toEqual([
      ['10.0.0.2', 1],
      ['10.0.0.1', 1],
    ])
  })

  test('each record of the span is in one bucket of the counts and one of the durations', () => {
    const durations = fc.array(fc.tuple(fc.integer({ min: 0, max: 179 }), fc.integer({ min: 0, max: 9e8 })), {
      maxLength: 200,
    })
    fc.assert(
      fc.property(durations, (told) => {
        const entries = told.map(([minute, us]) => entry(minute, us))
        const sum = (list: readonly { count: number }[]) => list.reduce((all, { count }) => all + count, 0)
        expect(sum(countsOver(entries, span, bucketMs(span, 90), null))).toBe(entries.length)
        expect(sum(durationSteps(entries))).toBe(entries.length)
      }),
    )
  })
})

describe('the sentence', () => {
  const quiet = Array.from({ length: 12 }, (_, n) => entry(n * 14, 20_000, { key: 'sku:*', node: 'db-1' }))
  const burst = Array.from({ length: 300 }, (_, n) => entry(115 + n / 6, 400_000))

  test('names the pattern that took most time, its one node, and when it began', () => {
    expect(sentenceOf([...quiet, ...burst], { span, nodes: 8 })).toMatchObject({
      pattern: { command: 'HGETALL', keys: ['cart:*:items'] },
      onlyOn: 'db-2',
      began: START + 115 * MINUTE,
      count: 300,
    })
  })

  test('a few of it long before do not hide the beginning', () => {
    const said = sentenceOf([entry(3, 30_000), entry(60, 30_000), ...quiet, ...burst], { span, nodes: 8 })
    expect(said?.began).toBe(START + 115 * MINUTE)
  })

  test('what was there all along, and what is too little to tell, has no beginning', () => {
    const steady = Array.from({ length: 180 }, (_, n) => entry(n, 50_000))
    expect(sentenceOf(steady, { span, nodes: 1 })?.began).toBeNull()
    expect(sentenceOf([entry(170, 50_000)], { span, nodes: 1 })?.began).toBeNull()
  })

  test('a handful that comes at once is no beginning, unless it kept the server busy', () => {
    const began = (count: number, us: number) =>
      sentenceOf(
        Array.from({ length: count }, (_, n) => entry(160 + n / 2, us)),
        { span, nodes: 1 },
      )?.began
    expect(began(6, 50_000)).toBeNull()
    expect(began(19, 50_000)).toBeNull()
    expect(began(20, 50_000)).toBe(START + 160 * MINUTE)
    expect(began(6, 1_600_000)).toBeNull()
    expect(began(6, 1_700_000)).toBe(START + 160 * MINUTE)
    expect(began(4, 9_000_000)).toBeNull()
  })

  test('what comes at random all the time hardly ever seems to begin', () => {
    let state = 7
    const draw = () => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
      return state / 2_147_483_648
    }
    let found = 0
    for (let round = 0; round < 400; round++) {
      const steady = Array.from({ length: 6 + (round % 25) }, () => entry(draw() * 180, 50_000))
      if (sentenceOf(steady, { span, nodes: 1 })?.began != null) found++
    }
    expect(found).toBeLessThanOrEqual(2)
  })

  test('a beginning is the first of them, where it comes a few minutes before many', () => {
    expect(sentenceOf([entry(112, 400_000), ...burst], { span, nodes: 1 })?.began).toBe(START + 112 * MINUTE)
  })

  test('a node is named only where there are others, and where all of it ran there', () => {
    expect(sentenceOf(burst, { span, nodes: 1 })?.onlyOn).toBeNull()
    expect(sentenceOf([...burst, entry(120, 1, { node: 'db-3' })], { span, nodes: 8 })?.onlyOn).toBeNull()
    expect(sentenceOf([...burst, entry(120, 1, { node: null })], { span, nodes: 8 })?.onlyOn).toBeNull()
    expect(sentenceOf([], { span, nodes: 8 })).toBeNull()
  })
})

test('records of several answers are one list, newest first, with what the cloud did not tell left out', () => {
  const answer = (rows: SlowLog['rows'], texts: string[] | null): SlowLog => ({
    at: '',
    from: '',
    to: '',
    kind: 'db',
    kinds: ['db'],
    operation: null,
    keptFrom: null,
    resolutionUs: 1,
    readFrom: '',
    shifted: false,
    unreadable: 0,
    refused: null,
    calls: 1,
    archive: null,
    parts: [],
    patterns: [{ command: 'GET', keys: ['a:*'], others: 0, known: true }],
    nodes: ['db-0'],
    clients: ['10.0.0.1'],
    accounts: [],
    rows,
    texts,
  })
  const all = entriesOf([
    answer([[200, 5, 0, 0, 0, -1, 3, 1]], ['GET a:1']),
    answer([[300, 7, 0, -1, -1, -1, -1, 1]], null),
  ])
  expect(all).toMatchObject([
    { at: 300, node: null, client: null, account: null, database: null, text: null },
    { at: 200, node: 'db-0', client: '10.0.0.1', account: null, database: 3, text: 'GET a:1' },
  ])
})

test('what nobody told of a span is all that is in no part, and the holes of the archive', () => {
  const time = (minute: number) => new Date(START + minute * MINUTE).toISOString()
  const parts = [
    { from: time(60), to: time(170), source: 'archive' as const },
    { from: time(20), to: time(60), source: 'cloud' as const },
  ]
  const told = unreadOf(span, parts, [{ from: time(70), to: time(80) }])
  expect(told.map(({ from, to }) => [(from - START) / MINUTE, (to - START) / MINUTE])).toEqual([
    [0, 20],
    [70, 80],
    [170, 180],
  ])
  expect(unreadOf(span, [], [])).toEqual([span])
})
