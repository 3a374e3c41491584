import { sql } from 'drizzle-orm'
import { changes } from '@/lib/db/change-schema'
import { db, type Transaction } from '@/lib/db/client'
import { unitsOf } from '@/lib/model/money'
import { billingMonthsLater } from './amortise'

/** What was paid for a stretch of a subscription, in units; times in ms. */
export interface Paid {
  from: number
  to: number
  amount: bigint
  /** Before what was taken off. */
  original: bigint
  currency: string | null
}

/** An order that Quarterdeck sent, and what its cloud quoted for it. */
export interface Order extends Omit<Paid, 'to'> {
  months: number
  /** The subscription begins with it, whenever that was seen: `from` is when it was sent. */
  isFirst: boolean
}

/** `service region instance`, as two accounts can show the same instance. */
export const orderKey = (of: { service: string; region: string; instanceId: string }) =>
  `${of.service} ${of.region} ${of.instanceId}`

/**
 * What is known to have been paid for subscriptions, by instance and in the order of time: the orders of done changes that
 * were paid at once, at the amount that the cloud quoted for that very order and somebody accepted. Of all others the clouds
 * do not tell what was paid, and of a switch to a subscription they quote no price; what was paid for several instances at
 * once is not told apart.
 */
export async function readOrders(): Promise<Map<string, Order[]>> {
  const { rows } = await db().execute<{
    service: string
    region: string
    instance_id: string
    sent: number
    since: string | null
    months: number
    amount: string
    original: string | null
    currency: string | null
  }>(sql`
    select service, region, case when action = 'create' then made ->> 0 else instance_id end as instance_id,
      floor(extract(epoch from sent_at) * 1000)::float8 as sent,
      case when action = 'renew' then money #>> '{ends,from}' end as since, (money #>> '{ends,months}')::int as months,
      money #>> '{today,amount}' as amount, money #>> '{today,original}' as original,
      money #>> '{today,currency}' as currency
    from (select ${changes}.*, plan -> 'money' as money from ${changes}
      where state = 'done' and action in ('create', 'renew') and sent_at is not null) as c
    where money ->> 'todayIs' = 'due' and money ->> 'paid' = 'true' and money #>> '{today,source,kind}' = 'quote'
      and money #>> '{today,of}' = 'this' and money #>> '{ends,months}' is not null
      and (action <> 'create' or jsonb_array_length(made) = 1) and (action <> 'renew' or money #>> '{ends,from}' is not null)
    order by sent_at`)
  const orders = new Map<string, Order[]>()
  for (const { service, region, instance_id, sent, since, months, amount, original, currency } of rows) {
    const order = {
      from: since === null ? sent : Date.parse(since),
      months,
      amount: unitsOf(amount),
      original: unitsOf(original ?? amount),
      currency,
      isFirst: since === null,
    }
    const key = orderKey({ service, region, instanceId: instance_id })
    const known = orders.get(key)
    if (known) known.push(order)
    else orders.set(key, [order])
  }
  return orders
}

/** Actions whose orders are told apart by `readOrders`. */
export const ORDERING: readonly string[] = ['create', 'renew']

/** What costs are summed up from is another thing once such an order is done: as the trigger `note_cost_change` does. */
export const noteOrder = (tx: Transaction) =>
  tx.execute(sql`select pg_advisory_xact_lock_shared(7316204153), nextval('cost_changes')`)

/**
 * The stretches of one instance, in their order, each with what is known to have been paid for it. What was paid for one size
 * says nothing of another: from a change of size, of currency or of the way of charging on the order counts no more.
 */
export function withPaid<S extends Stretch>(spans: readonly S[], orders: readonly Order[]): (S & { paid: Paid[] })[] {
  const known = spans.map((span) => ({ ...span, paid: [] as Paid[] }))
  let before = Number.NEGATIVE_INFINITY
  for (const order of orders) {
    const first = known.findIndex(
      ({ chargeType, since, until }) =>
        chargeType === 'subscription' &&
        (until === null || until > order.from) &&
        (since <= order.from || order.isFirst),
    )
    const bought = known[first]
    if (!bought) continue
    const from = Math.max(order.isFirst ? Math.max(order.from, bought.since) : order.from, before)
    const to = billingMonthsLater(from, order.months)
    before = to
    const { amount, original, currency } = order
    for (const span of known.slice(first)) {
      if (span.since >= to || !isSame(span, bought) || span.currency !== currency) break
      span.paid.push({ from, to, amount, original, currency })
    }
  }
  return known
}

/** The same of many instances, each one's stretches behind each other. */
export function withAllPaid<S extends Stretch & Parameters<typeof orderKey>[0] & { ref: string }>(
  spans: S[],
  orders: ReadonlyMap<string, readonly Order[]>,
): S[] {
  if (orders.size === 0) return spans
  const mine = new Map<string, { at: number; spans: S[]; orders: readonly Order[] }>()
  for (const [at, span] of spans.entries()) {
    const known = mine.get(span.ref)
    const of = known ? undefined : orders.get(orderKey(span))
    if (known) known.spans.push(span)
    else if (of) mine.set(span.ref, { at, spans: [span], orders: of })
  }
  for (const one of mine.values()) spans.splice(one.at, one.spans.length, ...withPaid(one.spans, one.orders))
  return spans
}

interface Stretch {
  chargeType: string
  class: string | null
  memoryMb: number | null
  currency: string | null
  since: number
  until: number | null
}

const isSame = (a: Stretch, b: Stretch) =>
  a.chargeType === b.chargeType && a.class === b.class && a.memoryMb === b.memoryMb
