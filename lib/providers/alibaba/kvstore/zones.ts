import type { Listing, Target } from '@/lib/providers/actions'
import type { Call } from '@/lib/providers/contract'
import type { Asked, Told } from '@/lib/providers/creation'
import { orNull } from '@/lib/providers/facts'
import { kvstoreOperations as op } from './catalog'

/** Zones of a region; in a closed one nothing new can be made (7.2). */
export async function zones(call: Call, { region, signal }: Pick<Asked, 'region' | 'signal'>): Promise<Told[]> {
  const { data } = await call(op.DescribeZones, { RegionId: region }, { region, signal })
  return (data.Zones.KVStoreZone ?? [])
    .filter(({ RegionId }) => !RegionId || RegionId === region)
    .map(({ ZoneId, ZoneName, Disabled }) => ({
      id: ZoneId,
      name: orNull(ZoneName),
      ...(Disabled ? { refused: 'closed' as const } : {}),
    }))
}

/** Zones that an instance can move to: the one that it is in is told, and refused. */
export const otherZones: Listing = {
  operation: op.DescribeZones,
  async list(call, { region, detail }: Target) {
    const all = await zones(call, { region })
    return all.map((zone) => (zone.id === detail.facts.zone ? { ...zone, refused: 'here' as const } : zone))
  },
}

/** Zones for the replica of one that moves: any that sells. */
export const replicaZones: Listing = {
  operation: op.DescribeZones,
  list: (call, { region }) => zones(call, { region }),
}
