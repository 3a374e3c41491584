import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { eq } from 'drizzle-orm'
import { freePort } from '@/lib/cli/port'
import { projectPath } from '@/lib/cli/project'
import { db } from '@/lib/db/client'
import { users } from '@/lib/db/schema'
import { testDatabase } from '@/lib/db/testing'
import { env, setEnv } from '@/lib/env'
import type { Role, Scope } from '@/lib/model/access'
import { Client } from './http'
import { person } from './in-process'
import { passwordHash } from './password'

export interface Console {
  /** Public origin. */
  url: string
  /** What the process wrote so far. */
  log(): string
  /** Somebody who is not signed in. */
  anybody(): Client
  /** A new person with this role and `PASSWORD`, signed in. */
  as(role: Role, scope?: Scope): Promise<Client & { id: string; email: string; sessionId: string }>
  /** Stops the process and removes its database. */
  close(): Promise<void>
}

const SECRET = 'e2e secret that is long enough for anybody'

/**
 * The built console (`npm run build`) as a process of its own on a database of its own, which `db()` of this process
 * uses as well. `program` may start it in another way. `settings` are further environment variables, such as QUARTERDECK_PROVIDER_GATEWAY or OIDC_ISSUER.
 */
export async function startConsole(
  settings: Record<string, string> = {},
  program = projectPath('lib/server/main.ts'),
): Promise<Console> {
  const database = await testDatabase()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  // Cookies made here must open there.
  setEnv({ ...env(), url, port, nextauthSecret: SECRET })
  const child = fork(program, {
    cwd: projectPath(),
    execArgv: ['--import', 'tsx'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: database.url,
      QUARTERDECK_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
      QUARTERDECK_URL: url,
      HOST: '127.0.0.1',
      PORT: String(port),
      NEXTAUTH_SECRET: SECRET,
      ...settings,
    },
  })
  let log = ''
  child.stdout?.on('data', (part) => (log += part))
  child.stderr?.on('data', (part) => (log += part))
  await ready(child, () => log)
  return {
    url,
    log: () => log,
    anybody: () => new Client(url),
    async as(role, scope) {
      const { cookie, id, email, sessionId } = await person(role, scope)
      await db().update(users).set({ passwordHash }).where(eq(users.id, id))
      return Object.assign(new Client(url, cookie), { id, email, sessionId })
    },
    async close() {
      const ended = once(child, 'exit')
      child.kill('SIGTERM')
      await ended
      await database.drop()
    },
  }
}

function ready(child: ChildProcess, log: () => string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message: { type?: string }) => {
      if (message.type === 'ready') resolve()
    })
    child.once('exit', (code) => reject(new Error(`The console ended with ${code}: ${log()}`)))
  })
}
