import type { ServiceId } from '@/lib/operation'
import type { Random } from '../random'
import type { CacheInstance } from './instance'
import { PLACES, type Region, zonesForMode } from './places'
import { type Offer, sizeOf } from './sizes'

const DAY_MS = 86_400_000
/** Nothing is younger than this: creation times stay the same from one start to the next. */
const BORN_FROM = Date.UTC(2024, 0, 8)
const BORN_TO = Date.UTC(2026, 4, 20)

/** What an instance is to be; everything left out is made up from the stream of random numbers. */
export interface Sketch {
  service: ServiceId
  owner: string
  region: string
  name: string
  /** A class of `OFFERS`. */
  class: string
  shards?: number
  zone?: string
  secondZone?: string
  id?: string
  description?: string
  version?: string
  status?: string
  pending?: { inMs: number; status: string; class?: string; shards?: number }
  cycle?: CacheInstance['cycle']
  /** Days until the subscription ends, negative when it has ended; pay-as-you-go when left out. */
  endsInDays?: number
  /** Its subscription is renewed by itself for so many months; not at all when left out. */
  autoRenewMonths?: number
  tags?: Record<string, string>
  project?: CacheInstance['project']
  network?: 'vpc' | 'classic'
  publicIp?: boolean
  /** Share of memory in use. */
  used?: number
  createdAt?: number
  /** How long ago something went wrong with what its applications send. */
  incidentAgoMs?: number
  /** See `CacheInstance.busy`. */
  busy?: number
  live?: boolean
}

export const RUNNING: Readonly<Record<ServiceId, string>> = {
  'alibaba-kvstore': 'Normal',
  'jdcloud-redis': 'running',
  'kingsoft-redis': '2',
  'kingsoft-memcached': '2',
}

const DEFAULT_PROJECT = { id: '0', name: '默认项目' }

/** An instance from its sketch. `now` is the world's time: only what lies ahead depends on it. */
export function build(sketch: Sketch, random: Random, now: number): CacheInstance {
  const { service } = sketch
  const place = PLACES[service].find((p) => p.id === sketch.region)
  if (!place) throw new Error(`${service} has no region ${sketch.region}`)
  const size: Offer = sizeOf(service, sketch.class, sketch.shards)
  const id = sketch.id ?? newId(service, place, size, random)
  const today = now - (now % DAY_MS)
  const zones =
    service === 'kingsoft-redis' ? zonesForMode(place, size.architecture === 'cluster' ? 1 : 2) : place.zones
  const { pending, endsInDays } = sketch
  const next = pending?.class ? sizeOf(service, pending.class, pending.shards) : undefined
  return {
    service,
    id,
    owner: sketch.owner,
    region: place.id,
    zone: sketch.zone ?? random.pick(zones),
    secondZone: sketch.secondZone,
    name: sketch.name,
    description: sketch.description ?? '',
    engine: size.engine,
    version: sketch.version ?? size.version,
    architecture: size.architecture,
    class: size.class,
    memoryMb: size.memoryMb,
    shards: size.shards,
    connections: size.connections,
    bandwidth: size.bandwidth,
    qps: size.qps,
    readOnlyNodes: Number(/\.(\d)rodb/.exec(size.class)?.[1] ?? 0),
    status: sketch.status ?? RUNNING[service],
    pending: pending && {
      at: now + pending.inMs,
      status: pending.status,
      size: next && {
        class: next.class,
        memoryMb: next.memoryMb,
        shards: next.shards,
        connections: next.connections,
        bandwidth: next.bandwidth,
        qps: next.qps,
      },
    },
    cycle: sketch.cycle,
    chargeType: endsInDays === undefined ? 'pay-as-you-go' : 'subscription',
    createdAt: sketch.createdAt ?? secondOf(BORN_FROM + random.next() * (BORN_TO - BORN_FROM)),
    autoRenewMonths: sketch.autoRenewMonths,
    // Subscriptions end at midnight in China.
    expiresAt: endsInDays === undefined ? undefined : today + endsInDays * DAY_MS + 16 * 3_600_000,
    network: {
      type: sketch.network ?? 'vpc',
      vpcId: networkId(service, 'vpc', place, random),
      subnetId: networkId(service, 'vsw', place, random),
    },
    privateIp: `10.${random.int(16, 31)}.${random.int(0, 255)}.${random.int(2, 250)}`,
    publicIp: sketch.publicIp ? `203.0.113.${random.int(2, 250)}` : '',
    port: size.engine === 'memcached' ? 11211 : 6379,
    tags: Object.entries(sketch.tags ?? {}).map(([key, value]) => ({ key, value })),
    project: sketch.project ?? DEFAULT_PROJECT,
    resourceGroup: `rg-acfm${random.text(11)}`,
    securityGroup: `${random.int(600, 9_999)}`,
    securityIps: random.pick(['10.0.0.0/8', '10.0.0.0/8,172.16.0.0/12', '127.0.0.1']),
    passwordFree: random.next() < 0.1,
    releaseProtection: random.next() < 0.4,
    usedMemoryMb: Math.round(size.memoryMb * (sketch.used ?? 0.1 + random.next() * 0.75)),
    maintenance: random.pick([
      { start: '18:00Z', end: '22:00Z' },
      { start: '17:00Z', end: '18:00Z' },
      { start: '19:00Z', end: '20:00Z' },
    ]),
    live: sketch.live,
    busy: sketch.busy,
    incident: sketch.incidentAgoMs === undefined ? undefined : { startedAt: now - sketch.incidentAgoMs },
  }
}

function newId(service: ServiceId, place: Region, size: Offer, random: Random): string {
  if (service === 'alibaba-kvstore')
    return `${size.engine === 'memcached' ? 'm' : 'r'}-${place.idPrefix ?? ''}${random.text(13)}`
  if (service === 'jdcloud-redis') return `redis-${random.text(10)}`
  return random.uuid()
}

function networkId(service: ServiceId, kind: 'vpc' | 'vsw', place: Region, random: Random): string {
  if (service === 'alibaba-kvstore') return `${kind}-${place.idPrefix ?? ''}${random.text(18)}`
  if (service === 'jdcloud-redis') return `${kind === 'vpc' ? 'vpc' : 'subnet'}-${random.text(10)}`
  return random.uuid()
}

const secondOf = (ms: number) => Math.floor(ms / 1_000) * 1_000
