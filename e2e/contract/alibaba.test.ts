import { createHmac, randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Emulator, startEmulator } from '@/emulator/server'
import { type Tapped, type Wiretap, wiretap } from './wiretap'

const require = createRequire(import.meta.url)

interface Page {
  TotalCount: number
  Instances: { KVStoreInstance: { InstanceId: string }[] }
}
type Ask = (action: string, params: Record<string, string | number>) => Promise<Page>
interface Keys {
  id: string
  secret: string
}

/** The vendor's clients as functions; each throws an error with the vendor's `code`. */
const clients: Record<string, (host: string, keys: Keys) => Ask> = {
  'pop-core, GET': (host, keys) => {
    const { RPCClient } = require('@alicloud/pop-core')
    const client = new RPCClient({
      accessKeyId: keys.id,
      accessKeySecret: keys.secret,
      endpoint: `http://${host}`,
      apiVersion: '2015-01-01',
    })
    return (action, params) => client.request(action, params)
  },
  'pop-core, POST': (host, keys) => {
    const { RPCClient } = require('@alicloud/pop-core')
    const client = new RPCClient({
      accessKeyId: keys.id,
      accessKeySecret: keys.secret,
      endpoint: `http://${host}`,
      apiVersion: '2015-01-01',
    })
    return (action, params) => client.request(action, params, { method: 'POST' })
  },
  'r-kvstore20150101, ACS3': (host, keys) => generated(host, keys, undefined),
  'r-kvstore20150101, HMAC-SHA1': (host, keys) => generated(host, keys, 'v2'),
}

function generated(host: string, keys: Keys, signatureAlgorithm: string | undefined): Ask {
  const sdk = require('@alicloud/r-kvstore20150101')
  const { Config } = require('@alicloud/openapi-core').$OpenApiUtil
  const client = new sdk.default(
    new Config({
      accessKeyId: keys.id,
      accessKeySecret: keys.secret,
      endpoint: host,
      protocol: 'HTTP',
      signatureAlgorithm,
    }),
  )
  return async (action, params) => {
    const lower = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [`${name[0]?.toLowerCase()}${name.slice(1)}`, value]),
    )
    const method = `${action[0]?.toLowerCase()}${action.slice(1)}`
    const answer = await client[method](new sdk[`${action}Request`](lower))
    return JSON.parse(JSON.stringify(answer.body.toMap()))
  }
}

const KEYS = { id: 'testid', secret: 'testsecret' }
let emulator: Emulator
let tap: Wiretap
let aheadMs = 0

beforeAll(async () => {
  emulator = await startEmulator({ pace: 'instant', quotas: false, now: () => Date.now() + aheadMs })
  tap = await wiretap(emulator.port)
})
afterAll(async () => {
  await tap.close()
  await emulator.stop()
})

const codeIn = (body: string) => /"Code":"([^"]+)"/.exec(body)?.[1] ?? /<Code>([^<]+)/.exec(body)?.[1]

/** The same request with one parameter changed, wherever the client put it. */
function altered(tapped: Tapped): Tapped {
  const change = (text: string) => text.replace('PageSize=5', 'PageSize=6')
  return { ...tapped, url: change(tapped.url), body: Buffer.from(change(tapped.body.toString())) }
}

