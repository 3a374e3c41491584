import type { ClassOffer } from '@/lib/model/offer'
import type { Call } from '@/lib/providers/contract'
import type { Offers } from '@/lib/providers/offers'
import { capacityOffer, resized, sizeOf, zonesOf } from '../offers'
import { kingsoftRedisOperations as op } from './catalog'
import { CLUSTER_GB, CLUSTER_VERSIONS, SINGLE_GB, SINGLE_VERSIONS } from './operations/lifecycle'

const KINDS = [
  { mode: 2, architecture: 'standard', sizes: SINGLE_GB, versions: SINGLE_VERSIONS },
  { mode: 1, architecture: 'cluster', sizes: CLUSTER_GB, versions: CLUSTER_VERSIONS },
] as const

/** The capacities of the manual, where the cloud says now that their mode is sold. */
async function read(call: Call, region: string): Promise<ClassOffer[]> {
  const lists = await Promise.all(
    KINDS.map(async ({ mode, architecture, sizes, versions }) => {
      const { data } = await call(op.DescribeAvailabilityZones, { mode }, { region })
      const zones = zonesOf(data.AvailabilityZoneSet, region)
      return sizes.map((gb) => capacityOffer(gb, { engine: 'redis', architecture, versions: [...versions], zones }))
    }),
  )
  return lists.flat().filter(({ zones }) => zones === null || zones.length > 0)
}

/** What Kingsoft Redis sells: capacities of its manual. No call lists them, and none tells a price. */
export const offers: Offers = {
  sizeOf,
  toBuy: async (call, { region, zone, engine = 'redis', version }) =>
    (await read(call, region)).filter(
      (one) =>
        one.engine === engine && (!zone || one.zones?.includes(zone)) && (!version || one.versions.includes(version)),
    ),
  toBecome: async (call, { region, detail: { facts } }) =>
    (await read(call, region))
      .filter(({ architecture }) => architecture === facts.architecture)
      .map((one) => resized(one, facts)),
}
