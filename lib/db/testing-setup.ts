import { spawn, spawnSync } from 'node:child_process'
import { chownSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '@/lib/cli/port'
import { postgresBinaries, serverUser } from './binaries'
import { migrateDatabase } from './migrate'

export const TEMPLATE = 'quarterdeck_template'

/**
 * Starts one PostgreSQL for a whole vitest run with a migrated template database, or uses the server of
 * `QUARTERDECK_TEST_DATABASE_URL`. `QUARTERDECK_TEST_POSTGRES` is a folder of other programs to use. The test files copy the template (`lib/db/testing.ts`).
 */
export default async function setup(): Promise<() => Promise<void>> {
  const given = process.env.QUARTERDECK_TEST_DATABASE_URL
  if (given) {
    await prepareTemplate(given)
    process.env.QUARTERDECK_TEST_SERVER = given
    return async () => {}
  }
  const user = serverUser()
  const folder = mkdtempSync(join(tmpdir(), 'quarterdeck-test-'))
  const data = join(folder, 'data')
  if (user) chownSync(folder, user.uid, user.gid)
  const bin = process.env.QUARTERDECK_TEST_POSTGRES ?? postgresBinaries(user, join(folder, 'postgres'))
  const made = spawnSync(
    join(bin, 'initdb'),
    ['-D', data, '-A', 'trust', '-U', 'postgres', '--locale=C.UTF-8', '-E', 'UTF8', '--no-sync'],
    { ...user, cwd: folder, encoding: 'utf8' },
  )
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`)
  const port = await freePort()
  // Nothing here has to outlive the run, so it need not reach the disk.
  const settings = [
    'fsync=off',
    'synchronous_commit=off',
    'full_page_writes=off',
    'max_connections=300',
    'autovacuum=off',
  ]
  const server = spawn(
    join(bin, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', '', ...settings.flatMap((one) => ['-c', one])],
    { ...user, cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] },
  )
  const exited = new Promise<void>((done) => server.once('exit', () => done()))
  const stop = async () => {
    server.kill('SIGQUIT')
    await exited
    rmSync(folder, { recursive: true, force: true })
  }
  // A killed run must not leave the server behind.
  process.once('exit', () => server.kill('SIGQUIT'))
  try {
    await new Promise<void>((ready, failed) => {
      let log = ''
      server.stderr.on('data', (chunk) => {
        log = (log + chunk).slice(-4_000)
        if (log.includes('ready to accept connections')) ready()
      })
      server.once('exit', () => failed(new Error(`PostgreSQL did not start: ${log}`)))
    })
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`
    await prepareTemplate(url)
    process.env.QUARTERDECK_TEST_SERVER = url
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}

async function prepareTemplate(server: string): Promise<void> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(`drop database if exists ${TEMPLATE} with (force)`)
  await client.query(
    `create database ${TEMPLATE} template template0 encoding 'UTF8' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'`,
  )
  await client.end()
  const url = new URL(server)
  url.pathname = `/${TEMPLATE}`
  await migrateDatabase(url.href)
}
