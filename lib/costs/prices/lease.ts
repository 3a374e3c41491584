import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { priceReadings } from '@/lib/db/cost-schema'
import { accounts, inventory, shards } from '@/lib/db/schema'
import type { ServiceId } from '@/lib/operation'
import { BILLING_OF } from '@/lib/providers/billing-registry'
import { ABOUT } from '../about'

/** Instances of one account in one go; the worker looks every five seconds. */
const A_GO = 10
/** So long between two goes of an account, however many workers there are. */
const PAUSE = sql`interval '4 seconds'`
/** A go is never longer; who died is followed by somebody else after that. */
const LEASE = sql`interval '3 minutes'`
/** One claim at a time, so that two workers never take up one account. */
const CLAIMS = 7_316_204_151
/** Prices are asked again so often; clouds change them seldom, and say when they did not. */
export const ASK_EVERY_HOURS = 24
const RETRY_MINUTES = 30
const REFUSED_HOURS = 24

/** Services whose clouds tell prices, as a condition. */
export const QUOTED = sql`${inventory.service} in (${sql.join(
  Object.keys(BILLING_OF).map((service) => sql`${service}`),
  sql`, `,
)})`

export interface PriceLease {
  ref: string
  accountId: string
  service: ServiceId
  region: string
  id: string
  /** What its price is asked about: an answer is of this, and of nothing that it became meanwhile. */
  about: string
  fence: number
}

const FREE = sql`(${priceReadings.leaseUntil} is null or ${priceReadings.leaseUntil} < now())`

/** Asked for, and not put off since because its cloud failed: then it waits until `next_at`. */
const WANTED = sql`(${priceReadings.requestedAt} is not null and (${priceReadings.startedAt} is null
  or ${priceReadings.requestedAt} >= ${priceReadings.startedAt} or ${priceReadings.nextAt} <= now()))`

/**
 * Takes up some instances of one account whose price is to be asked: those that were asked for, that are another thing than
 * they were, or that nobody asked about for a day, what waits longest first. Nothing of an account that is being taken up
 * already, that had its turn a moment ago, or whose inventory is being read.
 */
export async function claimPrices(): Promise<PriceLease[]> {
  return db().transaction(async (tx) => {
    const { rows: turn } = await tx.execute<{ free: boolean }>(sql`select pg_try_advisory_xact_lock(${CLAIMS}) as free`)
    if (!turn[0]?.free) return []
    const { rows } = await tx.execute<{
      ref: string
      account_id: string
      service: ServiceId
      region: string
      instance_id: string
      about: string
      fence: string
    }>(sql`
      with due as (
        select ${inventory.ref} as ref, ${inventory.accountId} as account_id, ${inventory.service} as service,
          ${inventory.region} as region, ${inventory.instanceId} as instance_id, ${ABOUT} as about,
          ${priceReadings.requestedAt} as requested_at, ${priceReadings.nextAt} as next_at
        from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId}
          left join ${priceReadings} on ${priceReadings.ref} = ${inventory.ref}
        where ${inventory.goneAt} is null and not ${accounts.paused} and ${QUOTED}
          and ${inventory.service} = any(${accounts.services}) and ${inventory.chargeType} <> 'unknown'
          and (${priceReadings.ref} is null or (${FREE} and (${WANTED}
            or ${priceReadings.nextAt} <= now() or ${priceReadings.about} <> ${ABOUT})))
          and not exists (select from ${priceReadings} as p where p.account_id = ${inventory.accountId}
            and (p.lease_until > now() or p.started_at > now() - ${PAUSE}))
          and not exists (select from ${shards} where ${shards.accountId} = ${inventory.accountId}
            and ${shards.leaseUntil} > now())),
      first as (select account_id from due order by requested_at nulls last, next_at nulls first, ref limit 1),
      go as (
        select due.* from due join first on first.account_id = due.account_id
        order by requested_at nulls last, next_at nulls first, ref limit ${A_GO})
      insert into ${priceReadings} (ref, account_id, about, started_at, lease_until, fence)
        select ref, account_id, about, now(), now() + ${LEASE}, 1 from go
      on conflict (ref) do update set about = excluded.about, started_at = now(), lease_until = now() + ${LEASE},
        fence = ${priceReadings.fence} + 1
      returning ref, account_id, about, fence,
        (select service from go where go.ref = ${priceReadings.ref}) as service,
        (select region from go where go.ref = ${priceReadings.ref}) as region,
        (select instance_id from go where go.ref = ${priceReadings.ref}) as instance_id`)
    return rows.map(({ ref, account_id, service, region, instance_id, about, fence }) => ({
      ref,
      accountId: account_id,
      service,
      region,
      id: instance_id,
      about,
      fence: Number(fence),
    }))
  })
}

/** Spread a little, so that what was asked together is not due together for ever. */
const NEXT = sql`now() + make_interval(secs => ${ASK_EVERY_HOURS * 3_600}::float8 * (0.9 + 0.2 * random()))`
/** A request that came after the question asks for another one. */
const ANSWERED = sql`requested_at = case when ${priceReadings.requestedAt} > ${priceReadings.startedAt} then ${priceReadings.requestedAt} end`

/** Gives the lease back with what became of it; false when somebody else has it by now. */
export async function endPriceLease(
  { ref, fence }: PriceLease,
  outcome:
    | 'told'
    | { kind: string; code?: string; message?: string; refused: boolean }
    | 'released'
    | { pause: number },
  on: Pick<ReturnType<typeof db>, 'execute'> = db(),
): Promise<boolean> {
  const { rowCount } = await on.execute(sql`
    update ${priceReadings} set ${setFor(outcome)}, lease_until = null
    where ${priceReadings.ref} = ${ref} and ${priceReadings.fence} = ${fence}`)
  return rowCount === 1
}

function setFor(outcome: Parameters<typeof endPriceLease>[1]): SQL {
  if (outcome === 'told') {
    return sql`read_at = now(), failed_at = null, error_kind = null, error_code = null, error_message = null,
      next_at = ${NEXT}, ${ANSWERED}`
  }
  if (outcome === 'released') return sql`started_at = null`
  if ('pause' in outcome) {
    const then = sql`now() + make_interval(mins => ${outcome.pause}::int)`
    // What was asked for is still asked for.
    return sql`next_at = case when ${priceReadings.requestedAt} is null then greatest(next_at, ${then}) else ${then} end`
  }
  const { kind, code, message, refused } = outcome
  return sql`failed_at = now(), error_kind = ${kind}, error_code = ${code ?? null},
    error_message = ${message?.replaceAll('\0', '\uFFFD').slice(0, 500) ?? null},
    next_at = now() + ${refused ? sql`make_interval(hours => ${REFUSED_HOURS})` : sql`make_interval(mins => ${RETRY_MINUTES})`},
    ${ANSWERED}`
}
