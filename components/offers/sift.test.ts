import { expect, test } from 'vitest'
import type { ClassOffer } from '@/lib/model/offer'
import { sift, WHOLE } from './sift'

const offer = (id: string, over: Partial<ClassOffer> = {}): ClassOffer => ({
  id,
  class: id,
  choice: { class: id },
  engine: 'redis',
  edition: 'Community',
  series: null,
  architecture: 'standard',
  versions: ['5.0'],
  zones: null,
  memoryMb: 1024,
  shards: null,
  replicas: null,
  connections: null,
  bandwidthMbps: null,
  qps: null,
  offeredBy: { from: 'live', name: 'x' },
  figuresFrom: [],
  refused: null,
  current: false,
  ...over,
})
const OFFERS = [
  offer('small', { memoryMb: 1024 }),
  offer('refused', { memoryMb: 8192, refused: { code: 'not-resizable' } }),
  offer('big', { memoryMb: 8192, connections: 20_000 }),
  offer('cluster', { memoryMb: 16_384, architecture: 'cluster', edition: 'Enterprise', connections: 80_000 }),
  offer('untold', { memoryMb: null }),
]
const ids = (...args: Parameters<typeof sift>) => sift(...args).map((row) => row.offer.id)

test('words, kinds and sizes narrow the list', () => {
  expect(ids(OFFERS, WHOLE, {})).toEqual(['small', 'big', 'cluster', 'untold', 'refused'])
  expect(ids(OFFERS, { ...WHOLE, text: 'CLUS 5.0' }, {})).toEqual(['cluster'])
  expect(ids(OFFERS, { ...WHOLE, architecture: 'cluster' }, {})).toEqual(['cluster'])
  expect(ids(OFFERS, { ...WHOLE, edition: 'Enterprise' }, {})).toEqual(['cluster'])
  expect(ids(OFFERS, { ...WHOLE, minMemory: 8192 }, {})).toEqual(['big', 'cluster', 'refused'])
  expect(ids(OFFERS, { ...WHOLE, onlyPossible: true }, {})).toEqual(['small', 'big', 'cluster', 'untold'])
})

test('what is known to have no replica is left out where one is wanted; what nobody tells of stays, and what it is now', () => {
  const one = offer('one', { replicas: 0 })
  const all = [one, offer('two', { replicas: 1 }), offer('untold'), offer('now', { replicas: 0, current: true })]
  expect(ids(all, { ...WHOLE, withReplica: true }, {})).toEqual(['two', 'untold', 'now'])
  expect(ids(all, WHOLE, {})).toHaveLength(4)
})

test('with a need, what fits comes first and the refused last; an unknown figure is between', () => {
  const need = { memoryMb: 4096 }
  expect(ids(OFFERS, WHOLE, need)).toEqual(['big', 'cluster', 'untold', 'small', 'refused'])
  expect(ids(OFFERS, { ...WHOLE, onlyPossible: true }, need)).toEqual(['big', 'cluster'])
  expect(sift(OFFERS, WHOLE, need).map(({ fit }) => fit?.fits)).toEqual(['yes', 'yes', 'unknown', 'no', 'yes'])
})
