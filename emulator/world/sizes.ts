import type { ServiceId } from '@/lib/operation'
import type { Size } from './instance'

export interface Offer extends Size {
  engine: 'redis' | 'memcached'
  version: string
  architecture: 'standard' | 'cluster' | 'rwsplit'
  nodeType: 'double' | 'single'
  cpu: number
}

const GB = 1024

const offer = (o: Partial<Offer> & Pick<Offer, 'class' | 'memoryMb'>): Offer => ({
  shards: 1,
  connections: 10_000,
  bandwidth: 48,
  qps: 100_000,
  engine: 'redis',
  version: '5.0',
  architecture: 'standard',
  nodeType: 'double',
  cpu: 1,
  ...o,
})

/** Class, memory in GB, bandwidth: the tables of Alibaba's 2017 manual, chapter 20. */
const alibabaStandard = [
  ['small', 1, 10],
  ['mid', 2, 16],
  ['stand', 4, 24],
  ['large', 8, 24],
  ['2xlarge', 16, 32],
  ['4xlarge', 32, 32],
] as const

const alibabaSharding = [
  ['small', 16, 8, 80_000, 384],
  ['mid', 32, 8, 80_000, 384],
  ['large', 64, 8, 80_000, 384],
  ['2xlarge', 128, 16, 160_000, 768],
  ['4xlarge', 256, 16, 160_000, 768],
] as const

/** Clusters of the 2021 manual name themselves: `redis.logic.sharding.<GB>g.<shards>db.0rodb.<proxies>proxy.default`. */
const alibabaLogic = [
  [2, 2, 4],
  [2, 8, 8],
  [4, 4, 4],
  [8, 2, 4],
  [8, 4, 4],
  [8, 8, 8],
] as const

const alibaba: Offer[] = [
  ...alibabaStandard.map(([name, gb, bandwidth]) =>
    offer({ class: `redis.master.${name}.default`, memoryMb: gb * GB, bandwidth }),
  ),
  ...alibabaStandard.map(([name, gb]) =>
    offer({
      class: `redis.master.${name}.special${gb < 8 ? 2 : 1}x`,
      memoryMb: gb * GB,
      connections: 20_000,
      bandwidth: 48,
    }),
  ),
  ...alibabaStandard.map(([name, gb, bandwidth]) =>
    offer({ class: `redis.basic.${name}.default`, memoryMb: gb * GB, bandwidth, nodeType: 'single' }),
  ),
  ...alibabaSharding.map(([name, gb, shards, connections, bandwidth]) =>
    offer({
      class: `redis.sharding.${name}.default`,
      memoryMb: gb * GB,
      shards,
      connections,
      bandwidth,
      qps: shards * 100_000,
      architecture: 'cluster',
    }),
  ),
  ...alibabaLogic.map(([gb, shards, proxies]) =>
    offer({
      class: `redis.logic.sharding.${gb}g.${shards}db.0rodb.${proxies}proxy.default`,
      memoryMb: gb * shards * GB,
      shards,
      connections: shards * 10_000,
      bandwidth: shards * 48,
      // The manual prints two million for the smallest with eight shards (7.3).
      qps: gb === 2 && shards === 8 ? 2_000_000 : shards * 100_000,
      architecture: 'cluster',
    }),
  ),
  // The manuals print no class of read/write splitting; this follows the names that they print for clusters.
  ...[1, 3].map((readOnly) =>
    offer({
      class: `redis.logic.splitrw.16g.1db.${readOnly}rodb.4proxy.default`,
      memoryMb: 16 * GB,
      connections: 20_000 * (readOnly + 1),
      bandwidth: 96 * (readOnly + 1),
      qps: 100_000 * (readOnly + 1),
      architecture: 'rwsplit',
    }),
  ),
  ...alibabaStandard
    .slice(0, 4)
    .map(([name, gb]) =>
      offer({ class: `memcache.master.${name}.default`, memoryMb: gb * GB, engine: 'memcached', version: '4.0' }),
    ),
]

const jdNames = [
  ['micro', 1],
  ['small', 2],
  ['medium', 4],
  ['large', 8],
  ['xlarge', 16],
  ['2xlarge', 32],
] as const

const jdClusters = [
  ['small', 16, 8],
  ['medium', 32, 8],
  ['large', 64, 8],
  ['xlarge', 128, 16],
  ['2xlarge', 256, 16],
  ['4xlarge', 512, 32],
] as const

const jdcloud: Offer[] = [
  ...jdNames.map(([name, gb]) => offer({ class: `redis.m1.${name}.basic`, memoryMb: gb * GB, version: '2.8' })),
  ...jdClusters.map(([name, gb, shards]) =>
    offer({
      class: `redis.c1.${name}.basic`,
      memoryMb: gb * GB,
      version: '2.8',
      architecture: 'cluster',
      shards,
      cpu: shards,
      connections: shards * 10_000,
      bandwidth: shards * 48,
      qps: shards * 100_000,
    }),
  ),
  ...jdNames.map(([name, gb]) => offer({ class: `redis.m.${name}.basic`, memoryMb: gb * GB, version: '4.0' })),
  // Sizes of one shard of a cluster whose number of shards is chosen at creation.
  ...jdNames.map(([name, gb]) =>
    offer({ class: `redis.s.${name}.basic`, memoryMb: gb * GB, version: '4.0', architecture: 'cluster' }),
  ),
]

function clusterOf(gb: number): Offer {
  return offer({
    class: `${gb}`,
    memoryMb: gb * GB,
    version: '4.0',
    architecture: 'cluster',
    shards: Math.ceil(gb / 16),
  })
}

const kingsoftRedis: Offer[] = [
  ...[1, 2, 4, 8, 12, 16, 20, 24, 28, 32, 36, 64].map((gb) => offer({ class: `${gb}`, memoryMb: gb * GB })),
  ...[70, 80, 90, 100, 120, 150, 200, 300].map(clusterOf),
]

const kingsoftMemcached: Offer[] = [1, 2, 4, 8, 16, 32, 64].map((gb) =>
  offer({ class: `${gb}`, memoryMb: gb * GB, engine: 'memcached', version: '1.4' }),
)

/** What each service sells. Kingsoft has no class codes: its class is the capacity in GB and never leaves the emulator. */
export const OFFERS: Readonly<Record<ServiceId, readonly Offer[]>> = {
  'alibaba-kvstore': alibaba,
  'jdcloud-redis': jdcloud,
  'kingsoft-redis': kingsoftRedis,
  'kingsoft-memcached': kingsoftMemcached,
}

/** Kingsoft sells clusters in steps of 10 GB; the list above has those that a generated world uses. */
function madeToMeasure(service: ServiceId, name: string): Offer | undefined {
  const gb = Number(name)
  return service === 'kingsoft-redis' && gb >= 70 && gb <= 300 && gb % 10 === 0 ? clusterOf(gb) : undefined
}

/** The size of that class; `shards` only for classes that are the size of one shard. */
export function sizeOf(service: ServiceId, name: string, shards?: number): Offer {
  const found = OFFERS[service].find((o) => o.class === name) ?? madeToMeasure(service, name)
  if (!found) throw new Error(`${service} sells no ${name}`)
  if (!shards || shards === found.shards || !name.startsWith('redis.s.')) return found
  return {
    ...found,
    shards,
    memoryMb: found.memoryMb * shards,
    connections: found.connections * shards,
    bandwidth: found.bandwidth * shards,
    qps: found.qps * shards,
  }
}
