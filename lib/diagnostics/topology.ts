import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { knownTarget } from '@/lib/changes/offers'
import type { InstanceKey } from '@/lib/model/instance'
import { inOrder, type Topology } from '@/lib/model/topology'
import { TOPOLOGIES_OF } from '@/lib/providers/topology-registry'
import { notTold } from './not-told'

/**
 * The nodes of an instance, asked of its cloud now. Throws `not-found`, `forbidden-scope`, and the `ProviderError` of a
 * cloud that could not be asked; what it refuses is told in place.
 */
export async function readTopology(actor: Actor, key: InstanceKey, signal?: AbortSignal): Promise<Topology> {
  const { call } = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  const { target } = await knownTarget(key)
  const service = TOPOLOGIES_OF[key.service]
  const at = new Date().toISOString()
  if (!service) return { at, operations: [], nodes: [], missing: [] }
  const { nodes, missing } = await service.read(call, target, signal)
  return {
    at,
    operations: service.operations(target),
    nodes: inOrder(nodes),
    missing: missing.map(notTold),
  }
}
