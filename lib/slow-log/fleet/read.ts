import { type SQL, sql } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { collections } from '@/lib/db/collection-schema'
import { accounts, inventory } from '@/lib/db/schema'
import { queryFilter } from '@/lib/inventory/filter'
import { FROM, iso, visible } from '@/lib/inventory/select'
import type { Scope } from '@/lib/model/access'
import { parseQuery } from '@/lib/model/query'
import type { FleetInstance, FleetPattern, FleetSlow, SlowRemark } from '@/lib/model/slow-fleet'
import { SLOW_LOGS_OF } from '@/lib/providers/slow-log-registry'
import type { FleetQuery } from './params'

/** More rows than anybody reads; the answer says how many there are. */
const MOST_ROWS = 500
const MOST_CLIENTS = 5
const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS

/** Slow commands of every collected instance that matches, by pattern and instance, those that took most time first. */
export async function readFleetSlow(scope: Scope, { q, hours, kind }: FleetQuery): Promise<FleetSlow> {
  const now = Date.now()
  const from = new Date(Math.floor((now - hours * HOUR_MS) / MINUTE_MS) * MINUTE_MS)
  const fits = sql`${visible(scope)} and ${queryFilter(parseQuery(q))}`
  const [found, rows, without, uncollected] = await Promise.all([
    instancesOf(fits, kind, from),
    rowsOf(fits, kind, from, new Date(Math.floor((now - DAY_MS) / HOUR_MS) * HOUR_MS)),
    withoutLog(fits),
    countUncollected(fits),
  ])
  const archives = new Map(found.map((one) => [one.ref, one]))
  return {
    at: new Date(now).toISOString(),
    from: from.toISOString(),
    kind,
    rows: rows.map(({ total, wasSeen, weekAgoUs, ...row }): FleetPattern => {
      const archive = archives.get(row.ref)
      const keptFrom = Date.parse(archive?.keptFrom ?? '')
      const since = Date.parse(archive?.keptTo ?? '') - HOUR_MS - WEEK_MS
      // What nobody could read then is not known to have been less.
      const isKnown = keptFrom <= since && !archive?.holes.some((hole) => overlaps(hole, since, since + HOUR_MS))
      return {
        ...row,
        weekAgoUs: isKnown ? weekAgoUs : null,
        isNew: wasSeen ? false : keptFrom <= now - 2 * DAY_MS ? true : null,
      }
    }),
    rowCount: rows[0]?.total ?? 0,
    instances: found.map(({ holes, ...one }) => one),
    without,
    uncollected,
  }
}

const overlaps = (hole: { from: string; to: string }, from: number, to: number) =>
  Date.parse(hole.from) < to && Date.parse(hole.to) > from

/**
 * What slow commands from a moment on come to, by archive, pattern and client: sums of whole hours, and the records
 * themselves of the part of an hour at the beginning.
 */
const sumsFrom = (from: Date) => {
  const whole = new Date(Math.ceil(from.getTime() / HOUR_MS) * HOUR_MS).toISOString()
  return sql`summed as (
    select h.archive, h.pattern, h.client, h.count, h.total_us, h.max_us, h.first_at, h.last_at
      from slow_hours as h join mine as m on m.id = h.archive where h.hour >= ${whole}::timestamptz
    union all
    select r.archive, r.pattern, coalesce(r.client, ''), count(*), sum(r.us), max(r.us), min(r.at), max(r.at)
      from mine as m join slow_records as r on r.archive = m.id
        and r.at >= ${from.toISOString()}::timestamptz and r.at < ${whole}::timestamptz group by 1, 2, 3)`
}

/** Archives of what matches: those that hold something, or will. */
const mine = (fits: SQL, kind: string) => sql`mine as materialized (
  select a.id, a.ref, a.kept_from, a.kept_to from slow_archives as a join ${inventory} on ${inventory.ref} = a.ref
    join ${accounts} on ${accounts.id} = ${inventory.accountId}
  where a.kind = ${kind} and a.kept_to > a.kept_from and ${fits})`

interface KnownInstance extends FleetInstance {
  holes: { from: string; to: string }[]
}

async function instancesOf(fits: SQL, kind: string, from: Date): Promise<KnownInstance[]> {
  const { rows } = await db().execute<{ row: KnownInstance }>(sql`
    with ${mine(fits, kind)}, ${sumsFrom(from)},
    sums as (
      select h.archive, sum(h.count)::int as count, sum(h.total_us)::float8 as total_us, count(distinct h.pattern)::int as patterns
      from summed as h group by 1)
    select json_build_object('ref', a.ref,
      'key', json_build_object('service', ${inventory.service}, 'accountId', ${inventory.accountId},
        'region', ${inventory.region}, 'id', ${inventory.instanceId}),
      'name', coalesce(nullif(${inventory.name}, ''), ${inventory.instanceId}), 'environment', ${accounts.environment},
      'accountName', ${accounts.name}, 'count', coalesce(s.count, 0), 'totalUs', coalesce(s.total_us, 0),
      'patterns', coalesce(s.patterns, 0), 'keptFrom', ${iso(sql`a.kept_from`)}, 'keptTo', ${iso(sql`a.kept_to`)},
      'holes', a.holes,
      'failed', case when a.error_kind is null then null else json_build_object('kind', a.error_kind,
        'code', a.error_code, 'message', a.error_message) end) as row
    from slow_archives as a join ${inventory} on ${inventory.ref} = a.ref
      join ${accounts} on ${accounts.id} = ${inventory.accountId} left join sums as s on s.archive = a.id
    where a.kind = ${kind} and (a.kept_to > a.kept_from or a.error_kind is not null) and ${fits}
    order by coalesce(s.total_us, 0) desc, ${inventory.name}, a.ref`)
  return rows.map(({ row }) => row)
}

