import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { accounts, inventory, settings, shards } from '@/lib/db/schema'
import type { ProviderId } from '@/lib/model/service'
import type { ServiceId } from '@/lib/operation'
import { DEFAULT_SETTINGS, SETTINGS_KEY } from '@/lib/settings/settings'
import { heldBy, type Lease, LeaseLost } from './store'

/** How long a reading is left alone without a sign of life; its worker gives one every third of that. */
export const LEASE_SECONDS = 30
const lease = sql`now() + make_interval(secs => ${LEASE_SECONDS})`

/** How old facts may be before they are read again. */
export const INTERVAL = sql`(select make_interval(mins => coalesce(
  (select (${settings.value} ->> 'syncIntervalMinutes')::int from ${settings} where ${settings.key} = ${SETTINGS_KEY}),
  ${DEFAULT_SETTINGS.syncIntervalMinutes}::int)))`

/** Nobody reads it now: the lease of a worker that died runs out. */
export const FREE = sql`(${shards.leaseUntil} is null or ${shards.leaseUntil} < now())`

const DUE = sql`(${shards.requestedAt} is not null
  or ${shards.state} in ('never', 'syncing')
  or (${shards.state} = 'ok' and ${shards.okAt} < now() - ${INTERVAL})
  or (${shards.state} = 'failed' and coalesce(${shards.nextTryAt}, now()) <= now()))`

/**
 * Takes every shard of one account that is due and that nobody reads, the account that waits longest first; none when
 * nothing is due. Safe from several processes: a shard is given to one of them, with a higher fence each time.
 */
export async function claimShards(): Promise<Lease[]> {
  const { rows } = await db().execute<{
    account_id: string
    provider: ProviderId
    service: ServiceId
    region: string
    fence: string
    requested: boolean
  }>(sql`
    with first as (
      select ${shards.accountId} as account_id from ${shards} join ${accounts} on ${accounts.id} = ${shards.accountId}
      where not ${accounts.paused} and ${FREE} and ${DUE}
      order by ${shards.requestedAt} nulls last, ${shards.okAt} nulls first limit 1),
    due as (
      select account_id, service, region from ${shards}
      where account_id = (select account_id from first) and ${FREE} and ${DUE} for update skip locked)
    update ${shards} set state = 'syncing', started_at = now(), lease_until = ${lease}, fence = fence + 1
    from due join ${accounts} on ${accounts.id} = due.account_id
    where ${shards.accountId} = due.account_id and ${shards.service} = due.service and ${shards.region} = due.region
    returning ${shards.accountId}, ${accounts.provider}, ${shards.service}, ${shards.region}, ${shards.fence},
      ${shards.requestedAt} is not null as requested`)
  return rows.map(({ account_id: accountId, provider, service, region, fence, requested }) => ({
    accountId,
    provider,
    service,
    region,
    fence: Number(fence),
    requested,
  }))
}

/** A sign of life for readings under way. Resolves with those that are no longer ours. */
export async function renewLeases(leases: readonly Lease[]): Promise<Lease[]> {
  if (leases.length === 0) return []
  const held = sql.join(leases.map(heldBy), sql` or `)
  const { rows } = await db().execute<{ service: string; region: string }>(sql`
    update ${shards} set lease_until = ${lease} where ${held} returning service, region`)
  return leases.filter(({ service, region }) => !rows.some((row) => row.service === service && row.region === region))
}

/** A request that came after the reading began asks for another one. */
const ANSWERED = sql`requested_at = case when ${shards.requestedAt} > ${shards.startedAt} then ${shards.requestedAt} end`

/**
 * Ends a reading whose answer was complete: what it did not see, and nobody else saw since it began, is gone. Rows
 * that are long gone are removed. Throws `LeaseLost`.
 */
