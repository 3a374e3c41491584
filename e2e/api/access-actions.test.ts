import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { accountsOf } from '@/emulator/world/accounts'
import { detailsOf } from '@/emulator/world/jdcloud-details'
import { settingsOf } from '@/emulator/world/kingsoft-cache'
import { endpointsOf, networkOf } from '@/emulator/world/network'
import type { Actor } from '@/lib/bff/actor'
import { planChange } from '@/lib/changes/plan'
import { readChange } from '@/lib/changes/store'
import { db } from '@/lib/db/client'
import type { ActionId } from '@/lib/model/action'
import type { ServiceId } from '@/lib/operation'
import { aCache, actorOf, ask, type Cache, changeStage, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const DAY = 86_400_000
const sent = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)
const blocks = async (cache: Cache, action: ActionId, params: object = {}) => {
  const { plan } = await planChange(operator, { ref: cache.ref, action, params: { ...params } })
  return plan.checks.filter(({ result }) => result === 'block').map(({ id, reason }) => reason?.code ?? id)
}
const run = async (cache: Cache, action: ActionId, params: object = {}) =>
  workThrough((await ask(operator, { ref: cache.ref, action, params })).id)
const lost = (operation: string, kind: 'drop-after' | 'drop-before') =>
  on.emulator.gateway.faults.add({ kind, operation, count: 1 })

const vpc = { network: { type: 'vpc', vpcId: 'vpc-one', subnetId: 'vsw-one' } } as const
const classic = { network: { type: 'classic', vpcId: '', subnetId: '' } } as const
const privateOnly = { ...vpc, publicIp: '' }
const newer = { version: '5.0' }
const tlsCluster = { class: 'redis.logic.sharding.2g.2db.0rodb.4proxy.default', version: '4.0', ...vpc }
const alibaba = (over: Parameters<typeof aCache>[2] = privateOnly) => aCache(on.emulator, 'alibaba-kvstore', over)
const endpoints = ({ world }: Cache) => endpointsOf(world, on.emulator.world.now())
const kept = async (days: number) => {
  const cache = await alibaba()
  const expiresAt = on.emulator.world.now() + days * DAY
  networkOf(cache.world).endpoints.push({
    kind: 'classic',
    prefix: 'orders-old',
    ip: '10.9.8.7',
    port: 6_379,
    expiresAt,
  })
  return cache
}
const account = (cache: Cache, name: string) => accountsOf(cache.world).get(name)
const PASSWORD = 'Planted1Passw0rd'

/** The last prefix that was chosen: an address can be had once in the whole cloud. */
let chosen = ''
let count = 0
function fresh(params: object): object {
  if (!('prefix' in params)) return params
  chosen = `orders${String(++count).padStart(4, '0')}`
  return { ...params, prefix: chosen }
}

type Step = [
  service: ServiceId,
  action: ActionId,
  params: object,
  over: () => Promise<Cache>,
  happened: (cache: Cache) => unknown,
]
const kingsoft = () => aCache(on.emulator, 'kingsoft-redis', { publicIp: '' })
const withAccount = async () => {
  const cache = await alibaba({ ...newer, ...vpc })
  await run(cache, 'account-create', { account: 'app', password: PASSWORD })
  on.emulator.gateway.journal.clear()
  return cache
}
const jdWithAccount = async () => {
  const cache = await aCache(on.emulator, 'jdcloud-redis', { version: '4.0' })
  await run(cache, 'account-create', { account: 'app', password: PASSWORD })
  on.emulator.gateway.journal.clear()
  return cache
}
const jdAccount = ({ world }: Cache) =>
  detailsOf(world, on.emulator.world.now()).accounts.find(({ name }) => name === 'app')

