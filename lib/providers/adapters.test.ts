import { describe, expect, test } from 'vitest'
import { InstanceDetail, InstanceFacts } from '@/lib/model/instance'
import { type Operation, type ServiceId } from '@/lib/operation'
import type { Call, Listed } from './contract'
import { ProviderError } from './error'
import { chinaTime } from './kingsoft/translate'
import { offers, providerOf } from './registry'
import samples from './testing/samples.json'

const NOW = new Date('2026-01-02T03:04:05Z')
type Asked = { operation: string; input: Record<string, unknown>; region: string }

/** A cloud that answers by operation; what it is asked passes the row's own request schema first. */
function cloud(service: ServiceId, answer: (asked: Asked) => unknown, projectIds = ['0']) {
  const asked: Asked[] = []
  const call = (async (operation: Operation, raw: object, { region }: { region: string }) => {
    const entry = { operation: operation.name, input: operation.request.parse(raw) as Asked['input'], region }
    asked.push(entry)
    const { body } = providerOf(service).wire.decode(operation, {
      status: 200,
      headers: {},
      body: JSON.stringify(answer(entry)),
    })
    return { data: operation.response.parse(body), requestId: 'q', receivedAt: NOW }
  }) as Call // answers what the row's schema says, as the door does
  const adapter = providerOf(service).adapter(service, call, { projectIds })
  return {
    asked,
    adapter,
    list: async (region: string) => {
      const rows: Listed[] = []
      const result = await adapter.instances.list({ region, onPage: (page) => void rows.push(...page) })
      return { ...result, rows }
    },
  }
}
const sampleOf = (id: keyof typeof samples) => samples[id]
const missing = (service: ServiceId) => () => {
  throw new ProviderError({ kind: 'not-found', operation: service, sent: true })
}

describe('the samples of the manuals, in our words', () => {
  test('Alibaba', async () => {
    const { list } = cloud('alibaba-kvstore', () => sampleOf('alibaba-kvstore/DescribeInstances'))
    const { rows, complete, ids } = await list('cn-hangzhou')
    expect([complete, [...ids]]).toEqual([true, ['r-bp1wcw2rlw76ac****']])
    expect(InstanceFacts.parse(rows[0]?.facts)).toMatchObject({
      name: 'CommunityEditionMasterReplica50',
      engine: 'redis',
      version: '5.0',
      architecture: 'standard',
      status: 'running',
      vendorStatus: 'Normal',
      zone: 'cn-hangzhou-f',
      memoryMb: 1024,
      bandwidthMbps: 10,
      connections: 10_000,
      qps: 80_000,
      replicas: 1,
      endpoints: [{ kind: 'private', host: 'r-bp1wcw2rlw76acc5k****.redis.rds.aliyuncs.com', port: 6379 }],
      network: { type: 'vpc', vpcId: 'vpc-bp1opxu1zkhn00gzb****', subnetId: 'vsw-bp1w9ouei2nm66qlz****' },
      chargeType: 'pay-as-you-go',
      createdAt: '2020-03-31T06:56:22.000Z',
      expiresAt: null,
      tags: [{ key: 'Type', value: 'Community Edition' }],
    })
  })

  test('Alibaba, one instance', async () => {
    const { adapter } = cloud('alibaba-kvstore', () => sampleOf('alibaba-kvstore/DescribeInstanceAttribute'))
    const answer = await adapter.instances.get({ region: 'cn-hangzhou', id: 'r-bp1wcw2rlw76ac****', locator: {} })
    expect(InstanceDetail.parse(answer?.detail)).toMatchObject({
      maintenance: { startUtc: '18:00', endUtc: '22:00' },
      passwordFree: false,
      releaseProtection: false,
      securityIps: ['127.0.0.1'],
    })
  })

  test('JD Cloud', async () => {
    const { list } = cloud('jdcloud-redis', () => sampleOf('jdcloud-redis/describeCacheInstances'))
    const { rows } = await list('cn-north-1')
    expect(InstanceFacts.parse(rows[0]?.facts)).toMatchObject({
      name: 'my_cache',
      version: '4.0',
      architecture: 'standard',
      status: 'running',
      zones: ['cn-north-1a'],
      class: 'redis.m.micro.basic',
      memoryMb: 1024,
      shards: 1,
      replicas: null,
      chargeType: 'pay-as-you-go',
      expiresAt: null,
    })
  })

  test('Kingsoft Memcached: older envelope, copied Redis fields', async () => {
    const { list } = cloud('kingsoft-memcached', () => {
      const sample = sampleOf('kingsoft-memcached/DescribeCacheClusters') as { data: object } // its shape
      return { ...sample, data: { ...sample.data, total: 2 } }
    })
    const { rows, complete } = await list('cn-beijing-6')
    expect(complete).toBe(true)
    expect(InstanceFacts.parse(rows[0]?.facts)).toMatchObject({
      engine: 'memcached',
      version: null,
      status: 'running',
      vendorStatus: '2 (running)',
      memoryMb: 1024,
      createdAt: '2016-08-08T12:14:49.000Z',
      chargeType: 'unknown',
      network: { type: 'vpc' },
      locator: { project: '0' },
    })
  })

  test('Kingsoft Redis, one instance', async () => {
    const { adapter, asked } = cloud('kingsoft-redis', () => sampleOf('kingsoft-redis/DescribeCacheCluster'))
    const locator = { zone: 'cn-shanghai-3a' }
    const answer = await adapter.instances.get({ region: 'cn-shanghai-3', id: 'c', locator })
    expect(asked[0]?.input).toEqual({ AvailableZone: 'cn-shanghai-3a', CacheId: 'c' })
    expect(InstanceDetail.parse(answer?.detail)).toMatchObject({
      facts: {
        version: '2.8',
        usedMemoryMb: 0,
        chargeType: 'subscription',
        expiresAt: '2016-12-04T15:59:59.000Z',
        endpoints: [
          { kind: 'private', host: '172.31.255.206', port: 6379 },
          { kind: 'read-only', host: '172.31.254.107', port: 6379 },
        ],
      },
      project: { id: '0', name: '默认项目' },
      securityGroup: '1165',
    })
  })
})

