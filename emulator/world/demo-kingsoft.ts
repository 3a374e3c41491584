import type { Sketch } from './build'

const MINUTE = 60_000
const DEFAULT = { id: '0', name: '默认项目' }
const PLATFORM = { id: '103217', name: '内容平台' }
const LIVE = { id: '103305', name: '直播' }

const rows = (
  service: 'kingsoft-redis' | 'kingsoft-memcached',
  list: readonly Omit<Sketch, 'service' | 'owner'>[],
): Sketch[] => list.map((row) => ({ ...row, service, owner: 'haitang-content' }))

const bj = (letter: 'a' | 'b' | 'c') => ({ region: 'cn-beijing-6', zone: `cn-beijing-6${letter}` })
const sh = (letter: 'a' | 'b') => ({ region: 'cn-shanghai-2', zone: `cn-shanghai-2${letter}` })

/** Spread over zones, so that a client that lists only the `a` zones misses half of them. */
const REDIS = rows('kingsoft-redis', [
  { name: 'live-rank', ...bj('a'), class: '16', version: '4.0', status: '99', used: 0.99, project: LIVE },
  { name: 'live-chat', ...bj('b'), class: '80', version: '4.0', endsInDays: 95, project: LIVE, used: 0.63 },
  {
    name: 'feed-cache',
    ...bj('c'),
    class: '32',
    version: '4.0',
    used: 0.85,
    project: PLATFORM,
    cycle: { status: '11', rest: '2', everyMs: 5 * MINUTE, forMs: MINUTE, phaseMs: 3 * MINUTE },
  },
  { name: 'rec-embedding', ...bj('b'), class: '70', version: '4.0', status: '23', used: 0.77, project: PLATFORM },
  { name: 'topic-hot', ...bj('a'), class: '8', endsInDays: 33, project: PLATFORM, live: true },
  { name: 'video-meta', ...sh('a'), class: '24', endsInDays: 150, used: 0.58, project: PLATFORM, publicIp: true },
  { name: 'author-stat', ...sh('b'), class: '12', version: '4.0' },
  { name: 'draft-lock', ...sh('b'), class: '2', endsInDays: 2, project: PLATFORM },
  {
    name: 'emoji-pack',
    region: 'cn-guangzhou-1',
    zone: 'cn-guangzhou-1a',
    class: '4',
    version: '2.8',
    status: '8',
    endsInDays: -6,
  },
  {
    name: 'sea-feed',
    region: 'ap-singapore-1',
    zone: 'ap-singapore-1b',
    class: '16',
    endsInDays: 71,
    project: PLATFORM,
  },
])

/** Over three projects: a call that names none lists project 0 alone. */
const MEMCACHED = rows('kingsoft-memcached', [
  { name: 'comment-mc', ...sh('a'), class: '4', used: 0.55 },
  { name: 'article-mc', ...bj('b'), class: '16', endsInDays: 88, project: PLATFORM },
  { name: 'avatar-mc', ...bj('b'), class: '8', project: PLATFORM },
  {
    name: 'gift-mc',
    ...bj('b'),
    class: '2',
    status: '3',
    project: LIVE,
    pending: { inMs: 2 * MINUTE, status: '2', class: '4' },
  },
  { name: 'tag-mc', ...sh('a'), class: '1', endsInDays: 44, project: DEFAULT, live: true },
])

export const CONTENT: readonly Sketch[] = [...REDIS, ...MEMCACHED]
