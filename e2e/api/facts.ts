import type { inventory } from '@/lib/db/schema'
import { type InstanceFacts, refOf } from '@/lib/model/instance'

const FACTS: InstanceFacts = {
  name: 'one',
  engine: 'redis',
  version: '5.0',
  architecture: 'standard',
  status: 'running',
  vendorStatus: 'Normal',
  zone: null,
  zones: [],
  class: null,
  memoryMb: 1024,
  usedMemoryMb: null,
  shards: null,
  replicas: null,
  connections: null,
  bandwidthMbps: null,
  qps: null,
  endpoints: [],
  network: { type: 'unknown', vpcId: null, subnetId: null },
  chargeType: 'unknown',
  createdAt: null,
  expiresAt: null,
  tags: [],
  locator: {},
}

/** A row of the inventory with just enough to be listed, for tests. */
export function inventoryRow(accountId: string, region: string, id = 'r-1'): typeof inventory.$inferInsert {
  const { engine, version, architecture, status, chargeType, memoryMb, name } = FACTS
  return {
    ref: refOf({ service: 'alibaba-kvstore', accountId, region, id }),
    service: 'alibaba-kvstore',
    accountId,
    region,
    instanceId: id,
    provider: 'alibaba',
    name,
    engine,
    version,
    architecture,
    status,
    chargeType,
    memoryMb,
    haystack: `${name} ${id}`,
    tags: [],
    facts: FACTS,
    raw: { InstanceId: id },
    seenAt: new Date(),
    seenFence: 1,
  }
}
