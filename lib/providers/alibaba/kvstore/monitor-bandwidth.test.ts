import { describe, expect, test } from 'vitest'
import type { MetricRead } from '@/lib/providers/monitor'
import { bandwidthOf } from './monitor-bandwidth'

const line = (id: string, values: number[]): MetricRead => ({
  id,
  node: null,
  others: 0,
  unit: 'mbps',
  joined: null,
  joins: 'sum',
  dense: { stepMs: 60_000, values: Float64Array.from(values), unread: new Uint8Array(values.length) },
})
/** Traffic below a ceiling, with the share of it, rounded to so many decimals. */
const traffic = (ceiling: number, shares: number[], decimals = 1) => [
  line(
    'node.OutFlow',
    shares.map((share) => (ceiling * share) / 100),
  ),
  line(
    'node.intranetOutRatio',
    shares.map((share) => Number(share.toFixed(decimals))),
  ),
]
const BUSY = Array.from({ length: 60 }, (_, at) => 4 + Math.sin(at))

describe('the ceiling of bandwidth', () => {
  test('is the told figure in the unit that the instance’s own shares bear out', () => {
    expect(bandwidthOf(traffic(96, BUSY), 96)).toBe(96)
    expect(bandwidthOf(traffic(768, BUSY), 96)).toBe(768)
    expect(bandwidthOf(traffic(768, BUSY, 0), 96)).toBe(768)
  })

  test.each([
    [
      'the traffic is too low to tell',
      traffic(
        768,
        BUSY.map((share) => share / 10),
      ),
      96,
    ],
    ['too few minutes tell it', traffic(768, [5, 5, 5]), 96],
    [
      'the traffic may be cut',
      traffic(
        768,
        BUSY.map(() => 100),
      ),
      96,
    ],
    ['it fits neither unit', traffic(300, BUSY), 96],
    ['no figure is told', traffic(768, BUSY), null],
    ['nothing was read', [], 96],
    ['shares are missing', traffic(768, BUSY).slice(0, 1), 96],
  ])('is not known when %s', (_why, lines, told) => expect(bandwidthOf(lines, told)).toBeNull())
})
