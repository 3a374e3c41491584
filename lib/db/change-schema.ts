import { type SQL, sql } from 'drizzle-orm'
import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core'
import { ACTIONS } from '@/lib/model/action'
import { CHANGE_STATES, type ChangeError, CONCLUSIONS, type Evidence, RUNNING_STATES, STEPS } from '@/lib/model/change'
import type { InstanceDetail } from '@/lib/model/instance'
import { type Plan } from '@/lib/model/plan'
import type { ServiceId } from '@/lib/operation'
import { bytea, time } from './columns'

/** The states of `RUNNING_STATES` as a list in SQL: spelled out, for only then the planner sees that an index fits. */
export const runningStates = sql.raw(RUNNING_STATES.map((state) => `'${state}'`).join(', '))

/**
 * One change of one instance, from its plan to its end. It outlives account, instance and people, which are therefore
 * named and not referenced.
 */
export const changes = pgTable(
  'changes',
  {
    id: text('id').primaryKey(),
    ref: text('ref').notNull(),
    service: text('service').$type<ServiceId>().notNull(),
    accountId: text('account_id').notNull(),
    region: text('region').notNull(),
    instanceId: text('instance_id').notNull(),
    instanceName: text('instance_name').notNull(),
    action: text('action', { enum: ACTIONS }).notNull(),
    operation: text('operation').notNull(),
    kind: text('kind', { enum: ['write', 'destructive'] }).notNull(),
    state: text('state', { enum: CHANGE_STATES }).notNull(),
    /** What was chosen, secrets blanked. */
    params: jsonb('params').$type<Record<string, unknown>>().notNull(),
    plan: jsonb('plan').$type<Plan>().notNull(),
    /** The instance when it was planned; null for a creation. */
    before: jsonb('before').$type<InstanceDetail>(),
    /** Ids of what a creation made, once its cloud named them. */
    made: jsonb('made').$type<string[]>().notNull().default([]),
    /** Ids that the region had right before a creation was sent: what is new after a lost answer is not among them. */
    known: jsonb('known').$type<string[]>(),
    locator: jsonb('locator').$type<InstanceDetail['facts']['locator']>().notNull(),
    /**
     * The frozen request and what was chosen, as JSON, sealed with a key derived from the deployment's secret: it can
     * hold a password. Erased when the change ended.
     */
    sealed: bytea('sealed'),
    reason: text('reason'),
    /** The batch that it is a row of: it is decided there. */
    batchId: text('batch_id'),
    requestedBy: text('requested_by').notNull(),
    requestedLabel: text('requested_label').notNull(),
    policy: text('policy'),
    approvedBy: text('approved_by'),
    approvedLabel: text('approved_label'),
    breakGlass: text('break_glass'),
    createdAt: time('created_at').notNull().defaultNow(),
    /** Of the plan, then of the request for approval. */
    expiresAt: time('expires_at'),
    /** What it waits for: a time, or the instance's maintenance window. Null: it is sent at once. */
    scheduledFor: text('scheduled_for', { enum: ['at', 'window'] }),
    scheduledAt: time('scheduled_at'),
    /** Not started from then on. */
    scheduledUntil: time('scheduled_until'),
    sentAt: time('sent_at'),
    sends: integer('sends').notNull().default(0),
    /** Something was seen that only this change explains: its work under way. */
    seenAtWork: integer('seen_at_work').notNull().default(0),
    looks: integer('looks').notNull().default(0),
    /** When its cloud was last read to see how far it is. */
    lookedAt: time('looked_at'),
    nextAt: time('next_at'),
    leaseUntil: time('lease_until'),
    /** Rises with each lease; writes of an older holder are refused. */
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
    providerRequestId: text('provider_request_id'),
    error: jsonb('error').$type<ChangeError>(),
    evidence: jsonb('evidence').$type<Evidence>(),
    endedAt: time('ended_at'),
    /** What came out of one that needed a person; null until somebody said so. */
    concluded: text('concluded', { enum: CONCLUSIONS }),
  },
  (t) => [
    // Of two people who change the same instance the second is told.
    uniqueIndex('changes_one_at_a_time').on(t.ref).where(sql`state in (${runningStates})`),
    index('changes_due').on(t.nextAt).where(sql`state in (${runningStates})`),
    index('changes_scheduled').on(t.nextAt).where(sql`state = 'scheduled'`),
    index('changes_late').on(t.nextAt).where(sql`state = 'failed' and next_at is not null`),
    index('changes_expiring').on(t.expiresAt).where(sql`state in ('planned', 'waiting')`),
    index('changes_created').on(t.createdAt),
    index('changes_ref').on(t.ref, t.createdAt),
    index('changes_mine').on(t.requestedBy, t.endedAt),
    index('changes_human').on(t.endedAt).where(sql`state = 'human' and concluded is null`),
    index('changes_glass').on(t.createdAt).where(sql`break_glass is not null`),
    index('changes_batch').on(t.batchId).where(sql`batch_id is not null`),
  ],
)

/** Is under way, and holds its instance. `state` is the column, when it is not that of `changes`. */
export const isRunning = (state: SQL | typeof changes.state = changes.state): SQL => sql`${state} in (${runningStates})`

/**
 * What the cloud answered to a call of the explorer, as it was shown: without secrets and customer data. Kept for a day,
 * also when a worker sent the call and nobody was there to see it.
 */
export const changeAnswers = pgTable(
  'change_answers',
  {
    changeId: text('change_id')
      .primaryKey()
      .references(() => changes.id, { onDelete: 'cascade' }),
    status: integer('status').notNull(),
    receivedAt: time('received_at').notNull(),
    /** Null when it was too long to keep. */
    data: jsonb('data').$type<unknown>(),
    keptUntil: time('kept_until').notNull(),
  },
  (t) => [index('change_answers_kept').on(t.keptUntil)],
)

/** What happened to a change, in order. */
export const changeSteps = pgTable(
  'change_steps',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    changeId: text('change_id')
      .notNull()
      .references(() => changes.id, { onDelete: 'cascade' }),
    at: time('at').notNull().defaultNow(),
    step: text('step', { enum: STEPS }).notNull(),
    /** E-mail address, or `system:changes`. */
    by: text('by').notNull(),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
  },
  (t) => [index('change_steps_change').on(t.changeId, t.seq)],
)
