import { createRequire } from 'node:module'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import { type Wiretap, wiretap } from './wiretap'

const require = createRequire(import.meta.url)

interface Listed {
  result: { cacheInstances: { cacheInstanceId: string }[]; totalCount: number }
}
interface Client {
  describeCacheInstances(params: object, region: string): Promise<Listed>
  describeCacheInstance(params: object, region: string): Promise<{ result: { cacheInstance: object } }>
  describeUserQuota(params: object, region: string): Promise<{ result: { quota: { used: number } } }>
}

type Answered = { result: any } // the client types no answer; each expectation looks into its own
/** Every call of the vendor's client, by name. */
function lifeOf(sdk: Client): Record<string, (params: object, region: string) => Promise<Answered>> {
  const methods = sdk as unknown as Record<string, (params: object, region: string) => Promise<Answered>> // generated, one method per operation
  return new Proxy({}, { get: (_none, name: string) => methods[name]?.bind(sdk) })
}

const KEYS = { id: 'testid', secret: 'testsecret' }
const REGIONS = ['cn-north-1', 'cn-east-2', 'cn-south-1']
let emulator: Emulator
let tap: Wiretap
let aheadMs = 0

function client({ id, secret } = KEYS): Client {
  const JDCloud = require('jdcloud-sdk-js/src/global')
  const Redis = require('jdcloud-sdk-js/src/services/redis')
  JDCloud.config.update({ logger: () => undefined })
  return new Redis({
    credentials: { accessKeyId: id, secretAccessKey: secret },
    regionId: 'cn-north-1',
    endpoint: { protocol: 'http', host: tap.host },
    logger: () => undefined,
  })
}

beforeAll(async () => {
  emulator = await startEmulator({ pace: 'instant', quotas: false, now: () => Date.now() + aheadMs })
  tap = await wiretap(emulator.port)
})
afterAll(async () => {
  await tap.close()
  await emulator.stop()
})

const refusal = (code: number, status: string, message: RegExp) => ({
  error: expect.objectContaining({ code, status, message: expect.stringMatching(message) }),
})

test('jdcloud-sdk-js finds every instance, page by page', async () => {
  for (const region of REGIONS) {
    const seen: string[] = []
    let total = Infinity
    for (let pageNumber = 1; seen.length < total; pageNumber++) {
      const { result } = await client().describeCacheInstances({ pageNumber, pageSize: 10 }, region)
      total = result.totalCount
      expect(result.cacheInstances.length).toBeGreaterThan(0)
      seen.push(...result.cacheInstances.map((i) => i.cacheInstanceId))
    }
    const truth = emulator.world.all().filter((i) => i.service === 'jdcloud-redis' && i.region === region)
    expect(seen.sort()).toEqual(truth.map((i) => i.id).sort())
  }
})

test('filters, sorts and awkward characters arrive as they were meant', async () => {
  const { result } = await client().describeCacheInstances(
    {
      pageNumber: 1,
      pageSize: 100,
      filters: [
        { name: 'cacheInstanceName', values: ['waybill', "a b+c*d~e%f'(g)!"] },
        { name: 'cacheInstanceStatus', values: ['running', 'changing'] },
      ],
      sorts: [{ name: 'createTime', direction: 'asc' }],
    },
    'cn-north-1',
  )
  const truth = emulator.world
    .all()
    .filter((i) => i.region === 'cn-north-1' && i.name.includes('waybill'))
    .sort((a, b) => a.createdAt - b.createdAt)
  expect(result.cacheInstances.map((i) => i.cacheInstanceId)).toEqual(truth.map((i) => i.id))
})

test('one instance and the quota are told; an unknown instance is 404', async () => {
  const one = emulator.world.all().find((i) => i.service === 'jdcloud-redis' && i.region === 'cn-north-1')
  const { result } = await client().describeCacheInstance({ cacheInstanceId: one?.id }, 'cn-north-1')
  expect(result.cacheInstance).toMatchObject({ cacheInstanceId: one?.id, cacheInstanceName: one?.name })
  await expect(client().describeCacheInstance({ cacheInstanceId: 'redis-none' }, 'cn-north-1')).rejects.toMatchObject(
    refusal(404, 'NOT_FOUND', /not found/),
  )
  const quota = await client().describeUserQuota({}, 'cn-north-1')
  expect(quota.result.quota.used).toBe(emulator.world.all().filter((i) => i.region === 'cn-north-1').length)
})

test('page sizes under 10 are refused, as the manual says', async () => {
  await expect(client().describeCacheInstances({ pageSize: 9 }, 'cn-north-1')).rejects.toMatchObject(
    refusal(400, 'INVALID_ARGUMENT', /pageSize/),
  )
})

test('a wrong secret, an unknown key and an old date are refused', async () => {
  await expect(client({ ...KEYS, secret: 'other' }).describeCacheInstances({}, 'cn-north-1')).rejects.toMatchObject(
    refusal(401, 'UNAUTHENTICATED', /signature/),
  )
  await expect(client({ ...KEYS, id: 'nobody' }).describeCacheInstances({}, 'cn-north-1')).rejects.toMatchObject(
    refusal(401, 'UNAUTHENTICATED', /does not exist/),
  )
  aheadMs = 16 * 60_000
  await expect(client().describeCacheInstances({}, 'cn-north-1')).rejects.toMatchObject(
    refusal(401, 'UNAUTHENTICATED', /expired/),
  )
  aheadMs = 0
})

