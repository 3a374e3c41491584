import { sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { collections, metricCollections as kept } from '@/lib/db/collection-schema'
import { accounts, inventory, settings } from '@/lib/db/schema'
import type { CollectedSeries } from '@/lib/model/collection'
import { CLOUD_REACH_DAYS } from '@/lib/model/kept'
import { MINUTE_MS } from '@/lib/model/time-range'
import type { ServiceId } from '@/lib/operation'
import { MONITOR_OF } from '@/lib/providers/monitor-registry'
import { DEFAULT_SETTINGS, SETTINGS_KEY } from '@/lib/settings/settings'

/** Name of the job source that keeps metrics. */
export const METRICS = 'metrics'

/** What is new is read so often. */
export const EVERY_MS = 5 * MINUTE_MS
/** Longer than a reading takes, with its retries; who died is followed by somebody else after that. */
const LEASE = sql`interval '3 minutes'`

/** Services whose metrics can be kept. */
const SERVICES = sql`${inventory.service} in (${sql.join(
  Object.entries(MONITOR_OF).flatMap(([service, { keeps }]) => (keeps ? [sql`${service}`] : [])),
  sql`, `,
)})`

const days = (name: 'metricMinuteDays' | 'metricQuarterDays') => sql`(select make_interval(days => coalesce(
  (select (${settings.value} ->> ${name})::int from ${settings} where ${settings.key} = ${SETTINGS_KEY}),
  ${DEFAULT_SETTINGS[name]}::int)))`
/** So far back clouds tell the past. */
const CLOUD_REACH = sql`make_interval(days => ${CLOUD_REACH_DAYS}::int)`
/** So long values of a minute, and of a quarter of an hour, are kept. */
export const MINUTES_KEPT = days('metricMinuteDays')
export const QUARTERS_KEPT = days('metricQuarterDays')
/** Where reading backwards ends, of a row of `inventory`: so far back its cloud tells the past and something is kept. */
export const REACH_FROM = sql`greatest(date_trunc('hour', now() - least(${QUARTERS_KEPT}, ${CLOUD_REACH}), 'UTC') + interval '1 hour',
  date_trunc('hour', ${inventory.createdAt}, 'UTC'))`

export interface MetricLease {
  ref: string
  accountId: string
  service: ServiceId
  region: string
  id: string
  fence: number
  keptFrom: Date
  /** So far back its cloud tells the past and something of it is kept: whole hours. */
  reachFrom: Date
  /** Everything until then was read. */
  keptTo: Date
  /** Values of a minute are kept of what is as new as this; of what is older, those of a quarter of an hour alone. */
  minutesFrom: Date
  series: Record<string, CollectedSeries>
}

/**
 * Takes an instance whose metrics are due and that nobody reads, the one that waits longest first; of a paused account
 * none. One that was never read begins with the last day. Safe from several processes.
 */
export async function claimMetrics(): Promise<MetricLease | undefined> {
  await db().execute(sql`
    insert into ${kept} (ref, account_id, kept_from, kept_to)
    select ref, account_id, began_at, began_at from (
      select ${collections.ref} as ref, ${collections.accountId} as account_id,
        date_trunc('hour', greatest(now() - interval '1 day', ${inventory.createdAt}), 'UTC') as began_at
      from ${collections} join ${inventory} on ${inventory.ref} = ${collections.ref}
      where ${SERVICES} and not exists (select from ${kept} where ${kept.ref} = ${collections.ref})) as new
    on conflict do nothing`)
  const { rows } = await db().execute<{
    ref: string
    account_id: string
    service: ServiceId
    region: string
    instance_id: string
    fence: string
    kept_from: Date | string
    kept_to: Date | string
    minutes_from: Date | string
    reach_from: Date | string
    series: Record<string, CollectedSeries>
  }>(sql`
    with due as (
      select k.ref, ${inventory.service} as service, ${inventory.region} as region, ${inventory.instanceId} as instance_id,
        ${REACH_FROM} as reach_from
      from ${kept} as k join ${inventory} on ${inventory.ref} = k.ref join ${accounts} on ${accounts.id} = k.account_id
      where k.due_at <= now() and not ${accounts.paused} and ${inventory.goneAt} is null
        and (k.lease_until is null or k.lease_until < now())
      -- What was before can wait for what is new, of whichever instance.
      order by k.kept_to > now() - ${EVERY_MS}::int * interval '1 millisecond', k.due_at limit 1 for update of k skip locked)
    update ${kept} set lease_until = now() + ${LEASE}, fence = ${kept.fence} + 1 from due where ${kept.ref} = due.ref
    returning ${kept.ref}, ${kept.accountId}, due.service, due.region, due.instance_id, ${kept.fence},
      ${kept.keptFrom}, ${kept.keptTo}, date_trunc('hour', now() - ${MINUTES_KEPT}, 'UTC') as minutes_from,
      due.reach_from, ${kept.series}`)
  const row = rows[0]
  return (
    row && {
      ref: row.ref,
      accountId: row.account_id,
      service: row.service,
      region: row.region,
      id: row.instance_id,
      fence: Number(row.fence),
      keptFrom: new Date(row.kept_from),
      keptTo: new Date(row.kept_to),
      minutesFrom: new Date(row.minutes_from),
      reachFrom: new Date(row.reach_from),
      series: row.series,
    }
  )
}

/** Keeps that a reading failed: what it was for is read by the next one, which waits longer each time. */
export async function failMetrics(
  { ref, fence }: MetricLease,
  { kind, code, message }: { kind: string; code?: string; message?: string },
): Promise<void> {
  await db().execute(sql`
    update ${kept} set failures = failures + 1, lease_until = null, error_kind = ${kind}, error_code = ${code ?? null},
      error_message = ${message?.replaceAll('\0', '\uFFFD').slice(0, 500) ?? null},
      due_at = now() + least(interval '1 hour', interval '1 minute' * power(2, least(failures, 6)))
    where ${kept.ref} = ${ref} and ${kept.fence} = ${fence}`)
}

/** Gives it back, for another worker to take at once. */
export async function releaseMetrics({ ref, fence }: MetricLease): Promise<void> {
  await db().execute(sql`update ${kept} set lease_until = null where ${kept.ref} = ${ref} and ${kept.fence} = ${fence}`)
}

/** Removes what is older than the settings say, of every instance. */
export async function forgetOld(): Promise<void> {
  await db().execute(sql`delete from metric_minutes where hour < date_trunc('hour', now() - ${MINUTES_KEPT}, 'UTC')`)
  await db().execute(sql`delete from metric_quarters where day < date_trunc('day', now() - ${QUARTERS_KEPT}, 'UTC')`)
}
