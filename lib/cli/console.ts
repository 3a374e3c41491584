import { setTimeout as sleep } from 'node:timers/promises'
import { createSetupLink } from '@/lib/auth/setup'
import { closeDatabase } from '@/lib/db/client'
import { type Embedded, startEmbedded } from '@/lib/db/embedded'
import { migrateDatabase } from '@/lib/db/migrate'
import { type Env, setEnv } from '@/lib/env'
import { deploymentSecret, deriveKey } from '@/lib/vault/deployment'
import { launchSettings, storeNewKey } from './launch-settings'
import { projectPath } from './project'
import { type Supervised, supervise } from './supervise'

export interface ConsoleOptions {
  /** Settings; taken out of `process.env` by the caller if they are secret. */
  source: NodeJS.ProcessEnv
  say: (line: string) => void
  /** Runs when the database is migrated and the master key checked, before anything is served. */
  prepare?: () => Promise<void>
}

export interface RunningConsole {
  env: Env
  /** Resolves when the web server listens; rejects with one clear line when it never will. */
  ready: Promise<void>
  /** A one-time link that makes the first admin; undefined when there is a user already. */
  setupLink(): Promise<string | undefined>
  /** Requests in flight and leases end, then the database; at most about ten seconds. */
  stop(): Promise<void>
}

/** Starts database (unless DATABASE_URL), migrations, web and worker processes, and keeps them running. */
export async function startConsole({ source, say, prepare }: ConsoleOptions): Promise<RunningConsole> {
  const { env, ownDatabase, newKey } = launchSettings(source)
  const embedded = ownDatabase ? await startEmbedded(env.dataDir) : undefined
  const children: Supervised[] = []
  let stopping = false
  const stop = async () => {
    stopping = true
    await Promise.all(children.map((child) => child.stop(8_000)))
    await closeDatabase()
    await embedded?.stop()
  }
  try {
    if (embedded) env.databaseUrl = embedded.url
    setEnv(env)
    await migrateDatabase(env.databaseUrl).catch((cause: unknown) => {
      if (embedded) throw cause
      const text = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`DATABASE_URL: this database cannot be used: ${text}`, { cause })
    })
    if (newKey) await storeNewKey(env.dataDir, newKey)
    const secret = await deploymentSecret()
    if (!source.NEXTAUTH_SECRET) env.nextauthSecret = deriveKey(secret, 'next-auth').export().toString('base64')
    await prepare?.()
  } catch (error) {
    await stop()
    throw error
  }

  const environment = (): NodeJS.ProcessEnv => ({
    ...source,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    DATABASE_URL: env.databaseUrl,
    QUARTERDECK_DATA_DIR: env.dataDir,
    QUARTERDECK_URL: env.url,
    NEXTAUTH_URL: env.url,
    NEXTAUTH_SECRET: env.nextauthSecret,
  })
  const ready = new Promise<void>((resolve, reject) => {
    const common = { environment, say, onFatal: (line: string) => reject(new Error(line)) }
    children.push(
      supervise({ ...common, name: 'web server', file: projectPath('dist/web.js'), onReady: resolve }),
      supervise({ ...common, name: 'worker', file: projectPath('dist/worker.js') }),
    )
  })
  if (embedded) void keepRunning(embedded, env, children, say, () => stopping)
  return { env, ready, stop, setupLink: async () => (await createSetupLink())?.link }
}

/** Starts the database again when it ends. Its address changes only if another program took its port. */
async function keepRunning(
  server: Embedded,
  env: Env,
  children: Supervised[],
  say: (line: string) => void,
  stopping: () => boolean,
) {
  for (;;) {
    await server.exited
    if (stopping()) return
    say('the database ended; starting it again')
    for (let delayMs = 500; !stopping(); delayMs = Math.min(delayMs * 2, 10_000)) {
      try {
        await server.restart()
        break
      } catch (error) {
        if (stopping()) return
        say(error instanceof Error ? error.message : 'the database does not start')
        await sleep(delayMs)
      }
    }
    if (env.databaseUrl === server.url) continue
    env.databaseUrl = server.url
    await closeDatabase()
    for (const child of children) child.restart()
  }
}
