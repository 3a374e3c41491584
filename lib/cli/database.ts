import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { closeDatabase } from '@/lib/db/client'
import { placeIn } from '@/lib/db/cluster'
import { startEmbedded } from '@/lib/db/embedded'
import { dataDirOf, type Env, keyFileOf, setEnv } from '@/lib/env'
import { launchSettings } from './launch-settings'
import { projectPath } from './project'

/**
 * Runs `work` with `env()` and `db()` set to the deployment's settings, for command-line tools: `DATABASE_URL`, or the
 * console's own database, which is started for the while when the console is not running.
 */
export async function withDatabase<T>(work: (env: Env) => Promise<T>): Promise<T> {
  // Programs are run from anywhere, the demo's data has a folder of its own.
  const demo = join(dataDirOf(process.env, projectPath()), 'demo')
  if (process.argv.includes('--demo')) {
    process.env.QUARTERDECK_DATA_DIR = demo
    for (const name of ['DATABASE_URL', 'QUARTERDECK_MASTER_KEY', 'QUARTERDECK_MASTER_KEY_OLD'])
      delete process.env[name]
  }
  const { env, ownDatabase, newKey } = launchSettings(process.env)
  if (newKey) {
    const hint = existsSync(keyFileOf(demo)) ? `\n${demo} is a demo's: add --demo to look there` : ''
    throw new Error(`QUARTERDECK_MASTER_KEY: is not set, and there is no key file in ${env.dataDir}${hint}`)
  }
  const running = ownDatabase ? await runningUrl(env.dataDir) : undefined
  const embedded = ownDatabase && !running ? await startEmbedded(env.dataDir) : undefined
  env.databaseUrl = running ?? embedded?.url ?? env.databaseUrl
  setEnv(env)
  try {
    return await work(env)
  } finally {
    await closeDatabase()
    await embedded?.stop()
  }
}

async function runningUrl(dataDir: string): Promise<string | undefined> {
  const place = placeIn(dataDir)
  if (!existsSync(place.portFile) || !existsSync(place.passwordFile)) return undefined
  const [port, password] = [place.portFile, place.passwordFile].map((file) => readFileSync(file, 'utf8').trim())
  const url = `postgres://quarterdeck:${password}@127.0.0.1:${port}/quarterdeck`
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    await client.end()
    return url
  } catch {
    return undefined
  }
}
