import { createHash, createHmac } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'

/**
 * No Kingsoft client is published on npm: these two are written from the manual's Python demo and from the rules of
 * AWS Signature 4, apart from the console's signers and from the emulator's verification.
 */
type Params = Record<string, string>
interface Row {
  cacheId: string
  az?: string
}
interface Body {
  Data?: { list: Row[]; total: number } & Record<string, unknown>
  data?: { list: Row[]; total: number }
  AvailabilityZoneSet?: { Region: string; AvailabilityZone: string }[]
  Error?: { Code: string }
}
interface Ask {
  service: 'kcs' | 'memcached'
  region: string
  action: string
  version: string
  params?: Params
  id?: string
  secret?: string
  /** Changes the URL after it was signed. */
  alter?: (url: string) => string
}

let emulator: Emulator
let aheadMs = 0
beforeAll(async () => {
  emulator = await startEmulator({ pace: 'instant', quotas: false, now: () => Date.now() + aheadMs })
})
afterAll(() => emulator.stop())

const quote = (text: string) =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`)

/** The demo: sorted pairs, HMAC-SHA256 in hex, everything in the URL, a trailing `&`. */
async function byQuery(ask: Ask): Promise<{ status: number; body: Body }> {
  const params: Params = {
    Accesskey: ask.id ?? 'testid',
    Service: ask.service,
    Action: ask.action,
    Version: ask.version,
    Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
    SignatureVersion: '1.0',
    SignatureMethod: 'HMAC-SHA256',
    Region: ask.region,
    ...ask.params,
  }
  const canonical = Object.keys(params)
    .sort()
    .map((name) => `${quote(name)}=${quote(params[name] ?? '')}`)
    .join('&')
  const signature = createHmac('sha256', ask.secret ?? 'testsecret')
    .update(canonical)
    .digest('hex')
  const sent = Object.entries({ ...params, Signature: signature }).map(([n, v]) => `${quote(n)}=${quote(v)}&`)
  const url = `${emulator.url}/?${sent.join('')}`
  const answer = await fetch(ask.alter?.(url) ?? url, { headers: { accept: 'application/json' } })
  return { status: answer.status, body: await answer.json() }
}

/** AWS Signature 4, GET, signing host and x-amz-date. */
async function byAws4(ask: Ask): Promise<{ status: number; body: Body }> {
  const params: Params = { Action: ask.action, Version: ask.version, ...ask.params }
  const query = Object.keys(params)
    .sort()
    .map((name) => `${quote(name)}=${quote(params[name] ?? '')}`)
    .join('&')
  const date = `${new Date().toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`
  const scope = `${date.slice(0, 8)}/${ask.region}/${ask.service}/aws4_request`
  const hash = (text: string) => createHash('sha256').update(text).digest('hex')
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest()
  const host = new URL(emulator.url).host
  const canonical = `GET\n/\n${query}\nhost:${host}\nx-amz-date:${date}\n\nhost;x-amz-date\n${hash('')}`
  const text = `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash(canonical)}`
  const key = scope.split('/').reduce<string | Buffer>((k, part) => hmac(k, part), `AWS4${ask.secret ?? 'testsecret'}`)
  const authorization = `AWS4-HMAC-SHA256 Credential=${ask.id ?? 'testid'}/${scope}, SignedHeaders=host;x-amz-date, Signature=${hmac(key, text).toString('hex')}`
  const url = `${emulator.url}/?${query}`
  const headers = { 'x-amz-date': date, authorization, accept: 'application/json' }
  const answer = await fetch(ask.alter?.(url) ?? url, { headers })
  return { status: answer.status, body: await answer.json() }
}

const truth = (service: string, region: string) =>
  emulator.world.all().filter((i) => i.service === service && i.region === region)
const ids = (rows: readonly { cacheId?: string; id?: string }[]) => rows.map((r) => r.cacheId ?? r.id).sort()

describe.each([
  ['query signature', byQuery],
  ['AWS4 signature', byAws4],
])('%s', (_name, send) => {
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
