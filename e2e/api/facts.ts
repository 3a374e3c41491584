import { eq, sql } from 'drizzle-orm'
import { sealChosen } from '@/lib/changes/batch/sealed'
import { changeBatches, changeBatchRows } from '@/lib/db/batch-schema'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import type { inventory } from '@/lib/db/schema'
import { type InstanceFacts, refOf } from '@/lib/model/instance'
import type { Plan } from '@/lib/model/plan'
import { bareDetail } from '@/lib/providers/facts'

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

const PLAN: Plan = {
  rows: [],
  consequences: [],
  noRuleKnown: true,
  checks: [],
  blocked: false,
  costs: false,
  price: null,
  money: null,
  request: { method: 'POST', url: '', query: [], headers: [], form: [], body: null, curl: '', cli: null },
  factsAt: '2026-01-02T03:04:05.000Z',
  status: 'running',
  vendorStatus: 'Normal',
}

/** A change that nobody will send: for tests of who may do what with one. Resolves with its id. */
export async function aChange(
  about: Pick<typeof changes.$inferInsert, 'ref' | 'accountId' | 'instanceId' | 'requestedBy' | 'state'>,
): Promise<string> {
  const id = newId()
  await db()
    .insert(changes)
    .values({
      ...about,
      id,
      service: 'alibaba-kvstore',
      region: 'cn-beijing',
      instanceName: 'one',
      action: 'rename',
      operation: 'alibaba-kvstore/ModifyInstanceAttribute',
      kind: 'write',
      params: {},
      plan: PLAN,
      before: bareDetail(FACTS),
      locator: {},
      requestedLabel: 'somebody@example.com',
      expiresAt: sql`now() + interval '1 hour'`,
    })
  return id
}

/** A batch of one row whose change is in this state. */
export async function aBatch(
  about: Omit<Parameters<typeof aChange>[0], 'state'>,
  state: (typeof changeBatches.$inferInsert)['state'],
  row: Parameters<typeof aChange>[0]['state'],
): Promise<string> {
  const id = newId()
  const { accountId, requestedBy, ref, instanceId } = about
  await db()
    .insert(changeBatches)
    .values({
      id,
      action: 'rename',
      state,
      params: {},
      paramsOf: {},
      sealed: await sealChosen(id, {}),
      width: 1,
      onFailure: 'stop',
      accountIds: [accountId],
      requestedBy,
      requestedLabel: 'somebody@example.com',
      expiresAt: sql`now() + interval '1 hour'`,
    })
  const changeId = await aChange({ ...about, state: row })
  await db().update(changes).set({ batchId: id }).where(eq(changes.id, changeId))
  await db()
    .insert(changeBatchRows)
    .values({ batchId: id, position: 0, ref, instanceId, instanceName: 'one', changeId })
  return id
}
