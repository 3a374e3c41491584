import type { Reason } from '@/lib/model/change'
import type { Seen, SeenDetail, Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
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

/** Whether direct access is on: only the list tells it. */
export async function directAccess(call: Call, { id, locator, region }: Target): Promise<Seen> {
  const input = { AvailableZone: locator.zone, CacheId: id, Offset: 0, Limit: 100, OrderBy: 'created,asc' as const }
  const { data } = await call(op.DescribeCacheClusters, input, { region })
  const row = data.Data.list?.find(({ cacheId }) => cacheId === id)
  const told = row?.directConnEnabled
  return { directAccess: told === null || told === undefined ? null : String(told) === '1' || told === 'true' }
}

/** The read-only nodes, and whether the one that is meant is among them. */
export async function readOnlyNodes(call: Call, target: Target, { node }: Record<string, unknown>): Promise<Seen> {
  const { id, locator, region, detail } = target
  // A cluster has none, and its cloud refuses the question.
  if (detail.facts.architecture === 'cluster') return { readOnlyNodes: 0 }
  const { data } = await call(op.DescribeCacheReadonlyNode, { AvailableZone: locator.zone, CacheId: id }, { region })
  const nodes = data.Data ?? []
  return {
    readOnlyNodes: nodes.length,
    nodes: nodes.map(({ instanceId }) => instanceId).join(', '),
    atWork: nodes.some(({ status }) => status === 'creating'),
    ...(node === undefined ? {} : { nodeThere: nodes.some(({ instanceId }) => instanceId === node) }),
  }
}
