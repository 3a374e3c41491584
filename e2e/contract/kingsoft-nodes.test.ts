import { afterEach, expect, test } from 'vitest'
import { byQuery } from './kingsoft-client'
import { failureOf, kingsoftStage, REGION, ZONE } from './kingsoft-stage'

/** Nodes and addresses of Kingsoft Redis, and what its gateway takes besides what our client sends. */
let stage: Awaited<ReturnType<typeof kingsoftStage>>
afterEach(() => stage.emulator.stop())

test('nodes: at most seven read-only ones, each listed with its role, gone when removed', async () => {
  stage = await kingsoftStage()
  const { redis, make, detail } = stage
  const { id: CacheId } = await make()
  const first = await redis('AddCacheSlaveNode', { CacheId, SlaveVip: '10.0.0.9' })
  for (let added = 1; added < 7; added++) await redis('AddCacheSlaveNode', { CacheId })
  expect(await failureOf(redis('AddCacheSlaveNode', { CacheId }))).toBe('quota BusinessError')
  const nodes = (await redis('DescribeCacheReadonlyNode', { CacheId })).Data
  expect(nodes).toHaveLength(7)
  expect(nodes[0]).toMatchObject({ instanceId: first.Data.NodeId, ip: '10.0.0.9', status: 'running' })
  expect(await detail(CacheId)).toMatchObject({ slaveNum: 7, slaveVip: '10.0.0.9' })

  const roles = async (input: object = {}) =>
    (await redis('DescribeCacheByRole', { CacheId, ...input })).Data.map(({ proxy }: { proxy: string }) => proxy)
  expect(await roles()).toEqual([...Array(7).fill('READONLY'), 'SLAVE', 'MASTER'])
  expect(await roles({ Proxy: 'MASTER' })).toEqual(['MASTER'])
  const one = { CacheId, NodeId: first.Data.NodeId }
  await redis('DeleteCacheSlaveNode', one)
  expect((await detail(CacheId)).slaveNum).toBe(6)
  expect(await failureOf(redis('DeleteCacheSlaveNode', one))).toBe('not-found BusinessError')

  const { id: cluster } = await make({ class: '80' })
  expect(await failureOf(redis('AddCacheSlaveNode', { CacheId: cluster }))).toBe('invalid-input BusinessError')
  const { Data } = await redis('DescribeCacheByRole', { CacheId: cluster })
  expect(Data.filter(({ proxy }: { proxy: string }) => proxy === 'MASTER')).toHaveLength(5)
  expect(Data.some(({ proxy }: { proxy: string }) => proxy === 'PROXY')).toBe(true)

  // The manual prints this name in two ways.
  const spelt = { service: 'kcs', action: 'DescribeCacheReadOnlyNode', version: '2017-04-01' } as const
  const { body } = await byQuery({ url: stage.emulator.url, region: REGION, params: { CacheId }, ...spelt })
  expect(body.Data).toHaveLength(6)
})

test('public addresses are bound per kind of node, shown, and taken away', async () => {
  stage = await kingsoftStage()
  const { redis, make, detail } = stage
  const { id: CacheId } = await make()
  expect(await failureOf(redis('AllocateEip', { CacheId }))).toBe('invalid-input MissingParameter')
  expect(await failureOf(redis('AllocateEip', { CacheId, InsType: '2' }))).toBe('invalid-input BusinessError')
  await redis('AddCacheSlaveNode', { CacheId })
  const { Data } = await redis('AllocateEip', { CacheId, InsType: '3' })
  expect(Data).toMatchObject({ master: expect.stringMatching(/^[\d.]+:\d+$/), proxy: '' })
  expect(await detail(CacheId)).toMatchObject({ eip: Data.master, eipRo: Data.readonly })
  expect(await failureOf(redis('AllocateEip', { CacheId, InsType: '1' }))).toBe('invalid-input BusinessError')
  await redis('DeallocateEip', { CacheId, InsType: '1' })
  expect(await detail(CacheId)).toMatchObject({ eip: '', eipRo: Data.readonly })

  const { id: cluster } = await make({ class: '80' })
  expect(await failureOf(redis('AllocateEip', { CacheId: cluster, InsType: '1' }))).toBe(
    'invalid-input InvalidParameter',
  )
  expect((await redis('AllocateEip', { CacheId: cluster })).Data).toMatchObject({ master: '', readonly: '' })
})

test('direct access is for clusters of version 4.0 and shows the shards', async () => {
  stage = await kingsoftStage()
  const { redis, make } = stage
  const { id: CacheId } = await make({ class: '80' })
  const row = async () => (await redis('DescribeCacheClusters', { CacheId })).Data.list[0]
  expect(await row()).toMatchObject({ directSupported: 'true', directConnEnabled: 0, directVips: '' })
  await redis('OpenDirectAccessToCluster', { CacheId, AvailableZone: ZONE })
  const open = await row()
  expect(open.directConnEnabled).toBe(1)
  expect(open.directVips.split(',')).toHaveLength(5)
  await redis('CloseDirectAccessToCluster', { CacheId })
  expect(await row()).toMatchObject({ directConnEnabled: 0, directVips: '' })
  for (const other of [await make(), await make({ class: '80', version: '3.0' })]) {
    const refused = redis('OpenDirectAccessToCluster', { CacheId: other.id })
    expect(await failureOf(refused)).toBe('invalid-input BusinessError')
  }
})

test('a method other than that of the manual is refused, GET and POST are always taken', async () => {
  stage = await kingsoftStage()
  const { id: CacheId } = await stage.make()
  const by = async (method: string) => {
    const named = { service: 'kcs', action: 'RenameCacheCluster', version: '2016-07-01' } as const
    const params = { CacheId, Name: 'renamed' }
    return (await byQuery({ url: stage.emulator.url, region: REGION, params, method, ...named })).body.Error?.Code
  }
  expect(await by('DELETE')).toBe('InvalidAction')
  for (const method of ['PUT', 'GET', 'POST']) expect(await by(method)).toBeUndefined()
})

test('the manual’s spellings of password and group are taken beside those of the vendor’s clients', async () => {
  stage = await kingsoftStage()
  const { Data } = await stage.redis('CreateSecurityGroup', { Name: 'web', Description: 'web' })
  const params = {
    Name: 'orders-cache',
    Capacity: '1',
    VpcId: 'v',
    VnetId: 'n',
    Password: 'Trial2026',
    SecurityGroupID: Data.securityGroupId,
  }
  const named = { service: 'kcs', action: 'CreateCacheCluster', version: '2016-07-01', method: 'POST' } as const
  const { body } = await byQuery({ url: stage.emulator.url, region: REGION, params, ...named })
  const made = stage.emulator.world.find('kingsoft-redis', String(body.Data?.CacheId), undefined)
  expect(made?.passwordFree).toBe(false)
  expect(await stage.detail(made?.id ?? '')).toMatchObject({ securityGroupId: Data.securityGroupId })
})
