import { and, eq, isNull, sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { inventory } from '@/lib/db/schema'
import type { InstanceKey } from '@/lib/model/instance'
import type { Check } from '@/lib/model/plan'

/** Instances of the same place, as the inventory knows them. */
export const here = (key: InstanceKey) => [
  eq(inventory.service, key.service),
  eq(inventory.accountId, key.accountId),
  eq(inventory.region, key.region),
  isNull(inventory.goneAt),
]

/** Whether a subnet is in a zone. No operation of these APIs lists subnets: instances that are in one tell its zone. */
export async function subnetZone(key: InstanceKey, subnetId: unknown, zone: unknown): Promise<Check[]> {
  if (typeof subnetId !== 'string' || typeof zone !== 'string') return []
  const there = await db()
    .selectDistinct({ zone: inventory.zone })
    .from(inventory)
    .where(and(...here(key), sql`${inventory.facts}->'network'->>'subnetId' = ${subnetId}`))
  const zones = there.flatMap((one) => one.zone ?? [])
  const result = zones.length === 0 ? 'unknown' : zones.includes(zone) ? 'ok' : 'warn'
  return [{ id: 'subnet-zone', result, ...(result === 'warn' ? { params: { zones: zones.join(', ') } } : {}) }]
}
