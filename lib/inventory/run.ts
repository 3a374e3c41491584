import { createHash } from 'node:crypto'
import type { SQL } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import { pool } from '@/lib/db/client'

const dialect = new PgDialect()
/** Statements of the same text are planned once per connection; people can form endless others, which are not kept. */
const MOST_NAMES = 100
const names = new Map<string, string>()

/**
 * The name a statement is planned under; undefined when it is not kept. It follows from the text alone: pages and routes
 * have a copy of this module each, and the connections are theirs in common.
 */
export function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known || names.size >= MOST_NAMES) return known
  const name = `inventory_${createHash('sha256').update(text).digest('hex').slice(0, 40)}`
  names.set(text, name)
  return name
}

/** Runs a statement whose plan is worth keeping. */
export async function run<Row extends Record<string, unknown>>(statement: SQL): Promise<Row[]> {
  const { sql: text, params } = dialect.sqlToQuery(statement)
  const { rows } = await pool().query<Row>({ name: nameOf(text), text, values: params })
  return rows
}
