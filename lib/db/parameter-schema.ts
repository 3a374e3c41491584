import { sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text, timestamp, uniqueIndex } from 'drizzle-orm/pg-core'
import type { MovedParameter } from '@/lib/model/parameter-history'
import type { TemplateService } from '@/lib/model/parameter-template'
import { accounts } from './schema'

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * What the parameters of an instance were, from the reading that first found them so to the last one that still did.
 * A reading that finds another value begins a new one.
 */
export const parameterSnapshots = pgTable(
  'parameter_snapshots',
  {
    id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    ref: text('ref').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    at: time('at').notNull(),
    seenAt: time('seen_at').notNull(),
    /** Every value that was ever told, null where it never was: a reading that tells fewer takes none away. */
    values: jsonb('values').$type<Record<string, string | null>>().notNull(),
    /** What is another value than in the one before. */
    moved: jsonb('moved').$type<MovedParameter[]>().notNull(),
  },
  (t) => [index('parameter_snapshots_ref').on(t.ref, t.id)],
)

/** When the parameters of an instance are read next without anybody asking. */
export const parameterWatch = pgTable(
  'parameter_watch',
  {
    ref: text('ref').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    dueAt: time('due_at').notNull(),
    leaseUntil: time('lease_until'),
    /** Readings in a row that failed. */
    failures: integer('failures').notNull().default(0),
  },
  (t) => [index('parameter_watch_due').on(t.dueAt)],
)

/** Sets of parameters of our own, to be applied to many instances. What was applied is in the changes. */
export const parameterTemplates = pgTable(
  'parameter_templates',
  {
    id: text('id').primaryKey(),
    name: text('name').notNull(),
    service: text('service').$type<TemplateService>().notNull(),
    version: text('version').notNull(),
    description: text('description').notNull(),
    values: jsonb('values').$type<Record<string, string>>().notNull(),
    /** Rises with each save: who was slower is told. */
    revision: integer('revision').notNull().default(1),
    savedAt: time('saved_at').notNull().defaultNow(),
    savedBy: text('saved_by').notNull(),
  },
  (t) => [uniqueIndex('parameter_templates_name').on(sql`lower(${t.name})`)],
)
