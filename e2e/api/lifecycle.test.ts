import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { networkOf } from '@/emulator/world/network'
import type { Actor } from '@/lib/bff/actor'
import { actionChoices } from '@/lib/changes/action-choices'
import { instanceCan } from '@/lib/changes/can'
import { planChange } from '@/lib/changes/plan'
import { readChange } from '@/lib/changes/store'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import type { ActionId } from '@/lib/model/action'
import { keyOf } from '@/lib/model/instance'
import type { ServiceId } from '@/lib/operation'
import { aCache, actorOf, ask, type Cache, changeStage, stateOf, workThrough } from './change-stage'

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

const sent = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)
const blocks = async (cache: Cache, action: ActionId, params: Record<string, unknown> = {}) => {
  const { plan } = await planChange(operator, { ref: cache.ref, action, params })
  return plan.checks.filter(({ result }) => result === 'block').map(({ id, reason }) => reason?.code ?? id)
}
const keyOfRef = ({ ref }: Cache) => {
  const key = keyOf(ref)
  if (!key) throw new Error(`no instance ${ref}`)
  return key
}
const choices = (cache: Cache, action: ActionId) => actionChoices(operator, keyOfRef(cache), action)
/** As the menu says it, by what was read last: a plan does not wait until that is kept. */
const canDelete = async (cache: Cache) => (await instanceCan(operator, keyOfRef(cache))).can['delete-node']
const lost = (operation: string, kind: 'drop-after' | 'drop-before') =>
  on.emulator.gateway.faults.add({ kind, operation, count: 1 })

const alibabaCluster = {
  class: 'redis.logic.sharding.2g.2db.0rodb.4proxy.default',
  version: '5.0',
  network: { type: 'vpc', vpcId: 'vpc-one', subnetId: 'vsw-one' },
} as const
const kingsoftCluster = { architecture: 'cluster', version: '4.0', shards: 4 } as const
const directOf = ({ world }: Cache) => networkOf(world).endpoints.some(({ kind }) => kind === 'direct')

describe('every further action of the services goes to its end, and its end is read', () => {
  test.each<[ServiceId, ActionId, Record<string, unknown>, Parameters<typeof aCache>[2], (cache: Cache) => boolean]>([
    [
      'alibaba-kvstore',
      'resource-group',
      { group: 'rg-orders' },
      {},
      ({ world }) => world.resourceGroup === 'rg-orders',
    ],
    ['alibaba-kvstore', 'direct-on', { port: 6_380 }, alibabaCluster, directOf],
    ['kingsoft-redis', 'add-node', {}, {}, () => sent('AddCacheSlaveNode').length === 1],
    ['kingsoft-redis', 'direct-on', {}, kingsoftCluster, () => sent('OpenDirectAccessToCluster').length === 1],
    [
      'jdcloud-redis',
      'spec',
      { class: 'redis.m.small.basic' },
      {},
      ({ world }) => world.class === 'redis.m.small.basic',
    ],
  ])('%s %s %j', async (service, action, params, over, happened) => {
    const cache = await aCache(on.emulator, service, over)
    const { id } = await ask(operator, { ref: cache.ref, action, params })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(happened(cache)).toBe(true)
    // What was wanted is so now: planned again, it would change nothing. Nodes can be added again.
    if (action !== 'add-node') expect(await blocks(cache, action, params)).toEqual(['no-change'])
  })

  test.each<[ServiceId, Parameters<typeof aCache>[2]]>([
    ['alibaba-kvstore', alibabaCluster],
    ['kingsoft-redis', kingsoftCluster],
  ])('direct access of %s is closed again', async (service, over) => {
    const cache = await aCache(on.emulator, service, over)
    expect(await blocks(cache, 'direct-off')).toEqual(['no-change'])
    for (const action of ['direct-on', 'direct-off'] as const) {
      const { id } = await ask(operator, { ref: cache.ref, action })
      expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    }
    expect(await blocks(cache, 'direct-off')).toEqual(['no-change'])
  })

  test('a read-only node is removed by its id, and one that is not there is not asked for', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    // It has none yet: there is nothing to choose, and nothing to remove.
    expect(await choices(cache, 'delete-node')).toMatchObject({
      lists: { node: { items: [] } },
      reason: { code: 'no-nodes' },
    })
    expect(await blocks(cache, 'delete-node', { node: 'none' })).toContain('no-nodes')
    await expect.poll(() => canDelete(cache)).toEqual({ code: 'no-nodes' })
    await workThrough((await ask(operator, { ref: cache.ref, action: 'add-node' })).id)
    const refused = await planChange(operator, { ref: cache.ref, action: 'delete-node', params: { node: 'none' } })
    const [{ reason } = {}] = refused.plan.checks.filter(({ result }) => result === 'block')
    expect(reason).toMatchObject({ code: 'no-such-node', params: { node: 'none' } })
    const node = String(reason?.params?.there)
    await expect.poll(() => canDelete(cache)).toBeNull()
    const listed = await choices(cache, 'delete-node')
    expect(listed.reason).toBeNull()
    expect(listed.lists.node).toMatchObject({ source: 'cloud', operation: 'DescribeCacheReadonlyNode', open: false })
    expect(listed.lists.node?.items.map(({ id }) => id)).toEqual([node])
    const { id } = await ask(operator, { ref: cache.ref, action: 'delete-node', params: { node } })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(sent('DeleteCacheSlaveNode').map(({ params }) => params.NodeId)).toEqual([node])
  })
})

