import type { NodeRole, NodeState, TopologyNode } from '@/lib/model/topology'
import type { Target } from '@/lib/providers/actions'
import { orNull } from '@/lib/providers/facts'
import { orRefusal } from '@/lib/providers/refusal'
import { bareNode, type ToldNodes, type Topologies } from '@/lib/providers/topologies'
import { kingsoftRedisOperations as op } from './catalog'

const ROLES: Record<string, NodeRole> = { MASTER: 'master', SLAVE: 'replica', READONLY: 'readonly', PROXY: 'proxy' }
const STATES: Record<string, NodeState> = {
  running: 'running',
  creating: 'creating',
  new: 'creating',
  failed: 'error',
  error: 'error',
  shutdown: 'off',
  deleted: 'off',
}

/**
 * DescribeCacheByRole tells all nodes with role, state and the zone as a Chinese text; DescribeCacheReadonlyNode the
 * read-only ones, of an instance with one master alone. Which replica copies which master of a cluster nobody tells.
 */
export const topologies: Topologies = {
  operations: ({ detail }) => [
    op.DescribeCacheByRole.name,
    ...(detail.facts.architecture === 'cluster' ? [] : [op.DescribeCacheReadonlyNode.name]),
  ],
  async read(call, { id, region, locator, detail }: Target, signal): Promise<ToldNodes> {
    const input = { AvailableZone: locator.zone, CacheId: id }
    const isCluster = detail.facts.architecture === 'cluster'
    const [all, readOnly] = await Promise.all([
      orRefusal(call(op.DescribeCacheByRole, input, { region, signal })),
      isCluster ? null : orRefusal(call(op.DescribeCacheReadonlyNode, input, { region, signal })),
    ])
    const rows = 'told' in all ? (all.told.data.Data ?? []) : []
    const more = readOnly && 'told' in readOnly ? (readOnly.told.data.Data ?? []) : []
    const named = new Set(rows.map(({ instanceId }) => instanceId))
    const nodes = [
      ...rows,
      ...more
        .filter(({ instanceId }) => !named.has(instanceId))
        .map((row) => ({ ...row, proxy: 'READONLY', area: null })),
    ].map((row): TopologyNode => {
      const role = ROLES[row.proxy ?? ''] ?? 'other'
      const state = orNull(row.status)
      return {
        ...bareNode(row.instanceId, orNull(row.name) ?? row.instanceId),
        role,
        vendorRole: orNull(row.proxy),
        shard: isCluster || role === 'proxy' ? null : 0,
        zone: orNull(row.area),
        state: state === null ? null : (STATES[state] ?? 'unknown'),
        vendorState: state,
        address: orNull(row.ip) && (row.port == null ? orNull(row.ip) : `${row.ip}:${row.port}`),
        createdAt: chinaTime(row.createTime),
      }
    })
    const missing = [
      ...('refusal' in all ? [all.refusal] : []),
      ...(readOnly && 'refusal' in readOnly ? [readOnly.refusal] : []),
    ]
    return { nodes, missing }
  },
}

/** `2021-08-13 16:27:50`, China time. */
function chinaTime(text: string | null | undefined): string | null {
  if (!text || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return null
  return new Date(`${text.replace(' ', 'T')}+08:00`).toISOString()
}
