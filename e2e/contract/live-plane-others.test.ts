import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { jdcloudCloud } from './jdcloud-cloud'
import { kingsoftStage } from './kingsoft-stage'
import { hasMemcached, hasRedis, listens, makeLive, memcached, once, placesOf, redisOf, STILL } from './live-stage'

/** JD Cloud and Kingsoft instances with a real server behind them. */
describe.skipIf(!hasRedis)('a live JD Cloud instance', () => {
  let cloud: Awaited<ReturnType<typeof jdcloudCloud>>
  beforeAll(async () => {
    cloud = await jdcloudCloud(STILL)
  })
  afterAll(() => cloud.stop())
  const start = async () => {
    const instance = await cloud.make({ class: 'redis.m.micro.basic', usedMemoryMb: 0 })
    return { instance, place: await makeLive(cloud.emulator, instance.id) }
  }

  test('takes parameters, and tells what the server says', async () => {
    const { instance, place } = await start()
    const instanceConfig = [{ configName: 'maxmemory-policy', configValue: 'allkeys-random' }]
    await cloud.call(instance, 'modifyInstanceConfig', { instanceConfig })
    expect(await once(place, ['CONFIG', 'GET', 'maxmemory-policy'])).toEqual(['maxmemory-policy', 'allkeys-random'])
    const { result } = await cloud.call(instance, 'describeInstanceConfig')
    expect(result.instanceConfig).toContainEqual(
      expect.objectContaining({ configName: 'maxmemory-policy', configValue: 'allkeys-random' }),
    )
  })

  test('lists slow commands, and counts its keys', async () => {
    const { instance, place } = await start()
    const script = `local t = redis.call('TIME') repeat local n = redis.call('TIME')
      until (n[1] - t[1]) * 1000000 + n[2] - t[2] > 15000`
    await once(place, ['EVAL', script, '0', 'mark-of-the-test'])
    const { result } = await cloud.call(instance, 'describeSlowLog', { cmdPattern: 'mark-of-the-test' })
    expect(result.slowLogs).toEqual([expect.objectContaining({ clientAddr: expect.stringContaining('127.0.0.1') })])
    await once(place, ['MSET', 'a', '1', 'b', '2'])
    const endTime = new Date(cloud.emulator.world.now()).toISOString()
    const startTime = new Date(Date.parse(endTime) - 60_000).toISOString()
    const metric = await cloud.call(instance, 'getMetric', { metric: 'keys', startTime, endTime })
    expect(metric.result.metrics[0].latest).toBe(2)
  })

  test('is backed up into a file, emptied by pattern and altogether, and restored', async () => {
    const { instance, place } = await start()
    await once(place, ['MSET', 'cart:1', '1', 'cart:2', '2', 'view:1', '3'])
    const { result } = await cloud.call(instance, 'createBackup', { fileName: 'before', backupType: 1 })
    await cloud.call(instance, 'startClearData', { clearType: 'SpecifiedData', keyPattern: 'cart:*' })
    expect(await once(place, ['KEYS', '*'])).toEqual(['view:1'])
    const cleared = await cloud.call(instance, 'describeClearData')
    expect(cleared.result).toMatchObject({ status: 'success', effectKeys: 2 })
    await cloud.call(instance, 'startClearData', { clearType: 'AllData' })
    expect(await once(place, ['DBSIZE'])).toBe(0)
    const links = await cloud.call(instance, 'describeDownloadUrl', { baseId: result.baseId })
    const file = await (await fetch(links.result.downloadUrls[0].link)).arrayBuffer()
    expect(Buffer.from(file).toString('latin1', 0, 5)).toBe('REDIS')
    await cloud.call(instance, 'restoreInstance', { baseId: result.baseId })
    expect(await once(place, ['DBSIZE'])).toBe(3)
  })

  test('takes a password and accounts, and restarts with its data', async () => {
    const { instance, place } = await start()
    await cloud.call(instance, 'resetCacheInstancePassword', { password: 'Fresh1Pass' })
    const own = { password: 'Fresh1Pass' }
    expect(await once(place, ['PING'])).toContain('WRONGPASS')
    expect(await once(place, ['SET', 'a', '1'], own)).toBe('OK')
    const account = { accountName: 'app', accountPassword: 'App1Pass22', accountPrivilege: 'RoleReadOnly' }
    await cloud.call(instance, 'createAccount', account)
    const app = { name: 'app', password: 'App1Pass22' }
    expect(await once(place, ['GET', 'a'], app)).toBe('1')
    expect(await once(place, ['SET', 'a', '2'], app)).toContain('NOPERM')
    await cloud.call(instance, 'restartInstance', { opType: 1, nodes: [`${instance.id}-0-0`] })
    expect(await once(place, ['GET', 'a'], app)).toBe('1')
    const log = await cloud.call(instance, 'describeRedisServerLog', { logFilter: 'Ready to accept connections' })
    const started = log.result.logs.filter(
      ({ message }: { message: string }) => message === '* Ready to accept connections',
    )
    expect(started).toHaveLength(2)
    await cloud.call(instance, 'deleteAccount', { accountName: 'app' })
    expect(await once(place, ['GET', 'a'], app)).toContain('WRONGPASS')
    await cloud.call(instance, 'resetCacheInstancePassword', { password: '' })
    expect(await once({ ...place, password: undefined }, ['PING'])).toBe('PONG')
  })
})

