import type { IncomingMessage, ServerResponse } from 'node:http'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { findOperation } from '@/lib/catalog'
import { type Operation, operations } from '@/lib/operation'
import { ProviderError } from '@/lib/providers/error'
import { providerOf } from '@/lib/providers/registry'
import { type CallContext, callProvider, type Line, makeLine } from './call'
import type { Limiter } from './quota'
import { closePools } from './send'
import { testClock, testServer } from './testing'

const quota = findOperation('jdcloud-redis', 'describeUserQuota') as Operation // declared
const provider = providerOf('jdcloud-redis')
const good = { requestId: 'r-1', result: { quota: { name: 'redis', max: 5, used: 1 } } }

type Step = (response: ServerResponse, request: IncomingMessage) => void
const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Step =>
  (response) =>
    response.writeHead(status, headers).end(JSON.stringify(body))
const refusal = (status: number, code: string, message = '', headers = {}) =>
  json(status, { requestId: 'r-9', error: { code: status, status: code, message } }, headers)
const reset: Step = (response) => response.socket?.resetAndDestroy()
const ok = json(200, good)

let script: Step[] = []
let headers: IncomingMessage['headers'][] = []
let server: Awaited<ReturnType<typeof testServer>>
let clock: ReturnType<typeof testClock>
let line: Line
let throttled: (number | undefined)[] = []
const limiter: Limiter = {
  acquire: async (_key, _lane, signal) => signal?.throwIfAborted(),
  throttled: async (_key, waitMs) => void throttled.push(waitMs),
}

beforeEach(async () => {
  script = []
  headers = []
  throttled = []
  clock = testClock()
  line = makeLine(clock)
  server = await testServer((request, response) => {
    headers.push(request.headers)
    const step = script.shift() ?? ok
    step(response, request)
  })
})
afterEach(async () => {
  await closePools()
  await server.close()
})

const context = (more: Partial<CallContext> = {}): CallContext => ({
  accountId: 'a',
  credentialId: 'c',
  credentials: { accessKeyId: 'testid', accessKeySecret: 'testsecret' },
  scheme: 'jdcloud2',
  region: 'cn-north-1',
  lane: 'interactive',
  owner: 'account:a',
  concurrency: 5,
  limiter,
  gateway: server.origin,
  timeouts: { totalMs: 300 },
  line,
  ...more,
})
const input = { regionId: 'cn-north-1' }
const call = (operation = quota, more: Partial<CallContext> = {}) =>
  callProvider(provider, operation, input, context(more))
const failureOf = (work: Promise<unknown>) =>
  work.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(ProviderError)
      return error as ProviderError // just checked
    },
  )

test('an answer that passes its schema comes with the request id of the provider', async () => {
  const answer = await call()
  expect(answer).toMatchObject({ data: good, requestId: 'r-1', receivedAt: new Date(clock.now()) })
})

describe('reads are tried again', () => {
  test.each<[string, Step]>([
    ['a reset', reset],
    ['a 503', refusal(503, 'UNAVAILABLE')],
    ['a gateway page', (response) => response.writeHead(502).end('<html>bad gateway</html>')],
    ['no JSON', (response) => response.end('<html>')],
    ['another schema', json(200, { requestId: 'r-1', result: { quota: { max: 'many' } } })],
    ['no answer', () => {}],
  ])('after %s', async (_name, step) => {
    script = [step]
    expect((await call()).data).toEqual(good)
    expect(server.calls).toHaveLength(2)
  })

  test('at most twice, each signed anew, with growing random waits', async () => {
    script = [reset, reset, reset, ok]
    expect(await failureOf(call())).toMatchObject({ kind: 'dropped', sent: true })
    expect(server.calls).toHaveLength(3)
    expect(new Set(headers.map((h) => h['x-jdcloud-nonce'])).size).toBe(3)
    expect(clock.slept).toEqual([100, 200])
  })

  test('not when the answer is no', async () => {
    script = [refusal(403, 'PERMISSION_DENIED')]
    expect(await failureOf(call())).toMatchObject({ kind: 'denied', code: 'PERMISSION_DENIED', requestId: 'r-9' })
    expect(server.calls).toHaveLength(1)
  })

  test('only while the budget lasts, so that an outage is not doubled', async () => {
    let calls = 0
    for (let i = 0; i < 30; i++) {
      script = [reset, reset, reset]
      await failureOf(call(quota, { force: true }))
      calls++
    }
    expect(server.calls.length - calls).toBe(20)
  })
})

