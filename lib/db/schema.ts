import { sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core'
import type { Preferences, Scope } from '@/lib/model/access'
import type { InstanceDetail, InstanceFacts } from '@/lib/model/instance'
import { bytea, time } from './columns'

const createdAt = () => time('created_at').notNull().defaultNow()

/** Ids are 16 random lower-case base32 characters unless said otherwise (`lib/db/id.ts`). */
export const users = pgTable(
  'users',
  {
    id: text('id').primaryKey(),
    email: text('email').notNull(),
    name: text('name').notNull(),
    role: text('role', { enum: ['viewer', 'operator', 'admin'] }).notNull(),
    scope: jsonb('scope').$type<Scope>().notNull(),
    preferences: jsonb('preferences').$type<Preferences>().notNull(),
    /** scrypt, self-describing; null until the invitation was accepted or for people who only use single sign-on. */
    passwordHash: text('password_hash'),
    disabledAt: time('disabled_at'),
    lastSignInAt: time('last_sign_in_at'),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('users_email').on(sql`lower(${t.email})`)],
)

/** A subject of an identity provider that may sign in as a user. */
export const identities = pgTable(
  'identities',
  {
    issuer: text('issuer').notNull(),
    subject: text('subject').notNull(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    createdAt: createdAt(),
  },
  (t) => [primaryKey({ columns: [t.issuer, t.subject] })],
)

export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the random 128-bit session id that travels inside next-auth's cookie. */
    hash: bytea('hash').primaryKey(),
    /** Public id, for the list of one's sessions. */
    id: text('id').notNull().unique(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    method: text('method', { enum: ['password', 'oidc', 'setup', 'invite'] }).notNull(),
    address: text('address'),
    userAgent: text('user_agent'),
    createdAt: createdAt(),
    lastSeenAt: time('last_seen_at').notNull().defaultNow(),
    expiresAt: time('expires_at').notNull(),
    revokedAt: time('revoked_at'),
    /** The person's rights changed: the next answer brings a new secret id. */
    renew: boolean('renew').notNull().default(false),
    /** The id before the last renewal works a little longer, for requests that were already under way. */
    previousHash: bytea('previous_hash'),
    previousUntil: time('previous_until'),
  },
  (t) => [index('sessions_user').on(t.userId), index('sessions_previous').on(t.previousHash)],
)

/** One-time links: setup, invite, reset. Only the hash of the token is kept. */
export const links = pgTable('links', {
  hash: bytea('hash').primaryKey(),
  purpose: text('purpose', { enum: ['setup', 'invite', 'reset'] }).notNull(),
  userId: text('user_id').references(() => users.id, { onDelete: 'cascade' }),
  expiresAt: time('expires_at').notNull(),
  usedAt: time('used_at'),
  createdAt: createdAt(),
})

/**
 * Counters of failed sign-ins, per account (`user:<digest of the e-mail address>`), per account and source (the same with
 * `@<address>`, or `#<browser>` where its owner has signed in before) and per source (`addr:<address>`), and of requests to public routes (`rate:<route>:<address>`).
 */
export const throttles = pgTable('throttles', {
  key: text('key').primaryKey(),
  failures: integer('failures').notNull(),
  firstAt: time('first_at').notNull(),
  lockedUntil: time('locked_until'),
})

export const accounts = pgTable('accounts', {
  id: text('id').primaryKey(),
  name: text('name').notNull().unique(),
  provider: text('provider', { enum: ['alibaba', 'jdcloud', 'kingsoft'] }).notNull(),
  services: text('services').array().notNull(),
  scheme: text('scheme').notNull(),
  regions: text('regions').array().notNull(),
  environment: text('environment').notNull(),
  team: text('team').notNull(),
  mainAccountId: text('main_account_id'),
  projectIds: text('project_ids').array().notNull(),
  concurrency: integer('concurrency').notNull(),
  ratePerSecond: integer('rate_per_second').notNull(),
  paused: boolean('paused').notNull().default(false),
  /** Optimistic concurrency of edits. */
  version: integer('version').notNull().default(1),
  createdAt: createdAt(),
})

/**
 * Sealed credentials, one row per key of an account (`lib/vault`): the active one, and during a rotation the pending
 * one. The data key is sealed by the master key `kek`; associated data binds table, account, row and purpose.
 */
export const credentials = pgTable(
  'credentials',
  {
    id: text('id').primaryKey(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    state: text('state', { enum: ['active', 'pending', 'failed'] }).notNull(),
    keyTail: text('key_tail').notNull(),
    kek: text('kek').notNull(),
    sealedKey: bytea('sealed_key').notNull(),
    sealed: bytea('sealed').notNull(),
    errorKind: text('error_kind'),
    createdAt: createdAt(),
  },
  (t) => [uniqueIndex('credentials_one_per_state').on(t.accountId, t.state)],
)

/** One shard of the inventory: (account, service, region). Readings are leased here, across processes. */
export const shards = pgTable(
  'shards',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    service: text('service').notNull(),
    region: text('region').notNull(),
    state: text('state', { enum: ['never', 'syncing', 'ok', 'failed'] })
      .notNull()
      .default('never'),
    okAt: time('ok_at'),
    startedAt: time('started_at'),
    instances: integer('instances').notNull().default(0),
    errorKind: text('error_kind'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    errorRequestId: text('error_request_id'),
    failedSince: time('failed_since'),
    failures: integer('failures').notNull().default(0),
    nextTryAt: time('next_try_at'),
    /** Somebody asked for a reading at this time; a worker takes it when it is not null. */
    requestedAt: time('requested_at'),
    leaseUntil: time('lease_until'),
    /** Rises with each lease; writes of an older holder are refused. */
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.service, t.region] })],
)

