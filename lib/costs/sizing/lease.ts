import { sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { collections, metricCollections } from '@/lib/db/collection-schema'
import { accounts, inventory } from '@/lib/db/schema'
import { sizingReadings as readings } from '@/lib/db/sizing-schema'
import { REACH_FROM } from '@/lib/metrics/lease'
import type { SizingResult } from '@/lib/model/sizing'
import type { ServiceId } from '@/lib/operation'
import { MONITOR_OF } from '@/lib/providers/monitor-registry'
import { ABOUT } from '../about'
import type { Curves } from './evidence'
import { SIZING_VERSION } from './thresholds'

/** Services whose metrics can be kept, as a condition. */
export const MONITORED = sql`${inventory.service} in (${sql.join(
  Object.entries(MONITOR_OF).flatMap(([service, { keeps }]) => (keeps ? [sql`${service}`] : [])),
  sql`, `,
)})`

/** Longer than a look takes, with its calls; who died is followed by somebody else after that. */
const LEASE = sql`interval '3 minutes'`
/** Thirty days change little in half a day. Spread a little, so that what was done together is not due together for ever. */
const AGAIN = sql`make_interval(secs => (12 * 3600 * (0.9 + 0.2 * random()))::float8)`
const RETRY = sql`interval '30 minutes'`
/**
 * Nothing is said of an instance while what its cloud still has of the past is being read, unless that does not succeed. What
 * began in the middle of an hour whose minutes are gone is not read further back.
 */
const READ = sql`(${metricCollections.failures} > 3 or ${metricCollections.keptTo} > now() - interval '1 hour'
  and (${metricCollections.keptFrom} <= ${REACH_FROM} + interval '1 hour'
    or ${metricCollections.keptFrom} <> date_trunc('hour', ${metricCollections.keptFrom}, 'UTC')))`

export interface SizingLease {
  ref: string
  accountId: string
  service: ServiceId
  region: string
  id: string
  /** The size that is looked at. */
  about: string
  fence: number
}

/**
 * Takes an instance that was not looked at for half a day, or not with this size or these thresholds, the one that waits longest
 * first; of a paused account none. Safe from several processes.
 */
export async function claimSizing(): Promise<SizingLease | undefined> {
  const { rows } = await db().execute<{
    ref: string
    account_id: string
    about: string
    fence: string
    service: ServiceId
    region: string
    instance_id: string
  }>(sql`
    with due as (
      select ${inventory.ref} as ref, ${inventory.accountId} as account_id, ${inventory.service} as service,
        ${inventory.region} as region, ${inventory.instanceId} as instance_id, ${ABOUT} as about, ${SIZING_VERSION} as version
      from ${collections} join ${inventory} on ${inventory.ref} = ${collections.ref}
        join ${accounts} on ${accounts.id} = ${inventory.accountId}
        join ${metricCollections} on ${metricCollections.ref} = ${inventory.ref}
        left join ${readings} on ${readings.ref} = ${inventory.ref}
      where ${inventory.goneAt} is null and not ${accounts.paused} and ${MONITORED} and ${READ}
        and (${readings.ref} is null or ((${readings.leaseUntil} is null or ${readings.leaseUntil} < now())
          and (${readings.nextAt} <= now() or ${readings.about} <> ${ABOUT} or ${readings.version} <> ${SIZING_VERSION})))
      order by ${readings.nextAt} nulls first, ${inventory.ref} limit 1)
    insert into ${readings} (ref, account_id, about, version, lease_until, fence)
      select ref, account_id, about, version, now() + ${LEASE}, 1 from due
    on conflict (ref) do update set about = excluded.about, version = excluded.version, lease_until = excluded.lease_until,
      fence = ${readings.fence} + 1
    where ${readings.leaseUntil} is null or ${readings.leaseUntil} < now()
    returning ref, account_id, about, fence, (select service from due) as service, (select region from due) as region,
      (select instance_id from due) as instance_id`)
  const row = rows[0]
  return (
    row && {
      ref: row.ref,
      accountId: row.account_id,
      service: row.service,
      region: row.region,
      id: row.instance_id,
      about: row.about,
      fence: Number(row.fence),
    }
  )
}

/**
 * Keeps what was found; `whole` is false where a cloud could not be asked, and then it is tried again soon. Nothing, when the lease
 * is somebody else's by now.
 */
export async function keepSizing(
  { ref, about, fence }: SizingLease,
  result: SizingResult,
  curves: Curves['curves'],
  whole: boolean,
): Promise<void> {
  const { price } = result
  const estimated = price?.before?.source === 'estimate' || price?.after?.source === 'estimate'
  await db().execute(sql`
    update ${readings} set result = ${JSON.stringify(result)}::jsonb, result_about = ${about},
      curves = ${JSON.stringify(curves)}::jsonb, kind = ${result.kind}, per_month = ${price?.perMonth ?? null}::numeric,
      currency = ${price?.after?.currency ?? null}, estimated = ${estimated}, version = ${result.version},
      next_at = now() + ${whole ? AGAIN : RETRY}, lease_until = null
    where ${readings.ref} = ${ref} and ${readings.fence} = ${fence}`)
}

/** Gives it back: to be taken up at once, or after a failure a while later. What was found before stays. */
export async function releaseSizing({ ref, fence }: SizingLease, failed: boolean): Promise<void> {
  await db().execute(sql`
    update ${readings} set lease_until = null, next_at = now() + ${failed ? RETRY : sql`interval '0'`}
    where ${readings.ref} = ${ref} and ${readings.fence} = ${fence}`)
}
