import type { ServiceId } from '@/lib/operation'
import { random as stream } from '../random'
import { build, type Sketch } from './build'
import type { CacheInstance } from './instance'
import { PLACES } from './places'
import { OFFERS } from './sizes'
import type { Source } from './world'

const SHARES: readonly { service: ServiceId; count: number; owner: string }[] = [
  { service: 'alibaba-kvstore', count: 4_000, owner: 'haitang-prod' },
  { service: 'jdcloud-redis', count: 3_000, owner: 'haitang-logistics' },
  { service: 'kingsoft-redis', count: 2_700, owner: 'haitang-content' },
  { service: 'kingsoft-memcached', count: 300, owner: 'haitang-content' },
]

/** How instances spread over six regions. */
const WEIGHTS = [18, 17, 17, 16, 16, 16]
const WORDS = [
  'orders',
  'cart',
  'session',
  'feed',
  'stock',
  'price',
  'search',
  'route',
  'risk',
  'coupon',
  'chat',
  'rank',
]
const TEAMS = ['trade', 'content', 'risk', 'logistics', 'marketing', 'member', 'search']
const PROJECTS = [
  { id: '0', name: '默认项目' },
  { id: '103217', name: '内容平台' },
  { id: '103305', name: '搜索' },
]

/** 10,000 instances over three clouds and six regions each: for measuring. */
export function* large(seed: number, now: number): Iterable<Source> {
  for (const { service, count, owner } of SHARES) {
    const places = PLACES[service].slice(0, WEIGHTS.length)
    const weights = WEIGHTS.slice(0, places.length)
    const sum = weights.reduce((a, b) => a + b)
    let from = 0
    for (const [at, { id: region }] of places.entries()) {
      const to = at === places.length - 1 ? count : from + Math.floor((count * (weights[at] ?? 0)) / sum)
      const span = { from, to }
      yield { service, region, make: () => fleet(service, owner, region, span, seed, now) }
      from = to
    }
  }
}

function* fleet(
  service: ServiceId,
  owner: string,
  region: string,
  { from, to }: { from: number; to: number },
  seed: number,
  now: number,
): Iterable<CacheInstance> {
  const random = stream(`large ${service} ${region} ${seed}`)
  const offers = OFFERS[service]
  for (let number = from; number < to; number++) {
    const offer = random.pick(offers)
    const sketch: Sketch = {
      service,
      owner,
      region,
      name: `${random.pick(WORDS)}-${random.pick(WORDS)}-${String(number).padStart(4, '0')}`,
      class: offer.class,
      shards: offer.class.startsWith('redis.s.') ? random.pick([2, 4, 8]) : undefined,
      tags: { team: random.pick(TEAMS), env: random.pick(['prod', 'staging', 'test']) },
      project: service.startsWith('kingsoft') ? random.pick(PROJECTS) : undefined,
      endsInDays: random.next() < 0.5 ? random.int(3, 700) : undefined,
    }
    yield build(sketch, random, now)
  }
}
