import { eq, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { notice } from '@/lib/db/notify'
import { inventory } from '@/lib/db/schema'
import { type InstanceDetail, type InstanceFacts, type InstanceKey, refOf } from '@/lib/model/instance'
import { providerOf } from '@/lib/providers/registry'
import { requestRefresh } from './refresh'
import { columnsOf, jsonbText } from './store'

/**
 * Reads one instance from its cloud, for a person who waits, and stores what it says. When the cloud does not find it,
 * a reading of its list is asked for: only a complete list makes an instance gone.
 * Throws `not-found`, `forbidden-scope`, `account-paused`, `account-locked`, or the cloud's `ProviderError`.
 */
export async function readInstance(key: InstanceKey, actor: Actor, signal?: AbortSignal): Promise<void> {
  const ref = refOf(key)
  const [row] = await db().select({ facts: inventory.facts }).from(inventory).where(eq(inventory.ref, ref))
  const door = await doorFor({ actor, accountId: key.accountId, lane: 'interactive', signal, insist: true })
  if (!row) throw problem('not-found')
  const adapter = providerOf(key.service).adapter(key.service, door.call, door.settings)
  const read = await adapter.instances.get({ region: key.region, id: key.id, locator: row.facts.locator }, signal)
  if (!read) {
    await requestRefresh({
      scope: actor.scope,
      accountIds: [key.accountId],
      shard: { service: key.service, region: key.region },
    })
    return
  }
  await storeReading(key, read)
}

/**
 * Keeps what the one-instance calls told of an instance that the inventory knows. Open browsers are told when something is
 * another than before: many answers look at an instance first, and those that told of it again would be asked for again.
 */
export async function storeReading(
  key: InstanceKey,
  { detail, raw, receivedAt }: { detail: InstanceDetail; raw: unknown; receivedAt: Date },
): Promise<void> {
  const ref = refOf(key)
  const [row] = await db().select({ facts: inventory.facts }).from(inventory).where(eq(inventory.ref, ref))
  if (!row) return
  const facts = withKnown(row.facts, detail.facts)
  const columns = columnsOf(key.id, facts)
  const at = receivedAt.toISOString()
  // In one statement, so that what is told is told as soon as it is kept.
  await db().execute(sql`
    with before as (select facts, detail from ${inventory} where ref = ${ref}), kept as (update ${inventory} set ${sql.join(
      Object.entries(columns).map(([column, value]) => sql`${sql.identifier(column)} = ${sql.param(value)}`),
      sql`, `,
    )}, facts = ${jsonbText(facts)}::jsonb, detail = ${jsonbText(detail)}::jsonb, detail_raw = ${jsonbText(raw)}::jsonb,
      digest = null, detail_at = ${at}::timestamptz, seen_at = ${at}::timestamptz
    where ref = ${ref} and seen_at <= ${at}::timestamptz)
    select ${notice({ type: 'instance', ref })} from before
    where facts is distinct from ${jsonbText(facts)}::jsonb or detail is distinct from ${jsonbText(detail)}::jsonb`)
}

/** What the one-instance call does not tell stays as the list told it. */
function withKnown(list: InstanceFacts, detail: InstanceFacts): InstanceFacts {
  const told = Object.entries(detail).filter(
    ([, value]) => value !== null && value !== 'unknown' && !(Array.isArray(value) && value.length === 0),
  )
  const status = { status: detail.status, vendorStatus: detail.vendorStatus }
  return { ...list, ...Object.fromEntries(told), ...status, locator: { ...list.locator, ...detail.locator } }
}
