import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate as runDrizzle } from 'drizzle-orm/node-postgres/migrator'
import { runMigrations } from 'graphile-worker'
import pg from 'pg'
import { projectPath } from '@/lib/cli/project'

// Any constant; shared by all versions so that two launchers never migrate at once.
const LOCK = 7_316_204_118

/** Brings the schema of a database (and of the job queue in it) up to date. Safe to run from several processes. */
export async function migrateDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, application_name: 'quarterdeck migrate' })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    await runDrizzle(drizzle(client), { migrationsFolder: projectPath('lib/db/migrations') })
    await runMigrations({ connectionString: url })
  } finally {
    await client.end()
  }
}
