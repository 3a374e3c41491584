import type { Door } from '@/lib/bff/execute'
import type { InstanceFacts, InstanceKey } from '@/lib/model/instance'
import type { Action, SeenDetail, Target } from '@/lib/providers/actions'
import { ProviderError } from '@/lib/providers/error'
import { bareDetail } from '@/lib/providers/facts'
import type { Looked } from './look'

/** What stands for an instance where a change is of a group: nothing is known of it but its name and zone. */
const factsOf = (name: string, locator: InstanceFacts['locator']): InstanceFacts => ({
  ...{ name, engine: 'redis', version: null, architecture: 'unknown', status: 'running', vendorStatus: '' },
  ...{ zone: locator.zone ?? null, zones: [], class: null, memoryMb: null, usedMemoryMb: null, shards: null },
  ...{ replicas: null, connections: null, bandwidthMbps: null, qps: null, endpoints: [], tags: [] },
  ...{ network: { type: 'unknown', vpcId: null, subnetId: null }, chargeType: 'unknown' },
  ...{ createdAt: null, expiresAt: null, locator },
})

/** Reads a group by what its action observes. Throws what the cloud throws, but for what it refuses for good. */
export async function lookAtGroup(
  { call }: Pick<Door, 'call'>,
  key: InstanceKey,
  locator: InstanceFacts['locator'],
  { action, params }: { action: Action; params: Record<string, unknown> },
  isForGood: (error: ProviderError) => boolean,
): Promise<Looked> {
  const given = typeof params.name === 'string' ? params.name : key.id
  const detail: SeenDetail = bareDetail(factsOf(given, locator))
  const target: Target = { region: key.region, id: key.id, locator, detail }
  try {
    const seen = await action.observe?.(call, target, params)
    const name = typeof seen?.groupName === 'string' ? seen.groupName : given
    return { detail: { ...detail, facts: factsOf(name, locator), ...(seen ? { seen } : {}) }, at: new Date() }
  } catch (error) {
    if (error instanceof ProviderError && isForGood(error)) return { detail, at: new Date() }
    throw error
  }
}
