import { sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { collections } from '@/lib/db/collection-schema'
import { accounts, inventory, settings } from '@/lib/db/schema'
import { slowArchives as archive } from '@/lib/db/slow-log-schema'
import type { SlowKind } from '@/lib/model/slow-log'
import type { ServiceId } from '@/lib/operation'
import { SLOW_LOGS_OF } from '@/lib/providers/slow-log-registry'
import { DEFAULT_SETTINGS, SETTINGS_KEY } from '@/lib/settings/settings'

/** Name of the job source that keeps slow commands. */
export const SLOW_LOGS = 'slow-logs'

/** Longer than a reading takes, with its retries; who died is followed by somebody else after that. */
const LEASE = sql`interval '3 minutes'`
/** So far back the first reading goes where a cloud does not say how long it keeps records. */
const UNTOLD_MS = 3 * 86_400_000
/** The first reading is of so much; what was before that follows. */
const FIRST = sql`interval '3 hours'`
/** What a cloud is about to forget is not asked for. */
const EDGE = sql`interval '5 minutes'`

const services = Object.entries(SLOW_LOGS_OF)
const SERVICES = sql`${inventory.service} in (${sql.join(
  services.map(([service]) => sql`${service}`),
  sql`, `,
)})`
const CLOUD_KEEPS = sql`(case ${inventory.service} ${sql.join(
  services.map(
    ([service, { keptMs }]) => sql`when ${service} then make_interval(secs => ${(keptMs ?? UNTOLD_MS) / 1_000}::int)`,
  ),
  sql` `,
)} end)`

/** So long slow commands are kept. */
export const SLOW_KEPT = sql`(select make_interval(days => coalesce(
  (select (${settings.value} ->> 'slowLogDays')::int from ${settings} where ${settings.key} = ${SETTINGS_KEY}),
  ${DEFAULT_SETTINGS.slowLogDays}::int)))`

export interface SlowLease {
  /** Of its archive. */
  archive: number
  ref: string
  kind: SlowKind
  accountId: string
  service: ServiceId
  region: string
  id: string
  fence: number
  keptFrom: Date
  /** Everything until then was read. */
  keptTo: Date
  /** What is before `keptFrom` is still to be read from here on. */
  fillFrom: Date
  /** Readings in a row that failed. */
  failures: number
}

/**
 * Takes a slow log that is due and that nobody reads, the one that waits longest first; of a paused account none. One
 * that was never read begins three hours ago, and what its cloud has from before follows. Safe from several processes.
 */
export async function claimSlowLog(): Promise<SlowLease | undefined> {
  await db().execute(sql`
    insert into ${archive} (ref, kind, account_id, kept_from, kept_to, fill_from)
    select ref, kind, account_id, first_at, first_at, began_at from (
      select *, greatest(began_at, date_trunc('minute', now() - ${FIRST})) as first_at from (
      select ${collections.ref} as ref, kind, ${collections.accountId} as account_id,
        date_trunc('minute', greatest(now() - least(${CLOUD_KEEPS}, ${SLOW_KEPT}) + ${EDGE}, ${inventory.createdAt})) as began_at
      from ${collections} join ${inventory} on ${inventory.ref} = ${collections.ref}
        cross join (values ('db'), ('proxy')) as kinds (kind)
      where ${SERVICES} and not exists (
        select from ${archive} where ${archive.ref} = ${collections.ref} and ${archive.kind} = kinds.kind)) as new) as new
    on conflict do nothing`)
  const { rows } = await db().execute<{
    archive: number
    ref: string
    kind: SlowKind
    account_id: string
    service: ServiceId
    region: string
    instance_id: string
    fence: string
    kept_from: Date | string
    kept_to: Date | string
    fill_from: Date | string
    failures: number
  }>(sql`
    with due as (
      select a.id, ${inventory.service} as service, ${inventory.region} as region, ${inventory.instanceId} as instance_id
      from ${archive} as a join ${collections} on ${collections.ref} = a.ref
        join ${inventory} on ${inventory.ref} = a.ref join ${accounts} on ${accounts.id} = a.account_id
      where a.due_at <= now() and not ${accounts.paused} and ${inventory.goneAt} is null
        and (a.lease_until is null or a.lease_until < now())
      order by a.due_at, a.kind limit 1 for update of a skip locked)
    update ${archive} set lease_until = now() + ${LEASE}, fence = ${archive.fence} + 1 from due where ${archive.id} = due.id
    returning ${archive.id} as archive, ${archive.ref}, ${archive.kind}, ${archive.accountId}, due.service, due.region,
      due.instance_id, ${archive.fence}, ${archive.keptFrom}, ${archive.keptTo}, ${archive.fillFrom}, ${archive.failures}`)
  const row = rows[0]
  return (
    row && {
      archive: row.archive,
      ref: row.ref,
      kind: row.kind,
      accountId: row.account_id,
      service: row.service,
      region: row.region,
      id: row.instance_id,
      fence: Number(row.fence),
      keptFrom: new Date(row.kept_from),
      keptTo: new Date(row.kept_to),
      fillFrom: new Date(row.fill_from),
      failures: row.failures,
    }
  )
}

/** Keeps that a reading failed: what it was for is read by the next one, which waits longer each time. */
export async function failSlowLog(
  { archive: id, fence }: SlowLease,
  { kind, code, message }: { kind: string; code?: string; message?: string },
): Promise<void> {
  await db().execute(sql`
    update ${archive} set failures = failures + 1, lease_until = null, error_kind = ${kind}, error_code = ${code ?? null},
      error_message = ${message?.replaceAll('\0', '\uFFFD').slice(0, 500) ?? null},
      due_at = now() + least(interval '1 hour', interval '1 minute' * power(2, least(failures, 6)))
    where ${archive.id} = ${id} and ${archive.fence} = ${fence}`)
}

/** Gives it back, for another worker to take when it is due. */
export async function releaseSlowLog({ archive: id, fence }: SlowLease, dueAt?: Date): Promise<void> {
  await db().execute(sql`
    update ${archive} set lease_until = null, due_at = coalesce(${dueAt?.toISOString() ?? null}::timestamptz, due_at)
    where ${archive.id} = ${id} and ${archive.fence} = ${fence}`)
}

/** Removes what is older than the setting says, of every instance; and archives that nobody fills and that are empty. */
export async function forgetSlow(): Promise<void> {
  const { rows } = await db().execute<{ id: number }>(sql`select id from ${archive}`)
  for (const { id } of rows) {
    await db().execute(sql`delete from slow_records where archive = ${id} and at < now() - ${SLOW_KEPT}`)
    await db().execute(
      sql`delete from slow_hours where archive = ${id} and hour < date_trunc('hour', now() - ${SLOW_KEPT}, 'UTC')`,
    )
  }
  await db().execute(sql`
    delete from ${archive} where ${archive.keptTo} < now() - ${SLOW_KEPT}
      and not exists (select from ${collections} where ${collections.ref} = ${archive.ref})`)
}