describe('writes are sent once', () => {
  const rows = operations('jdcloud-redis', 'v1', {
    write: {
      method: 'POST',
      path: '/v1/regions/{regionId}/cacheInstance',
      kind: 'write',
      once: true,
      group: 'test',
      summary: { en: 'test', zh: 'test' },
      request: z.strictObject({ regionId: z.string(), token: z.string().optional() }),
      response: z.looseObject({}),
    },
  })
  test.each<[string, Step]>([
    ['a reset', reset],
    ['a 503', refusal(503, 'UNAVAILABLE')],
    ['throttling', refusal(429, 'TOO_MANY_REQUESTS')],
    ['no JSON', (response) => response.end('<html>')],
    ['no answer', () => {}],
  ])('after %s', async (_name, step) => {
    script = [step]
    expect(await failureOf(call(rows.write))).toMatchObject({ sent: true })
    expect(server.calls).toHaveLength(1)
  })

  test('unless they carry the token that their row declares', async () => {
    const tokened = { ...rows.write, once: undefined, idempotency: 'token' }
    script = [reset]
    await callProvider(provider, tokened, { ...input, token: 't' }, context())
    expect(server.calls).toHaveLength(2)
    script = [reset]
    await failureOf(callProvider(provider, tokened, input, context()))
    expect(server.calls).toHaveLength(3)
  })

  test('and what a later try is told does not settle what an earlier one did', async () => {
    const tokened = { ...rows.write, once: undefined, idempotency: 'token' }
    const withToken = () => failureOf(callProvider(provider, tokened, { ...input, token: 't' }, context()))
    script = [reset, refusal(403, 'HTTP_FORBIDDEN')]
    expect(await withToken()).toMatchObject({ kind: 'denied', unsettled: true })
    script = [refusal(429, 'TOO_MANY_REQUESTS'), refusal(403, 'HTTP_FORBIDDEN')]
    expect(await withToken()).toMatchObject({ kind: 'denied', unsettled: false })
  })
})

test('throttling is told to the limiter with the wait that the provider asked for', async () => {
  script = [refusal(429, 'TOO_MANY_REQUESTS', '', { 'retry-after': '2' })]
  await call()
  expect(throttled).toEqual([2000])
  expect(clock.slept).toEqual([2100])
})

describe('clock', () => {
  const theirs = new Date('2026-01-02T03:34:05Z')
  const skewed = refusal(401, 'UNAUTHENTICATED', 'the date of the request has expired', { date: theirs.toUTCString() })

  test('a skew is corrected from the Date header, once, and remembered', async () => {
    script = [skewed]
    await call()
    await call()
    expect(headers.map((h) => h['x-jdcloud-date'])).toEqual([
      '20260102T030405Z',
      '20260102T033405Z',
      '20260102T033405Z',
    ])
  })

  test('a provider that still refuses the corrected time is not asked for ever', async () => {
    script = [skewed, skewed, skewed]
    expect(await failureOf(call())).toMatchObject({ kind: 'clock-skew' })
    expect(server.calls).toHaveLength(2)
  })
})

test('a used nonce is replaced once', async () => {
  script = [refusal(401, 'UNAUTHENTICATED', 'nonce was used')]
  await call()
  expect(new Set(headers.map((h) => h['x-jdcloud-nonce'])).size).toBe(2)
})

test('an operation that is unknown under its version is tried under the other one', async () => {
  const region = findOperation('kingsoft-memcached', 'DescribeRegions') as Operation // declared
  script = [
    json(400, { RequestId: 'k-1', Error: { Code: 'InvalidAction', Message: '' } }),
    json(200, { RequestId: 'k-2', RegionSet: [] }),
  ]
  const where = { region: 'cn-beijing-6', scheme: 'kingsoft-query' as const }
  await callProvider(providerOf('kingsoft-memcached'), region, { engine: 'memcached', mode: 2 }, context(where))
  expect(server.calls.map(({ url }) => /[?&]Version=([\d-]+)/.exec(url)?.[1])).toEqual(['2016-07-01', '2018-06-27'])
})

test('a wrong key stops further calls until it changes', async () => {
  script = [refusal(401, 'UNAUTHENTICATED', 'no such key')]
  await failureOf(call())
  expect(await failureOf(call())).toMatchObject({ kind: 'wrong-key', sent: false })
  expect(server.calls).toHaveLength(1)
  await call(quota, { credentialId: 'c2' })
  expect(server.calls).toHaveLength(2)
})

test('a black hole is left alone after five tries', async () => {
  script = Array.from({ length: 9 }, () => () => {})
  for (let i = 0; i < 4; i++) await failureOf(call(quota, { timeouts: { totalMs: 20 } }))
  expect(server.calls).toHaveLength(5)
  expect(await failureOf(call(quota, { region: 'cn-north-1' }))).toMatchObject({ kind: 'timeout', sent: false })
})

test('when the browser goes away the call ends and its place is free', async () => {
  const leaving = new AbortController()
  script = [() => leaving.abort()]
  expect(await failureOf(call(quota, { signal: leaving.signal, concurrency: 1 }))).toMatchObject({ kind: 'cancelled' })
  expect((await call(quota, { concurrency: 1 })).data).toEqual(good)
})

test('waiting for quota takes no place', async () => {
  const stuck: Limiter = {
    ...limiter,
    acquire: (key) => (key.region === 'cn-south-1' ? new Promise(() => {}) : Promise.resolve()),
  }
  void call(quota, { limiter: stuck, region: 'cn-south-1', concurrency: 1 })
  expect((await call(quota, { limiter: stuck, concurrency: 1 })).data).toEqual(good)
})

test('what the limiter throws is passed on as it is: it is not the cloud that failed', async () => {
  const away = new Error('database away')
  const broken: Limiter = { ...limiter, acquire: () => Promise.reject(away) }
  await expect(call(quota, { limiter: broken })).rejects.toBe(away)
})
