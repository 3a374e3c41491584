import { describe, expect, test } from 'vitest'
import { allOperations, findOperation } from '@/lib/catalog'
import { idOf, type Operation, type ServiceId } from '@/lib/operation'
import type { SignatureScheme, WireContext } from './contract'
import { ProviderError } from './error'
import { providerOf } from './registry'
import samples from './testing/samples.json'

const context = (scheme: SignatureScheme['id'], region: string): WireContext => ({
  credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
  scheme,
  region,
  now: new Date('2026-01-02T03:04:05Z'),
  nonce: 'n-1',
})
const operation = (service: ServiceId, name: string) => findOperation(service, name) as Operation // declared
function encode(service: ServiceId, name: string, scheme: SignatureScheme['id'], region: string, input: object) {
  const row = operation(service, name)
  return providerOf(service).wire.encode(row, row.request.parse(input), context(scheme, region))
}
const queryOf = (path: string) => Object.fromEntries(new URL(path, 'https://x').searchParams)

describe('requests', () => {
  test('Alibaba RPC: all in the query, lists numbered from 1', () => {
    const request = encode('alibaba-kvstore', 'DescribeInstances', 'alibaba-rpc', 'cn-hangzhou', {
      RegionId: 'cn-hangzhou',
      Tag: [{ Key: 'team', Value: '基础 a+b' }, { Key: 'env' }],
      GlobalInstance: false,
    })
    expect([request.method, request.origin, request.headers.host, request.body]).toEqual([
      'GET',
      'https://r-kvstore.aliyuncs.com',
      'r-kvstore.aliyuncs.com',
      undefined,
    ])
    expect(queryOf(request.path)).toMatchObject({
      Action: 'DescribeInstances',
      Version: '2015-01-01',
      Format: 'JSON',
      PageNumber: '1',
      'Tag.1.Key': 'team',
      'Tag.1.Value': '基础 a+b',
      'Tag.2.Key': 'env',
      GlobalInstance: 'false',
      SignatureNonce: 'n-1',
      Timestamp: '2026-01-02T03:04:05Z',
    })
  })

  test('Alibaba V3: action and version in headers only', () => {
    const input = { RegionId: 'cn-shenzhen' }
    const request = encode('alibaba-kvstore', 'DescribeZones', 'alibaba-acs3', 'cn-shenzhen', input)
    expect(queryOf(request.path)).toEqual({ RegionId: 'cn-shenzhen', AcceptLanguage: 'zh-CN' })
    expect(request.headers).toMatchObject({
      host: 'r-kvstore.cn-shenzhen.aliyuncs.com',
      'x-acs-action': 'DescribeZones',
      'x-acs-version': '2015-01-01',
    })
  })

  test.each(['alibaba-rpc', 'alibaba-acs3'] as const)(
    '%s: what a write sends is in the body, not in the address',
    (scheme) => {
      const row: Operation = {
        ...operation('alibaba-kvstore', 'DescribeInstanceAttribute'),
        method: 'POST',
        kind: 'write',
      }
      const input = { InstanceId: 'r-1', NewPassword: 'Canary1!' }
      const request = providerOf('alibaba-kvstore').wire.encode(row, input, context(scheme, 'cn-hangzhou'))
      expect(request.path).toBe('/')
      expect(new URLSearchParams(request.body).get('NewPassword')).toBe('Canary1!')
      expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded')
    },
  )

  test('JD: path fields in the path, the rest in the query or body', () => {
    const request = encode('jdcloud-redis', 'describeCacheInstances', 'jdcloud2', 'cn-north-1', {
      regionId: 'cn-north-1',
      filters: [{ name: 'cacheInstanceStatus', values: ['running', 'error'] }],
    })
    expect(request.path.split('?')[0]).toBe('/v1/regions/cn-north-1/cacheInstance')
    expect(queryOf(request.path)).toEqual({
      pageNumber: '1',
      pageSize: '10',
      'filters.1.name': 'cacheInstanceStatus',
      'filters.1.values.1': 'running',
      'filters.1.values.2': 'error',
    })
    const row: Operation = { ...operation('jdcloud-redis', 'describeCacheInstance'), method: 'POST' }
    const change = { ...row, path: `${row.path}:modifyCacheInstanceClass` }
    const input = { regionId: 'cn-north-1', cacheInstanceId: 'redis-1', cacheInstanceClass: 'c' }
    const write = providerOf('jdcloud-redis').wire.encode(change, input, context('jdcloud2', 'cn-north-1'))
    expect(write.path).toBe('/v1/regions/cn-north-1/cacheInstance/redis-1%3AmodifyCacheInstanceClass')
    expect(JSON.parse(write.body ?? '')).toEqual({ cacheInstanceClass: 'c' })
  })

  test('JD: an id cannot leave its place in the path', () => {
    const input = { regionId: 'cn-north-1', cacheInstanceId: '../../quota?x=1#y' }
    const request = encode('jdcloud-redis', 'describeCacheInstance', 'jdcloud2', 'cn-north-1', input)
    expect(request.path).toBe('/v1/regions/cn-north-1/cacheInstance/..%2F..%2Fquota%3Fx%3D1%23y')
  })

  test.each([
    ['kingsoft-redis', 'kcs.cn-shanghai-2.api.ksyun.com', 'kcs', '2016-07-01', {}],
    ['kingsoft-memcached', 'memcached.cn-shanghai-2.api.ksyun.com', 'memcached', '2018-06-27', { Engine: 'memcached' }],
  ] as const)('%s: host with the region, both schemes', (service, host, signed, version, extra) => {
    const query = encode(service, 'DescribeCacheCluster', 'kingsoft-query', 'cn-shanghai-2', { CacheId: 'c-1' })
    expect(query.headers.host).toBe(host)
    expect(queryOf(query.path)).toMatchObject({
      Action: 'DescribeCacheCluster',
      Version: version,
      Service: signed,
      Region: 'cn-shanghai-2',
      CacheId: 'c-1',
      ...extra,
    })
    const aws = encode(service, 'DescribeCacheCluster', 'kingsoft-aws4', 'cn-shanghai-2', { CacheId: 'c-1' })
    expect(queryOf(aws.path)).toEqual({ Action: 'DescribeCacheCluster', Version: version, CacheId: 'c-1', ...extra })
    expect(aws.headers.authorization).toContain(`/20260102/cn-shanghai-2/${signed}/aws4_request`)
  })

  test('every host that a wire builds is on its provider list, for odd regions too', () => {
    for (const row of allOperations()) {
      const provider = providerOf(row.service)
      for (const { id } of [...provider.regions, { id: 'xx-newland-9' }]) {
        for (const scheme of provider.schemes) {
          const { headers, origin } = provider.wire.encode(row, {}, context(scheme.id, id))
          expect(origin).toBe(`https://${headers.host}`)
          expect(provider.allowsHost(headers.host ?? '')).toBe(true)
        }
      }
    }
    for (const host of ['evil.example', 'kcs.api.ksyun.com.evil.example', 'r-kvstore.aliyuncs.com:80', '']) {
      for (const service of ['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis'] as const) {
        expect(providerOf(service).allowsHost(host)).toBe(false)
      }
    }
  })

  test('no secret is in a request', () => {
    for (const row of allOperations()) {
      for (const scheme of providerOf(row.service).schemes) {
        const request = providerOf(row.service).wire.encode(row, {}, context(scheme.id, 'cn-beijing-6'))
        expect(JSON.stringify(request)).not.toContain('testsecret')
      }
    }
  })
})

