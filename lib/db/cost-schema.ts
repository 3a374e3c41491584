import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, numeric, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { type COST_SOURCES, PRICE_QUESTIONS } from '@/lib/model/cost'
import type { AMOUNT_UNITS, Priced } from '@/lib/model/plan-money'
import { time } from './columns'
import { accounts, inventory } from './schema'

/**
 * When the price of an instance was last asked of its cloud and is asked again (`lib/costs/prices`); readings are leased
 * here, across processes. No row: never asked.
 */
export const priceReadings = pgTable(
  'price_readings',
  {
    ref: text('ref')
      .primaryKey()
      .references(() => inventory.ref, { onDelete: 'cascade' }),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** What was asked about (`ABOUT` of `lib/costs/about.ts`): when the instance is another thing now, it is due. */
    about: text('about').notNull(),
    readAt: time('read_at'),
    /** Set while the last reading is one that failed. */
    failedAt: time('failed_at'),
    errorKind: text('error_kind'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    nextAt: time('next_at').notNull().defaultNow(),
    requestedAt: time('requested_at'),
    startedAt: time('started_at'),
    leaseUntil: time('lease_until'),
    /** Rises with each lease; what an older holder was told is not kept. */
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
    /** Of a subscription: whether its cloud renews it by itself, for how many months, and when that was told. */
    autoRenew: boolean('auto_renew'),
    autoRenewMonths: integer('auto_renew_months'),
    autoRenewAt: time('auto_renew_at'),
  },
  (t) => [index('price_readings_account').on(t.accountId)],
)

const amount = (name: string) => numeric(name, { precision: 33, scale: 12 })

/**
 * What clouds answered when they were asked for a price, one row for each answer that was not the same as the one before.
 * Rows outlive their instance, as what it cost is history; they go with their account.
 */
export const priceFacts = pgTable(
  'price_facts',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    ref: text('ref').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** What was asked about: `PRICE_QUESTIONS`. */
    asked: text('asked', { enum: PRICE_QUESTIONS }).notNull(),
    about: text('about').notNull(),
    /** Name of the cloud's operation, and the kind of order in its own word. */
    operation: text('operation').notNull(),
    orderType: text('order_type').notNull(),
    amount: amount('amount').notNull(),
    original: amount('original'),
    discount: amount('discount'),
    currency: text('currency'),
    unit: text('unit').$type<(typeof AMOUNT_UNITS)[number]>().notNull(),
    count: integer('count').notNull(),
    coupons: jsonb('coupons').$type<Priced['coupons']>().notNull(),
    promotions: jsonb('promotions').$type<Priced['promotions']>().notNull(),
    /** Of the first and of the last answer that said this. */
    requestId: text('request_id'),
    toldAt: time('told_at').notNull().defaultNow(),
    confirmedAt: time('confirmed_at').notNull().defaultNow(),
    /** When another answer took its place. */
    endedAt: time('ended_at'),
  },
  (t) => [
    uniqueIndex('price_facts_present').on(t.ref, t.asked).where(sql`ended_at is null`),
    index('price_facts_ref').on(t.ref, t.toldAt),
    index('price_facts_told').on(t.toldAt),
    index('price_facts_account').on(t.accountId),
  ],
)

/**
 * What each instance was and cost, from when to when: a new row begins whenever one of its columns became another. The
 * history that the cost page sums up; `lib/costs/keep.ts` alone writes it.
 */
export const costSpans = pgTable(
  'cost_spans',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    ref: text('ref').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    provider: text('provider').notNull(),
    service: text('service').notNull(),
    region: text('region').notNull(),
    instanceId: text('instance_id').notNull(),
    name: text('name').notNull(),
    engine: text('engine').notNull(),
    architecture: text('architecture').notNull(),
    chargeType: text('charge_type').notNull(),
    class: text('class'),
    memoryMb: bigint('memory_mb', { mode: 'number' }),
    /** `key=value`, lower case, as the inventory has them. */
    tags: text('tags').array().notNull(),
    /** End of a subscription as last told: the days that a month of it has are counted from it. */
    endsAt: time('ends_at'),
    /** Its cloud says that it expired: it costs nothing now. */
    expired: boolean('expired').notNull(),
    /** Null until while it is so. */
    since: time('since').notNull(),
    until: time('until'),
    source: text('source').$type<(typeof COST_SOURCES)[number]>().notNull(),
    /** Of the price fact or the version of the rate card that it was taken from. */
    factId: bigint('fact_id', { mode: 'number' }),
    cardVersion: integer('card_version'),
    amount: amount('amount'),
    original: amount('original'),
    currency: text('currency'),
    unit: text('unit').$type<'hour' | 'month'>(),
    count: integer('count'),
    /** Per month: payable, and before what was taken off. */
    monthly: amount('monthly'),
    monthlyList: amount('monthly_list'),
  },
  (t) => [
    uniqueIndex('cost_spans_present').on(t.ref).where(sql`until is null`),
    index('cost_spans_account').on(t.accountId, t.since),
    index('cost_spans_ref').on(t.ref, t.since),
  ],
)
