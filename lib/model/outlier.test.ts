import { expect, test } from 'vitest'
import type { MetricSeries } from './metric'
import { outlierOf } from './outlier'

const line = (node: string | null, last: number | null, others = 0): MetricSeries => ({
  id: 'cpu',
  node,
  others,
  unit: 'percent',
  joined: others > 0 ? 'average' : null,
  stepMinutes: 1,
  bucketMinutes: 1,
  at: [],
  values: [],
  gaps: [],
  stats: last === null ? null : { min: last, avg: last, max: last, last },
})

test('the node far above all others is named, with what the others are at', () => {
  const found = outlierOf([line('a', 9), line('b', 70), line('c', 7), line(null, 5, 2)])
  expect(found).toMatchObject({ series: { node: 'b' }, value: 70, others: 4 })
  expect(found?.rest).toBeCloseTo((9 + 7 + 5 + 5) / 4)
})

test.each([
  ['two that are high', [line('a', 70), line('b', 65), line('c', 5), line('d', 5)]],
  ['small figures', [line('a', 12), line('b', 1), line('c', 1)]],
  ['less than twice the others', [line('a', 80), line('b', 55), line('c', 55)]],
  ['one node', [line('a', 90)]],
  ['nodes of which nothing is known', [line('a', 90), line('b', null), line('c', null)]],
  ['many nodes together', [line(null, 90, 3), line('a', 5)]],
])('nobody stands out among %s', (_, series) => {
  expect(outlierOf(series)).toBeNull()
})
