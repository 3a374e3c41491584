import { describe, expect, test } from 'vitest'
import { keysFrom } from '@/emulator/keys'
import type { EmulatorOptions } from '@/emulator/server'
import { type Ask, byAws4 } from './kingsoft-client'
import { control, list, start } from './running'

/** What the emulator promises beyond the vendors' protocols: faults, keys, quotas, lifecycles. */
describe('faults', () => {
  test('throttling, server errors, denial and an expired key come in the vendor’s envelope', async () => {
    const emulator = await start()
    const seen: unknown[] = []
    for (const fault of [
      { kind: 'throttling' },
      { kind: 'server-error' },
      { kind: 'server-error', status: 503 },
      { kind: 'denied' },
      { kind: 'expired-key' },
    ]) {
      await control(emulator, 'POST', 'faults', { ...fault, service: 'kingsoft-redis', count: 1 })
      const { status, body } = await list(emulator)
      seen.push([status, body.Error?.Code])
    }
    expect(seen).toEqual([
      [429, 'Throttling'],
      [500, 'InternalFailure'],
      [503, 'ServiceUnavailable'],
      [403, 'AccessDenied'],
      [403, 'ExpiredToken'],
    ])
    expect((await list(emulator)).status).toBe(200)
  })

  test('a fault hits only what it names, and only as often as it says', async () => {
    const emulator = await start()
    await control(emulator, 'POST', 'faults', { kind: 'throttling', region: 'cn-shanghai-2', count: 2 })
    const statuses: number[] = []
    for (const region of ['cn-beijing-6', 'cn-shanghai-2', 'cn-shanghai-2', 'cn-shanghai-2'])
      statuses.push((await list(emulator, { region })).status)
    expect(statuses).toEqual([200, 429, 429, 200])
  })

  test('a dropped connection and a hanging call give no answer at all', async () => {
    const emulator = await start()
    for (const kind of ['drop-before', 'drop-after']) {
      await control(emulator, 'POST', 'faults', { kind, count: 1 })
      await expect(list(emulator)).rejects.toThrow()
    }
    await control(emulator, 'POST', 'faults', { kind: 'hang', count: 1 })
    const client = new AbortController()
    const hanging = list(emulator, { signal: client.signal })
    // The fault is used up once the call hangs; only then does the client lose patience.
    while ((await control(emulator, 'GET', 'faults')).body.items.length > 0);
    client.abort()
    await expect(hanging).rejects.toThrow('aborted')
    await control(emulator, 'POST', 'faults', { kind: 'hang', ms: 30, count: 1 })
    expect((await list(emulator)).status).toBe(200)
  })

  test('bodies come truncated, empty, as a page, as other JSON, or with a wrong status', async () => {
    const emulator = await start()
    const raw: string[] = []
    for (const kind of ['truncated', 'empty', 'html']) {
      await control(emulator, 'POST', 'faults', { kind, count: 1 })
      raw.push(
        await list(emulator).then(
          () => 'parsed',
          () => 'no JSON',
        ),
      )
    }
    expect(raw).toEqual(['no JSON', 'no JSON', 'no JSON'])
    await control(emulator, 'POST', 'faults', { kind: 'wrong-json', count: 1 })
    expect((await list(emulator)).body.Data).toBeUndefined()
    await control(emulator, 'POST', 'faults', { kind: 'wrong-status', status: 418, count: 1 })
    expect((await list(emulator)).status).toBe(418)
  })

  test('faults can be listed and taken back', async () => {
    const emulator = await start()
    const { body } = await control(emulator, 'POST', 'faults', { kind: 'throttling' })
    expect((await control(emulator, 'GET', 'faults')).body.items).toEqual([body])
    await control(emulator, 'DELETE', `faults/${body.id}`)
    expect((await control(emulator, 'DELETE', `faults/${body.id}`)).status).toBe(404)
    expect((await list(emulator)).status).toBe(200)
  })

  test('a malformed fault is refused and explained', async () => {
    const emulator = await start()
    const { status, body } = await control(emulator, 'POST', 'faults', { kind: 'gremlins' })
    expect([status, body.error]).toEqual([400, expect.stringContaining('kind')])
  })
})

