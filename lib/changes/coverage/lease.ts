import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { backupCoverage } from '@/lib/db/coverage-schema'
import { accounts, inventory, shards } from '@/lib/db/schema'
import { OFFERED } from '@/lib/inventory/standing'
import type { Standing } from '@/lib/model/backup'
import { type CoverageFacts, READ_EVERY_HOURS } from '@/lib/model/fleet-coverage'
import type { ServiceId } from '@/lib/operation'

/** Readings of one account in one go; the worker looks every five seconds. */
const A_GO = { usual: 5, asked: 20 }
/** So long between two goes of an account, however many workers there are. */
const PAUSE = sql`interval '4 seconds'`
/** A go is never longer; who died is followed by somebody else after that. */
const LEASE = sql`interval '3 minutes'`
/** One claim at a time, so that two workers never take up one account. */
const CLAIMS = 7_316_204_133
const RETRY_MINUTES = 15
const REFUSED_HOURS = 24

export interface CoverageLease {
  ref: string
  accountId: string
  service: ServiceId
  region: string
  id: string
  fence: number
}

const FREE = sql`(${backupCoverage.leaseUntil} is null or ${backupCoverage.leaseUntil} < now())`
const ASKED = sql`${backupCoverage.requestedAt} is not null`

/**
 * Takes up some instances of one account whose reading is due: what people asked for first, then what waits longest. Nothing of
 * an account that is being taken up already, that had its turn a moment ago, or whose inventory is being read.
 */
export async function claimCoverage(): Promise<CoverageLease[]> {
  return db().transaction(async (tx) => {
    const { rows: turn } = await tx.execute<{ free: boolean }>(sql`select pg_try_advisory_xact_lock(${CLAIMS}) as free`)
    if (!turn[0]?.free) return []
    const { rows } = await tx.execute<{
      ref: string
      account_id: string
      service: ServiceId
      region: string
      instance_id: string
      fence: string
    }>(sql`
      with due as (
        select ${inventory.ref} as ref, ${inventory.accountId} as account_id, ${inventory.service} as service,
          ${inventory.region} as region, ${inventory.instanceId} as instance_id,
          coalesce(${ASKED}, false) as asked, ${backupCoverage.requestedAt} as requested_at, ${backupCoverage.nextAt} as next_at
        from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId}
          left join ${backupCoverage} on ${backupCoverage.ref} = ${inventory.ref}
        where ${inventory.goneAt} is null and not ${accounts.paused} and ${OFFERED} and ${inventory.service} = any(${accounts.services})
          and (${backupCoverage.ref} is null or (${FREE} and (${ASKED} or ${backupCoverage.nextAt} <= now())))
          and not exists (select from ${backupCoverage} as b where b.account_id = ${inventory.accountId}
            and (b.lease_until > now() or b.started_at > now() - ${PAUSE}))
          and not exists (select from ${shards} where ${shards.accountId} = ${inventory.accountId}
            and ${shards.leaseUntil} > now())),
      first as (select account_id, asked from due order by asked desc, requested_at nulls last, next_at nulls first, ref limit 1),
      go as (
        select due.* from due join first on first.account_id = due.account_id and first.asked = due.asked
        order by requested_at nulls last, next_at nulls first, ref
        limit (select case when asked then ${A_GO.asked}::int else ${A_GO.usual}::int end from first))
      insert into ${backupCoverage} (ref, account_id, started_at, lease_until, fence)
        select ref, account_id, now(), now() + ${LEASE}, 1 from go
      on conflict (ref) do update set started_at = now(), lease_until = now() + ${LEASE}, fence = ${backupCoverage.fence} + 1
      returning ref, account_id, (select service from go where go.ref = ${backupCoverage.ref}) as service,
        (select region from go where go.ref = ${backupCoverage.ref}) as region,
        (select instance_id from go where go.ref = ${backupCoverage.ref}) as instance_id, fence`)
    return rows.map(({ ref, account_id, service, region, instance_id, fence }) => ({
      ref,
      accountId: account_id,
      service: service,
      region,
      id: instance_id,
      fence: Number(fence),
    }))
  })
}

const hours = (count: number) => sql`now() + make_interval(hours => ${count}::int)`
/** Spread a little, so that what was read together is not due together for ever. */
const NEXT = sql`now() + make_interval(secs => ${READ_EVERY_HOURS * 3_600}::float8 * (0.9 + 0.2 * random()))`
/** A request that came after the reading began asks for another one. */
const ANSWERED = sql`requested_at = case when ${backupCoverage.requestedAt} > ${backupCoverage.startedAt} then ${backupCoverage.requestedAt} end`

const write = ({ ref, fence }: CoverageLease, set: SQL) =>
  db().execute(sql`
    update ${backupCoverage} set ${set}, lease_until = null
    where ${backupCoverage.ref} = ${ref} and ${backupCoverage.fence} = ${fence}`)

/** Keeps what a reading found. What the cloud refuses is asked again a day later only. */
export async function keepCoverage(lease: CoverageLease, standing: Standing, facts: CoverageFacts): Promise<void> {
  const { lastGoodAt, promisedSeconds, worst, failures, running, setsRefused } = facts
  await write(
    lease,
    sql`standing = ${standing}, facts = ${JSON.stringify(facts)}::jsonb, last_good_at = ${lastGoodAt}::timestamptz,
      promised_seconds = ${promisedSeconds === null ? null : Math.round(promisedSeconds)}::int,
      worst_seconds = ${worst === null ? null : Math.round(worst.seconds)}::int, failures = ${setsRefused ? null : failures}::int,
      running = ${running}, read_at = now(), failed_at = null, error_kind = null, error_code = null, error_message = null,
      next_at = ${setsRefused ? hours(REFUSED_HOURS) : running ? sql`now() + interval '10 minutes'` : NEXT}, ${ANSWERED}`,
  )
}

/** Keeps that a reading failed; the facts of the one before stay. */
export async function failCoverage(
  lease: CoverageLease,
  { kind, code, message }: { kind: string; code?: string; message?: string },
): Promise<void> {
  await write(
    lease,
    sql`failed_at = now(), error_kind = ${kind}, error_code = ${code ?? null},
      error_message = ${message?.replaceAll('\0', '\uFFFD').slice(0, 500) ?? null},
      next_at = now() + make_interval(mins => ${RETRY_MINUTES}), ${ANSWERED}`,
  )
}

/** Gives one back that was not asked about. `minutes`: not before. */
export async function releaseCoverage(lease: CoverageLease, minutes = 0): Promise<void> {
  await write(
    lease,
    minutes > 0
      ? sql`next_at = greatest(next_at, now() + make_interval(mins => ${minutes}::int)), requested_at = null`
      : sql`started_at = null`,
  )
}