type Row = Omit<FleetPattern, 'isNew' | 'weekAgoUs'> & { total: number; wasSeen: boolean; weekAgoUs: number }

async function rowsOf(fits: SQL, kind: string, from: Date, newSince: Date): Promise<Row[]> {
  const hour = (before: SQL) => sql`
    select m.id as archive, r.pattern, r.us from mine as m cross join lateral (
      select pattern, sum(us)::float8 as us from slow_records where archive = m.id
        and at >= m.kept_to - ${before} - interval '1 hour' and at < m.kept_to - ${before} group by pattern) as r`
  const { rows } = await db().execute<{ row: Row & { remark: SlowRemark | null } }>(sql`
    with ${mine(fits, kind)}, ${sumsFrom(from)},
    clients as (
      select h.archive, h.pattern, h.client, sum(h.count)::int as count, sum(h.total_us)::float8 as total_us,
        max(h.max_us)::float8 as max_us, min(h.first_at) as first_at, max(h.last_at) as last_at
      from summed as h group by 1, 2, 3),
    sums as (
      select archive, pattern, sum(count)::int as count, sum(total_us) as total_us, max(max_us) as max_us,
        min(first_at) as first_at, max(last_at) as last_at, count(*)::int as clients
      from clients group by 1, 2),
    top as (
      select *, count(*) over ()::int as total from sums order by total_us desc, archive, pattern limit ${MOST_ROWS}),
    ranked as (
      select c.*, row_number() over (partition by c.archive, c.pattern order by c.total_us desc, c.client) as place
      from clients as c join top as t on t.archive = c.archive and t.pattern = c.pattern),
    named as (
      select archive, pattern, json_agg(json_build_object('client', nullif(client, ''), 'count', count, 'totalUs', total_us)
        order by place) as list from ranked where place <= ${MOST_CLIENTS} group by 1, 2),
    seen as (
      select distinct h.archive, h.pattern from slow_hours as h join mine as m on m.id = h.archive
      where h.hour < ${newSince.toISOString()}::timestamptz),
    last_hour as (${hour(sql`interval '0'`)}),
    week_ago as (${hour(sql`interval '7 days'`)})
    select json_build_object('ref', m.ref, 'id', p.id, 'pattern', p.pattern, 'count', t.count, 'totalUs', t.total_us,
      'maxUs', t.max_us, 'first', ${iso(sql`t.first_at`)}, 'last', ${iso(sql`t.last_at`)}, 'clients', n.list,
      'clientCount', t.clients, 'hourUs', coalesce(l.us, 0), 'weekAgoUs', coalesce(w.us, 0),
      'wasSeen', s.archive is not null, 'total', t.total,
      'remark', case when k.ref is null then null else json_build_object('mutedUntil', ${iso(sql`k.muted_until`)},
        'owner', k.owner, 'note', k.note, 'by', k.by, 'at', ${iso(sql`k.at`)}) end) as row
    from top as t join mine as m on m.id = t.archive join slow_patterns as p on p.id = t.pattern
      left join named as n on n.archive = t.archive and n.pattern = t.pattern
      left join seen as s on s.archive = t.archive and s.pattern = t.pattern
      left join last_hour as l on l.archive = t.archive and l.pattern = t.pattern
      left join week_ago as w on w.archive = t.archive and w.pattern = t.pattern
      left join slow_remarks as k on k.ref = m.ref and k.pattern = t.pattern
    order by t.total_us desc, t.archive, t.pattern`)
  return rows.map(({ row }) => row)
}

const services = sql`array[${sql.join(
  Object.keys(SLOW_LOGS_OF).map((service) => sql`${service}`),
  sql`, `,
)}]::text[]`
const hasLog = sql`(${inventory.service} = any(${services}) and ${inventory.engine} = 'redis')`

async function withoutLog(fits: SQL): Promise<FleetSlow['without']> {
  const { rows } = await db().execute<FleetSlow['without'][number] & Record<string, unknown>>(sql`
    select ${inventory.service} as service, ${inventory.engine} as engine, count(*)::int as count ${FROM}
      join ${collections} on ${collections.ref} = ${inventory.ref}
    where not ${hasLog} and ${fits} group by 1, 2 order by 1, 2`)
  return rows
}

async function countUncollected(fits: SQL): Promise<number> {
  const { rows } = await db().execute<{ count: number }>(sql`
    select count(*)::int as count ${FROM} where ${hasLog} and ${fits}
      and not exists (select from ${collections} where ${collections.ref} = ${inventory.ref})`)
  return rows[0]?.count ?? 0
}
