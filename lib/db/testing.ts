import pg from 'pg'
import { env, masterKey, setEnv } from '@/lib/env'
import { closeDatabase } from './client'
import { newId } from './id'
import { TEMPLATE } from './testing-setup'

/**
 * A migrated database of its own for a test file, to which `db()` and `env()` of this process then belong.
 * `drop` closes this process's connections and removes it. Needs vitest's global setup.
 */
export async function testDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const server = process.env.QUARTERDECK_TEST_SERVER
  if (!server) throw new Error('The test database server is not running: run tests with vitest in the project folder')
  await closeDatabase()
  const name = `t_${newId()}`
  await onServer(server, `create database ${name} template ${TEMPLATE}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  process.env.DATABASE_URL = url.href
  process.env.QUARTERDECK_MASTER_KEY ??= Buffer.alloc(32, 7).toString('base64')
  const first = masterKey(Buffer.from(process.env.QUARTERDECK_MASTER_KEY, 'base64'))
  const before = currentEnv()
  setEnv({ ...before, databaseUrl: url.href, masterKeys: [first] })
  return {
    url: url.href,
    async drop() {
      await closeDatabase()
      await onServer(server, `drop database if exists ${name} with (force)`)
    },
  }
}

function currentEnv() {
  const key = process.env.QUARTERDECK_MASTER_KEY
  const settings = env()
  // env() takes secrets out of the environment; later testDatabase() calls of this process need the key again.
  process.env.QUARTERDECK_MASTER_KEY = key
  return settings
}

async function onServer(server: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    // `create database` fails while another file copies the template at the same moment: they take turns.
    await client.query('select pg_advisory_lock(7316204120)')
    await client.query(statement)
  } finally {
    await client.end()
  }
}