describe('answers', () => {
  test.each(Object.entries(samples))('%s: the sample of the manual is read', (id, sample) => {
    const [service, name] = id.split('/') as [ServiceId, string] // keys of the sample file are operation ids
    const row = operation(service, name)
    const response = { status: 200, headers: {}, body: JSON.stringify(sample) }
    const { body, requestId } = providerOf(service).wire.decode(row, response)
    expect(row.response.safeParse(body).error).toBeUndefined()
    expect(requestId).toEqual(expect.any(String))
  })

  test('every declared operation has a sample', () => {
    expect(Object.keys(samples).sort()).toEqual(allOperations().map(idOf).sort())
  })
})

const ALIBABA = operation('alibaba-kvstore', 'DescribeInstances')
const JD = operation('jdcloud-redis', 'describeUserQuota')
const KINGSOFT = operation('kingsoft-redis', 'DescribeCacheCluster')
const ROWS: Record<ServiceId, Operation> = {
  'alibaba-kvstore': ALIBABA,
  'jdcloud-redis': JD,
  'kingsoft-redis': KINGSOFT,
  'kingsoft-memcached': operation('kingsoft-memcached', 'DescribeCacheCluster'),
}
const alibaba = (Code: string) => JSON.stringify({ RequestId: 'q', HostId: 'h', Code, Message: 'm' })
const jd = (status: string, message = 'm') => JSON.stringify({ requestId: 'q', error: { code: 400, status, message } })
const kingsoft = (Code: string, Message = 'm') => JSON.stringify({ RequestId: 'q', Error: { Code, Message } })
const old = (code: number | string, message: string) => JSON.stringify({ reqId: 'q', code, message, data: null })

