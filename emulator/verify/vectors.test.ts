import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { ServiceId } from '@/lib/operation'
import { identify } from '../gateway/identify'
import { type Incoming, incoming } from '../gateway/incoming'
import type { Key } from '../keys'
import { VENDORS } from '../vendors'

/** Requests that the vendors' own clients put on the wire, with pinned clock and nonce. */
interface Vector {
  id: string
  input: { accessKeyId: string; accessKeySecret: string; timestamp: string; nonce?: string }
  expected: { signature: string; canonicalRequest?: string; stringToSign?: string; canonicalQuery?: string }
  wire: { method: string; url: string; headers: [string, string][]; body: string }
}
const read = (path: string): Record<string, Vector[]> =>
  JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')).vectors
const vectors = { ...read('../../lib/providers/testing/signing-vectors.json'), ...read('jdcloud3-vectors.json') }

const keyOf = ({ input }: Vector): Key => ({
  id: input.accessKeyId,
  secret: input.accessKeySecret,
  owner: undefined,
  deny: [],
  expires: undefined,
})

function claimOf(request: Incoming) {
  const target = identify(request)
  if (!target) throw new Error('no service')
  return { target, claim: VENDORS[target.service].claim(request, target) }
}

const SERVICES: Record<string, ServiceId[]> = {
  'alibaba-rpc-hmac-sha1': ['alibaba-kvstore'],
  'alibaba-acs3-hmac-sha256': ['alibaba-kvstore'],
  'jdcloud2-hmac-sha256': ['jdcloud-redis'],
  'jdcloud3-hmac-sha256': ['jdcloud-redis'],
  'ksyun-query-hmac-sha256': ['kingsoft-redis', 'kingsoft-memcached'],
  'ksyun-aws4-hmac-sha256': ['kingsoft-redis', 'kingsoft-memcached'],
}

test('every scheme of the vectors is known here', () => {
  expect(Object.keys(vectors).sort()).toEqual(Object.keys(SERVICES).sort())
})

describe.each(Object.entries(vectors))('%s', (scheme, list) => {
  test.each(list.map((vector) => [vector.id, vector] as const))('%s verifies', (_id, vector) => {
    const { method, url, headers, body } = vector.wire
    const { target, claim } = claimOf(incoming(method, url, headers, body))
    expect(SERVICES[scheme]).toContain(target.service)
    expect(claim.accessKeyId).toBe(vector.input.accessKeyId)
    expect(claim.signedAt).toBe(Date.parse(vector.input.timestamp))
    if (vector.input.nonce) expect(claim.nonce).toBe(vector.input.nonce)
    expect(claim.signature).toBe(vector.expected.signature)
    expect(claim.expected(keyOf(vector)).signature).toBe(vector.expected.signature)
  })

  test.each(list.map((vector) => [vector.id, vector] as const))('%s is told by its shape alone', (_id, vector) => {
    const { method, url, headers, body } = vector.wire
    const bare = headers.map(([name, value]): [string, string] => [name, /^host$/i.test(name) ? '127.0.0.1:1' : value])
    expect(SERVICES[scheme]).toContain(identify(incoming(method, url, bare, body))?.service)
  })

  test.each(list.map((vector) => [vector.id, vector] as const))('%s altered in any way does not', (_id, vector) => {
    const { method, url, headers, body } = vector.wire
    const right = vector.expected.signature
    const changes: Incoming[] = [incoming(method, `${url}${url.includes('?') ? '&' : '?'}Extra=1`, headers, body)]
    if (body && scheme !== 'ksyun-query-hmac-sha256') changes.push(incoming(method, url, headers, `${body}&Extra=1`))
    if (scheme !== 'ksyun-query-hmac-sha256') changes.push(incoming('PATCH', url, headers, body))
    for (const changed of changes) expect(claimOf(changed).claim.expected(keyOf(vector)).signature).not.toBe(right)
    const otherKey = { ...keyOf(vector), secret: `${vector.input.accessKeySecret}x` }
    expect(claimOf(incoming(method, url, headers, body)).claim.expected(otherKey).signature).not.toBe(right)
  })
})