/** Latest facts per instance. Searched columns are kept beside the facts; the facts are the truth. */
export const inventory = pgTable(
  'inventory',
  {
    ref: text('ref').primaryKey(),
    service: text('service').notNull(),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    region: text('region').notNull(),
    instanceId: text('instance_id').notNull(),
    name: text('name').notNull(),
    provider: text('provider').notNull(),
    engine: text('engine').notNull(),
    version: text('version'),
    architecture: text('architecture').notNull(),
    status: text('status').notNull(),
    zone: text('zone'),
    memoryMb: bigint('memory_mb', { mode: 'number' }),
    usedMemoryMb: bigint('used_memory_mb', { mode: 'number' }),
    chargeType: text('charge_type').notNull(),
    expiresAt: time('expires_at'),
    createdAt: time('instance_created_at'),
    /** Lower-cased text that free words search: name, id, endpoints, zone, class, tags. */
    haystack: text('haystack').notNull(),
    /** `key=value` of every tag, lower case. */
    tags: text('tags').array().notNull(),
    facts: jsonb('facts').$type<InstanceFacts>().notNull(),
    raw: jsonb('raw').notNull(),
    /** Of facts and raw as the last list told them; null when something else wrote the row since. */
    digest: text('digest'),
    detail: jsonb('detail').$type<InstanceDetail>(),
    detailRaw: jsonb('detail_raw'),
    detailAt: time('detail_at'),
    seenAt: time('seen_at').notNull(),
    /** Fence of the reading that last saw it: what a complete reading did not see is gone. */
    seenFence: bigint('seen_fence', { mode: 'number' }).notNull(),
    goneAt: time('gone_at'),
  },
  (t) => [index('inventory_shard').on(t.accountId, t.service, t.region)],
)

/** Outcome of each cell of an account's permission probe, replaced by the next probe. */
export const probeCells = pgTable(
  'probe_cells',
  {
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    service: text('service').notNull(),
    operation: text('operation').notNull(),
    region: text('region').notNull(),
    outcome: text('outcome').notNull(),
    code: text('code'),
    message: text('message'),
    requestId: text('request_id'),
    reason: text('reason'),
    at: time('at'),
  },
  (t) => [primaryKey({ columns: [t.accountId, t.service, t.operation, t.region] })],
)

