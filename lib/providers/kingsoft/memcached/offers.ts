import type { ClassOffer } from '@/lib/model/offer'
import type { Call } from '@/lib/providers/contract'
import type { Offers } from '@/lib/providers/offers'
import { capacityOffer, resized, sizeOf, zonesOf } from '../offers'
import { kingsoftMemcachedOperations as op } from './catalog'
import { CAPACITY_GB } from './operations/lifecycle'

/** The capacities of the manual, in the zones that the cloud names now. It has no choice of versions. */
async function read(call: Call, region: string): Promise<ClassOffer[]> {
  const { data } = await call(op.DescribeAvailabilityZones, {}, { region })
  const zones = zonesOf(data.AvailabilityZoneSet, region)
  const common = { engine: 'memcached', architecture: 'standard', versions: [], zones } as const
  return zones.length === 0 ? [] : CAPACITY_GB.map((gb) => capacityOffer(gb, { ...common, versions: [], zones }))
}

/** What Kingsoft Memcached sells: capacities of its manual. No call lists them, and none tells a price. */
export const offers: Offers = {
  sizeOf,
  toBuy: async (call, { region, zone, engine = 'memcached' }) =>
    (await read(call, region)).filter((one) => one.engine === engine && (!zone || one.zones?.includes(zone))),
  toBecome: async (call, { region, detail: { facts } }) => (await read(call, region)).map((one) => resized(one, facts)),
}
