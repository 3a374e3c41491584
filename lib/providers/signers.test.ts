import { describe, expect, test } from 'vitest'
import { signAcs3 } from './alibaba/sign-acs3'
import { signRpc } from './alibaba/sign-rpc'
import { canonicalQuery, type Pair } from './encoding'
import { signJdcloud2 } from './jdcloud/sign-jdcloud2'
import { signAws4 } from './kingsoft/sign-aws4'
import { signQuery } from './kingsoft/sign-query'
import data from './testing/signing-vectors.json'

const credentialsOf = (input: { accessKeyId: string; accessKeySecret: string }) => ({
  accessKeyId: input.accessKeyId,
  accessKeySecret: input.accessKeySecret,
})
/** Parameters that a signer adds itself. */
const without = (params: Record<string, string | undefined>, added: string[]): Pair[] =>
  Object.entries(params).flatMap(([name, value]) =>
    added.includes(name) || value === undefined ? [] : [[name, value]],
  )
const headersWithout = (headers: object, added: string[]) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !added.includes(name))) as Record<string, string> // all texts in the data
const at = (timestamp: string) => new Date(timestamp)

const RPC = ['AccessKeyId', 'SignatureMethod', 'SignatureNonce', 'SignatureVersion', 'Timestamp']
describe.each(data.vectors['alibaba-rpc-hmac-sha1'])('$id', ({ input, expected, wire }) => {
  test('signs as the vendor client did', () => {
    const stamp = { now: at(input.timestamp), nonce: input.nonce }
    const result = signRpc(input.method, without(input.params, RPC), credentialsOf(input), stamp)
    expect(result.stringToSign).toBe(expected.stringToSign)
    expect(result.signature).toBe(expected.signature)
    const sent = new URLSearchParams(
      input.paramsSentIn === 'query' ? wire.url.slice(2) : wire.body || wire.url.slice(2),
    )
    expect(Object.fromEntries(new URLSearchParams(result.signed))).toEqual(Object.fromEntries(sent))
  })
})

describe.each(data.vectors['alibaba-acs3-hmac-sha256'])('$id', ({ input, expected }) => {
  test('signs as the vendor client did', () => {
    const result = signAcs3(
      {
        method: input.method,
        path: input.path,
        query: canonicalQuery(without(input.params as Record<string, string>, [])), // an object of texts in every vector
        headers: headersWithout(input.headers, ['x-acs-content-sha256', 'x-acs-date', 'x-acs-signature-nonce']),
        body: input.body,
      },
      credentialsOf(input),
      { now: at(input.timestamp), nonce: input.nonce },
    )
    expect(result.canonical).toBe(expected.canonicalRequest)
    expect(result.stringToSign).toBe(expected.stringToSign)
    expect(result.signature).toBe(expected.signature)
    expect(result.headers.authorization).toBe(expected.authorization)
  })
})

describe.each(data.vectors['jdcloud2-hmac-sha256'])('$id', ({ input, expected }) => {
  test('signs as the vendor client did', () => {
    const result = signJdcloud2(
      {
        method: input.method,
        path: input.pathEncoded,
        query: canonicalQuery(without(input.params as Record<string, string>, [])), // an object of texts in every vector
        headers: headersWithout(input.headers, ['x-jdcloud-date', 'x-jdcloud-nonce']),
        body: input.body,
      },
      credentialsOf(input),
      { now: at(input.timestamp), nonce: input.nonce, region: input.region, service: input.service },
    )
    expect(result.canonical).toBe(expected.canonicalRequest)
    expect(result.stringToSign).toBe(expected.stringToSign)
    expect(result.signature).toBe(expected.signature)
    expect(result.headers.authorization).toBe(expected.authorization)
  })
})

const QUERY = ['Accesskey', 'SignatureMethod', 'SignatureVersion', 'Timestamp']
describe.each(data.vectors['ksyun-query-hmac-sha256'])('$id', ({ input, expected }) => {
  test('signs as the vendor demo does', () => {
    const result = signQuery(without(input.params, QUERY), credentialsOf(input), { now: at(input.timestamp) })
    expect(result.canonical).toBe(expected.canonicalQuery)
    expect(result.signature).toBe(expected.signature)
  })
})

describe.each(data.vectors['ksyun-aws4-hmac-sha256'])('$id', ({ input, expected }) => {
  test('signs as the vendor client did', () => {
    const result = signAws4(
      {
        method: input.method,
        path: input.path,
        query: canonicalQuery(input.params as Pair[]), // a list of pairs of texts in every vector
        headers: headersWithout(input.headers, ['x-amz-date']),
        body: input.body,
      },
      credentialsOf(input),
      { date: input.xAmzDate, region: input.region, service: input.service },
    )
    expect(result.canonical).toBe(expected.canonicalRequest)
    expect(result.stringToSign).toBe(expected.stringToSign)
    expect(result.signature).toBe(expected.signature)
    expect(result.headers.authorization).toBe(expected.authorization)
  })
})

test('every scheme that the console signs with has its five vectors', () => {
  expect(Object.entries(data.vectors).map(([scheme, vectors]) => [scheme, vectors.length])).toEqual([
    ['alibaba-rpc-hmac-sha1', 5],
    ['alibaba-acs3-hmac-sha256', 5],
    ['jdcloud2-hmac-sha256', 5],
    ['ksyun-query-hmac-sha256', 5],
    ['ksyun-aws4-hmac-sha256', 5],
  ])
})
