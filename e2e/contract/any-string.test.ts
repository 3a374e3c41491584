import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { BEHAVIOURS } from '@/emulator/behaviours'
import { identify } from '@/emulator/gateway/identify'
import { incoming } from '@/emulator/gateway/incoming'
import { coerce } from '@/emulator/gateway/parameters'
import { VENDORS } from '@/emulator/vendors'
import { findOperation } from '@/lib/catalog'
import type { Operation, ServiceId } from '@/lib/operation'
import type { SignatureScheme } from '@/lib/providers/contract'
import { providerOf } from '@/lib/providers/registry'

/**
 * Whatever a person types reaches the cloud as it was typed and rightly signed: the console's wire and signer on one
 * side, the emulator's own reader and verifier on the other, for all five schemes and every way a value travels.
 */
const text = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1 }),
  fc.constantFrom(
    'a b',
    'a+b',
    'a%20b',
    '100%',
    "~!*'()",
    '中文 缓存',
    '&=?#/\\',
    '"\n\t\0',
    '😀',
    '..',
    'é',
    '{"a":1}',
    'a,b',
  ),
)
const KEYS = { accessKeyId: 'testid', accessKeySecret: 'test/secret+of=all' }

interface Case {
  service: ServiceId
  schemes: SignatureScheme['id'][]
  region: string
  name: string
  how: string
  input: fc.Arbitrary<Record<string, unknown>>
}
const record = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields)
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 3 })

const ALIBABA = {
  service: 'alibaba-kvstore' as const,
  schemes: ['alibaba-rpc', 'alibaba-acs3'] as const,
  region: 'cn-hangzhou',
}
const JD = { service: 'jdcloud-redis' as const, schemes: ['jdcloud2'] as const, region: 'cn-north-1' }
const KINGSOFT = {
  service: 'kingsoft-redis' as const,
  schemes: ['kingsoft-query', 'kingsoft-aws4'] as const,
  region: 'cn-beijing-6',
}
const CASES: (Omit<Case, 'schemes'> & { schemes: readonly SignatureScheme['id'][] })[] = [
  {
    ...ALIBABA,
    name: 'DescribeInstances',
    how: 'a query with a numbered list of objects',
    input: record({ SearchKey: text, Tag: list(record({ Key: text, Value: text })) }),
  },
  {
    ...ALIBABA,
    name: 'CreateAccount',
    how: 'a form',
    input: record({ InstanceId: text, AccountName: text, AccountPassword: text, AccountDescription: text }),
  },
  {
    ...ALIBABA,
    name: 'ModifyInstanceConfig',
    how: 'an object as JSON in one parameter',
    input: record({
      InstanceId: text,
      Config: fc.dictionary(fc.stringMatching(/^[a-z#_-]{1,8}$/), text, { minKeys: 1 }),
    }),
  },
  {
    ...JD,
    name: 'describeCacheInstances',
    how: 'a query with nested lists',
    input: record({ filters: list(record({ name: text, values: list(text) })) }),
  },
  {
    ...JD,
    name: 'modifyIpWhiteList',
    how: 'a path and a JSON body',
    // A colon in the path begins a verb: the cloud's own ids have none.
    input: record({ cacheInstanceId: text.filter((id) => !id.includes(':')), ipWhiteList: list(text) }),
  },
  {
    ...KINGSOFT,
    name: 'SetCacheParameters',
    how: 'a numbered list per column',
    input: record({ CacheId: text, Parameters: list(record({ ParameterName: text, ParameterValue: text })) }),
  },
  {
    ...KINGSOFT,
    name: 'SetCacheSecurityRules',
    how: 'a list in an object',
    input: record({ CacheId: text, SecurityRules: record({ Cidr: list(text) }) }),
  },
]

describe.each(CASES.flatMap((one) => one.schemes.map((scheme) => [scheme, one.how, one] as const)))(
  '%s: %s',
  (scheme, _how, { service, region, name, input: inputs }) => {
    const operation = findOperation(service, name) as Operation // declared
    const { wire } = providerOf(service)

    test('arrives as it was and verifies', () => {
      fc.assert(
        fc.property(inputs, fc.uuid(), (input, nonce) => {
          const typed = operation.path?.includes('{regionId}') ? { regionId: region, ...input } : input
          const stamp = { now: new Date('2026-01-02T03:04:05Z'), nonce }
          const sent = wire.encode(operation, typed, { credentials: KEYS, scheme, region, ...stamp })
          const request = incoming(sent.method, sent.path, Object.entries(sent.headers), sent.body)
          const target = identify(request)
          expect(target?.service).toBe(service)
          if (!target) return
          const vendor = VENDORS[target.service]
          const claim = vendor.claim(request, target)
          const key = {
            id: KEYS.accessKeyId,
            secret: KEYS.accessKeySecret,
            owner: undefined,
            deny: [],
            expires: undefined,
          }
          expect(claim.accessKeyId).toBe(KEYS.accessKeyId)
          expect(claim.expected(key).signature).toBe(claim.signature)

          const { operation: found, params } = vendor.locate(request, BEHAVIOURS[target.service].table)
          expect(found.name).toBe(name)
          const read = coerce(operation.request, params) as Record<string, unknown> // of an object's schema
          // No wire can carry half a character: it arrives as the replacement character.
          for (const [field, value] of Object.entries(input)) expect(read[field]).toEqual(wellFormed(value))
        }),
      )
    })
  },
)

const wellFormed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
    typeof part === 'string' ? Buffer.from(part, 'utf8').toString('utf8') : part,
  )
