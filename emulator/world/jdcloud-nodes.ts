import { random } from '../random'
import type { CacheInstance } from './instance'
import type { Details } from './jdcloud-details'

const SLOTS = 16_384

/** A Redis node: one copy of one shard. */
export interface JdNode {
  name: string
  shard: number
  role: 'master' | 'slave'
  address: string
  zone: string
  /** Group of nodes, `ng01`; copies of one group stand in one zone. */
  group: string
  slots: number
  usedBytes: number
  maxBytes: number
  restarts: number
  startedAt: number
}

/** The copies of all shards, shard by shard, masters where the last switch put them. */
export function nodesOf(instance: CacheInstance, details: Details, now: number): JdNode[] {
  const nodes: JdNode[] = []
  for (let shard = 0; shard < instance.shards; shard++) {
    for (let copy = 0; copy < details.replicas; copy++) {
      const name = `${instance.id}-${shard}-${copy}`
      const isMaster = copy === (details.switched.has(shard) && details.replicas > 1 ? 1 : 0)
      const restarted = details.restarts.get(name)
      nodes.push({
        name,
        shard,
        role: isMaster ? 'master' : 'slave',
        address: `${addressOf(name)}:6379`,
        zone: copy === 0 ? instance.zone : (instance.secondZone ?? instance.zone),
        group: `ng0${copy + 1}`,
        slots: slotsOf(shard, instance.shards),
        usedBytes: Math.round((instance.usedMemoryMb * 1_048_576) / instance.shards),
        maxBytes: Math.round((instance.memoryMb * 1_048_576) / instance.shards),
        restarts: restarted?.count ?? 0,
        startedAt: Math.min(now, restarted?.at ?? instance.createdAt),
      })
    }
  }
  return nodes
}

/** Two proxies per cluster, one more for every eight shards. */
export function proxiesOf(
  instance: CacheInstance,
  details: Details,
): { name: string; address: string; zone: string }[] {
  if (instance.architecture !== 'cluster' || (details.native && !details.smartProxy)) return []
  return Array.from({ length: 2 + Math.floor(instance.shards / 8) }, (_, n) => {
    const name = `${instance.id}-proxy-${n}`
    return {
      name,
      address: `${addressOf(name)}:6379`,
      zone: n % 2 ? (instance.secondZone ?? instance.zone) : instance.zone,
    }
  })
}

function addressOf(name: string): string {
  const stream = random(`address ${name}`)
  return `10.${stream.int(16, 31)}.${stream.int(0, 255)}.${stream.int(2, 250)}`
}

const slotsOf = (shard: number, shards: number) =>
  Math.floor((SLOTS * (shard + 1)) / shards) - Math.floor((SLOTS * shard) / shards)