test('the text of a refused signature comes without the request that the cloud repeats in it', () => {
  const Message =
    'Specified signature is not matched with our calculation. server string to sign is:GET&%2F&AccessKeyId'
  const body = JSON.stringify({ RequestId: 'q', HostId: 'h', Code: 'SignatureDoesNotMatch', Message })
  expect(failure(ALIBABA, 400, body).vendorMessage).toBe('Specified signature is not matched with our calculation.')
})

describe('errors', () => {
  test.each<[ServiceId, number, string, string]>([
    ['alibaba-kvstore', 404, alibaba('InvalidAccessKeyId.NotFound'), 'wrong-key'],
    ['alibaba-kvstore', 400, alibaba('SignatureDoesNotMatch'), 'wrong-key'],
    ['alibaba-kvstore', 400, alibaba('InvalidTimeStamp.Expired'), 'clock-skew'],
    ['alibaba-kvstore', 400, alibaba('SignatureNonceUsed'), 'nonce-used'],
    ['alibaba-kvstore', 403, alibaba('Forbidden.RAM'), 'denied'],
    ['alibaba-kvstore', 400, alibaba('Throttling.User'), 'throttled'],
    ['alibaba-kvstore', 200, alibaba('Throttling'), 'throttled'],
    ['alibaba-kvstore', 404, alibaba('InvalidInstanceId.NotFound'), 'not-found'],
    ['alibaba-kvstore', 404, alibaba('InvalidRegion.NotFound'), 'no-such-region'],
    ['alibaba-kvstore', 400, alibaba('InvalidVpcId.Malformed'), 'invalid-input'],
    ['alibaba-kvstore', 403, alibaba('IncorrectDBInstanceState'), 'wrong-state'],
    ['alibaba-kvstore', 400, alibaba('QuotaExceed.AfterpayInstance'), 'quota'],
    ['alibaba-kvstore', 400, alibaba('InsufficientBalance'), 'balance'],
    ['alibaba-kvstore', 400, alibaba('UnsupportedOperation'), 'unsupported'],
    ['alibaba-kvstore', 503, alibaba('SomethingNew'), 'server-error'],
    ['alibaba-kvstore', 400, alibaba('SomethingNew'), 'unknown'],
    ['alibaba-kvstore', 400, alibaba('constructor'), 'unknown'],
    [
      'alibaba-kvstore',
      403,
      '<?xml version="1.0"?><Error><RequestId>q</RequestId><Code>Forbidden</Code></Error>',
      'denied',
    ],
    ['jdcloud-redis', 404, jd('NOT_FOUND'), 'not-found'],
    ['jdcloud-redis', 401, jd('UNAUTHENTICATED'), 'wrong-key'],
    ['jdcloud-redis', 401, jd('UNAUTHENTICATED', 'the nonce was used before'), 'nonce-used'],
    ['jdcloud-redis', 401, jd('UNAUTHENTICATED', 'x-jdcloud-date has expired'), 'clock-skew'],
    ['jdcloud-redis', 403, jd('PERMISSION_DENIED'), 'denied'],
    ['jdcloud-redis', 403, jd('HTTP_FORBIDDEN'), 'denied'],
    ['jdcloud-redis', 400, jd('QUOTA_EXCEEDED'), 'quota'],
    ['jdcloud-redis', 429, jd('WHATEVER'), 'throttled'],
    ['kingsoft-redis', 400, kingsoft('RequestExpired'), 'clock-skew'],
    ['kingsoft-redis', 403, kingsoft('SignatureDoesNotMatch'), 'wrong-key'],
    ['kingsoft-redis', 403, kingsoft('AccessDenied'), 'denied'],
    ['kingsoft-redis', 400, kingsoft('BusinessError', 'The instance does not exist'), 'not-found'],
    ['kingsoft-redis', 400, kingsoft('BusinessError', '实例状态不允许该操作'), 'wrong-state'],
    ['kingsoft-redis', 400, kingsoft('BusinessError', '余额不足'), 'balance'],
    ['kingsoft-redis', 400, kingsoft('InvalidAction'), 'unsupported'],
    ['kingsoft-redis', 500, kingsoft('InternalFailure'), 'server-error'],
    ['kingsoft-redis', 200, old(40001, '缓存服务不存在'), 'not-found'],
    ['kingsoft-redis', 200, old('1', 'no words that we know'), 'unknown'],
  ])('%s, %i %s is %s', (service, status, body, kind) => {
    expect(failure(ROWS[service], status, body)).toMatchObject({ kind, requestId: 'q', sent: true, status })
  })

  test.each<[number, string, string]>([
    [200, '<!DOCTYPE html><title>Welcome</title>', 'bad-answer'],
    [302, '', 'bad-answer'],
    [200, '', 'bad-answer'],
    [200, '[]', 'bad-answer'],
    [200, '"text"', 'bad-answer'],
    [404, '<html>', 'bad-answer'],
    [502, '<html>', 'server-error'],
    [429, 'slow down', 'throttled'],
  ])('status %i with %j is %s for every cloud', (status, body, kind) => {
    for (const row of [ALIBABA, JD, KINGSOFT]) expect(failure(row, status, body)).toMatchObject({ kind, sent: true })
  })

  test('what the provider says about time is kept', () => {
    const date = 'Fri, 02 Jan 2026 03:04:05 GMT'
    const at = (headers: Record<string, string>) => failure(ALIBABA, 400, alibaba('Throttling'), { date, ...headers })
    expect(at({ 'x-acs-retry-after': '1500', 'retry-after': '9' }).retryAfterMs).toBe(1500)
    expect(at({ 'retry-after': '9' }).retryAfterMs).toBe(9000)
    expect(at({ 'retry-after': 'Fri, 02 Jan 2026 03:04:35 GMT' }).retryAfterMs).toBe(30_000)
    expect(at({ 'retry-after': 'soon' }).retryAfterMs).toBeUndefined()
    expect(at({}).serverDate).toEqual(new Date(date))
  })
})

test('a success of the older Kingsoft envelope reads like one of the newer', () => {
  const body = JSON.stringify({ reqId: 'q', code: 0, message: 'ok', data: { list: [], total: 0 } })
  expect(providerOf('kingsoft-redis').wire.decode(KINGSOFT, { status: 200, headers: {}, body })).toMatchObject({
    body: { RequestId: 'q', Data: { list: [], total: 0 } },
    requestId: 'q',
  })
})

function failure(row: Operation, status: number, body: string, headers: Record<string, string> = {}): ProviderError {
  try {
    providerOf(row.service).wire.decode(row, { status, headers, body })
  } catch (error) {
    if (error instanceof ProviderError) return error
    throw error
  }
  return expect.unreachable('it was taken for a success')
}
