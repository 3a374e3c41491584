import type { NodeRole, NodeState, TopologyNode } from '@/lib/model/topology'
import { orNull } from '@/lib/providers/facts'
import { orRefusal } from '@/lib/providers/refusal'
import { bareNode, type ToldNodes, type Topologies } from '@/lib/providers/topologies'
import { jdcloudRedisOperations as op } from './catalog'

const MB = 1_048_576
const ROLES: Record<string, NodeRole> = { master: 'master', slave: 'replica', proxy: 'proxy' }

interface ToldNode {
  name?: string | null
  role?: string | null
  address?: string | null
  az?: string | null
  status?: string | null
  usedMemory?: number | null
  maxMemory?: number | null
}

/**
 * None of the manual's nine operations tells nodes; the newer describeClusterInfo does, where the account may use it,
 * with the copies of each shard together. Memory is in bytes.
 */
export const topologies: Topologies = {
  operations: () => [op.describeClusterInfo.name],
  async read(call, { id, region }, signal): Promise<ToldNodes> {
    const input = { regionId: region, cacheInstanceId: id, detail: true }
    const answer = await orRefusal(call(op.describeClusterInfo, input, { region, signal }))
    if ('refusal' in answer) return { nodes: [], missing: [answer.refusal] }
    const topo = answer.told.data.result?.topo
    const nodes = [
      ...(topo?.proxyInfo ?? []).map((node, index) => nodeOf(node, 'proxy', null, `proxy ${index}`)),
      ...(topo?.shardInfo ?? []).flatMap(({ master, replicas }, shard) => [
        ...(master ? [nodeOf(master, 'master', shard, `${shard} master`)] : []),
        ...(replicas ?? []).map((node, index) => nodeOf(node, 'replica', shard, `${shard} replica ${index}`)),
      ]),
    ]
    return { nodes, missing: [] }
  },
}

function nodeOf(node: ToldNode, place: NodeRole, shard: number | null, key: string): TopologyNode {
  const told = orNull(node.role)
  const state = orNull(node.status)
  const mb = (bytes: number | null | undefined) => (typeof bytes === 'number' && bytes > 0 ? bytes / MB : null)
  return {
    ...bareNode(`${key} ${node.name ?? ''}`, orNull(node.name) ?? key),
    role: told === null ? place : (ROLES[told] ?? 'other'),
    vendorRole: told,
    shard,
    zone: orNull(node.az),
    state: state === null ? null : stateOf(state),
    vendorState: state,
    address: orNull(node.address),
    memoryMb: mb(node.maxMemory),
    usedMemoryMb: typeof node.usedMemory === 'number' && node.maxMemory ? node.usedMemory / MB : null,
  }
}

/** No list of its words is published. */
const stateOf = (word: string): NodeState => (word.toLowerCase() === 'running' ? 'running' : 'unknown')
