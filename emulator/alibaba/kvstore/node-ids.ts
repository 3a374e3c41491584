import type { CacheInstance } from '../../world/instance'
import { proxiesOf, shardsOf } from '../../world/nodes'
import { sharesOf } from '../../world/traffic'

export interface NodeId {
  id: string
  kind: 'db' | 'proxy'
  index: number
}

/** Data nodes and proxies of an instance, as DescribeLogicInstanceTopology names them. */
export const nodesOf = (i: CacheInstance): { db: NodeId[]; proxy: NodeId[] } => ({
  db: shardsOf(i).map(({ id }, index) => ({ id, kind: 'db', index })),
  proxy: proxiesOf(i).map(({ id }, index) => ({ id, kind: 'proxy', index })),
})

/** The node of that id, with or without the number that the vendor hangs on it (`...-db-0#14965569`). */
export function nodeOf(i: CacheInstance, id: string): NodeId | undefined {
  const { db, proxy } = nodesOf(i)
  const wanted = id.split('#')[0]
  return [...db, ...proxy].find((node) => node.id === wanted)
}

/** The node that has what fell on a place in [0, 1): nodes have their shares of the work and the data. */
export function nodeForPlace(i: CacheInstance, place: number, kind: 'db' | 'proxy' = 'db'): string {
  const nodes = nodesOf(i)[kind]
  let before = 0
  const at = sharesOf(i, kind, nodes.length).findIndex((share) => {
    before += share
    return place < before
  })
  return (nodes[at] ?? nodes.at(-1))?.id ?? i.id
}
