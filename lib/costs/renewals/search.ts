import { sql } from 'drizzle-orm'
import { accounts, inventory } from '@/lib/db/schema'
import { queryFilter } from '@/lib/inventory/filter'
import { run } from '@/lib/inventory/run'
import { visible } from '@/lib/inventory/select'
import type { Scope } from '@/lib/model/access'
import { parseQuery } from '@/lib/model/query'
import { type RenewalRow, type RenewalShow, RenewalSum } from '@/lib/model/renewal'
import { AFTER_END_OF } from '@/lib/providers/after-end'
import { ABOUT } from '../about'
import { readExchange } from '../exchange'
import { type Conversion, conversionAt } from './convert'
import {
  AUTOMATIC,
  BY_THE_HOUR,
  FROM_RENEWALS,
  HOURLY_CURRENCY,
  HOURLY_IS_ESTIMATE,
  MONTH,
  PAID_AHEAD,
  PRICE,
  RENEWAL_ROW,
  type RenewalOrder,
  renewalOrder,
  SAVING,
  shown,
} from './select'

const MOST_REFS = 20_000

interface Search {
  q: string
  show: RenewalShow
  /** `RENEWAL_MONTH`, or empty for all. */
  month: string
  sort: RenewalOrder
}

/**
 * `seen`: what matches, whatever its month, each instance once; of two sights of one the one whose account says more of it, as
 * on the overview.
 */
const seen = (scope: Scope, { q, show }: Pick<Search, 'q' | 'show'>, { amount, currency }: Conversion = AS_TOLD) => sql`
  seen as materialized (
    select distinct on (${inventory.service}, ${inventory.region}, ${inventory.instanceId}) ${inventory.ref} as ref,
      ${MONTH} as month, ${AUTOMATIC} as automatic, coalesce(${PRICE.currency}, ${HOURLY_CURRENCY}) as told_in,
      ${amount(PRICE.amount, PRICE.currency)} as amount, ${currency(PRICE.currency)} as currency,
      ${PRICE.isEstimate} as estimate, ${amount(SAVING, HOURLY_CURRENCY)} as saving,
      ${currency(HOURLY_CURRENCY)} as hourly_currency
    ${FROM_RENEWALS} where ${visible(scope)} and ${shown(show)} and ${queryFilter(parseQuery(q))}
    order by ${inventory.service}, ${inventory.region}, ${inventory.instanceId}, ${accounts.environment} = '',
      ${accounts.team} = '', ${accounts.createdAt}, ${inventory.ref})`
const AS_TOLD = conversionAt({ currency: null, rates: [] }, 0)
const wanted = (month: string) => (month === '' ? sql`true` : sql`seen.month = ${month}`)

/** A window of the calendar as the JSON text of a `RenewalWindow`, built by the database. */
export async function renewalWindow(
  scope: Scope,
  { offset, limit, ...search }: Search & { offset: number; limit: number },
): Promise<string> {
  const { show, month, sort } = search
  const exchange = await readExchange()
  const conversion = conversionAt(exchange, Date.now())
  const rows = await run<{ body: string }>(sql`
    with ${seen(scope, search, conversion)},
    page as (
      select ${RENEWAL_ROW}::text as body, row_number() over (order by ${renewalOrder(sort)}) as at
      ${FROM_RENEWALS} join seen on seen.ref = ${inventory.ref} where ${wanted(month)}
      order by ${renewalOrder(sort)} offset ${offset} limit ${limit}),
    sums as (
      select month, currency, trim_scale(sum(amount))::text as amount,
        trim_scale(coalesce(sum(amount) filter (where estimate), 0))::text as estimated
      from seen where amount is not null group by month, currency),
    months as (
      select month, count(*)::int as count, count(*) filter (where automatic)::int as automatic,
        count(*) filter (where amount is null)::int as "noPrice",
        (select coalesce(json_agg(json_build_object('currency', currency, 'amount', amount, 'estimated', estimated)
          order by currency), '[]') from sums where sums.month = seen.month) as sums
      from seen where ${show} = 'ending' group by month),
    savings as (
      select hourly_currency as currency, trim_scale(sum(saving))::text as amount, count(*)::int as count
      from seen where ${show} = 'hourly' and saving > 0 group by hourly_currency order by hourly_currency)
    select '{"items":[' || coalesce((select string_agg(body, ',' order by at) from page), '') || '],'
      || substr(json_build_object(
        'offset', ${offset}::int,
        'matched', (select count(*)::int from seen where ${wanted(month)}),
        'total', (select count(distinct (${inventory.service}, ${inventory.region}, ${inventory.instanceId}))::int
          from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId}
          where ${visible(scope)} and ${shown(show)}),
        -- What ended stands first, what ends nobody knows when last.
        'months', (select coalesce(json_agg(months order by months.month = 'unknown', months.month <> 'ended', months.month), '[]')
          from months),
        'savings', (select coalesce(json_agg(savings), '[]') from savings),
        'reporting', ${exchange.currency}::text,
        'used', (select coalesce(json_agg(rate order by rate ->> 'currency'), '[]')
          from jsonb_array_elements(${JSON.stringify(conversion.rates)}::jsonb) as used(rate)
          where rate ->> 'currency' in (select told_in from seen)),
        'paidAhead', ${JSON.stringify(PAID_AHEAD)}::json,
        'afterEnd', ${JSON.stringify(AFTER_END_OF)}::json)::text, 2) as body`)
  return rows[0]?.body ?? ''
}

