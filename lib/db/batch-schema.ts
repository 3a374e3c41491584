import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import { ACTIONS } from '@/lib/model/action'
import { BATCH_STATES } from '@/lib/model/batch'
import type { Problem } from '@/lib/model/problem'
import type { ServiceId } from '@/lib/operation'
import { bytea, time } from './columns'

/** One action over many instances. Its rows are ordinary changes; what happens to them is in these. */
export const changeBatches = pgTable(
  'change_batches',
  {
    id: text('id').primaryKey(),
    action: text('action', { enum: ACTIONS }).notNull(),
    state: text('state', { enum: BATCH_STATES }).notNull(),
    /** What was chosen, secrets blanked. */
    params: jsonb('params').$type<Record<string, unknown>>().notNull(),
    paramsOf: jsonb('params_of').$type<Partial<Record<ServiceId, Record<string, unknown>>>>().notNull(),
    /** What was chosen, as JSON, sealed: rows are planned from it, and planned again when it is resumed. */
    sealed: bytea('sealed'),
    width: integer('width').notNull(),
    onFailure: text('on_failure', { enum: ['stop', 'go-on'] }).notNull(),
    reason: text('reason'),
    /** Accounts of its rows: who has one of them out of scope does not see it. */
    accountIds: text('account_ids').array().notNull(),
    requestedBy: text('requested_by').notNull(),
    requestedLabel: text('requested_label').notNull(),
    policy: text('policy'),
    approvedBy: text('approved_by'),
    approvedLabel: text('approved_label'),
    breakGlass: text('break_glass'),
    /** Rises with each confirmation: failures of an earlier run do not stop the present one. */
    run: integer('run').notNull().default(0),
    stoppedBy: text('stopped_by'),
    createdAt: time('created_at').notNull().defaultNow(),
    expiresAt: time('expires_at'),
    endedAt: time('ended_at'),
    steps: jsonb('steps')
      .$type<{ at: string; step: string; by: string; details: Record<string, unknown> }[]>()
      .notNull()
      .default([]),
    leaseUntil: time('lease_until'),
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
  },
  (t) => [
    index('change_batches_at_work').on(t.state).where(sql`state in ('planning', 'planned', 'waiting', 'running')`),
    index('change_batches_created').on(t.createdAt),
  ],
)

/** A row of a batch: the instance, and the change that stands for it now, or why there is none. */
export const changeBatchRows = pgTable(
  'change_batch_rows',
  {
    batchId: text('batch_id')
      .notNull()
      .references(() => changeBatches.id, { onDelete: 'cascade' }),
    position: integer('position').notNull(),
    ref: text('ref').notNull(),
    /** Name and id when it was chosen: it may never be planned. */
    instanceId: text('instance_id').notNull(),
    instanceName: text('instance_name').notNull(),
    /** Left out by choice. */
    leftOut: boolean('left_out').notNull().default(false),
    changeId: text('change_id'),
    problem: jsonb('problem').$type<Problem>(),
    /** The run of the batch in which its change was let go; 0: in none. */
    run: integer('run').notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.batchId, t.position] }), index('change_batch_rows_change').on(t.changeId)],
)