describe('Kingsoft Redis lists zone by zone', () => {
  const zones: Record<number, string[]> = {
    1: ['cn-beijing-6a', 'cn-beijing-6a', 'cn-shanghai-2a'],
    2: ['cn-beijing-6b', 'cn-beijing-6a', 'cn-beijing-6c'],
  }
  const fleet: Record<string, number> = { 'cn-beijing-6a': 230, 'cn-beijing-6b': 1, 'cn-beijing-6c': 0 }
  const answer = ({ operation, input }: Asked) => {
    if (operation === 'DescribeAvailabilityZones') {
      const set = (zones[Number(input.mode)] ?? []).map((zone) => ({
        Region: zone.slice(0, -1),
        AvailabilityZone: zone,
      }))
      return { RequestId: 'q', AvailabilityZoneSet: set }
    }
    const zone = String(input.AvailableZone)
    const all = Array.from({ length: fleet[zone] ?? 0 }, (_, i) => ({ cacheId: `${zone}-${i}`, status: 2 }))
    const [from, count] = [Number(input.Offset), Number(input.Limit)]
    return { RequestId: 'q', Data: { list: all.slice(from, from + count), total: all.length } }
  }

  test('every zone of this region once, every page, and the zone goes into the locator', async () => {
    const { list, asked } = cloud('kingsoft-redis', answer)
    const { rows, complete, ids } = await list('cn-beijing-6')
    expect([complete, ids.size, rows.length]).toEqual([true, 231, 231])
    expect(rows.find(({ id }) => id === 'cn-beijing-6b-0')?.facts).toMatchObject({
      zone: 'cn-beijing-6b',
      locator: { zone: 'cn-beijing-6b' },
    })
    // Two calls for zones, three pages of the first zone, one of each other.
    expect(asked).toHaveLength(2 + 3 + 1 + 1)
  })
})