test('an altered parameter and a nonce that comes again are refused', async () => {
  await client().describeCacheInstances({ pageNumber: 1, pageSize: 10 }, 'cn-north-1')
  const genuine = tap.last()
  const changed = await tap.replay({ ...genuine, url: genuine.url.replace('pageSize=10', 'pageSize=11') })
  expect([changed.status, changed.body]).toEqual([401, expect.stringContaining('signature')])
  const elsewhere = await tap.replay({ ...genuine, url: genuine.url.replace('cn-north-1', 'cn-east-2') })
  expect([elsewhere.status, elsewhere.body]).toEqual([401, expect.stringContaining('signature')])
  const again = await tap.replay(genuine)
  expect([again.status, again.body]).toEqual([401, expect.stringContaining('nonce')])
})

test('jdcloud-sdk-js takes an instance through its life', async () => {
  const region = 'cn-north-1'
  const sdk = lifeOf(client())
  const call = async (name: string, params: object) => {
    const method = sdk[name]
    if (!method) throw new Error(`the client has no ${name}`)
    return method(params, region)
  }
  const { result: sizes } = await call('describeSpecConfig', {})
  expect(sizes.instanceSpec.instanceVersions.map((one: { redisVersion: string }) => one.redisVersion)).toEqual([
    '2.8',
    '4.0',
  ])

  const cacheInstance = {
    vpcId: 'vpc-abc123',
    subnetId: 'subnet-abc123',
    cacheInstanceName: 'life_of_sdk',
    cacheInstanceClass: 'redis.s.micro.basic',
    shardNumber: 4,
    redisVersion: '4.0',
    azId: { master: 'cn-north-1a', slave: 'cn-north-1b' },
    password: 'Passw0rd1',
  }
  const { result: created } = await call('createCacheInstance', {
    cacheInstance,
    charge: { chargeMode: 'prepaid_by_duration', chargeUnit: 'month', chargeDuration: 1 },
  })
  const one = { cacheInstanceId: created.cacheInstanceId }
  const read = async () => (await call('describeCacheInstance', one)).result.cacheInstance
  expect(await read()).toMatchObject({ cacheInstanceStatus: 'running', cacheInstanceMemoryMB: 4_096, shardNumber: 4 })

  // A prepaid cluster of 4 GB becomes a standard instance of more memory only, and again a cluster of at least that.
  const resize = (change: object) => call('modifyCacheInstanceClass', { ...one, ...change })
  await expect(resize({ cacheInstanceClass: 'redis.m.medium.basic' })).rejects.toMatchObject(
    refusal(400, 'FAILED_PRECONDITION', /more memory/),
  )
  await resize({ cacheInstanceClass: 'redis.m.large.basic' })
  expect(await read()).toMatchObject({ cacheInstanceType: 'master-slave', cacheInstanceMemoryMB: 8_192 })
  await expect(resize({ cacheInstanceClass: 'redis.s.micro.basic', shardNumber: 4 })).rejects.toMatchObject(
    refusal(400, 'FAILED_PRECONDITION', /at least its memory/),
  )
  await resize({ cacheInstanceClass: 'redis.s.micro.basic', shardNumber: 8 })
  expect(await read()).toMatchObject({ cacheInstanceType: 'cluster', cacheInstanceMemoryMB: 8_192, shardNumber: 8 })

  const { result: backup } = await call('createBackup', { ...one, fileName: 'before_clear', backupType: 1 })
  const { result: listed } = await call('describeBackups', { ...one, pageNumber: 1, pageSize: 10 })
  expect(listed.backups).toContainEqual(expect.objectContaining({ baseId: backup.baseId, backupShardNum: 8 }))
  await call('startClearData', { ...one, clearType: 'AllData' })
  await call('restoreInstance', { ...one, baseId: backup.baseId })
  const { result: links } = await call('describeDownloadUrl', { ...one, baseId: backup.baseId })
  expect(links.downloadUrls).toHaveLength(8)

  const instanceConfig = [{ configName: 'maxmemory-policy', configValue: 'allkeys-lfu' }]
  await call('modifyInstanceConfig', { ...one, instanceConfig })
  expect(await read()).toMatchObject({ maxmemoryPolicy: 'allkeys-lfu' })
  await call('modifyIpWhiteList', { ...one, ipWhiteList: ['10.0.0.0/8'] })
  await call('createAccount', { ...one, accountName: 'report', accountPassword: 'Passw0rd1' })
  await call('deleteAccount', { ...one, accountName: 'report' })
  await call('modifyCacheInstanceAttribute', { ...one, cacheInstanceName: 'renamed' })
  await call('resetCacheInstancePassword', { ...one })
  expect(await read()).toMatchObject({ cacheInstanceName: 'renamed', auth: false })

  await expect(call('deleteCacheInstance', one)).rejects.toMatchObject(refusal(400, 'FAILED_PRECONDITION', /expired/))
  emulator.clock.advance(40 * 86_400_000)
  await call('deleteCacheInstance', one)
  await expect(call('describeCacheInstance', one)).rejects.toMatchObject(refusal(404, 'NOT_FOUND', /not found/))
})
