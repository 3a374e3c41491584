import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts, shards } from '@/lib/db/schema'
import type { InstanceFacts } from '@/lib/model/instance'
import { SERVICES } from '@/lib/model/service'
import type { ServiceId } from '@/lib/operation'
import type { Listed } from '@/lib/providers/contract'
import type { Lease } from './store'

/** Test data: an account with one shard of its service that nobody has read yet. */
export async function givenAccount(
  about: Partial<typeof accounts.$inferInsert> & { service?: ServiceId; regions?: string[] } = {},
): Promise<Lease> {
  const { service = 'alibaba-kvstore', regions = ['cn-hangzhou'], ...fields } = about
  const id = newId()
  const provider = SERVICES[service].provider
  await db()
    .insert(accounts)
    .values({
      id,
      name: `account ${id}`,
      provider,
      services: [service],
      scheme: 'alibaba-rpc',
      regions,
      environment: 'production',
      team: 'cache',
      projectIds: ['0'],
      concurrency: 5,
      ratePerSecond: 10,
      ...fields,
    })
  await db()
    .insert(shards)
    .values(regions.map((region) => ({ accountId: fields.id ?? id, service, region })))
  return { accountId: fields.id ?? id, provider, service, region: regions[0] ?? '', fence: 0 }
}

export const someFacts = (facts: Partial<InstanceFacts> = {}): InstanceFacts => ({
  name: 'session-cache',
  engine: 'redis',
  version: '7.0',
  architecture: 'standard',
  status: 'running',
  vendorStatus: 'Normal',
  zone: 'cn-hangzhou-h',
  zones: ['cn-hangzhou-h'],
  class: 'redis.master.small.default',
  memoryMb: 1024,
  usedMemoryMb: null,
  shards: 1,
  replicas: 1,
  connections: 10_000,
  bandwidthMbps: 80,
  qps: null,
  endpoints: [{ kind: 'private', host: 'r-1.redis.rds.aliyuncs.com', port: 6379 }],
  network: { type: 'vpc', vpcId: 'vpc-1', subnetId: 'vsw-1' },
  chargeType: 'pay-as-you-go',
  createdAt: '2026-01-01T00:00:00Z',
  expiresAt: null,
  tags: [],
  locator: {},
  ...facts,
})

export const listed = (id: string, facts: Partial<InstanceFacts> = {}, receivedAt = new Date()): Listed => ({
  id,
  facts: someFacts(facts),
  raw: { InstanceId: id },
  receivedAt,
})
