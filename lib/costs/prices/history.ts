import { sql } from 'drizzle-orm'
import { scopeFilter } from '@/lib/bff/permission'
import { priceFacts } from '@/lib/db/cost-schema'
import { accounts, inventory } from '@/lib/db/schema'
import { queryFilter } from '@/lib/inventory/filter'
import { run } from '@/lib/inventory/run'
import { iso } from '@/lib/inventory/select'
import type { Scope } from '@/lib/model/access'
import { keyOf } from '@/lib/model/instance'
import type { PriceFact, PriceFacts, PriceShow } from '@/lib/model/price-fact'
import { parseQuery } from '@/lib/model/query'

const PAGE = 100

const FACT = sql`json_build_object(
  'id', ${priceFacts.id}, 'ref', ${priceFacts.ref}, 'name', coalesce(${inventory.name}, ''),
  'there', ${inventory.ref} is not null and ${inventory.goneAt} is null, 'accountName', ${accounts.name},
  'asked', ${priceFacts.asked}, 'operation', ${priceFacts.operation}, 'orderType', ${priceFacts.orderType},
  'amount', trim_scale(${priceFacts.amount})::text, 'currency', ${priceFacts.currency}, 'unit', ${priceFacts.unit},
  'count', ${priceFacts.count}, 'original', trim_scale(${priceFacts.original})::text,
  'discount', trim_scale(${priceFacts.discount})::text, 'coupons', ${priceFacts.coupons},
  'promotions', ${priceFacts.promotions}, 'requestId', ${priceFacts.requestId}, 'toldAt', ${iso(sql`${priceFacts.toldAt}`)},
  'confirmedAt', ${iso(sql`${priceFacts.confirmedAt}`)}, 'endedAt', ${iso(sql`${priceFacts.endedAt}`)})`

/**
 * What clouds answered about prices in a scope, newest first. A query looks at instances that the inventory still has; without
 * one those that are gone are there too, as what they cost is history.
 */
export async function priceHistory(
  scope: Scope,
  { q, show, before }: { q: string; show: PriceShow; before?: number | undefined },
): Promise<PriceFacts> {
  const from = sql`from ${priceFacts} join ${accounts} on ${accounts.id} = ${priceFacts.accountId}
    left join ${inventory} on ${inventory.ref} = ${priceFacts.ref}
    where ${scopeFilter(scope)} and ${queryFilter(parseQuery(q))}
      and ${show === 'now' ? sql`${priceFacts.endedAt} is null and ${inventory.goneAt} is null and ${inventory.ref} is not null` : sql`true`}`
  const [rows, counted] = await Promise.all([
    run<{ fact: Omit<PriceFact, 'service' | 'region' | 'instanceId'> }>(sql`
      select ${FACT} as fact ${from} and ${before === undefined ? sql`true` : sql`${priceFacts.id} < ${before}`}
      order by ${priceFacts.id} desc limit ${PAGE + 1}`),
    before === undefined ? run<{ matched: number }>(sql`select count(*)::int as matched ${from}`) : [],
  ])
  const items = rows.slice(0, PAGE).flatMap(({ fact }): PriceFact[] => {
    const key = keyOf(fact.ref)
    return key ? [{ ...fact, service: key.service, region: key.region, instanceId: key.id }] : []
  })
  return {
    items,
    matched: counted[0]?.matched ?? null,
    next: rows.length > PAGE ? (rows[PAGE - 1]?.fact.id ?? null) : null,
  }
}