describe('a live Kingsoft instance', () => {
  let stage: Awaited<ReturnType<typeof kingsoftStage>>
  beforeAll(async () => {
    stage = await kingsoftStage(STILL)
  })
  afterAll(() => stage.emulator.stop())

  test.skipIf(!hasRedis)('of Redis takes parameters and a password, is flushed, restored and resized', async () => {
    const { id: CacheId, version: Protocol } = await stage.make({ class: '4', usedMemoryMb: 0 })
    const place = await makeLive(stage.emulator, CacheId)
    const Parameters = [{ ParameterName: 'maxmemory-policy', ParameterValue: 'allkeys-lru' }]
    await stage.redis('SetCacheParameters', { CacheId, Protocol, Parameters })
    expect(await once(place, ['CONFIG', 'GET', 'maxmemory-policy'])).toEqual(['maxmemory-policy', 'allkeys-lru'])
    await stage.redis('SetCacheParameters', { CacheId, Protocol, ResetAllParameters: 'true' })
    expect(await once(place, ['CONFIG', 'GET', 'maxmemory-policy'])).toEqual(['maxmemory-policy', 'volatile-lru'])

    await once(place, ['SET', 'large', 'x'.repeat(2_000_000)])
    expect((await stage.detail(CacheId)).usedMemory).toBeGreaterThan(0.5)
    await stage.redis('CreateSnapshot', { CacheId, Name: 'before' })
    const [snapshot] = (await stage.redis('DescribeSnapshots', { CacheId })).Data
    await stage.redis('FlushCacheCluster', { CacheId })
    expect(await once(place, ['DBSIZE'])).toBe(0)
    expect((await stage.detail(CacheId)).usedMemory).toBeLessThan(0.2)
    const { Data } = await stage.redis('DownloadSnapshot', { SnapshotId: snapshot.snapshotId })
    expect((await (await fetch(Data.url)).arrayBuffer()).byteLength).toBeGreaterThan(1_000)
    await stage.redis('RestoreSnapshot', { CacheId, Type: 'Default', SnapshotId: snapshot.snapshotId })
    expect(await once(place, ['STRLEN', 'large'])).toBe(2_000_000)

    await stage.redis('UpdatePassword', { CacheId, Password: 'Fresh1Pass' })
    expect(await once({ ...place, password: 'an-old-one' }, ['PING'])).toContain('WRONGPASS')
    const own = { password: 'Fresh1Pass' }
    await stage.redis('RestartCacheCluster', { CacheId })
    expect(await once(place, ['STRLEN', 'large'], own)).toBe(2_000_000)
    await stage.redis('ResizeCacheCluster', { CacheId, Capacity: 8 })
    const limit = place.limitBytes + (4 * 1_073_741_824) / 512
    expect(await once(place, ['CONFIG', 'GET', 'maxmemory'], own)).toEqual(['maxmemory', String(limit)])
    await stage.redis('DeleteCacheCluster', { CacheId })
    expect(await listens(place)).toBe(false)
  })

  test.skipIf(!hasMemcached)('of Memcached is flushed, resized, and started again when it falls', async () => {
    const { id: CacheId } = await stage.makeMemcached({ class: '1', usedMemoryMb: 0 })
    const place = await makeLive(stage.emulator, CacheId)
    const text = 'x'.repeat(500_000)
    expect(await memcached(place, `set large 0 0 ${text.length}\r\n${text}\r\n`, /\r\n$/)).toBe('STORED\r\n')
    const used = async () => (await stage.memcached('DescribeCacheCluster', { CacheId })).Data.usedMemory
    expect(await used()).toBeGreaterThan(0)
    await stage.memcached('FlushCacheCluster', { CacheId })
    expect(await memcached(place, 'get large\r\n', /END\r\n$/)).toBe('END\r\n')
    expect(await used()).toBe(0)
    await stage.memcached('ResizeCacheCluster', { CacheId, Capacity: 8 })
    expect(await memcached(place, 'stats\r\n', /END\r\n$/)).toContain(`limit_maxbytes ${24 * 1_048_576}`)

    await memcached(place, 'set a 0 0 1\r\n1\r\n', /STORED/)
    process.kill(place.pid, 'SIGKILL')
    const again = () => placesOf(stage.emulator).then((all) => all.find(({ instance }) => instance === CacheId))
    await expect.poll(async () => (await again())?.pid, { timeout: 10_000 }).not.toBe(place.pid)
    await expect.poll(() => listens(place), { timeout: 10_000 }).toBe(true)
    expect(await memcached(place, 'get a\r\n', /END\r\n$/)).toBe('END\r\n')
    expect(await memcached(place, 'stats\r\n', /END\r\n$/)).toContain(`limit_maxbytes ${24 * 1_048_576}`)
  })
})

test.skipIf(!hasRedis)('reset ends the servers of the old world', async () => {
  const stage = await kingsoftStage(STILL)
  const { id } = await stage.make()
  const place = await makeLive(stage.emulator, id)
  const redis = await redisOf(place)
  await redis.ping()
  redis.destroy()
  await fetch(`${stage.emulator.url}/_emulator/reset`, { method: 'POST' })
  expect(await placesOf(stage.emulator)).toEqual([])
  expect(await listens(place)).toBe(false)
  await stage.emulator.stop()
})
