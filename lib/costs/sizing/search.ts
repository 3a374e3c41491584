import { type SQL, sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { inScope } from '@/lib/bff/permission'
import { problem } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { collections, metricCollections } from '@/lib/db/collection-schema'
import { accounts, inventory } from '@/lib/db/schema'
import { sizingIgnores, sizingReadings } from '@/lib/db/sizing-schema'
import { queryFilter } from '@/lib/inventory/filter'
import { run } from '@/lib/inventory/run'
import { iso, visible } from '@/lib/inventory/select'
import type { Scope } from '@/lib/model/access'
import { BILLING_OFFSET_MINUTES } from '@/lib/model/cost'
import { type InstanceKey, refOf } from '@/lib/model/instance'
import { decimalOf, plus, times } from '@/lib/model/money'
import { parseQuery } from '@/lib/model/query'
import {
  SIZING_STATES,
  type SizingDetail,
  type SizingRow,
  type SizingShow,
  type SizingState,
  type SizingSum,
  type SizingWindow,
  STATES_OF,
} from '@/lib/model/sizing'
import { ABOUT } from '../about'
import { MONITORED } from './lease'
import { readThresholds, SIZING_VERSION } from './thresholds'

const TODAY = sql`((now() at time zone 'utc') + make_interval(mins => ${BILLING_OFFSET_MINUTES}::int))::date`

/** With what is known of each instance's size; a result of another size is none, and so is what is not ignored any more. */
const FROM = sql`from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId}
  left join ${collections} on ${collections.ref} = ${inventory.ref}
  left join ${metricCollections} on ${metricCollections.ref} = ${inventory.ref}
  left join ${sizingReadings} on ${sizingReadings.ref} = ${inventory.ref} and ${sizingReadings.resultAbout} = ${ABOUT}
    and ${collections.ref} is not null
  left join ${sizingIgnores} on ${sizingIgnores.ref} = ${inventory.ref} and ${sizingIgnores.kind} = ${sizingReadings.kind}
    and ${sizingIgnores.until} >= ${TODAY}`

const RESULT = sql`${sizingReadings.result}`
const IS_SHORT = sql`((${RESULT} #>> '{data,days}')::float8 < (${RESULT} #>> '{data,wantedDays}')::float8
  or (${RESULT} #>> '{data,coverage}')::float8 < (${RESULT} #>> '{data,wantedCoverage}')::float8)`

/** A `SizingState`. */
const STATE = sql`case when not ${MONITORED} then 'unmonitored' when ${collections.ref} is null then 'uncollected'
  when ${RESULT} is null then 'waiting' when ${sizingIgnores.ref} is not null then 'ignored'
  when ${sizingReadings.kind} is not null then ${sizingReadings.kind} when ${IS_SHORT} then 'short' else 'fine' end`

const STALE = sql`coalesce((${RESULT} ->> 'version')::int <> ${SIZING_VERSION}, false)`

/** A `SizingRow` of the model, as json; its curve is of what the first condition that held is about. */
const ROW = sql`json_build_object(
  'ref', ${inventory.ref},
  'key', json_build_object('service', ${inventory.service}, 'accountId', ${inventory.accountId},
    'region', ${inventory.region}, 'id', ${inventory.instanceId}),
  'provider', ${inventory.provider}, 'accountName', ${accounts.name}, 'environment', ${accounts.environment},
  'team', ${accounts.team}, 'name', ${inventory.name}, 'status', ${inventory.status},
  'class', ${inventory.facts} ->> 'class', 'memoryMb', ${inventory.memoryMb}, 'usedMemoryMb', ${inventory.usedMemoryMb},
  'state', ${STATE}, 'result', ${RESULT}, 'stale', ${STALE},
  'ignored', case when ${sizingIgnores.ref} is not null then json_build_object('kind', ${sizingIgnores.kind},
    'reason', ${sizingIgnores.reason}, 'until', ${sizingIgnores.until}, 'by', ${sizingIgnores.by},
    'at', ${iso(sql`${sizingIgnores.at}`)}) end,
  'collection', case when ${collections.ref} is not null and ${metricCollections.ref} is not null then json_build_object(
    'from', ${iso(sql`${metricCollections.keptFrom}`)}, 'to', ${iso(sql`${metricCollections.keptTo}`)},
    'failed', ${metricCollections.errorKind}) end,
  'curve', ${sizingReadings.curves} -> (${RESULT} #>> '{hits,0,checks,0,measure}'))`

interface Ask {
  q: string
  show: SizingShow
  offset: number
  limit: number
}

/** Of findings what saves most first, and what costs more last; of the others those first of which something is known. */
const ORDER: SQL = sql`case when seen.state in ('oversized', 'idle') then 0 else array_position(array[${sql.join(
  SIZING_STATES.map((state) => sql`${state}`),
  sql`, `,
)}]::text[], seen.state) end, seen.per_month nulls last, lower(seen.name collate "C"), seen.ref`

/** A window of what is said of sizes. Everything is from the database; the job asks the clouds. */
export async function sizingWindow(scope: Scope, { q, show, offset, limit }: Ask): Promise<SizingWindow> {
  const states = sql`any(${sql.param([...STATES_OF[show]])}::text[])`
  const [thresholds, rows] = await Promise.all([
    readThresholds(),
    run<{ items: SizingRow[] | null; parts: Part[] | null; stale: number }>(sql`
      with seen as materialized (
        select distinct on (${inventory.service}, ${inventory.region}, ${inventory.instanceId}) ${inventory.ref} as ref,
          ${inventory.name} as name, ${STATE} as state, ${STALE} as stale, ${RESULT} #>> '{target,id}' as target,
          ${sizingReadings.perMonth} as per_month, ${sizingReadings.currency} as currency, ${sizingReadings.estimated} as estimated
        ${FROM} where ${visible(scope)} and ${queryFilter(parseQuery(q))}
        -- Of two sights of one that which is collected, then that whose account says more of it.
        order by ${inventory.service}, ${inventory.region}, ${inventory.instanceId}, ${collections.ref} is null,
          ${accounts.environment} = '', ${accounts.team} = '', ${accounts.createdAt}, ${inventory.ref}),
      page as (
        select ref, row_number() over (order by ${ORDER}) as at from seen where state = ${states}
        order by at offset ${offset} limit ${limit}),
      parts as (
        select state, currency, (case when target is null then 'none' when per_month is null then 'unknown'
            when per_month < 0 then 'less' else 'more' end) as way, count(*)::int as count,
          trim_scale(coalesce(sum(per_month), 0))::text as amount,
          trim_scale(coalesce(sum(per_month) filter (where estimated), 0))::text as estimated
        from seen group by 1, 2, 3)
      select (select json_agg(${ROW} order by page.at) ${FROM} join page on page.ref = ${inventory.ref}) as items,
        (select json_agg(parts) from parts) as parts, (select count(*)::int from seen where stale) as stale`),
  ])
  const { items, parts, stale } = rows[0] ?? { items: null, parts: null, stale: 0 }
  const all = parts ?? []
  const counts = Object.fromEntries(SIZING_STATES.map((state) => [state, countOf(all, [state])])) as Record<
    SizingState,
    number
  > // one for each state
  const findings = all.filter(({ state }) => STATES_OF.findings.includes(state))
  return {
    items: items ?? [],
    offset,
    matched: countOf(all, STATES_OF[show]),
    counts,
    savings: sumsOf(findings, 'less'),
    extra: sumsOf(findings, 'more'),
    leftOut: {
      noClass: findings.reduce((sum, { way, count }) => (way === 'none' ? sum + count : sum), 0),
      noPrice: findings.reduce((sum, { way, count }) => (way === 'unknown' ? sum + count : sum), 0),
    },
    stale,
    thresholds,
  }
}

interface Part extends Record<string, unknown> {
  state: SizingState
  currency: string | null
  way: 'none' | 'unknown' | 'less' | 'more'
  count: number
  amount: string
  estimated: string
}

const countOf = (parts: readonly Part[], states: readonly SizingState[]) =>
  parts.reduce((sum, { state, count }) => (states.includes(state) ? sum + count : sum), 0)

/** Currencies apart; amounts without their sign, which `way` says. */
function sumsOf(parts: readonly Part[], way: Part['way']): SizingSum[] {
  const sums = new Map<string | null, SizingSum>()
  for (const { currency, count, amount, estimated } of parts.filter((part) => part.way === way)) {
    const sum = sums.get(currency)
    const add = (a: string | undefined, b: string) => plusUnsigned(a ?? '0', b)
    const perMonth = add(sum?.perMonth, amount)
    sums.set(currency, {
      currency,
      perMonth,
      perYear: times(perMonth, 12),
      estimated: add(sum?.estimated, estimated),
      instances: (sum?.instances ?? 0) + count,
    })
  }
  return [...sums.values()].sort((a, b) => ((a.currency ?? '') < (b.currency ?? '') ? -1 : 1))
}

/** One instance with everything that was looked at. Throws `not-found` and `forbidden-scope`. */
export async function sizingDetail(actor: Actor, key: InstanceKey): Promise<SizingDetail> {
  const ref = refOf(key)
  const { rows } = await db().execute<{
    row: SizingRow
    curves: SizingDetail['curves'] | null
    id: string
    environment: string
    team: string
  }>(sql`
    select ${ROW} as row, ${sizingReadings.curves} as curves, ${accounts.id} as id, ${accounts.environment} as environment,
      ${accounts.team} as team
    ${FROM} where ${inventory.ref} = ${ref} and ${inventory.goneAt} is null`)
  const [found] = rows
  if (!found) throw problem('not-found')
  if (!inScope(actor.scope, found)) throw problem('forbidden-scope')
  return { row: found.row, curves: found.curves ?? {} }
}

/** Adds an amount as it is far from zero. */
function plusUnsigned(sum: string, amount: string): string {
  const size = decimalOf(amount.replace(/^-/, '')) ?? '0'
  return plus(sum, size)
}
