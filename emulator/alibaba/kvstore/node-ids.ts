import type { CacheInstance } from '../../world/instance'
import { proxiesOf, shardsOf } from '../../world/nodes'

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
