import { sql } from 'drizzle-orm'
import { inventory } from '@/lib/db/schema'
import { queryFilter } from '@/lib/inventory/filter'
import { run } from '@/lib/inventory/run'
import { visible } from '@/lib/inventory/select'
import type { Scope } from '@/lib/model/access'
import type { CoverageRow } from '@/lib/model/fleet-coverage'
import { parseQuery } from '@/lib/model/query'
import { COVERAGE_ROW, type CoverageOrder, coverageOrder, FROM_COVERAGE, STANDING, WAITING } from './select'

const MOST_REFS = 20_000

interface Search {
  q: string
  sort: CoverageOrder
}

const matching = (scope: Scope, q: string) => sql`${visible(scope)} and ${queryFilter(parseQuery(q))}`

/** A window of the list of coverage as the JSON text of a `CoverageWindow`, built by the database. */
export async function coverageWindow(
  scope: Scope,
  { offset, limit, ...search }: Search & { offset: number; limit: number },
): Promise<string> {
  const query = parseQuery(search.q)
  // How many stand how is counted whatever standing is asked for, so that more can be chosen.
  const standing = { ...query, words: [], tokens: query.tokens.filter(({ field }) => field === 'coverage') }
  const rows = await run<{ body: string }>(sql`
    with found as materialized (
      select ${STANDING} as standing, ${WAITING} as waiting, ${queryFilter(standing)} as wanted
      ${FROM_COVERAGE} where ${visible(scope)} and ${queryFilter(query, ['coverage'])}),
    page as (
      select ${COVERAGE_ROW}::text as body, row_number() over (order by ${coverageOrder(search.sort)}) as at
      ${FROM_COVERAGE} where ${matching(scope, search.q)}
      order by ${coverageOrder(search.sort)} offset ${offset} limit ${limit})
    select '{"items":[' || coalesce((select string_agg(body, ',' order by at) from page), '') || '],'
      || substr(json_build_object(
        'offset', ${offset}::int,
        'matched', (select count(*)::int from found where wanted),
        'total', (select count(*)::int ${FROM_COVERAGE} where ${visible(scope)}),
        'totals', json_build_object(
          'byStanding', (select coalesce(json_object_agg(standing, count), '{}') from
            (select standing, count(*)::int as count from found group by standing) as s),
          'waiting', (select count(*)::int from found where wanted and waiting)))::text, 2) as body`)
  return rows[0]?.body ?? ''
}

/** References of all that match, in the order of the list. */
export async function coverageRefs(scope: Scope, search: Search): Promise<string[]> {
  const rows = await run<{ ref: string }>(sql`
    select ${inventory.ref} as ref ${FROM_COVERAGE} where ${matching(scope, search.q)}
    order by ${coverageOrder(search.sort)} limit ${MOST_REFS}`)
  return rows.map(({ ref }) => ref)
}

/** The rows with these references, in their order; what is gone or out of scope is left out. */
export async function coverageRows(scope: Scope, refs: readonly string[]): Promise<CoverageRow[]> {
  const rows = await run<{ row: CoverageRow }>(sql`
    select ${COVERAGE_ROW} as row ${FROM_COVERAGE}
    where ${visible(scope)} and ${inventory.ref} = any(${sql.param(refs)}::text[])
    order by array_position(${sql.param(refs)}::text[], ${inventory.ref})`)
  return rows.map(({ row }) => row)
}