test('Kingsoft Redis without a zone list asks for the default zone, and what it finds there is not all', async () => {
  const page =
    (total: number) =>
    ({ asked }: { asked: Asked }) =>
      asked.operation === 'DescribeAvailabilityZones'
        ? { RequestId: 'q', AvailabilityZoneSet: [] }
        : { RequestId: 'q', Data: { list: total ? [{ cacheId: 'c', az: 'cn-beijing-6a' }] : [], total } }
  const withOne = cloud('kingsoft-redis', (asked) => page(1)({ asked }))
  expect(await withOne.list('cn-beijing-6')).toMatchObject({ complete: false, ids: new Set(['c']) })
  const empty = cloud('kingsoft-redis', (asked) => page(0)({ asked }))
  expect(await empty.list('cn-beijing-6')).toMatchObject({ complete: true })
})

test('Kingsoft Memcached names every project of the account', async () => {
  const { list, asked } = cloud('kingsoft-memcached', () => ({ RequestId: 'q', Data: { list: [], total: 0 } }), [
    '0',
    '7',
  ])
  await list('cn-beijing-6')
  expect(asked[0]?.input).toMatchObject({ IamProjectId: '0,7', Engine: 'memcached' })
})

test.each(['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis', 'kingsoft-memcached'] as const)(
  '%s: an instance that does not exist is undefined, another failure is thrown',
  async (service) => {
    const ref = { region: 'r', id: 'i', locator: {} }
    expect(await cloud(service, missing(service)).adapter.instances.get(ref)).toBeUndefined()
    const denied = () => {
      throw new ProviderError({ kind: 'denied', operation: service, sent: true })
    }
    await expect(cloud(service, denied).adapter.instances.get(ref)).rejects.toMatchObject({ kind: 'denied' })
  },
)

describe('status', () => {
  const statusOf = async (row: Record<string, unknown>) => {
    const instance = { InstanceId: 'r-1', ...row }
    const { list } = cloud('alibaba-kvstore', () => ({ TotalCount: 1, Instances: { KVStoreInstance: [instance] } }))
    const { facts } = (await list('cn-hangzhou')).rows[0] ?? {}
    return [facts?.status, facts?.vendorStatus]
  }

  test('a word that no table knows is unknown, and is shown', async () => {
    expect(await statusOf({ InstanceStatus: 'Teleporting' })).toEqual(['unknown', 'Teleporting'])
    expect(await statusOf({ InstanceStatus: 'constructor' })).toEqual(['unknown', 'constructor'])
  })

  test('either spelling of the field is read', async () => {
    expect(await statusOf({ InstanceState: 'Flushing' })).toEqual(['flushing', 'Flushing'])
  })

  test('a suspended instance is expired when its subscription ended, else locked', async () => {
    const ended = { InstanceStatus: 'Unavailable', ChargeType: 'PrePaid', EndTime: '2025-12-31T16:00:00Z' }
    expect(await statusOf(ended)).toEqual(['expired', 'Unavailable'])
    expect(await statusOf({ ...ended, EndTime: '2026-12-31T16:00:00Z' })).toEqual(['locked', 'Unavailable'])
    expect(await statusOf({ ...ended, ChargeType: 'PostPaid' })).toEqual(['locked', 'Unavailable'])
  })
})

test('China time is read as UTC+8; anything else is not a time', () => {
  expect(chinaTime('2021-09-03 10:58:20')).toBe('2021-09-03T02:58:20.000Z')
  expect(chinaTime('2021-01-01 00:00:00')).toBe('2020-12-31T16:00:00.000Z')
  for (const text of ['', null, undefined, '2021-09-03', '2021-13-03 10:58:20', 'soon'])
    expect(chinaTime(text)).toBeNull()
})

test('a service is offered in a region unless the manuals say that it is not', () => {
  expect(offers('kingsoft-memcached', 'cn-guangzhou-1')).toBe(false)
  expect(offers('kingsoft-memcached', 'cn-beijing-6')).toBe(true)
  expect(offers('kingsoft-redis', 'cn-guangzhou-1')).toBe(true)
  expect(offers('kingsoft-memcached', 'xx-new-1')).toBe(true)
})
