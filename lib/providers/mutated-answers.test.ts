import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findOperation } from '@/lib/catalog'
import type { Operation } from '@/lib/operation'
import { ProviderError } from './error'
import { providerOf } from './registry'

const good = { requestId: 'r-1', result: { quota: { name: 'redis', max: 5, used: 1 } } }

test('5,000 mutated answers: a parsed answer or a typed error, never anything else', async () => {
  const text = JSON.stringify(good)
  const mutated = fc.oneof(
    fc.nat(text.length).map((n) => Buffer.from(text.slice(0, n))),
    fc.json().map((t) => Buffer.from(t)),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    fc.tuple(fc.nat(text.length - 1), fc.nat(255)).map(([at, byte]) => {
      const bytes = Buffer.from(text)
      bytes[at] = byte
      return bytes
    }),
    fc
      .constantFrom(
        '1e400',
        '-1e400',
        'NaN',
        '123456789012345678901234567890',
        'null',
        '[]',
        '{}',
        '"\\ud800"',
        '['.repeat(5000),
      )
      .map((value) => Buffer.from(text.replace('5', value))),
    fc
      .constantFrom('<html>', '{"error":{"status":{}}}', '{"error":[]}', '{"requestId":{},"result":1}')
      .map((t) => Buffer.from(t)),
    fc.constant(Buffer.from(`{"requestId":"a","requestId":"b","__proto__":{"error":1},${text.slice(1)}`)),
  )
  const operationsOfAll = (['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis'] as const).map((service) => ({
    provider: providerOf(service),
    operation: {
      'alibaba-kvstore': 'DescribeRegions',
      'jdcloud-redis': 'describeUserQuota',
      'kingsoft-redis': 'StatisticDBInstances',
    }[service],
    service,
  }))
  let typed = 0
  await fc.assert(
    fc.asyncProperty(
      mutated,
      fc.constantFrom(200, 200, 200, 400, 404, 500),
      fc.constantFrom(...operationsOfAll),
      async (body, status, target) => {
        const operation = findOperation(target.service, target.operation) as Operation // declared
        const response = { status, headers: {}, body: body.toString('utf8') }
        try {
          const { body: decoded } = target.provider.wire.decode(operation, response)
          operation.response.safeParse(decoded)
        } catch (error) {
          expect(error).toBeInstanceOf(ProviderError)
          typed++
        }
      },
    ),
    { numRuns: 5_000 },
  )
  expect(typed).toBeGreaterThan(1_000)
})