describe('what can be chosen', () => {
  test('of a move: the zones that the cloud has, the present one refused, and the subnets in use in its VPC', async () => {
    const network = { type: 'vpc', vpcId: 'vpc-one', subnetId: 'vsw-one' } as const
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { network })
    await planChange(operator, { ref: cache.ref, action: 'restart', params: {} }) // its facts are read
    await expect.poll(async () => (await choices(cache, 'move-zone')).lists.subnetId?.items.length).toBe(1)
    const { lists, reason } = await choices(cache, 'move-zone')
    expect(reason).toBeNull()
    expect(lists.zone).toMatchObject({ source: 'cloud', operation: 'DescribeZones', open: false, error: null })
    const zones = lists.zone?.items ?? []
    expect(zones.length).toBeGreaterThan(1)
    expect(zones.filter(({ refused }) => refused === 'here').map(({ id }) => id)).toEqual([cache.world.zone])
    expect(lists.subnetId).toMatchObject({ source: 'instances', open: true })
    expect(lists.subnetId?.items).toMatchObject([{ id: 'vsw-one', of: 'vpc-one', zone: cache.world.zone }])
  })

  test('of a group: those in use, as no operation of these lists them; what the cloud refuses is typed', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { resourceGroup: 'rg-orders' })
    await planChange(operator, { ref: cache.ref, action: 'restart', params: {} })
    await expect.poll(async () => (await choices(cache, 'resource-group')).lists.group?.items.length).toBe(1)
    const { lists } = await choices(cache, 'resource-group')
    expect(lists.group).toMatchObject({
      source: 'instances',
      operation: null,
      open: true,
      items: [{ id: 'rg-orders' }],
    })
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribeZones', count: 2 })
    const refused = await choices(cache, 'move-zone')
    expect(refused.lists.zone).toMatchObject({ items: [], open: true, error: { kind: 'denied' } })
  })

  test('of a build of JD Cloud: the newer one of each part; none other is planned, and none is left at the end', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis')
    const { lists } = await choices(cache, 'minor-version')
    expect(lists.version).toMatchObject({ operation: 'describeUpgradeVersion', open: false })
    const version = String(lists.version?.items.find(({ of }) => of === 'redis')?.id)
    expect(await blocks(cache, 'minor-version', { version: '4.0-none' })).toEqual(['no-such-version'])
    const { id } = await ask(operator, { ref: cache.ref, action: 'minor-version', params: { version } })
    expect(await workThrough(id)).toMatchObject({ state: 'done' })
    expect(await choices(cache, 'minor-version')).toMatchObject({ reason: { code: 'newest-version' } })
    expect(await blocks(cache, 'minor-version', { version })).toEqual(['newest-version'])
  })
})

test.each<[string, ServiceId, ActionId, Parameters<typeof aCache>[2], string]>([
  ['direct access of a standard instance', 'alibaba-kvstore', 'direct-on', {}, 'only-cluster'],
  ['nor of an old version', 'kingsoft-redis', 'direct-on', { ...kingsoftCluster, version: '2.8' }, 'only-version'],
  ['read-only nodes of a cluster', 'kingsoft-redis', 'add-node', kingsoftCluster, 'only-standard'],
])('is not possible and says why: %s', async (_, service, action, over, code) => {
  expect(await blocks(await aCache(on.emulator, service, over), action)).toEqual([code])
})

