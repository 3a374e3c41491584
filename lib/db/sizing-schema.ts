import { bigint, boolean, date, index, integer, jsonb, numeric, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { SizingKind, SizingMeasure, SizingResult } from '@/lib/model/sizing'
import { time } from './columns'
import { accounts, inventory } from './schema'

/**
 * What came of looking at the metrics of an instance for its size (`lib/costs/sizing`), and when that is done again; leased here,
 * across processes. No row: never looked at.
 */
export const sizingReadings = pgTable(
  'sizing_readings',
  {
    ref: text('ref')
      .primaryKey()
      .references(() => inventory.ref, { onDelete: 'cascade' }),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** Taken up last for this size (`ABOUT` of `lib/costs/about.ts`) and these thresholds: others make it due. */
    about: text('about').notNull(),
    version: integer('version').notNull(),
    nextAt: time('next_at').notNull().defaultNow(),
    leaseUntil: time('lease_until'),
    /** Rises with each lease; what an older holder found is not kept. */
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
    /** Null: not found out yet. `resultAbout` is the size that it is about. */
    result: jsonb('result').$type<SizingResult>(),
    resultAbout: text('result_about'),
    curves: jsonb('curves').$type<Partial<Record<SizingMeasure, (number | null)[]>>>(),
    /** Of `result`, for sums and order: null is no finding, and no price known. */
    kind: text('kind').$type<SizingKind>(),
    perMonth: numeric('per_month', { precision: 33, scale: 12 }),
    currency: text('currency'),
    estimated: boolean('estimated').notNull().default(false),
  },
  (t) => [index('sizing_readings_account').on(t.accountId)],
)

/** Findings that somebody does not want to see until a day. Rows that are over stay until the next one of theirs. */
export const sizingIgnores = pgTable(
  'sizing_ignores',
  {
    ref: text('ref')
      .notNull()
      .references(() => inventory.ref, { onDelete: 'cascade' }),
    kind: text('kind').$type<SizingKind>().notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    reason: text('reason').notNull(),
    /** The last day, of UTC+8. */
    until: date('until').notNull(),
    /** As the audit log names them. */
    by: text('by').notNull(),
    at: time('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.ref, t.kind] }), index('sizing_ignores_account').on(t.accountId)],
)
