import type { TopologyNode } from '@/lib/model/topology'
import type { Target } from './actions'
import type { Call } from './contract'
import type { ProviderError } from './error'

/** Nodes as one service tells them, and what it refused to tell. */
export interface ToldNodes {
  nodes: TopologyNode[]
  missing: ProviderError[]
}

export interface Topologies {
  /** Names of the operations that are asked for such an instance; none: no such thing is told of it. */
  operations(target: Target): string[]
  read(call: Call, target: Target, signal?: AbortSignal): Promise<ToldNodes>
}

/** A node of which nothing is known yet. */
export const bareNode = (key: string, id: string): TopologyNode => ({
  key,
  id,
  role: 'other',
  vendorRole: null,
  shard: null,
  zone: null,
  state: null,
  vendorState: null,
  address: null,
  memoryMb: null,
  usedMemoryMb: null,
  connections: null,
  version: null,
  newest: null,
  createdAt: null,
})
