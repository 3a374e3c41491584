import { sql } from 'drizzle-orm'
import { canonicalJson } from '@/lib/audit/canonical'
import { accounts, inventory } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import { SOON_DAYS } from '@/lib/model/soon'
import { keptAnswer } from './kept'
import { run } from './run'
import { FROM, INSTANCE, visible } from './select'

const SHOWN = 10

/** The `Overview` of what a scope may see, as JSON text, in one statement. */
export const readOverview = (scope: Scope): Promise<string> =>
  keptAnswer(canonicalJson(['overview', scope]), () => findOverview(scope))

async function findOverview(scope: Scope): Promise<string> {
  const rows = await run<{ body: string }>(sql`
    with sights as materialized (
      select ${inventory.ref} as ref, ${inventory.service} as service, ${inventory.instanceId} as instance_id, ${inventory.provider} as provider, ${inventory.region} as region,
        ${inventory.status} as status, ${inventory.engine} as engine, ${inventory.version} as version,
        ${accounts.environment} as environment, ${accounts.team} as team, ${accounts.createdAt} as added_at,
        ${inventory.memoryMb} as memory_mb,
        ${inventory.chargeType} as charge_type, ${inventory.expiresAt} as expires_at
      ${FROM} where ${visible(scope)}),
    -- Of two sights of one instance the one whose account says more of it: its environment, then its team.
    seen as materialized (
      select distinct on (service, region, instance_id) * from sights
      order by service, region, instance_id, environment = '', team = '', added_at, ref),
    expiring as (
      select ref, expires_at from seen where charge_type = 'subscription' and status <> 'expired'
        and expires_at < now() + make_interval(days => ${SOON_DAYS})),
    trouble as (
      select ref, array_position(array['error', 'expired', 'locked', 'unknown'], status) as place
      from seen where status in ('error', 'expired', 'locked', 'unknown'))
    select json_build_object(
      'total', (select count(*)::int from seen),
      'doubles', (select count(*)::int from sights) - (select count(*)::int from seen),
      'byProvider', (select coalesce(json_agg(x), '[]') from (
        select provider, count(*)::int as count, coalesce(sum(memory_mb), 0) as "memoryMb"
        from seen group by provider order by provider) as x),
      'byStatus', (select coalesce(json_agg(x), '[]') from (
        select status, count(*)::int as count from seen group by status order by count(*) desc, status) as x),
      'byRegion', (select coalesce(json_agg(x), '[]') from (
        select provider, region, count(*)::int as count
        from seen group by provider, region order by count(*) desc, provider, region) as x),
      'byEngine', (select coalesce(json_agg(x), '[]') from (
        select engine, version, count(*)::int as count
        from seen group by engine, version order by engine desc, version nulls last) as x),
      'byEnvironment', (select coalesce(json_agg(x), '[]') from (
        select environment, count(*)::int as count
        from seen group by environment order by count(*) desc, environment) as x),
      'expiring', json_build_object(
        'count', (select count(*)::int from expiring),
        'ended', (select count(*)::int from expiring where expires_at < now()),
        'items', (select coalesce(json_agg(${INSTANCE} order by first.expires_at, first.ref), '[]') from
          (select * from expiring order by expires_at, ref limit ${SHOWN}) as first
          join ${inventory} on ${inventory.ref} = first.ref
          join ${accounts} on ${accounts.id} = ${inventory.accountId})),
      'trouble', json_build_object(
        'count', (select count(*)::int from trouble),
        'items', (select coalesce(json_agg(${INSTANCE} order by first.place, first.ref), '[]') from
          (select * from trouble order by place, ref limit ${SHOWN}) as first
          join ${inventory} on ${inventory.ref} = first.ref
          join ${accounts} on ${accounts.id} = ${inventory.accountId}))
    )::text as body`)
  return rows[0]?.body ?? ''
}
