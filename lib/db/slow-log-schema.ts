import { bigint, index, integer, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { SlowPattern } from '@/lib/model/slow-log'
import { time } from './columns'
import { accounts } from './schema'

/**
 * One log of an instance whose slow commands are kept, and how far (`lib/slow-log/archive`), leased across processes. It
 * outlives the switch of collection and the instance until its last record is too old.
 */
export const slowArchives = pgTable(
  'slow_archives',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    ref: text('ref').notNull(),
    /** `db` or `proxy`. */
    kind: text('kind').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** Everything from `keptFrom` to `keptTo` was read, but for the holes. */
    keptFrom: time('kept_from').notNull(),
    keptTo: time('kept_to').notNull(),
    /** What its cloud had when collection began: from here on, as far as it still has it, is read as well. */
    fillFrom: time('fill_from').notNull(),
    /** Spans that its cloud had forgotten before anybody could read them. */
    holes: jsonb('holes').$type<{ from: string; to: string }[]>().notNull().default([]),
    dueAt: time('due_at').notNull().defaultNow(),
    leaseUntil: time('lease_until'),
    /** Rises with each lease; what an older holder read is not kept. */
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
    failures: integer('failures').notNull().default(0),
    errorKind: text('error_kind'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
  },
  (t) => [
    uniqueIndex('slow_archives_log').on(t.ref, t.kind),
    index('slow_archives_due').on(t.dueAt),
    index('slow_archives_account').on(t.accountId),
  ],
)

/** Patterns that occur, each once. Nothing in them is an argument's value. */
export const slowPatterns = pgTable(
  'slow_patterns',
  {
    id: integer('id').primaryKey().generatedAlwaysAsIdentity(),
    /** `slowPatternId` of it. */
    name: text('name').notNull(),
    pattern: jsonb('pattern').$type<SlowPattern>().notNull(),
  },
  (t) => [uniqueIndex('slow_patterns_name').on(t.name)],
)

/** Slow commands without the commands. The digest tells records of one moment apart and cannot be undone. */
export const slowRecords = pgTable(
  'slow_records',
  {
    archive: integer('archive')
      .notNull()
      .references(() => slowArchives.id, { onDelete: 'cascade' }),
    at: time('at').notNull(),
    digest: bigint('digest', { mode: 'bigint' }).notNull(),
    /** Counts records that are alike in everything. */
    nth: smallint('nth').notNull(),
    us: bigint('us', { mode: 'number' }).notNull(),
    pattern: integer('pattern').notNull(),
    keys: integer('keys').notNull(),
    node: text('node'),
    client: text('client'),
    account: text('account'),
    database: integer('database'),
  },
  (t) => [primaryKey({ columns: [t.archive, t.at, t.digest, t.nth] })],
)

/** What the records of an hour come to, by pattern and client (empty: not told): pages of the fleet read these. */
export const slowHours = pgTable(
  'slow_hours',
  {
    archive: integer('archive')
      .notNull()
      .references(() => slowArchives.id, { onDelete: 'cascade' }),
    hour: time('hour').notNull(),
    pattern: integer('pattern').notNull(),
    client: text('client').notNull(),
    count: integer('count').notNull(),
    totalUs: bigint('total_us', { mode: 'number' }).notNull(),
    maxUs: bigint('max_us', { mode: 'number' }).notNull(),
    firstAt: time('first_at').notNull(),
    lastAt: time('last_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.archive, t.hour, t.pattern, t.client] }), index('slow_hours_hour').on(t.hour)],
)

/** What people said about a pattern of an instance: whose it is, and whether it is not to be shown for a while. */
export const slowRemarks = pgTable(
  'slow_remarks',
  {
    ref: text('ref').notNull(),
    pattern: integer('pattern')
      .notNull()
      .references(() => slowPatterns.id),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    /** In the past or null: not muted. */
    mutedUntil: time('muted_until'),
    owner: text('owner').notNull().default(''),
    note: text('note').notNull().default(''),
    /** Who said it last, as the audit log names them. */
    by: text('by').notNull(),
    at: time('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.ref, t.pattern] }), index('slow_remarks_account').on(t.accountId)],
)