/** State of an account's probe; a worker takes it when `requestedAt` is set. */
export const probes = pgTable('probes', {
  accountId: text('account_id')
    .primaryKey()
    .references(() => accounts.id, { onDelete: 'cascade' }),
  state: text('state', { enum: ['never', 'running', 'done'] }).notNull(),
  requestedAt: time('requested_at'),
  finishedAt: time('finished_at'),
  leaseUntil: time('lease_until'),
  fence: bigint('fence', { mode: 'number' }).notNull().default(0),
})

/**
 * Sliding windows of provider calls, shared by all processes: the times of the last grants per
 * (account owner, region, operation). See `lib/http/quota.ts`. Unlogged: empty after a crash of the database.
 */
export const quotas = pgTable('quotas', {
  key: text('key').primaryKey(),
  grants: bigint('grants', { mode: 'number' }).array().notNull(),
})

/** Append-only (a trigger refuses UPDATE and DELETE), each row hashed with the one before: `lib/audit/chain.ts`. */
export const audit = pgTable(
  'audit',
  {
    seq: bigint('seq', { mode: 'number' }).primaryKey(),
    at: time('at').notNull(),
    actorId: text('actor_id'),
    actorKind: text('actor_kind', { enum: ['user', 'system', 'anonymous'] }).notNull(),
    actorLabel: text('actor_label').notNull(),
    action: text('action').notNull(),
    target: text('target'),
    accountId: text('account_id'),
    outcome: text('outcome').notNull(),
    address: text('address'),
    requestId: text('request_id').notNull(),
    providerRequestId: text('provider_request_id'),
    details: jsonb('details').$type<Record<string, unknown>>().notNull(),
    previous: bytea('previous').notNull(),
    hash: bytea('hash').notNull(),
  },
  (t) => [index('audit_at').on(t.at), index('audit_action').on(t.action), index('audit_actor').on(t.actorId)],
)

/** What each person sent from the explorer, without secrets and customer data: for their own history. */
export const explorerCalls = pgTable(
  'explorer_calls',
  {
    id: text('id').primaryKey(),
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    at: time('at').notNull().defaultNow(),
    service: text('service').notNull(),
    operation: text('operation').notNull(),
    /** Of an account that may be gone since. */
    accountId: text('account_id').notNull(),
    region: text('region').notNull(),
    /** Null when it was too long to keep. */
    input: jsonb('input').$type<Record<string, unknown>>(),
    outcome: text('outcome', { enum: ['succeeded', 'failed', 'refused', 'unknown'] }).notNull(),
    code: text('code'),
    latencyMs: integer('latency_ms').notNull(),
    requestId: text('request_id'),
    /** Of a write: the change that it was sent as, or that waits for a second person. */
    changeId: text('change_id'),
  },
  (t) => [index('explorer_calls_user').on(t.userId, t.at), index('explorer_calls_at').on(t.at)],
)

/**
 * Writes that came with an Idempotency-Key: what each is to do is sent once, and how it ended is answered again until
 * the row expires. Answers are kept as they were shown: without secrets and customer data.
 */
export const sentOnce = pgTable(
  'sent_once',
  {
    userId: text('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    key: text('key').notNull(),
    /** Keyed hash of what was asked for: another request under the same key is told apart without keeping it. */
    digest: bytea('digest').notNull(),
    startedAt: time('started_at').notNull(),
    expiresAt: time('expires_at').notNull(),
    /** Null while it is under way, and for ever when the process ended meanwhile. */
    outcome: jsonb('outcome').$type<unknown>(),
  },
  (t) => [primaryKey({ columns: [t.userId, t.key] }), index('sent_once_expires').on(t.expiresAt)],
)

/** One row, key `main`; and small facts of the deployment (master key check, audit key). */
export const settings = pgTable('settings', {
  key: text('key').primaryKey(),
  value: jsonb('value').notNull(),
  version: integer('version').notNull().default(1),
})
