import { alibabaRows, hz, sh } from './demo-alibaba-places'

/** What haitang's developers made on Alibaba. */
export const ALIBABA_TEST = alibabaRows('haitang-test', 'test', [
  {
    name: 'orders-cache-test',
    alias: '订单缓存测试',
    team: 'trade',
    ...hz,
    class: 'redis.logic.sharding.2g.2db.0rodb.4proxy.default',
  },
  {
    name: 'cart-session-test',
    alias: '购物车会话测试',
    team: 'trade',
    ...hz,
    class: 'redis.master.mid.default',
    // Nobody has tested with it for long.
    busy: 0.000_002,
  },
  { name: 'abtest-flag', alias: '实验开关', team: 'search', ...sh, class: 'redis.master.mid.default', used: 0.45 },
  {
    name: 'perf-lab',
    alias: '压测',
    team: 'trade',
    region: 'cn-shenzhen',
    zone: 'cn-shenzhen-e',
    class: 'redis.sharding.mid.default',
    version: '4.0',
    used: 0.05,
  },
  {
    name: 'risk-sandbox',
    alias: '风控沙箱',
    team: 'risk',
    region: 'cn-shenzhen',
    zone: 'cn-shenzhen-d',
    class: 'redis.master.small.default',
  },
  { name: 'ci-shared', alias: '持续集成', team: 'member', ...hz, class: 'redis.master.small.special2x' },
  { name: 'mc-sandbox', alias: 'Memcached 沙箱', team: 'member', ...hz, class: 'memcache.master.small.default' },
  {
    name: 'ha-drill',
    alias: '容灾演练',
    team: 'logistics',
    region: 'cn-huhehaote',
    zone: 'cn-huhehaote-a',
    class: 'redis.master.stand.default',
    status: 'Switching',
  },
])