/** Everything whose end can be read: done when its cloud says so, and nothing left to do then. */
const STEPS: Step[] = [
  [
    'alibaba-kvstore',
    'public-on',
    { prefix: 'fresh', port: 6_390 },
    alibaba,
    (cache) =>
      endpoints(cache).some(({ kind, prefix, port }) => kind === 'public' && prefix === chosen && port === 6_390),
  ],
  [
    'alibaba-kvstore',
    'public-off',
    {},
    () => alibaba({ ...vpc, publicIp: '198.51.100.7' }),
    (cache) => endpoints(cache).length === 0,
  ],
  ['alibaba-kvstore', 'endpoint', { prefix: 'fresh' }, alibaba, ({ world }) => networkOf(world).prefix === chosen],
  ['alibaba-kvstore', 'endpoint', { port: 6_400 }, alibaba, ({ world }) => world.port === 6_400],
  [
    'alibaba-kvstore',
    'endpoint',
    { which: 'public', prefix: 'fresh', port: 6_401 },
    () => alibaba({ ...vpc, publicIp: '198.51.100.7' }),
    (cache) => endpoints(cache).some(({ prefix, port }) => prefix === chosen && port === 6_401),
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
    (cache) => (endpoints(cache)[0]?.expiresAt ?? 0) > on.emulator.world.now() + 100 * DAY,
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
    () => aCache(on.emulator, 'jdcloud-redis', { version: '4.0' }),
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
    () => aCache(on.emulator, 'kingsoft-redis', { publicIp: '', architecture: 'cluster', shards: 4 }),
    ({ world }) => settingsOf(world).eips.proxy,
  ],
  [
    'kingsoft-redis',
    'public-off',
    {},
    () => aCache(on.emulator, 'kingsoft-redis', { publicIp: '120.92.1.7' }),
    ({ world }) => !settingsOf(world).eips.master,
  ],
]

describe('ends as its cloud says', () => {
  test.each(STEPS)('%s %s %j, and also when the answer is lost', async (_, action, given, make, happened) => {
    const cache = await make()
    const params = fresh(given)
    for (const [kind, state, finding] of [
      ['drop-before', 'failed', 'not-as-wanted'],
      ['drop-after', 'done', 'as-wanted'],
    ] as const) {
      const { id, operation } = await ask(operator, { ref: cache.ref, action, params })
      lost(operation.slice(operation.indexOf('/') + 1), kind)
      expect(await workThrough(id), kind).toMatchObject({ state, sends: 1, evidence: { finding } })
      expect(Boolean(happened(cache)), kind).toBe(kind === 'drop-after')
    }
    // What was wanted is so now, or is not possible twice.
    expect(await blocks(cache, action, params)).not.toEqual([])
  })

  test('a certificate is renewed, and TLS switched off again', async () => {
    const cache = await alibaba(tlsCluster)
    const { tls } = networkOf(cache.world)
    Object.assign(tls, { enabled: true, expiresAt: on.emulator.world.now() + 20 * DAY })
    const before = tls.expiresAt
    expect(await run(cache, 'tls', { tls: 'renew' })).toMatchObject({
      state: 'done',
      evidence: { finding: 'as-wanted' },
    })
    expect(tls.expiresAt).toBeGreaterThan(before)
    expect(sent('ModifyInstanceSSL').map(({ params }) => params.SSLEnabled)).toEqual(['Update'])
    expect(await run(cache, 'tls', { tls: 'off' })).toMatchObject({ state: 'done' })
    expect(tls.enabled).toBe(false)
    expect(await blocks(cache, 'tls', { tls: 'renew' })).toEqual(['tls-off'])
  })

  test('Open wants a password, Close lets the VPC in without one', async () => {
    const cache = await alibaba({ ...privateOnly, passwordFree: false })
    await run(cache, 'vpc-password', { required: false })
    await run(cache, 'vpc-password', { required: true })
    expect(sent('ModifyInstanceVpcAuthMode').map(({ params }) => params.VpcAuthMode)).toEqual(['Close', 'Open'])
  })

  test('both public addresses of Kingsoft come and go together', async () => {
    const cache = await kingsoft()
    await run(cache, 'add-node')
    expect(await run(cache, 'public-on', { of: 'both' })).toMatchObject({ state: 'done' })
    expect(Object.keys(settingsOf(cache.world).eips).toSorted()).toEqual(['master', 'readonly'])
    expect(await run(cache, 'public-off', { of: 'read-only' })).toMatchObject({ state: 'done' })
    expect(sent('DeallocateEip').map(({ params }) => params.InsType)).toEqual(['2'])
  })
})

test.each<[string, ServiceId, string, 'warn' | 'ok']>([
  ['open', 'alibaba-kvstore', '0.0.0.0/0', 'warn'],
  ['closed', 'alibaba-kvstore', '10.0.0.0/8', 'ok'],
  ['open', 'kingsoft-redis', '0.0.0.0/0', 'warn'],
  ['closed', 'kingsoft-redis', '10.0.0.0/8', 'ok'],
])(
  'before a public address is added, it is said whether the lists are %s: %s %s',
  async (_, service, securityIps, result) => {
    const cache = await aCache(on.emulator, service, { publicIp: '', securityIps })
    const params = service === 'alibaba-kvstore' ? { prefix: 'ordersnext' } : {}
    const { plan } = await planChange(operator, { ref: cache.ref, action: 'public-on', params })
    expect(plan.checks.find(({ id }) => id === 'list-open')).toMatchObject({ result })
  },
)

