import { bigint, boolean, index, integer, jsonb, pgTable, text, timestamp } from 'drizzle-orm/pg-core'
import type { Standing } from '@/lib/model/backup'
import type { CoverageFacts } from '@/lib/model/fleet-coverage'
import { accounts, inventory } from './schema'

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })

/**
 * How the backups of an instance stood when they were last read (`lib/changes/coverage`); readings are leased here, across
 * processes. No row: never read. Sorted columns are kept beside the facts.
 */
export const backupCoverage = pgTable(
  'backup_coverage',
  {
    ref: text('ref')
      .primaryKey()
      .references(() => inventory.ref, { onDelete: 'cascade' }),
    accountId: text('account_id')
      .notNull()
      .references(() => accounts.id, { onDelete: 'cascade' }),
    standing: text('standing').$type<Standing>().notNull().default('unknown'),
    facts: jsonb('facts').$type<CoverageFacts>(),
    lastGoodAt: time('last_good_at'),
    promisedSeconds: integer('promised_seconds'),
    worstSeconds: integer('worst_seconds'),
    failures: integer('failures'),
    running: boolean('running').notNull().default(false),
    readAt: time('read_at'),
    /** Set while the last reading is one that failed. */
    failedAt: time('failed_at'),
    errorKind: text('error_kind'),
    errorCode: text('error_code'),
    errorMessage: text('error_message'),
    /** When it is read again. */
    nextAt: time('next_at').notNull().defaultNow(),
    requestedAt: time('requested_at'),
    startedAt: time('started_at'),
    leaseUntil: time('lease_until'),
    /** Rises with each lease; what an older holder found is not kept. */
    fence: bigint('fence', { mode: 'number' }).notNull().default(0),
  },
  (t) => [index('backup_coverage_account').on(t.accountId)],
)
