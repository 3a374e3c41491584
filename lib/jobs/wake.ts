import { sql } from 'drizzle-orm'
import { type Database, db, type Transaction } from '@/lib/db/client'

/** Makes the workers look at a source now, not at their next scan. In a transaction, once that commits. */
export async function wake(name: string, on: Database | Transaction = db()): Promise<void> {
  await on.execute(
    sql`select graphile_worker.add_job('wake', json_build_object('source', ${name}::text), job_key => ${`wake:${name}`}, max_attempts => 1)`,
  )
}
