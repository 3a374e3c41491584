import type { TopologyNode } from '@/lib/model/topology'
import type { Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import { integerOrNull, orNull } from '@/lib/providers/facts'
import { orRefusal } from '@/lib/providers/refusal'
import { bareNode, type ToldNodes, type Topologies } from '@/lib/providers/topologies'
import { kvstoreOperations as op } from './catalog'

const PAGE = 50
/** Far more nodes than any class of the manual has. */
const MOST_PAGES = 40

const at = ({ id, region }: Target) => ({ InstanceId: id, RegionId: region })

/**
 * DescribeLogicInstanceTopology (8.9) tells proxies and shards with their sizes, DescribeRoleZoneInfo (8.4) the copies
 * of each with role and zone. `InsName` of the second is the first's `NodeId` up to its #, or the instance's id. Neither
 * tells a state.
 */
export const topologies: Topologies = {
  operations: () => [op.DescribeLogicInstanceTopology.name, op.DescribeRoleZoneInfo.name],
  async read(call, target, signal): Promise<ToldNodes> {
    const [layout, copies, proxies] = await Promise.all([
      orRefusal(call(op.DescribeLogicInstanceTopology, at(target), { region: target.region, signal })),
      orRefusal(roleRows(call, target, 1, signal)),
      target.detail.facts.architecture === 'standard' ? { told: [] } : orRefusal(roleRows(call, target, 0, signal)),
    ])
    const shards = 'told' in layout ? (layout.told.data.RedisShardList?.NodeInfo ?? []) : []
    const gates = 'told' in layout ? (layout.told.data.RedisProxyList?.NodeInfo ?? []) : []
    const sizes = new Map([...shards, ...gates].map((node) => [bare(node.NodeId), node]))
    const nodes: TopologyNode[] = []
    const rows = [...('told' in copies ? copies.told : []), ...('told' in proxies ? proxies.told : [])]
    for (const [index, row] of rows.entries()) {
      const name = row.InsName ?? ''
      // Of a standard instance the only shard is all of it, whatever it is called.
      const size = sizes.get(name) ?? (name === target.id && shards.length === 1 ? shards[0] : undefined)
      const role = roleOf(row)
      nodes.push({
        ...bareNode(`${name} ${row.NodeId ?? ''} ${index}`, name),
        role,
        vendorRole: orNull(row.Role),
        shard: role === 'proxy' ? null : shardOf(name, target.id),
        zone: orNull(row.ZoneId),
        memoryMb: role === 'proxy' ? null : integerOrNull(size?.Capacity),
        connections: integerOrNull(size?.Connection),
        version: orNull(row.CurrentMinorVersion),
        newest: row.IsLatestVersion == null ? null : ['1', 'true'].includes(String(row.IsLatestVersion)),
      })
    }
    // What only the layout has: the other call was refused, or does not name it.
    const named = new Set(nodes.map(({ id }) => id))
    for (const [list, role] of [
      [shards, 'master'],
      [gates, 'proxy'],
    ] as const)
      for (const node of list) {
        const name = bare(node.NodeId)
        if (named.has(name) || (shards.length === 1 && role === 'master' && named.has(target.id))) continue
        nodes.push({
          ...bareNode(name, name),
          role,
          shard: role === 'proxy' ? null : shardOf(name, target.id),
          memoryMb: role === 'proxy' ? null : integerOrNull(node.Capacity),
          connections: integerOrNull(node.Connection),
        })
      }
    const missing = [...('refusal' in layout ? [layout.refusal] : []), ...('refusal' in copies ? [copies.refusal] : [])]
    return { nodes, missing }
  },
}

const bare = (id: string | null | undefined) => (id ?? '').split('#')[0] ?? ''

/** `r-…-db-3` is shard 3; read replicas hold what the only shard has. */
function shardOf(name: string, instance: string): number | null {
  if (name === instance || /-rodb-\d+$/.test(name)) return 0
  const found = /-db-(\d+)$/.exec(name)
  return found ? Number(found[1]) : null
}

function roleOf(row: { NodeType?: string | null; Role?: string | null; InsType?: unknown }): TopologyNode['role'] {
  if (row.NodeType === 'proxy') return 'proxy'
  if (String(row.InsType) === '3') return 'readonly'
  return row.Role === 'master' ? 'master' : row.Role === 'slave' ? 'replica' : 'other'
}

async function roleRows(call: Call, target: Target, type: 0 | 1, signal?: AbortSignal) {
  const page = async (number: number) => {
    const input = { ...at(target), QueryType: type, PageNumber: number, PageSize: PAGE } as const
    const { data } = await call(op.DescribeRoleZoneInfo, input, { region: target.region, signal })
    return { rows: data.Node?.NodeInfo ?? [], total: data.TotalCount ?? 0 }
  }
  const first = await page(1)
  const pages = Math.min(MOST_PAGES, Math.ceil(first.total / PAGE))
  const rest = await Promise.all(Array.from({ length: Math.max(0, pages - 1) }, (_, index) => page(index + 2)))
  return [first, ...rest].flatMap(({ rows }) => rows)
}