test('direct access of a cluster with TLS is not possible and says why', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore', { ...alibabaCluster, version: '4.0' })
  networkOf(cache.world).tls.enabled = true
  expect(await blocks(cache, 'direct-on')).toEqual(['tls-on'])
})

describe('an answer that was lost', () => {
  test.each([
    ['flush', 'drop-after', 'done'],
    ['flush', 'drop-before', 'failed'],
    ['flush-expired', 'drop-after', 'done'],
  ] as const)(
    'of JD Cloud’s %s (%s) is found out: its last erasing is told with its time',
    async (action, kind, state) => {
      const cache = await aCache(on.emulator, 'jdcloud-redis')
      const { id } = await ask(operator, { ref: cache.ref, action })
      lost('startClearData', kind)
      expect(await workThrough(id)).toMatchObject({ state, sends: 1 })
      expect((await readChange(operator, id)).evidence?.read.map(({ field }) => field)).toContain('seen.clearedAt')
    },
  )

  test.each([
    ['kingsoft-redis', 'OpenDirectAccessToCluster', 'direct-on', kingsoftCluster],
    ['alibaba-kvstore', 'AllocateDirectConnection', 'direct-on', alibabaCluster],
    ['kingsoft-redis', 'AddCacheSlaveNode', 'add-node', {}],
  ] as const)('of %s %s is found out', async (service, operation, action, over) => {
    for (const [kind, state] of [
      ['drop-after', 'done'],
      ['drop-before', 'failed'],
    ] as const) {
      const cache = await aCache(on.emulator, service, over)
      const { id } = await ask(operator, { ref: cache.ref, action })
      lost(operation, kind)
      expect(await workThrough(id)).toMatchObject({ state, sends: 1 })
    }
  })

  test('of a move to another resource group is asked for again with its token', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { id } = await ask(operator, { ref: cache.ref, action: 'resource-group', params: { group: 'rg-orders' } })
    lost('ModifyResourceGroup', 'drop-before')
    expect(await workThrough(id)).toMatchObject({ state: 'done' })
    expect(sent('ModifyResourceGroup').length).toBeGreaterThan(1)
    expect(new Set(sent('ModifyResourceGroup').map(({ params }) => params.ClientToken))).toEqual(new Set([id]))
  })
})

describe('what the cloud does in its maintenance window', () => {
  const at = (hoursFromNow: number) =>
    `${String(new Date(Date.now() + hoursFromNow * 3_600_000).getUTCHours()).padStart(2, '0')}:00Z`
  const later = () => ({ maintenance: { start: at(6), end: at(8) } })

  test('is followed until the window is over, and never sent again', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', later())
    const { id } = await ask(operator, { ref: cache.ref, action: 'restart', params: { inWindow: true } })
    expect(await workThrough(id)).toMatchObject({ state: 'settling', sends: 1 })
    expect(sent('RestartInstance').map(({ params }) => params.EffectiveTime)).toEqual(['MaintainTime'])
    await db().update(changes).set({ sentAt: sql`now() - interval '30 hours'` }).where(eq(changes.id, id))
    expect(await workThrough(id)).toMatchObject({ state: 'done', sends: 1, evidence: { finding: 'window-over' } })
  })

  test('ends with what was wanted when the cloud has done it', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', later())
    const params = { class: 'redis.master.mid.default', inWindow: true }
    const { id } = await ask(operator, { ref: cache.ref, action: 'spec', params })
    expect(await workThrough(id)).toMatchObject({ state: 'settling' })
    expect(cache.world.class).toBe('redis.master.small.default')
    Object.assign(cache.world, { class: params.class, pending: undefined })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
  })

  test('and of which no answer came, is asked again where a token makes that safe, else a person has to look', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', later())
    const params = { class: 'redis.master.mid.default', inWindow: true }
    const { id } = await ask(operator, { ref: cache.ref, action: 'spec', params })
    lost('ModifyInstanceSpec', 'drop-after')
    expect(await workThrough(id)).toMatchObject({ state: 'settling' })
    expect(sent('ModifyInstanceSpec').length).toBeGreaterThan(1)
    expect(new Set(sent('ModifyInstanceSpec').map(({ params }) => params.ClientToken))).toEqual(new Set([id]))
    const other = await aCache(on.emulator, 'alibaba-kvstore', later())
    const restart = await ask(operator, { ref: other.ref, action: 'restart', params: { inWindow: true } })
    lost('RestartInstance', 'drop-after')
    expect(await workThrough(restart.id)).toMatchObject({ state: 'human', evidence: { finding: 'cannot-tell' } })
    expect((await stateOf(restart.id)).sends).toBe(1)
  })
})