describe('keys', () => {
  const keys = keysFrom({
    whole: 'one',
    content: { secret: 'two', owner: 'haitang-content' },
    stranger: { secret: 'three', owner: 'somebody-else' },
    limited: { secret: 'four', owner: 'haitang-content', deny: ['kingsoft-redis/DescribeCacheClusters'] },
    past: { secret: 'five', expires: '2020-01-01T00:00:00Z' },
  })

  test('an owner’s key sees that owner’s instances; a key without owner sees all', async () => {
    const emulator = await start({ keys })
    const total = async (id: string, secret: string) => (await list(emulator, { id, secret })).body.Data?.total
    expect(await total('whole', 'one')).toBeGreaterThan(0)
    expect(await total('content', 'two')).toBe(await total('whole', 'one'))
    expect(await total('stranger', 'three')).toBe(0)
  })

  test('what a key is denied is denied, and an expired key is refused', async () => {
    const emulator = await start({ keys })
    const code = async (id: string, secret: string) => (await list(emulator, { id, secret })).body.Error?.Code
    expect(await code('limited', 'four')).toBe('AccessDenied')
    expect(await code('past', 'five')).toBe('ExpiredToken')
    const regions = { action: 'DescribeRegions', params: { engine: 'redis', mode: '1' } }
    expect((await list(emulator, { ...regions, id: 'limited', secret: 'four' })).status).toBe(200)
  })

  test('a key file that is wrong is refused by name', () => {
    expect(() => keysFrom({ broken: { owner: 'x' } })).toThrow('key broken')
    expect(() => keysFrom({ late: { secret: 's', expires: 'soon' } })).toThrow('"expires" is not a time')
  })
})

test('the eleventh call in a second is throttled, per main account, region and operation', async () => {
  let now = Date.now()
  const emulator = await start({ now: () => now })
  const codes = async (change: Partial<Ask>, times: number) => {
    const seen: (string | undefined)[] = []
    for (let i = 0; i < times; i++) seen.push((await list(emulator, change)).body.Error?.Code)
    return seen
  }
  expect(await codes({}, 11)).toEqual([...Array(10).fill(undefined), 'Throttling'])
  // Another region and another operation have their own windows.
  expect(await codes({ region: 'cn-shanghai-2' }, 1)).toEqual([undefined])
  expect(await codes({ action: 'StatisticDBInstances', params: {} }, 1)).toEqual([undefined])
  now += 1_000
  expect(await codes({}, 1)).toEqual([undefined])
})

test('a slow region is slow alone', async () => {
  const emulator = await start({ latency: [40, 40], quotas: false })
  await control(emulator, 'POST', 'slow', { region: 'cn-shanghai-2', factor: 5 })
  const finished: string[] = []
  const ask = async (region: string) => {
    await list(emulator, { region })
    finished.push(region)
  }
  await Promise.all([ask('cn-shanghai-2'), ask('cn-beijing-6')])
  expect(finished).toEqual(['cn-beijing-6', 'cn-shanghai-2'])
})

test('nonsense of any shape gets an answer, and the emulator lives', async () => {
  const emulator = await start()
  const nonsense: [string, RequestInit][] = [
    ['/', {}],
    ['/?Action=%zz&%=%&Accesskey[]=1&Accesskey[a][b]=2', {}],
    ['/v1/regions/%2F/..%2F/cacheInstance', { headers: { authorization: 'JDCLOUD2-HMAC-SHA256' } }],
    [
      '/?Action=DescribeRegions',
      { headers: { authorization: 'AWS4-HMAC-SHA256 Credential=/,SignedHeaders=,Signature=' } },
    ],
    ['/', { method: 'POST', body: '{"a":', headers: { 'content-type': 'application/json', 'x-acs-action': 'X' } }],
    ['/?AccessKeyId=testid&Signature=&Timestamp=never&SignatureNonce=1', { method: 'POST', body: '\0\xff' }],
    ['/_emulator/faults', { method: 'POST', body: 'null', headers: { 'content-type': 'application/json' } }],
    ['/', { method: 'POST', body: 'x'.repeat(1_100_000) }],
  ]
  for (const [path, init] of nonsense) {
    const { status } = await fetch(emulator.url + path, init)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  }
  expect((await list(emulator)).status).toBe(200)
})

test('an instance that changes takes its time and then has its new size', async () => {
  const emulator = await start({ pace: 'demo', quotas: false })
  const gift = async () => {
    const { body } = await byAws4({
      url: emulator.url,
      service: 'memcached',
      region: 'cn-beijing-6',
      action: 'DescribeCacheClusters',
      version: '2018-06-27',
      params: { Engine: 'memcached', Name: 'gift-mc', IamProjectId: '103305' },
    })
    return body.data?.list[0]
  }
  expect(await gift()).toMatchObject({ status: 3, size: 2 })
  await control(emulator, 'POST', 'clock', { advanceMs: 5 * 60_000 })
  expect(await gift()).toMatchObject({ status: 2, size: 4 })
})

test('the same seed makes the same world, another seed another one', async () => {
  const idsOf = async (options: EmulatorOptions) => (await start(options)).world.all().map((i) => i.id)
  const first = await idsOf({ seed: 7 })
  expect(await idsOf({ seed: 7 })).toEqual(first)
  expect(await idsOf({ seed: 8 })).not.toEqual(first)
  const large = await idsOf({ profile: 'large' })
  expect([large.length, new Set(large).size]).toEqual([10_000, 10_000])
  expect(await idsOf({ profile: 'empty' })).toEqual([])
})
