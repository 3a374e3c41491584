import { type SQL, sql } from 'drizzle-orm'
import { priceReadings } from '@/lib/db/cost-schema'
import { accounts, inventory } from '@/lib/db/schema'
import { iso, SORTS } from '@/lib/inventory/select'
import { BILLING_OFFSET_MINUTES } from '@/lib/model/cost'
import { HOURS_A_MONTH } from '@/lib/model/plan-money'
import type { RenewalShow, RenewalSort } from '@/lib/model/renewal'
import { BILLING_OF } from '@/lib/providers/billing-registry'
import { ABOUT } from '../about'
import { payerOf } from '../payer'
import { QUOTED } from '../prices/lease'

/** The newest answer to one question about what the instance is now; none of another size or place. */
const fact = (asked: SQL) => sql`(select * from price_facts as f where f.ref = ${inventory.ref} and f.ended_at is null
  and f.about = ${ABOUT} and f.asked in (${asked}) and f.unit in ('hour', 'month') order by f.asked = 'auto-renewal' desc limit 1)`

/**
 * With what is known of renewing: `quote` of its cloud, for as long as it is renewed by itself, else for a month; `card` the
 * span of an estimate, of what is billed by the hour too; and of that `hour`, `month` and `year`.
 */
export const FROM_RENEWALS = sql`from ${inventory} join ${accounts} on ${accounts.id} = ${inventory.accountId}
  left join ${priceReadings} on ${priceReadings.ref} = ${inventory.ref}
  left join lateral ${fact(sql`'renewal', case when ${priceReadings.autoRenew} then 'auto-renewal' end`)} as quote
    on ${inventory.chargeType} = 'subscription'
  left join cost_spans as card on card.ref = ${inventory.ref} and card.until is null and card.source = 'estimate'

  left join lateral ${fact(sql`'purchase'`)} as hour on ${inventory.chargeType} = 'pay-as-you-go' and hour.unit = 'hour'
  left join lateral ${fact(sql`'subscription'`)} as month on hour.currency is not distinct from month.currency
  left join lateral ${fact(sql`'subscription-year'`)} as year on hour.currency is not distinct from year.currency`

export const shown = (show: RenewalShow): SQL =>
  sql`${inventory.chargeType} = ${show === 'ending' ? 'subscription' : 'pay-as-you-go'}`

export const AUTOMATIC = sql`coalesce(${priceReadings.autoRenew}, false)`

/** Services whose clouds say how long before the end an automatic renewal is paid, with the section of their manuals. */
export const PAID_AHEAD = Object.fromEntries(
  Object.entries(BILLING_OF).map(([service, { daysBefore, daysBeforeManual }]) => [
    service,
    { days: daysBefore, manual: daysBeforeManual },
  ]),
)

/** When the money of its automatic renewal is taken. */
const PAID_AT = sql`case when ${AUTOMATIC} then ${inventory.expiresAt} - make_interval(days => case ${inventory.service}
  ${sql.join(
    Object.entries(PAID_AHEAD).map(([service, { days }]) => sql`when ${service} then ${days}::int`),
    sql` `,
  )} end) end`

/** The month in which it ends, or in which its cloud renews it and takes the money; or why it is in none. */
export const MONTH = sql`case when ${inventory.expiresAt} is null then 'unknown'
  when ${inventory.expiresAt} <= now() then 'ended'
  else to_char((greatest(coalesce(${PAID_AT}, ${inventory.expiresAt}), now()) at time zone 'utc')
    + make_interval(mins => ${BILLING_OFFSET_MINUTES}::int), 'YYYY-MM') end`

export const PRICE = {
  amount: sql`case when ${inventory.chargeType} = 'subscription' then coalesce(quote.amount, card.monthly) end`,
  currency: sql`case when quote.id is null then card.currency else quote.currency end`,
  isEstimate: sql`quote.id is null`,
}

/** Of 730 hours, to the cent. */
export const BY_THE_HOUR = sql`case when hour.id is null then card.monthly
  else round(hour.amount * ${HOURS_A_MONTH}::int / hour.count, 2) end`