describe('is not possible and says why', () => {
  test.each<[ActionId, object, () => Promise<Cache>, string]>([
    ['public-on', { prefix: 'ordersout' }, () => alibaba({ ...vpc, publicIp: '198.51.100.7' }), 'has-public'],
    ['public-on', {}, () => aCache(on.emulator, 'kingsoft-redis', { publicIp: '120.92.1.7' }), 'has-public'],
    ['public-off', {}, alibaba, 'no-public'],
    ['public-off', {}, kingsoft, 'no-public'],
    ['endpoint', { which: 'public', port: 6_380 }, alibaba, 'no-address'],
    ['to-vpc', { vpcId: 'vpc-two', subnetId: 'vsw-two' }, alibaba, 'in-vpc'],
    ['classic-days', { keepDays: 14 }, alibaba, 'no-classic'],
    ['classic-days', { keepDays: 14 }, () => kept(30), 'classic-longer'],
    ['tls', { tls: 'on' }, () => alibaba({ ...newer, ...vpc }), 'tls-not-here'],
    ['vpc-password', { required: true }, () => alibaba({ ...classic, publicIp: '' }), 'not-vpc'],
    [
      'account-create',
      { account: 'app', password: PASSWORD },
      () => alibaba({ ...vpc, version: '2.8' }),
      'only-version',
    ],
    ['account-create', { account: 'app', password: PASSWORD }, withAccount, 'account-there'],
    ['account-grant', { account: 'nobody', may: 'read' }, withAccount, 'no-account'],
    [
      'account-create',
      { account: 'app', password: 'Planted1Pass' },
      () => aCache(on.emulator, 'jdcloud-redis', { version: '2.8' }),
      'accounts-unsupported',
    ],
  ])('%s %j', async (action, params, make, code) => {
    expect(await blocks(await make(), action, params)).toContain(code)
  })

  test('the plan of a new account says that it is not there yet and may do nothing', async () => {
    const cache = await alibaba({ ...newer, ...vpc })
    const params = { account: 'app', password: PASSWORD }
    const { plan } = await planChange(operator, { ref: cache.ref, action: 'account-create', params })
    expect(plan.rows).toEqual([
      { field: 'seen.accountThere', from: false, to: true },
      { field: 'seen.accountMay', from: '', to: 'read-write' },
    ])
  })

  test('an address that may not be read is not given up', async () => {
    const cache = await alibaba({ ...vpc, publicIp: '198.51.100.7' })
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribeDBInstanceNetInfo', count: 50 })
    expect(await blocks(cache, 'public-off')).toEqual(['addresses-unread'])
  })

  test('more than eighteen accounts, and more than twenty tags', async () => {
    const cache = await withAccount()
    const model = account(cache, 'app')
    if (!model) throw new Error('no account')
    for (let i = 0; i < 17; i++) accountsOf(cache.world).set(`a${i}`, { ...model, name: `a${i}` })
    expect(await blocks(cache, 'account-create', { account: 'one', password: PASSWORD })).toEqual(['accounts-full'])
    cache.world.tags = Array.from({ length: 20 }, (_, i) => ({ key: `k${i}`, value: '' }))
    expect(await blocks(cache, 'tag-add', { tags: 'k3=new' })).toEqual([])
    expect(await blocks(cache, 'tag-add', { tags: 'k3=new,more=1' })).toEqual(['tags-full'])
  })

  test.each<[ServiceId, ActionId, object]>([
    ['alibaba-kvstore', 'public-on', { prefix: 'Orders-out' }],
    ['alibaba-kvstore', 'public-on', { prefix: 'orders' }],
    ['alibaba-kvstore', 'public-on', { prefix: 'ordersout', port: 80 }],
    ['alibaba-kvstore', 'endpoint', {}],
    ['alibaba-kvstore', 'to-vpc', { vpcId: 'v', subnetId: 's', keepDays: 15 }],
    ['alibaba-kvstore', 'account-create', { account: 'App', password: PASSWORD }],
    ['alibaba-kvstore', 'account-create', { account: 'app', password: 'onlysmallones' }],
    ['alibaba-kvstore', 'account-reset', { account: 'app', password: 'Short1!' }],
    ['alibaba-kvstore', 'tag-add', { tags: 'a=1,a=2' }],
    ['alibaba-kvstore', 'tag-add', { tags: '=1' }],
    ['alibaba-kvstore', 'tag-add', { tags: `${'k'.repeat(65)}=1` }],
    ['jdcloud-redis', 'account-create', { account: 'app', password: 'Has-sign1' }],
    ['jdcloud-redis', 'account-reset', { account: 'app', password: 'onlyletters' }],
  ])('%s takes no %s %j', async (service, action, params) => {
    const cache = await aCache(on.emulator, service, { version: '4.0' })
    await expect(blocks(cache, action, params)).rejects.toMatchObject({ code: 'bad-input' })
  })

  test.each<[ServiceId, ActionId]>([
    ['jdcloud-redis', 'public-on'],
    ['jdcloud-redis', 'tag-add'],
    ['kingsoft-redis', 'account-create'],
    ['kingsoft-memcached', 'tls'],
  ])('%s has no %s', async (service, action) => {
    await expect(blocks(await aCache(on.emulator, service), action)).rejects.toMatchObject({ code: 'bad-input' })
  })
})

