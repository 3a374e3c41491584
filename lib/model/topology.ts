import type { NotTold } from './access-lists'

/** `other`: its cloud's word is none that we know. */
export const NODE_ROLES = ['proxy', 'master', 'replica', 'readonly', 'other'] as const
export type NodeRole = (typeof NODE_ROLES)[number]

/** `unknown`: its cloud uses a word for it that we do not know. */
export const NODE_STATES = ['running', 'creating', 'error', 'off', 'unknown'] as const
export type NodeState = (typeof NODE_STATES)[number]

/** One node as its cloud told it. Null: not told. */
export interface TopologyNode {
  /** Unlike that of every other node of the instance. */
  key: string
  /** In its cloud's words. */
  id: string
  role: NodeRole
  /** In its cloud's words. */
  vendorRole: string | null
  /** Number of its shard, from 0: nodes of one shard hold the same data. Null: not told, or it holds none. */
  shard: number | null
  /** Id of its zone, or how its cloud writes it. */
  zone: string | null
  state: NodeState | null
  /** In its cloud's words. */
  vendorState: string | null
  address: string | null
  memoryMb: number | null
  usedMemoryMb: number | null
  connections: number | null
  /** Its minor version or build. */
  version: string | null
  /** Whether that is the newest. */
  newest: boolean | null
  createdAt: string | null
}

/** GET /api/instances/[ref]/topology: asked of its cloud at this moment. Viewers in scope. */
export interface Topology {
  at: string
  /** Names of the operations that told it; empty: the service has none. */
  operations: string[]
  /** Proxies first, then shard by shard, masters first. */
  nodes: TopologyNode[]
  /** What a call did not tell: its cloud refused. */
  missing: (NotTold & { operation: string })[]
}

const ORDER: readonly NodeRole[] = NODE_ROLES

/** Proxies first, then shard by shard with the master first. */
export const inOrder = (nodes: readonly TopologyNode[]): TopologyNode[] =>
  nodes.toSorted(
    (a, b) =>
      Number(b.role === 'proxy') - Number(a.role === 'proxy') ||
      (a.shard ?? Infinity) - (b.shard ?? Infinity) ||
      ORDER.indexOf(a.role) - ORDER.indexOf(b.role) ||
      a.id.localeCompare(b.id, 'en', { numeric: true }),
  )

/** Nodes that hold the same data; `shard` null: which ones belong together nobody told. */
export interface ShardGroup {
  shard: number | null
  nodes: TopologyNode[]
}

/** The nodes that hold data, by shard, in order. */
export function shardsOf(nodes: readonly TopologyNode[]): ShardGroup[] {
  const groups = new Map<number | null, TopologyNode[]>()
  for (const node of inOrder(nodes)) {
    if (node.role === 'proxy') continue
    const group = groups.get(node.shard)
    if (group) group.push(node)
    else groups.set(node.shard, [node])
  }
  return [...groups].map(([shard, own]) => ({ shard, nodes: own }))
}

/** What a person should know of a layout first. */
export interface TopologyFindings {
  /** Zones in which nodes with data stand. */
  zones: string[]
  /** Shards whose every node stands in one zone although there are several nodes: a zone that fails takes all of them. */
  inOneZone: number[]
  /** All nodes with data stand in one zone, and there are several. */
  allInOneZone: boolean
  /** Shards without any replica. */
  alone: number[]
  /** Nodes whose state is told and is not running. */
  notRunning: TopologyNode[]
  /** Nodes that could have a newer build. */
  outdated: TopologyNode[]
  /** Whether masters stand in different zones: of a switch, or by design. */
  mastersIn: string[]
}

export function findingsOf(nodes: readonly TopologyNode[]): TopologyFindings {
  const data = nodes.filter(({ role }) => role !== 'proxy')
  const known = shardsOf(data).filter((group): group is ShardGroup & { shard: number } => group.shard !== null)
  const zonesIn = (group: readonly TopologyNode[]) => [...new Set(group.flatMap(({ zone }) => zone ?? []))].sort()
  return {
    zones: zonesIn(data),
    allInOneZone: data.length > 1 && data.every(({ zone }) => zone !== null) && zonesIn(data).length === 1,
    inOneZone: known
      .filter(({ nodes: own }) => own.length > 1 && own.every(({ zone }) => zone !== null) && zonesIn(own).length === 1)
      .map(({ shard }) => shard),
    alone: known.filter(({ nodes: own }) => own.every(({ role }) => role === 'master')).map(({ shard }) => shard),
    notRunning: nodes.filter(({ state }) => state !== null && state !== 'running'),
    outdated: nodes.filter(({ newest }) => newest === false),
    mastersIn: zonesIn(data.filter(({ role }) => role === 'master')),
  }
}
