import { expect, test } from 'vitest'
import { findingsOf, inOrder, shardsOf, type TopologyNode } from './topology'

const node = (id: string, over: Partial<TopologyNode>): TopologyNode => ({
  key: id,
  id,
  role: 'master',
  vendorRole: null,
  shard: 0,
  zone: 'a',
  state: null,
  vendorState: null,
  address: null,
  memoryMb: null,
  usedMemoryMb: null,
  connections: null,
  version: null,
  newest: null,
  createdAt: null,
  ...over,
})

test('proxies come first, then shards by number with their masters first', () => {
  const nodes = [
    node('db-10 replica', { shard: 10, role: 'replica' }),
    node('db-10', { shard: 10 }),
    node('db-2', { shard: 2 }),
    node('proxy-0', { shard: null, role: 'proxy' }),
  ]
  expect(inOrder(nodes).map(({ id }) => id)).toEqual(['proxy-0', 'db-2', 'db-10', 'db-10 replica'])
  expect(shardsOf(nodes).map(({ shard, nodes: own }) => [shard, own.length])).toEqual([
    [2, 1],
    [10, 2],
  ])
})

test('a zone that is not told is no reason to say that all copies stand in one', () => {
  const copies = (zone: string | null) => [node('m', { zone: 'a' }), node('r', { role: 'replica', zone })]
  expect(findingsOf(copies('a')).inOneZone).toEqual([0])
  expect(findingsOf(copies('b')).inOneZone).toEqual([])
  expect(findingsOf(copies(null))).toMatchObject({ inOneZone: [], allInOneZone: false })
  expect(findingsOf(copies('a').map((copy) => ({ ...copy, shard: null })))).toMatchObject({ allInOneZone: true })
})

test('a shard without a replica is found, a node of an unknown shard says nothing of any', () => {
  expect(findingsOf([node('m', {})])).toMatchObject({ alone: [0], inOneZone: [] })
  expect(findingsOf([node('m', { shard: null })])).toMatchObject({ alone: [], inOneZone: [] })
  expect(findingsOf([node('m', {}), node('r', { role: 'readonly' })]).alone).toEqual([])
})

test('only a state that is told can be one that does not run', () => {
  const states = (['running', 'creating', 'error', 'off', 'unknown', null] as const).map((state) =>
    node(String(state), { state }),
  )
  expect(findingsOf(states).notRunning.map(({ id }) => id)).toEqual(['creating', 'error', 'off', 'unknown'])
})
