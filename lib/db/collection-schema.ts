import { bigint, doublePrecision, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { CollectedSeries, Spark } from '@/lib/model/collection'
import { time } from './columns'
import { accounts, inventory } from './schema'

/**
 * Instances with collection on: their metrics, and slow logs where their cloud has some, are read by jobs and kept. Each
 * job has what it needs in a table of its own, which follows this one.
 */
export const collections = pgTable(
  'collections',
  {
    ref: text('ref')
      .primaryKey()
      .references(() => inventory.ref, { onDelete: 'cascade' }),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    since: time('since').notNull().defaultNow(),
    /** Who turned it on, as the audit log names them. */
    by: text('by').notNull(),
  },
  (t) => [index('collections_account').on(t.accountId)],
)

/** How far the metrics of an instance with collection on are kept (`lib/metrics/collect.ts`), leased across processes. */
export const metricCollections = pgTable(
  'metric_collections',
  {
    ref: text('ref')
      .primaryKey()
      .references(() => collections.ref, { onDelete: 'cascade' }),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** What is kept begins here; everything until `keptTo` was read. */
    keptFrom: time('kept_from').notNull(),
    keptTo: time('kept_to').notNull(),
    /** Of each line: what it counts, how nodes became one, and since when it is read. */
    series: jsonb('series').$type<Record<string, CollectedSeries>>().notNull().default({}),
    spark: jsonb('spark').$type<Spark>(),
    dueAt: time('due_at').notNull().defaultNow(),
    leaseUntil: time('lease_until'),
    /** Rises with each lease; what an older holder read is not kept. */
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
    /** Readings in a row that failed, and why the last one did. */
    failures: integer('failures').notNull().default(0),
    errorKind: text('error_kind'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
  },
  (t) => [index('metric_collections_due').on(t.dueAt), index('metric_collections_account').on(t.accountId)],
)

/** An hour of a line: 60 values, NaN where nothing was measured. They outlive their instance until they are too old. */
export const metricMinutes = pgTable(
  'metric_minutes',
  {
    ref: text('ref').notNull(),
    series: text('series').notNull(),
    hour: time('hour').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    values: doublePrecision('values').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ref, t.series, t.hour] }),
    index('metric_minutes_hour').on(t.hour),
    index('metric_minutes_account').on(t.accountId),
  ],
)

/** A day of a line: 96 quarters of an hour (`lib/model/rollup.ts`); `shape` 0 where nothing was measured. */
export const metricQuarters = pgTable(
  'metric_quarters',
  {
    ref: text('ref').notNull(),
    series: text('series').notNull(),
    day: time('day').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    low: doublePrecision('low').array().notNull(),
    high: doublePrecision('high').array().notNull(),
    sum: doublePrecision('sum').array().notNull(),
    shape: integer('shape').array().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ref, t.series, t.day] }),
    index('metric_quarters_day').on(t.day),
    index('metric_quarters_account').on(t.accountId),
  ],
)
