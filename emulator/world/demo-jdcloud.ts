import type { Sketch } from './build'

const MINUTE = 60_000
type Row = Omit<Sketch, 'service' | 'owner' | 'tags' | 'description'> & { alias: string; team: string }

const rows = (owner: string, env: string, list: readonly Row[]): Sketch[] =>
  list.map(({ alias, team, ...row }) => ({
    ...row,
    service: 'jdcloud-redis',
    owner,
    description: alias,
    tags: { app: row.name, team, env },
  }))

const north = { region: 'cn-north-1', zone: 'cn-north-1a', secondZone: 'cn-north-1b' }
const east = { region: 'cn-east-2', zone: 'cn-east-2a', secondZone: 'cn-east-2b' }
const south = { region: 'cn-south-1', zone: 'cn-south-1a' }

const LOGISTICS = rows('haitang-logistics', 'prod', [
  {
    name: 'waybill-index',
    alias: '运单索引',
    team: 'logistics',
    ...north,
    class: 'redis.s.medium.basic',
    shards: 4,
    status: 'changing',
    used: 0.91,
    pending: { inMs: 4 * MINUTE, status: 'running', class: 'redis.s.large.basic', shards: 4 },
  },
  {
    name: 'route-plan',
    alias: '物流路由',
    team: 'logistics',
    ...north,
    class: 'redis.m.large.basic',
    used: 0.41,
    live: true,
  },
  {
    name: 'geo-courier',
    alias: '骑手位置',
    team: 'logistics',
    ...north,
    class: 'redis.s.medium.basic',
    shards: 4,
    endsInDays: 20,
    used: 0.72,
    cycle: { status: 'configuring', rest: 'running', everyMs: 4 * MINUTE, forMs: 30_000, phaseMs: MINUTE },
  },
  { name: 'parcel-lock', alias: '包裹锁', team: 'logistics', ...north, class: 'redis.m.small.basic', endsInDays: 160 },
  {
    name: 'warehouse-slot',
    alias: '仓位分配',
    team: 'logistics',
    ...east,
    class: 'redis.m.xlarge.basic',
    endsInDays: 75,
    used: 0.66,
  },
  {
    name: 'search-suggest',
    alias: '搜索联想',
    team: 'search',
    ...east,
    class: 'redis.m.large.basic',
    endsInDays: 9,
    used: 0.76,
  },
  {
    name: 'search-rank',
    alias: '搜索排序',
    team: 'search',
    ...east,
    class: 'redis.c1.medium.basic',
    endsInDays: 330,
    used: 0.55,
  },
  { name: 'sms-limit', alias: '短信限流', team: 'member', ...north, class: 'redis.m.micro.basic', used: 0.4 },
  {
    name: 'label-print',
    alias: '面单打印',
    team: 'logistics',
    ...south,
    class: 'redis.m1.medium.basic',
    endsInDays: 48,
  },
  {
    name: 'return-flow',
    alias: '退货流程',
    team: 'logistics',
    ...south,
    class: 'redis.m.small.basic',
    status: 'error',
    used: 0,
  },
  {
    name: 'fleet-old',
    alias: '旧车队',
    team: 'logistics',
    ...south,
    class: 'redis.m1.small.basic',
    endsInDays: -2,
    used: 0.2,
  },
])

const STAGING = rows('haitang-staging', 'staging', [
  { name: 'route-plan-stg', alias: '物流路由预发', team: 'logistics', ...north, class: 'redis.m.small.basic' },
  {
    name: 'waybill-index-stg',
    alias: '运单索引预发',
    team: 'logistics',
    ...north,
    class: 'redis.s.small.basic',
    shards: 2,
  },
  { name: 'search-suggest-stg', alias: '搜索联想预发', team: 'search', ...east, class: 'redis.m.small.basic' },
  { name: 'geo-courier-stg', alias: '骑手位置预发', team: 'logistics', ...north, class: 'redis.m.micro.basic' },
  {
    name: 'drill-restore',
    alias: '恢复演练',
    team: 'logistics',
    ...east,
    class: 'redis.m.medium.basic',
    status: 'restoring',
    pending: { inMs: 6 * MINUTE, status: 'running' },
  },
])

export const JDCLOUD: readonly Sketch[] = [...LOGISTICS, ...STAGING]