/** With the length of subscription that saves most; below zero: its hours are cheaper. */
export const SAVING = sql`greatest(${BY_THE_HOUR} - month.amount, ${BY_THE_HOUR} - round(year.amount / 12, 2))`
export const HOURLY_CURRENCY = sql`case when hour.id is null then card.currency else hour.currency end`
export const HOURLY_IS_ESTIMATE = sql`hour.id is null`

const KEYS: Record<RenewalSort, SQL[]> = {
  end: [sql`${inventory.expiresAt}`, ...SORTS.name],
  name: SORTS.name,
  region: [...SORTS.provider, ...SORTS.region],
  env: SORTS.env,
  memory: SORTS.memory,
  // Those that end for good first.
  auto: [AUTOMATIC, sql`${priceReadings.autoRenewMonths}`, sql`${inventory.expiresAt}`],
  price: [sql`coalesce(${PRICE.amount}, ${BY_THE_HOUR})`],
  saving: [SAVING],
}

export interface RenewalOrder {
  field: RenewalSort
  descending: boolean
}

export const renewalOrder = ({ field, descending }: RenewalOrder): SQL =>
  sql`${sql.join(
    KEYS[field].map((key) => (descending ? sql`${key} desc nulls last` : sql`${key} asc nulls last`)),
    sql`, `,
  )}, ${inventory.ref}`

const money = (amount: SQL) => sql`trim_scale(${amount})::text`

/** A `RenewalRow` of the model, as json. */
export const RENEWAL_ROW = sql`json_build_object(
  'ref', ${inventory.ref},
  'key', json_build_object('service', ${inventory.service}, 'accountId', ${inventory.accountId},
    'region', ${inventory.region}, 'id', ${inventory.instanceId}),
  'provider', ${inventory.provider}, 'accountName', ${accounts.name}, 'environment', ${accounts.environment},
  'team', ${accounts.team}, 'payer', ${payerOf({ name: sql`${inventory.name}`, tags: sql`${inventory.tags}` })},
  'name', ${inventory.name}, 'status', ${inventory.status},
  'vendorStatus', ${inventory.facts} ->> 'vendorStatus', 'memoryMb', ${inventory.memoryMb},
  'endsAt', ${iso(sql`${inventory.expiresAt}`)},
  'paidAt', ${iso(PAID_AT)},
  'autoRenewal', case when ${QUOTED} and ${inventory.chargeType} = 'subscription' then json_build_object(
    'on', ${priceReadings.autoRenew}, 'months', ${priceReadings.autoRenewMonths},
    'at', ${iso(sql`${priceReadings.autoRenewAt}`)}) end,
  'price', case when quote.id is not null then json_build_object('source', 'quote', 'amount', ${money(sql`quote.amount`)},
      'currency', quote.currency, 'months', quote.count, 'at', ${iso(sql`quote.confirmed_at`)}, 'cardVersion', null)
    when card.monthly is not null and ${inventory.chargeType} = 'subscription' then json_build_object('source', 'estimate', 'amount', ${money(sql`card.monthly`)},
      'currency', card.currency, 'months', 1, 'at', null, 'cardVersion', card.card_version) end,
  'hourly', case when ${inventory.chargeType} = 'pay-as-you-go' and ${BY_THE_HOUR} is not null then json_build_object(
    'monthly', ${money(BY_THE_HOUR)}, 'currency', ${HOURLY_CURRENCY},
    'cardVersion', case when hour.id is null then card.card_version end,
    'options', array_to_json(array_remove(array[
      case when month.id is not null then jsonb_build_object('months', month.count, 'amount', ${money(sql`month.amount`)}) end,
      case when year.id is not null then jsonb_build_object('months', year.count, 'amount', ${money(sql`year.amount`)}) end], null)),
    'at', case when hour.id is not null then
      ${iso(sql`least(hour.confirmed_at, month.confirmed_at, year.confirmed_at)`)} end) end)`
