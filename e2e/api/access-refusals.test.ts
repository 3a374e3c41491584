import { describe, expect, test } from 'vitest'
import { accountsOf } from '@/emulator/world/accounts'
import { planChange } from '@/lib/changes/plan'
import type { ActionId } from '@/lib/model/action'
import type { ServiceId } from '@/lib/operation'
import { accessStage, classic, newer, PASSWORD, vpc } from './access-stage'
import { aCache, type Cache } from './change-stage'

const { stage, blocks, alibaba, kept, account, kingsoft, withAccount } = accessStage()

describe('is not possible and says why', () => {
  test.each<[ActionId, object, () => Promise<Cache>, string]>([
    ['public-on', { prefix: 'ordersout' }, () => alibaba({ ...vpc, publicIp: '198.51.100.7' }), 'has-public'],
    ['public-on', {}, () => aCache(stage.on.emulator, 'kingsoft-redis', { publicIp: '120.92.1.7' }), 'has-public'],
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
      () => aCache(stage.on.emulator, 'jdcloud-redis', { version: '2.8' }),
      'accounts-unsupported',
    ],
  ])('%s %j', async (action, params, make, code) => {
    expect(await blocks(await make(), action, params)).toContain(code)
  })

  test('the plan of a new account says that it is not there yet and may do nothing', async () => {
    const cache = await alibaba({ ...newer, ...vpc })
    const params = { account: 'app', password: PASSWORD }
    const { plan } = await planChange(stage.operator, { ref: cache.ref, action: 'account-create', params })
    expect(plan.rows).toEqual([
      { field: 'seen.account', from: '', to: 'app' },
      { field: 'seen.accountMay', from: '', to: 'read-write' },
    ])
  })

  test('an address that may not be read is not given up', async () => {
    const cache = await alibaba({ ...vpc, publicIp: '198.51.100.7' })
    stage.on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribeDBInstanceNetInfo', count: 50 })
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
    const cache = await aCache(stage.on.emulator, service, { version: '4.0' })
    await expect(blocks(cache, action, params)).rejects.toMatchObject({ code: 'bad-input' })
  })

  test.each<[ServiceId, ActionId]>([
    ['jdcloud-redis', 'public-on'],
    ['jdcloud-redis', 'tag-add'],
    ['kingsoft-redis', 'account-create'],
    ['kingsoft-memcached', 'tls'],
  ])('%s has no %s', async (service, action) => {
    await expect(blocks(await aCache(stage.on.emulator, service), action)).rejects.toMatchObject({ code: 'bad-input' })
  })
})