/** References of all that match, in the order of the list. */
export async function renewalRefs(scope: Scope, search: Search): Promise<string[]> {
  const rows = await run<{ ref: string }>(sql`
    with ${seen(scope, search)}
    select ${inventory.ref} as ref ${FROM_RENEWALS} join seen on seen.ref = ${inventory.ref} where ${wanted(search.month)}
    order by ${renewalOrder(search.sort)} limit ${MOST_REFS}`)
  return rows.map(({ ref }) => ref)
}

/** What clouds told of renewing, or of a subscription, for so many months: of what each instance is now. */
const toldTerms = (scope: Scope, refs: readonly string[]) => sql`
  select distinct on (f.ref, f.count) f.ref, f.count as months, f.currency, f.amount,
    case ${inventory.chargeType} when 'subscription' then 'renew' else 'to-subscription' end as action
  from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId}
    join price_facts as f on f.ref = ${inventory.ref} and f.ended_at is null and f.about = ${ABOUT} and f.unit = 'month'
      and f.asked = any(case ${inventory.chargeType} when 'subscription' then array['renewal', 'auto-renewal']
        when 'pay-as-you-go' then array['subscription', 'subscription-year'] end)
  where ${visible(scope)} and ${inventory.ref} = any(${sql.param(refs)}::text[])
  order by f.ref, f.count, f.confirmed_at desc`

/** What chosen instances come to; what is gone or out of scope is in no sum. */
export async function renewalSum(scope: Scope, refs: readonly string[]): Promise<RenewalSum> {
  const { amount, currency } = conversionAt(await readExchange(), Date.now())
  const rows = await run<{ chosen: RenewalSum }>(sql`
    with chosen as (
      select ${inventory.chargeType} as charge, ${amount(PRICE.amount, PRICE.currency)} as amount,
        ${currency(PRICE.currency)} as currency, ${PRICE.isEstimate} as estimate,
        ${amount(BY_THE_HOUR, HOURLY_CURRENCY)} as hourly, ${currency(HOURLY_CURRENCY)} as hourly_currency,
        ${HOURLY_IS_ESTIMATE} as hourly_estimate, ${amount(SAVING, HOURLY_CURRENCY)} as saving
      ${FROM_RENEWALS} where ${visible(scope)} and ${inventory.ref} = any(${sql.param(refs)}::text[])),
    ending as (
      select currency, trim_scale(sum(amount))::text as amount,
        trim_scale(coalesce(sum(amount) filter (where estimate), 0))::text as estimated
      from chosen where charge = 'subscription' and amount is not null group by currency order by sum(amount) desc),
    hourly as (
      select hourly_currency as currency, trim_scale(sum(hourly))::text as amount,
        trim_scale(coalesce(sum(hourly) filter (where hourly_estimate), 0))::text as estimated
      from chosen where charge = 'pay-as-you-go' and hourly is not null group by hourly_currency order by sum(hourly) desc),
    savings as (
      select hourly_currency as currency, trim_scale(sum(saving))::text as amount, count(*)::int as count
      from chosen where charge = 'pay-as-you-go' and saving > 0 group by hourly_currency order by hourly_currency),
    told as (${toldTerms(scope, refs)}),
    term_sums as (
      select action, months, currency, trim_scale(sum(amount))::text as amount, count(*)::int as known from told group by 1, 2, 3),
    terms as (
      select action, months, json_agg(json_build_object('currency', currency, 'amount', amount) order by currency) as sums,
        sum(known)::int as known
      from term_sums group by 1, 2 order by 1, 2)
    select json_build_object(
      'ending', json_build_object('sums', (select coalesce(json_agg(ending), '[]') from ending),
        'noPrice', (select count(*)::int from chosen where charge = 'subscription' and amount is null)),
      'hourly', json_build_object('sums', (select coalesce(json_agg(hourly), '[]') from hourly),
        'noPrice', (select count(*)::int from chosen where charge = 'pay-as-you-go' and hourly is null)),
      'savings', (select coalesce(json_agg(savings), '[]') from savings),
      'terms', (select coalesce(json_agg(terms), '[]') from terms)) as chosen`)
  return RenewalSum.parse(rows[0]?.chosen)
}

/** The rows with these references, in their order; what is gone or out of scope is left out. */
export async function renewalRows(scope: Scope, refs: readonly string[]): Promise<RenewalRow[]> {
  const rows = await run<{ row: RenewalRow }>(sql`
    select ${RENEWAL_ROW} as row ${FROM_RENEWALS}
    where ${visible(scope)} and ${inventory.ref} = any(${sql.param(refs)}::text[])
    order by array_position(${sql.param(refs)}::text[], ${inventory.ref})`)
  return rows.map(({ row }) => row)
}
