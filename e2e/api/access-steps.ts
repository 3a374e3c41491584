import { settingsOf } from '@/emulator/world/kingsoft-cache'
import { networkOf } from '@/emulator/world/network'
import type { ActionId } from '@/lib/model/action'
import type { ServiceId } from '@/lib/operation'
import { type accessStage, classic, DAY, newer, PASSWORD, privateOnly, tlsCluster, vpc } from './access-stage'
import { aCache, type Cache } from './change-stage'

type Step = [
  service: ServiceId,
  action: ActionId,
  params: object,
  over: () => Promise<Cache>,
  happened: (cache: Cache) => unknown,
]

/** Everything whose end can be read: done when its cloud says so, and nothing left to do then. */
export function stepsOf({
  stage,
  alibaba,
  endpoints,
  kept,
  account,
  lastPrefix,
  kingsoft,
  withAccount,
  jdWithAccount,
  jdAccount,
}: ReturnType<typeof accessStage>): Step[] {
  return [
    [
      'alibaba-kvstore',
      'public-on',
      { prefix: 'fresh', port: 6_390 },
      alibaba,
      (cache) =>
        endpoints(cache).some(
          ({ kind, prefix, port }) => kind === 'public' && prefix === lastPrefix() && port === 6_390,
        ),
    ],
    [
      'alibaba-kvstore',
      'public-off',
      {},
      () => alibaba({ ...vpc, publicIp: '198.51.100.7' }),
      (cache) => endpoints(cache).length === 0,
    ],
    [
      'alibaba-kvstore',
      'endpoint',
      { prefix: 'fresh' },
      alibaba,
      ({ world }) => networkOf(world).prefix === lastPrefix(),
    ],
    ['alibaba-kvstore', 'endpoint', { port: 6_400 }, alibaba, ({ world }) => world.port === 6_400],
    [
      'alibaba-kvstore',
      'endpoint',
      { which: 'public', prefix: 'fresh', port: 6_401 },
      () => alibaba({ ...vpc, publicIp: '198.51.100.7' }),
      (cache) => endpoints(cache).some(({ prefix, port }) => prefix === lastPrefix() && port === 6_401),
    ],
    [
      'alibaba-kvstore',
      'to-vpc',
      { vpcId: 'vpc-two', subnetId: 'vsw-two', keepDays: 60 },
      () => alibaba({ ...classic, publicIp: '' }),
      (cache) => cache.world.network.vpcId === 'vpc-two' && endpoints(cache).some(({ kind }) => kind === 'classic'),
    ],
    [
      'alibaba-kvstore',
      'to-vpc',
      { vpcId: 'vpc-two', subnetId: 'vsw-two', keep: false },
      () => alibaba({ ...classic, publicIp: '' }),
      (cache) => cache.world.network.vpcId === 'vpc-two' && endpoints(cache).length === 0,
    ],
    [
      'alibaba-kvstore',
      'classic-days',
      { keepDays: 120 },
      () => kept(10),
      (cache) => (endpoints(cache)[0]?.expiresAt ?? 0) > stage.on.emulator.world.now() + 100 * DAY,
    ],
    ['alibaba-kvstore', 'tls', { tls: 'on' }, () => alibaba(tlsCluster), ({ world }) => networkOf(world).tls.enabled],
    [
      'alibaba-kvstore',
      'vpc-password',
      { required: false },
      () => alibaba({ ...privateOnly, passwordFree: false }),
      ({ world }) => world.passwordFree,
    ],
    [
      'alibaba-kvstore',
      'vpc-password',
      { required: true },
      () => alibaba({ ...privateOnly, passwordFree: true }),
      ({ world }) => !world.passwordFree,
    ],
    [
      'alibaba-kvstore',
      'account-create',
      { account: 'reader', password: PASSWORD, may: 'read', description: 'reports' },
      () => alibaba({ ...newer, ...vpc }),
      (cache) => account(cache, 'reader')?.readOnly && account(cache, 'reader')?.password === PASSWORD,
    ],
    [
      'alibaba-kvstore',
      'account-grant',
      { account: 'app', may: 'read' },
      withAccount,
      (cache) => account(cache, 'app')?.readOnly,
    ],
    [
      'alibaba-kvstore',
      'account-description',
      { account: 'app', description: 'orders-team' },
      withAccount,
      (cache) => account(cache, 'app')?.description === 'orders-team',
    ],
    ['alibaba-kvstore', 'account-delete', { account: 'app' }, withAccount, (cache) => !account(cache, 'app')],
    [
      'alibaba-kvstore',
      'tag-add',
      { tags: 'team=core, "note=a, b", tier' },
      () => alibaba({ ...privateOnly, tags: [{ key: 'team', value: 'old' }] }),
      ({ world }) =>
        JSON.stringify(world.tags) ===
        JSON.stringify([
          { key: 'team', value: 'core' },
          { key: 'note', value: 'a, b' },
          { key: 'tier', value: '' },
        ]),
    ],
    [
      'alibaba-kvstore',
      'tag-remove',
      { keys: 'team, tier' },
      () =>
        alibaba({
          ...privateOnly,
          tags: [
            { key: 'team', value: 'core' },
            { key: 'app', value: 'shop' },
            { key: 'tier', value: '1' },
          ],
        }),
      ({ world }) => world.tags.map(({ key }) => key).join() === 'app',
    ],
    [
      'jdcloud-redis',
      'account-create',
      { account: 'app', password: 'Planted1Pass' },
      () => aCache(stage.on.emulator, 'jdcloud-redis', { version: '4.0' }),
      jdAccount,
    ],
    [
      'jdcloud-redis',
      'account-grant',
      { account: 'app', may: 'read' },
      jdWithAccount,
      (cache) => jdAccount(cache)?.privilege === 'RoleReadOnly',
    ],
    [
      'jdcloud-redis',
      'account-description',
      { account: 'app', description: 'orders' },
      jdWithAccount,
      (cache) => jdAccount(cache)?.description === 'orders',
    ],
    ['jdcloud-redis', 'account-delete', { account: 'app' }, jdWithAccount, (cache) => !jdAccount(cache)],
    ['kingsoft-redis', 'public-on', {}, kingsoft, ({ world }) => settingsOf(world).eips.master],
    [
      'kingsoft-redis',
      'public-on',
      {},
      () => aCache(stage.on.emulator, 'kingsoft-redis', { publicIp: '', architecture: 'cluster', shards: 4 }),
      ({ world }) => settingsOf(world).eips.proxy,
    ],
    [
      'kingsoft-redis',
      'public-off',
      {},
      () => aCache(stage.on.emulator, 'kingsoft-redis', { publicIp: '120.92.1.7' }),
      ({ world }) => !settingsOf(world).eips.master,
    ],
  ]
}
