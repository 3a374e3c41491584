import type { Reason } from '@/lib/model/action'
import type { Seen, SeenDetail, Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import type { Told } from '@/lib/providers/creation'
import { orNull } from '@/lib/providers/facts'
import { kingsoftRedisOperations as op } from './catalog'

/** Read-only nodes that an instance may have, as CreateCacheCluster says. */
export const MOST_NODES = 7

/** Direct access is for clusters of 4.0. */
export function onlyCluster4({ facts }: SeenDetail): Reason | null {
  if (facts.architecture !== 'cluster') return { code: 'only-cluster' }
  return facts.version !== null && facts.version !== '4.0' ? { code: 'only-version', params: { needed: '4.0' } } : null
}

export const onlyStandard = ({ facts }: SeenDetail): Reason | null =>
  facts.architecture === 'cluster' ? { code: 'only-standard' } : null

/** Only what is there can be removed: by the nodes that were listed, else by the number in the detail. */
export const hasNodes = (detail: SeenDetail): Reason | null =>
  onlyStandard(detail) ?? ((detail.seen?.readOnlyNodes ?? detail.readOnlyNodes) === 0 ? { code: 'no-nodes' } : null)

/** Whether direct access is on, and the addresses of the shards: only the list tells them. */
export async function directNow(call: Call, { id, locator, region }: Target) {
  const input = { AvailableZone: locator.zone, CacheId: id, Offset: 0, Limit: 100, OrderBy: 'created,asc' as const }
  const { data } = await call(op.DescribeCacheClusters, input, { region })
  const row = data.Data.list?.find(({ cacheId }) => cacheId === id)
  const told = row?.directConnEnabled
  return {
    on: told === null || told === undefined ? null : String(told) === '1' || told === 'true',
    // No manual says how they are written: host and port as far as they are told.
    addresses: (orNull(row?.directVips) ?? '').split(/[\s,;]+/).filter(Boolean),
  }
}

export const directAccess = async (call: Call, target: Target): Promise<Seen> => ({
  directAccess: (await directNow(call, target)).on,
})

async function listNodes(call: Call, { id, locator, region }: Target) {
  const { data } = await call(op.DescribeCacheReadonlyNode, { AvailableZone: locator.zone, CacheId: id }, { region })
  return data.Data ?? []
}

/** The read-only nodes to choose from: one that is still being made cannot be removed. */
export async function nodesOf(call: Call, target: Target): Promise<Told[]> {
  const nodes = await listNodes(call, target)
  return nodes.flatMap(({ instanceId, name, ip, status }) => {
    const id = orNull(instanceId)
    if (id === null) return []
    const refused = status === 'creating' ? { refused: 'not-done' as const } : {}
    return [{ id, name: orNull(name) ?? orNull(ip), ...refused }]
  })
}

/** The read-only nodes, and whether the one that is meant is among them. */
export async function readOnlyNodes(call: Call, target: Target, { node }: Record<string, unknown>): Promise<Seen> {
  // A cluster has none, and its cloud refuses the question.
  if (target.detail.facts.architecture === 'cluster') return { readOnlyNodes: 0 }
  const nodes = await listNodes(call, target)
  return {
    readOnlyNodes: nodes.length,
    nodes: nodes.map(({ instanceId }) => instanceId).join(', '),
    atWork: nodes.some(({ status }) => status === 'creating'),
    ...(node === undefined ? {} : { nodeThere: nodes.some(({ instanceId }) => instanceId === node) }),
  }
}