describe('the password of an account', () => {
  const OLD = 'Canary1OldWord7b'
  const NEW = 'Canary2NewWord9d'
  const SHORT = 'Canary3Jd55x'

  /** Everything that the database keeps, as text. */
  async function kept(): Promise<string> {
    const { rows } = await db().execute<{ name: string }>(
      sql`select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
    )
    const tables = await Promise.all(
      rows.map(({ name }) => db().execute(sql`select to_jsonb(t)::text as row from ${sql.identifier(name)} t`)),
    )
    return JSON.stringify(tables.map((table) => table.rows))
  }

  test.each<[ServiceId, ActionId, object, string[]]>([
    ['alibaba-kvstore', 'account-create', { account: 'app', password: NEW }, [NEW]],
    ['alibaba-kvstore', 'account-reset', { account: 'app', password: NEW }, [NEW]],
    ['alibaba-kvstore', 'account-password', { account: 'app', oldPassword: OLD, password: NEW }, [OLD, NEW]],
    ['jdcloud-redis', 'account-create', { account: 'app', password: SHORT }, [SHORT]],
    ['jdcloud-redis', 'account-reset', { account: 'app', password: SHORT }, [SHORT]],
  ])('is told to %s by %s and kept nowhere', async (service, action, params, secrets) => {
    const cache = await aCache(on.emulator, service, { version: '4.0', ...vpc })
    if (action !== 'account-create') {
      if (service === 'jdcloud-redis')
        detailsOf(cache.world, on.emulator.world.now()).accounts.push({
          name: 'app',
          type: 'normal',
          privilege: 'RoleReadWrite',
          description: '',
          password: 'Before1Now',
        })
      else
        accountsOf(cache.world).set('app', {
          name: 'app',
          password: OLD,
          readOnly: false,
          description: '',
          readyAt: 0,
          own: false,
        })
    }
    const planned = await planChange(operator, { ref: cache.ref, action, params: { ...params } })
    const shown = [JSON.stringify(planned)]
    const { id } = await ask(operator, { ref: cache.ref, action, params })
    shown.push(JSON.stringify(await readChange(operator, id)))
    expect(await workThrough(id)).toMatchObject({ state: 'done', sealed: null })
    shown.push(JSON.stringify(await readChange(operator, id)), await kept())
    for (const secret of secrets) for (const text of shown) expect(text).not.toContain(secret)
    const now = service === 'jdcloud-redis' ? jdAccount(cache)?.password : account(cache, 'app')?.password
    expect(now).toBe(secrets.at(-1))
  })

  test('whose answer is lost a person has to look for: nobody can read it back', async () => {
    const cache = await withAccount()
    const { id } = await ask(operator, {
      ref: cache.ref,
      action: 'account-reset',
      params: { account: 'app', password: NEW },
    })
    lost('ResetAccountPassword', 'drop-after')
    expect(await workThrough(id)).toMatchObject({ state: 'human', evidence: { finding: 'cannot-tell' }, sealed: null })
  })

  test('that is not the present one is refused, and nothing changed', async () => {
    const cache = await withAccount()
    const params = { account: 'app', oldPassword: 'Wrong1Wrong1', password: NEW }
    expect(await run(cache, 'account-password', params)).toMatchObject({
      state: 'failed',
      evidence: { finding: 'refused' },
    })
    expect(account(cache, 'app')?.password).toBe(PASSWORD)
  })
})