describe('before data is lost, a plan says how old the last backup is', () => {
  const checkOf = async (cache: Cache, action: ActionId) =>
    (await planChange(operator, { ref: cache.ref, action, params: {} })).plan.checks.find(
      ({ id }) => id === 'backup-age',
    )

  test('on each cloud that has backups', async () => {
    const alibaba = await aCache(on.emulator, 'alibaba-kvstore', { createdAt: Date.now() })
    expect(await checkOf(alibaba, 'flush')).toMatchObject({ result: 'warn', params: { how: 'none' } })
    const jdcloud = await aCache(on.emulator, 'jdcloud-redis', { createdAt: Date.now() })
    expect(await checkOf(jdcloud, 'flush')).toMatchObject({ result: 'warn', params: { how: 'none' } })
    const older = await aCache(on.emulator, 'alibaba-kvstore')
    const found = await checkOf(older, 'flush')
    expect(found?.params).toMatchObject({ how: 'aged', most: 24 })
    expect(found?.result).toBe(Number(found?.params?.hours) < 24 ? 'ok' : 'warn')
    expect(await checkOf(older, 'restart')).toBeUndefined()
  })

  test('and says that a service has none, or that its cloud did not answer', async () => {
    const memcached = await aCache(on.emulator, 'kingsoft-memcached')
    expect(await checkOf(memcached, 'flush')).toMatchObject({ result: 'warn', params: { how: 'never' } })
    const redis = await aCache(on.emulator, 'kingsoft-redis')
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribeSnapshots', count: 5 })
    expect(await checkOf(redis, 'flush')).toMatchObject({ result: 'unknown' })
  })
})

describe('a change of size', () => {
  const specOf = async (cache: Cache, params: Record<string, unknown>) =>
    (await planChange(operator, { ref: cache.ref, action: 'spec', params })).plan

  test('shows what follows from the class, and the end that stays', async () => {
    const expiresAt = Date.now() + 40 * 86_400_000
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { chargeType: 'subscription', expiresAt })
    const { rows, money } = await specOf(cache, { class: 'redis.master.mid.default' })
    const row = (name: string) => rows.find(({ field }) => field === `facts.${name}`)
    // The order is not paid by itself: nothing is aimed at, and what it will be is shown all the same.
    expect(row('class')).toMatchObject({ from: 'redis.master.small.default', to: 'redis.master.mid.default' })
    expect(row('memoryMb')).toMatchObject({ from: 1_024, to: 2_048 })
    expect(row('expiresAt')?.to).toBe(row('expiresAt')?.from)
    expect(money).toMatchObject({ todayIs: 'due', paid: false })
  })

  test('of which nobody tells a figure says that it is unknown', async () => {
    const { rows } = await specOf(await aCache(on.emulator, 'kingsoft-redis'), { gb: 4 })
    expect(rows).toContainEqual({ field: 'facts.memoryMb', from: 2_048, to: 4_096 })
    expect(rows).toContainEqual({ field: 'facts.connections', from: null, to: null, unknown: true })
    expect(rows.some(({ field }) => field === 'facts.class')).toBe(false)
  })

  test('asks how many connections are open, and says so when nobody tells', async () => {
    const jdcloud = await aCache(on.emulator, 'jdcloud-redis')
    const check = (plan: Awaited<ReturnType<typeof specOf>>) => plan.checks.find(({ id }) => id === 'connections-fit')
    const found = check(await specOf(jdcloud, { class: 'redis.m.small.basic' }))
    expect(sent('describeClientList')).toHaveLength(1)
    expect(found?.params ?? found?.result).toEqual(
      found?.result === 'unknown' ? 'unknown' : { known: 'yes', inUse: expect.any(Number), limit: expect.any(Number) },
    )
    expect(check(await specOf(await aCache(on.emulator, 'kingsoft-redis'), { gb: 4 }))).toEqual({
      id: 'connections-fit',
      result: 'unknown',
    })
  })
})
