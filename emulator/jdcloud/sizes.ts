import type { CacheInstance, Size } from '../world/instance'
import { OFFERS, type Offer, sizeOf } from '../world/sizes'
import { invalid, JD } from './refusals'

/** Numbers of shards that a cluster of chosen shards may have. The vendor tells them only by call; these are assumed. */
export const SHARD_COUNTS = [2, 4, 8, 16, 32, 64] as const

/** Codes that name the size of one shard. */
export const isShardSize = (name: string) => name.startsWith('redis.s.')

/** Addresses in the subnet that so many shards take: two copies each, and the entry point. */
export const addressesOf = (shards: number) => shards * 2 + 1

/** The size that a request asks for; refuses what is not sold. */
export function askedSize(name: string, shards: number | undefined): Offer {
  const offer = OFFERS[JD].find((one) => one.class === name)
  if (!offer) throw invalid(`cacheInstanceClass ${name} is not on offer`)
  if (!isShardSize(name)) {
    if (shards !== undefined && shards !== offer.shards) throw invalid(`${name} has no choice of shardNumber`)
    return offer
  }
  if (!SHARD_COUNTS.some((count) => count === shards))
    throw invalid(`shardNumber must be one of ${SHARD_COUNTS.join(', ')}`)
  return sizeOf(JD, name, shards)
}

/** What of an offer an instance takes over, with its architecture. */
export const sizeFields = (offer: Offer): Size & Pick<CacheInstance, 'architecture'> => ({
  class: offer.class,
  memoryMb: offer.memoryMb,
  shards: offer.shards,
  connections: offer.connections,
  bandwidth: offer.bandwidth,
  qps: offer.qps,
  architecture: offer.architecture,
})
