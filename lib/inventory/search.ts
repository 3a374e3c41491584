import { type SQL, sql } from 'drizzle-orm'
import { canonicalJson } from '@/lib/audit/canonical'
import { accounts, inventory } from '@/lib/db/schema'
import type { Scope } from '@/lib/model/access'
import type { Facets } from '@/lib/model/fleet'
import { parseQuery } from '@/lib/model/query'
import type { Field } from '@/lib/model/query-fields'
import { windowFromCopy } from './copy'
import { queryFilter, tokenFilter } from './filter'
import { keptAnswer } from './kept'
import { run } from './run'
import { FROM, INSTANCE, orderBy, SORTS, type Sort, visible, type WindowRequest } from './select'
import { jsonbText } from './store'

export const REFS_LIMIT = 20_000
const FACET_VALUES = 200

/**
 * A window of the list as the JSON text of an `InstanceWindow`: from this process's copy of the list where one stands
 * for the state of the database, else built by the database.
 */
export const searchWindow = (scope: Scope, request: WindowRequest): Promise<string> =>
  keptAnswer(
    canonicalJson(['window', scope, { ...request, sort: { ...request.sort } }]),
    async (generation) =>
      (generation === undefined ? undefined : await windowFromCopy(generation, scope, request)) ??
      findWindow(scope, request),
  )

/** The same by the database, in one statement, so that the server neither parses nor writes the rows. */
export async function findWindow(scope: Scope, request: WindowRequest): Promise<string> {
  const query = parseQuery(request.q)
  const keys = SORTS[request.sort.field]
  const named = keys.map((key, i) => sql`${key} as ${sql.raw(`k${i}`)}`)
  const orderOf = (table: string) =>
    orderBy(
      request.sort,
      keys.map((_, i) => sql.raw(`${table}.k${i}`)),
      sql.raw(`${table}.ref`),
    )
  const matched = sql`(select coalesce(sum(count), 0)::int from grouped)`
  const total = request.q.trim() === '' ? matched : sql`(select count(*)::int ${FROM} where ${visible(scope)})`
  const rows = await run<{ body: string }>(sql`
    with matching as materialized (
      select ${inventory.ref} as ref, ${inventory.provider} as provider, ${inventory.region} as region,
        ${inventory.status} as status, ${inventory.memoryMb} as memory_mb, ${sql.join(named, sql`, `)}
      ${FROM} where ${visible(scope)} and ${queryFilter(query)}),
    page as (select * from matching order by ${orderOf('matching')} offset ${request.offset} limit ${request.limit}),
    grouped as (
      select provider, region, status, count(*)::int as count, sum(memory_mb) as memory_mb,
        (count(*) filter (where memory_mb is null))::int as memory_unknown
      from matching group by provider, region, status)
    select '{"items":[' || coalesce((
        select string_agg((${INSTANCE})::text, ',' order by ${orderOf('page')})
        from page join ${inventory} on ${inventory.ref} = page.ref
          join ${accounts} on ${accounts.id} = ${inventory.accountId}), '')
      || '],' || substr(json_build_object(
        'offset', ${request.offset}::int,
        'matched', ${matched},
        'total', ${total},
        'totals', json_build_object(
          'regions', (select count(distinct (provider, region))::int from grouped),
          'memoryMb', (select coalesce(sum(memory_mb), 0) from grouped),
          'memoryUnknown', (select coalesce(sum(memory_unknown), 0)::int from grouped),
          'byStatus', (select coalesce(json_object_agg(status, count), '{}') from
            (select status, sum(count)::int as count from grouped group by status) as s)),
        'errors', ${jsonbText(query.errors)}::json)::text, 2) as body`)
  return rows[0]?.body ?? ''
}

/** References of everything that matches, in the order of the list; at most `REFS_LIMIT`. */
export async function searchRefs(scope: Scope, q: string, sort: Sort): Promise<string[]> {
  const rows = await run<{ ref: string }>(sql`
    select ${inventory.ref} as ref ${FROM} where ${visible(scope)} and ${queryFilter(parseQuery(q))}
    order by ${orderBy(sort)} limit ${REFS_LIMIT}`)
  return rows.map(({ ref }) => ref)
}

const FACETS = {
  provider: sql`${inventory.provider}`,
  service: sql`${inventory.service}`,
  account: sql`${accounts.name}`,
  region: sql`${inventory.region}`,
  zone: sql`${inventory.zone}`,
  engine: sql`${inventory.engine}`,
  version: sql`${inventory.version}`,
  arch: sql`${inventory.architecture}`,
  status: sql`${inventory.status}`,
  env: sql`${accounts.environment}`,
  team: sql`${accounts.team}`,
  charge: sql`${inventory.chargeType}`,
  tag: sql`${inventory.tags}`,
} as const satisfies Partial<Record<Field, SQL>>

/**
 * The values of each field with how many instances have them, most frequent first. A field's own tokens do not
 * narrow its own menu, so that more values can be chosen.
 */
export const facetsText = (scope: Scope, q: string): Promise<string> =>
  keptAnswer(canonicalJson(['facets', scope, q]), async () => JSON.stringify(await searchFacets(scope, q)))

/** What `facetsText` writes. */
export async function searchFacets(scope: Scope, q: string): Promise<Facets> {
  const query = parseQuery(q)
  const fields = Object.keys(FACETS) as (keyof typeof FACETS)[] // keys of a literal held by `satisfies`
  const filtered = fields.filter((field) => query.tokens.some((token) => token.field === field))
  const own = (field: string) => sql.raw(`f_${field}`)
  const columns = fields.map((field) => sql`${FACETS[field]} as ${sql.raw(`v_${field}`)}`)
  const conditions = filtered.map((field) => {
    const tokens = query.tokens.filter((token) => token.field === field).map(tokenFilter)
    return sql`coalesce(${sql.join(tokens, sql` and `)}, false) as ${own(field)}`
  })
  const counts = fields.map((field) => {
    const others = filtered.filter((other) => other !== field).map(own)
    const where = others.length > 0 ? sql.join(others, sql` and `) : sql`true`
    const value = sql.raw(field === 'tag' ? 'unnest(v_tag)' : `v_${field}`)
    return sql`(select ${field}::text as field, value, count(*)::int as count
      from (select ${value} as value from matching where ${where}) as v
      where coalesce(value, '') <> '' group by value order by count(*) desc, value limit ${FACET_VALUES})`
  })
  const rows = await run<{ field: string; value: string; count: number }>(sql`
    with matching as materialized (
      select ${sql.join([...columns, ...conditions], sql`, `)}
      ${FROM} where ${visible(scope)} and ${queryFilter(query, filtered)})
    ${sql.join(counts, sql` union all `)}`)
  const facets: Facets = Object.fromEntries(fields.map((field) => [field, []]))
  for (const { field, value, count } of rows) facets[field]?.push({ value, count })
  return facets
}
