import { drizzle, type NodePgDatabase } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import { env } from '@/lib/env'
import * as schema from './schema'

export type Database = NodePgDatabase<typeof schema>
/** A transaction of `db().transaction(...)`. */
export type Transaction = Parameters<Parameters<Database['transaction']>[0]>[0]

interface Open {
  pool: pg.Pool
  database: Database
}

// The server bundle, Next's route bundles and the pages each hold a copy of this module; all must share one pool.
const KEY = Symbol.for('quarterdeck.database')
const held = globalThis as typeof globalThis & { [KEY]?: Open } // globalThis has no declared place for our symbol

function open(): Open {
  const existing = held[KEY]
  if (existing) return existing
  const pool = new pg.Pool({
    connectionString: env().databaseUrl,
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 12_000,
    // A server that hangs cannot time anything out itself.
    query_timeout: 15_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'quarterdeck',
  })
  // An idle connection that breaks is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const opened = { pool, database: drizzle(pool, { schema }) }
  held[KEY] = opened
  return opened
}

/** The database of `DATABASE_URL`; connects on the first query. */
export function db(): Database {
  return open().database
}

/** The connection pool behind `db()`, for raw SQL and advisory locks. */
export function pool(): pg.Pool {
  return open().pool
}

/** Ends all connections of this process; a later `db()` opens new ones. */
export async function closeDatabase(): Promise<void> {
  const opened = held[KEY]
  held[KEY] = undefined
  await opened?.pool.end()
}

const AWAY = new Set([
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '53100',
  '08000',
  '08001',
  '08003',
  '08004',
  '08006',
  '25006',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
])

/** Whether an error says that the database cannot be reached or cannot work now, rather than that a query is wrong. */
export function isDatabaseAway(error: unknown): boolean {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = 'code' in at && typeof at.code === 'string' ? at.code : ''
    if (AWAY.has(code)) return true
    if (
      /Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error/.test(
        at.message,
      )
    )
      return true
    if (at instanceof AggregateError && at.errors.some(isDatabaseAway)) return true
  }
  return false
}