export async function completeShard(lease: Lease): Promise<void> {
  const mine = sql`${inventory.accountId} = ${lease.accountId} and ${inventory.service} = ${lease.service}
    and ${inventory.region} = ${lease.region}`
  await db().transaction(async (tx) => {
    const { rows } = await tx.execute<{ started_at: string }>(
      sql`select started_at::text from ${shards} where ${heldBy(lease)} for update`,
    )
    const [held] = rows
    if (!held) throw lost(lease)
    await tx.execute(sql`
      update ${inventory} set gone_at = now() where ${mine} and gone_at is null
        and seen_fence < ${lease.fence} and seen_at < ${held.started_at}::timestamptz`)
    await tx.execute(sql`delete from ${inventory} where ${mine} and gone_at < now() - ${TOMBSTONE}`)
    await tx.execute(sql`
      update ${shards} set state = 'ok', ok_at = now(), lease_until = null, failures = 0, failed_since = null,
        next_try_at = null, error_kind = null, error_code = null, error_message = null, error_request_id = null,
        ${ANSWERED}, instances = (select count(*)::int from ${inventory} where ${mine} and gone_at is null)
      where ${heldBy(lease)}`)
  })
}

/** How long an instance that is gone is still shown, as a tombstone. */
export const TOMBSTONE = sql`interval '24 hours'`

export interface Failure {
  /** A `ProviderErrorKind`. */
  kind: string
  code?: string
  message?: string
  requestId?: string
}

/** A key that is refused stays refused until somebody changes it: asking often could make the cloud lock it. */
const STUBBORN = ['wrong-key', 'expired-key', 'denied']
const PAUSES = {
  stubborn: { firstSeconds: 300, longest: sql`interval '30 minutes'` },
  // A cloud that works again is seen soon: never later than a reading would have come anyway.
  passing: { firstSeconds: 30, longest: sql`least(interval '5 minutes', ${INTERVAL})` },
}

/**
 * Ends a reading that failed: its rows stay with their age, and the next try waits longer each time. A try that
 * somebody asked for makes no later one wait longer: what was planned before it stays planned.
 */
export async function failShard(lease: Lease, { kind, code, message, requestId }: Failure): Promise<void> {
  const { firstSeconds, longest } = STUBBORN.includes(kind) ? PAUSES.stubborn : PAUSES.passing
  const pause = sql`now() + least(${longest}, make_interval(
        secs => ${firstSeconds}::float8 * power(2, least(failures, 10)) * (0.8 + 0.4 * random())))`
  await update(
    lease,
    sql`state = 'failed', lease_until = null,
      failures = ${lease.requested ? sql`greatest(failures, 1)` : sql`failures + 1`},
      failed_since = coalesce(failed_since, now()),
      next_try_at = ${lease.requested ? sql`least(case when next_try_at > now() then next_try_at end, ${pause})` : pause},
      error_kind = ${kind}, error_code = ${code ?? null}, error_message = ${plain(message)},
      error_request_id = ${requestId ?? null}, ${ANSWERED}`,
  )
}

/** Gives a shard back as it was before the reading began. `again`: another worker should take it at once. */
export async function releaseShard(lease: Lease, again: boolean): Promise<void> {
  await update(
    lease,
    sql`lease_until = null,
      state = case when failed_since is not null then 'failed' when ok_at is not null then 'ok' else 'never' end,
      requested_at = ${again ? sql`coalesce(${shards.requestedAt}, now())` : sql`null`}`,
  )
}

async function update(lease: Lease, set: SQL): Promise<void> {
  const { rowCount } = await db().execute(sql`update ${shards} set ${set} where ${heldBy(lease)}`)
  if (rowCount !== 1) throw lost(lease)
}

/** PostgreSQL's text has no place for U+0000. */
const plain = (text: string | undefined) => text?.replaceAll('\0', '\uFFFD').slice(0, 500) ?? null

const lost = ({ accountId, service, region }: Lease) => new LeaseLost(`${accountId} ${service} ${region}`)
