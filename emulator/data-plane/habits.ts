import type { CacheInstance } from '../world/instance'
import type { Demand } from '../world/traffic'
import type { Sample } from './engine'
import { REDIS_MIX } from './redis-traffic'

const MB = 1_048_576
const READ_SHARE = 0.76

/**
 * What the traffic generator does to an instance, in the words in which the world makes up history: so that what was
 * measured goes on from what was made up. A few calls per second: it is to cost next to nothing.
 */
export function demandOfTraffic(instance: CacheInstance, { keys, expires, connections }: Sample): Partial<Demand> {
  return {
    qps: 7,
    connections,
    readShare: READ_SHARE,
    hitShare: 0.985,
    keyBytes: keys > 0 ? (instance.usedMemoryMb * MB) / keys : MB,
    valueBytes: 900,
    expiringShare: keys > 0 ? expires / keys : 0,
    weight: 0.4,
    idleCpu: 0.15,
    failedPerHour: 0,
    mix:
      instance.engine === 'redis'
        ? redisMix()
        : new Map([
            ['mem_get', READ_SHARE],
            ['mem_set', 1 - READ_SHARE],
          ]),
  }
}

function redisMix(): Map<string, number> {
  const part = (shares: ReadonlyMap<string, number>, of: number) =>
    [...shares].map(([name, share]) => [name, share * of] as const)
  return new Map([...part(REDIS_MIX.reads, READ_SHARE), ...part(REDIS_MIX.writes, 1 - READ_SHARE)])
}
