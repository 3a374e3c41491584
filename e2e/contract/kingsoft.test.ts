import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import { type Ask as Asked, byAws4, byQuery, type Params, type Row } from './kingsoft-client'

type Ask = Omit<Asked, 'url'>

let emulator: Emulator
let aheadMs = 0
beforeAll(async () => {
  emulator = await startEmulator({ pace: 'instant', quotas: false, now: () => Date.now() + aheadMs })
})
afterAll(() => emulator.stop())

const truth = (service: string, region: string) =>
  emulator.world.all().filter((i) => i.service === service && i.region === region)
const ids = (rows: readonly { cacheId?: string; id?: string }[]) => rows.map((r) => r.cacheId ?? r.id).sort()

describe.each([
  ['query signature', byQuery],
  ['AWS4 signature', byAws4],
])('%s', (_name, through) => {
  const send = (ask: Ask) => through({ url: emulator.url, ...ask })
  const redis = (params: Params, region = 'cn-beijing-6') =>
    send({ service: 'kcs', region, action: 'DescribeCacheClusters', version: '2016-07-01', params })
  const memcached = (params: Params, region = 'cn-beijing-6') =>
    send({
      service: 'memcached',
      region,
      action: 'DescribeCacheClusters',
      version: '2018-06-27',
      params: { Engine: 'memcached', ...params },
    })

  test('one call without a zone lists the a zone alone; zone by zone of both modes finds all', async () => {
    const region = 'cn-beijing-6'
    const all = ids(truth('kingsoft-redis', region))
    const naive = await redis({ Limit: '100' })
    expect(naive.body.Data?.list.every((row) => row.az === `${region}a`)).toBe(true)
    expect(naive.body.Data?.list.length).toBeLessThan(all.length)

    const zones = new Set<string>()
    for (const mode of ['1', '2']) {
      const told = await send({
        service: 'kcs',
        region,
        action: 'DescribeAvailabilityZones',
        version: '2016-07-01',
        params: { engine: 'redis', mode },
      })
      const set = told.body.AvailabilityZoneSet ?? []
      // The list holds a zone twice and other regions' zones as well.
      expect(new Set(set.map((z) => z.AvailabilityZone)).size).toBeLessThan(set.length)
      expect(new Set(set.map((z) => z.Region)).size).toBeGreaterThan(1)
      for (const z of set) if (z.Region === region) zones.add(z.AvailabilityZone)
    }
    const seen: Row[] = []
    for (const zone of zones) {
      for (let offset = 0, total = Infinity; offset < total; offset += 2) {
        const { body } = await redis({ AvailableZone: zone, Offset: String(offset), Limit: '2' })
        total = body.Data?.total ?? 0
        seen.push(...(body.Data?.list ?? []))
      }
    }
    expect(ids(seen)).toEqual(all)
  })

  test('an instance of another zone is found only with its zone', async () => {
    const elsewhere = truth('kingsoft-redis', 'cn-beijing-6').find((i) => !i.zone.endsWith('a'))
    const detail = (params: Params) =>
      send({
        service: 'kcs',
        region: 'cn-beijing-6',
        action: 'DescribeCacheCluster',
        version: '2016-07-01',
        params: { CacheId: elsewhere?.id ?? '', ...params },
      })
    expect((await detail({})).body.Error?.Code).toBe('BusinessError')
    expect((await detail({ AvailableZone: elsewhere?.zone ?? '' })).body.Data).toMatchObject({ cacheId: elsewhere?.id })
  })

  test('memcached lists project 0 unless projects are named, in the older envelope', async () => {
    const all = truth('kingsoft-memcached', 'cn-beijing-6')
    const naive = await memcached({ Limit: '100' })
    expect(naive.body).toMatchObject({ code: 0, reqId: expect.any(String), data: { total: 0 } })
    const projects = [...new Set(all.map((i) => i.project.id))].join(',')
    const named = await memcached({ Limit: '100', IamProjectId: projects })
    expect(ids(named.body.data?.list ?? [])).toEqual(ids(all))
    const one = await send({
      service: 'memcached',
      region: 'cn-beijing-6',
      action: 'DescribeCacheCluster',
      version: '2018-06-27',
      params: { Engine: 'memcached', CacheId: all[0]?.id ?? '' },
    })
    expect(one.body).toMatchObject({ RequestId: expect.any(String), Data: { cacheId: all[0]?.id } })
  })

  test('a wrong secret, an unknown key, an altered parameter and an old time are refused', async () => {
    const ask: Ask = {
      service: 'kcs',
      region: 'cn-beijing-6',
      action: 'DescribeCacheClusters',
      version: '2016-07-01',
      params: { Limit: '10' },
    }
    const refused = async (change: Partial<Ask>) => (await send({ ...ask, ...change })).body.Error?.Code
    expect(await refused({})).toBeUndefined()
    expect(await refused({ secret: 'wrong' })).toBe('SignatureDoesNotMatch')
    expect(await refused({ id: 'nobody' })).toBe('InvalidClientTokenId')
    expect(await refused({ alter: (url) => url.replace('Limit=10', 'Limit=99') })).toBe('SignatureDoesNotMatch')
    aheadMs = 16 * 60_000
    expect(await refused({})).toBe('RequestExpired')
    aheadMs = 0
  })

  test('what is missing, wrong or unknown is refused in the manual’s words', async () => {
    const code = async (change: Partial<Ask>) =>
      (
        await send({
          service: 'kcs',
          region: 'cn-beijing-6',
          action: 'DescribeRegions',
          version: '2016-07-01',
          ...change,
        })
      ).body.Error?.Code
    expect(await code({})).toBe('MissingParameter')
    expect(await code({ params: { engine: 'redis', mode: '3' } })).toBe('InvalidParameter')
    expect(await code({ params: { engine: 'redis', mode: '1' } })).toBeUndefined()
    expect(await code({ action: 'DescribeNothing' })).toBe('InvalidAction')
    expect(await code({ version: '2011-11-11' })).toBe('MissingAction')
    expect(await code({ action: 'DescribeCacheClusters', params: { Limit: '101' } })).toBe('InvalidParameter')
    expect(await code({ action: 'DescribeCacheClusters', params: { TagKey: 'a' } })).toBe('MissingParameter')
  })
})