describe.each(Object.entries(clients))('%s', (_name, make) => {
  test('is served, and its pages hold every instance once', async () => {
    const ask = make(tap.host, KEYS)
    for (const region of ['cn-hangzhou', 'cn-shanghai', 'ap-southeast-1']) {
      const seen: string[] = []
      let total = Infinity
      for (let PageNumber = 1; seen.length < total; PageNumber++) {
        const page = await ask('DescribeInstances', { RegionId: region, PageNumber, PageSize: 5 })
        total = page.TotalCount
        expect(page.Instances.KVStoreInstance.length).toBeGreaterThan(0)
        seen.push(...page.Instances.KVStoreInstance.map((i) => i.InstanceId))
      }
      const truth = emulator.world.all().filter((i) => i.service === 'alibaba-kvstore' && i.region === region)
      expect(seen.sort()).toEqual(truth.map((i) => i.id).sort())
    }
  })

  test('is refused with a wrong secret', async () => {
    const ask = make(tap.host, { ...KEYS, secret: 'testsecres' })
    await expect(ask('DescribeInstances', { RegionId: 'cn-hangzhou' })).rejects.toMatchObject({
      code: 'SignatureDoesNotMatch',
    })
  })

  test('is refused with an unknown key', async () => {
    const ask = make(tap.host, { id: 'nobody', secret: 'testsecret' })
    await expect(ask('DescribeInstances', { RegionId: 'cn-hangzhou' })).rejects.toMatchObject({
      code: 'InvalidAccessKeyId.NotFound',
    })
  })

  test('is refused when a parameter was altered on the way, and when its nonce comes again', async () => {
    await make(tap.host, KEYS)('DescribeInstances', { RegionId: 'cn-hangzhou', PageSize: 5 })
    const genuine = tap.last()
    const changed = altered(genuine)
    expect(changed.url + changed.body).not.toEqual(genuine.url + genuine.body)
    expect(codeIn((await tap.replay(changed)).body)).toBe('SignatureDoesNotMatch')
    const again = await tap.replay(genuine)
    expect({ status: again.status, code: codeIn(again.body) }).toEqual({ status: 400, code: 'SignatureNonceUsed' })
  })

  test('is refused when its time is 16 minutes off, either way', async () => {
    const ask = make(tap.host, KEYS)
    for (const minutes of [16, -16]) {
      aheadMs = minutes * 60_000
      await expect(ask('DescribeInstances', { RegionId: 'cn-hangzhou' })).rejects.toMatchObject({
        code: 'InvalidTimeStamp.Expired',
      })
    }
    aheadMs = 14 * 60_000
    await expect(ask('DescribeInstances', { RegionId: 'cn-hangzhou' })).resolves.toBeTruthy()
    aheadMs = 0
  })

  test('gets the vendor error for what is missing, wrong or unknown', async () => {
    const ask = make(tap.host, KEYS)
    await expect(ask('DescribeInstances', { RegionId: 'cn-hangzhou', PageSize: 51 })).rejects.toMatchObject({
      code: 'InvalidParameter',
    })
    await expect(ask('DescribeInstances', { RegionId: 'cn-nowhere' })).rejects.toMatchObject({
      code: 'InvalidRegion.NotFound',
    })
    await expect(ask('DescribeInstanceAttribute', { InstanceId: 'r-none' })).rejects.toMatchObject({
      code: 'InvalidInstanceId.NotFound',
    })
  })
})

test('a missing parameter and an unknown action are refused by name', async () => {
  const ask = clients['pop-core, GET']?.(tap.host, KEYS)
  await expect(ask?.('DescribeInstances', {})).rejects.toMatchObject({ code: 'MissingParameter' })
  await expect(ask?.('DescribeEverything', {})).rejects.toMatchObject({ code: 'UnsupportedOperation' })
})

test('a region is served at its own endpoint and refused at another’s', async () => {
  const at = async (host: string, RegionId: string) => {
    const params: Record<string, string> = {
      AccessKeyId: KEYS.id,
      Action: 'DescribeInstances',
      Format: 'JSON',
      RegionId,
      SignatureMethod: 'HMAC-SHA1',
      SignatureNonce: randomUUID(),
      SignatureVersion: '1.0',
      Timestamp: `${new Date().toISOString().slice(0, 19)}Z`,
      Version: '2015-01-01',
    }
    // Sorted as written above; none of these values needs encoding but the colons.
    const query = Object.entries(params)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')
    const text = `GET&%2F&${encodeURIComponent(query)}`
    const signature = createHmac('sha1', `${KEYS.secret}&`).update(text).digest('base64')
    const url = `/?${query}&Signature=${encodeURIComponent(signature)}`
    const { body } = await tap.replay({ method: 'GET', url, headers: ['host', host], body: Buffer.alloc(0) })
    return codeIn(body)
  }
  expect(await at('r-kvstore.aliyuncs.com', 'cn-hangzhou')).toBeUndefined()
  expect(await at('r-kvstore.ap-southeast-1.aliyuncs.com', 'ap-southeast-1')).toBeUndefined()
  expect(await at('r-kvstore.aliyuncs.com', 'ap-southeast-1')).toBe('InvalidRegion.NotFound')
  expect(await at('r-kvstore.ap-southeast-1.aliyuncs.com', 'cn-hangzhou')).toBe('InvalidRegion.NotFound')
})

test('answers are XML when Format is absent, and JSON when it is asked for', async () => {
  const { status, body } = await tap.replay({
    method: 'GET',
    url: '/?Action=DescribeRegions&Version=2015-01-01&AccessKeyId=x',
    headers: ['host', tap.host],
    body: Buffer.alloc(0),
  })
  expect(status).toBe(400)
  expect(body).toMatch(
    /^<\?xml .*<Error><RequestId>[0-9A-F-]{36}<\/RequestId><HostId>.*<Code>IncompleteSignature<\/Code>/,
  )
})
