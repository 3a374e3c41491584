import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { eq } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { settings } from '@/lib/db/schema'
import { createKeyFile, dataDirOf, type Env, EnvError, keyFileOf, parseEnv } from '@/lib/env'
import { nearest } from '@/lib/model/query-fields'
import { isLoopback } from '@/lib/server/admission'
import { DEPLOYMENT_SECRET, WrongMasterKey } from '@/lib/vault/deployment'
import { projectPath } from './project'

const PENDING = 'postgres://pending@127.0.0.1/pending'

export interface LaunchSettings {
  env: Env
  /** No `DATABASE_URL` was given: Quarterdeck runs a database of its own. */
  ownDatabase: boolean
  /** There is no master key yet: this one was made, and is not stored before the database agrees (`storeNewKey`). */
  newKey: Buffer | undefined
}

const KNOWN = [
  'QUARTERDECK_DATA_DIR',
  'QUARTERDECK_MASTER_KEY',
  'QUARTERDECK_MASTER_KEY_OLD',
  'QUARTERDECK_PROVIDER_GATEWAY',
  'QUARTERDECK_TRUST_PROXY',
  'QUARTERDECK_URL',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_DEFAULT_ROLE',
  'OIDC_ISSUER',
  'OIDC_NAME',
]

const LOWER = KNOWN.map((name) => name.toLowerCase())

/** A misspelt setting would be taken for one that was never given: a master key, say. One line for each. */
function misspelt(source: NodeJS.ProcessEnv): string[] {
  return Object.keys(source)
    .filter(
      (name) => /^(QUARTERDECK|OIDC)_/.test(name) && !name.startsWith('QUARTERDECK_TEST_') && !KNOWN.includes(name),
    )
    .map((name) => {
      const letters = (text: string) => text.replaceAll('_', '')
      const meant = KNOWN.find((known) => letters(known) === letters(name)) ?? nearest(name, LOWER)?.toUpperCase()
      return `${name}: there is no such setting${meant ? `; ${meant} may be meant` : ''}`
    })
}

/** Parses what the launcher was given. Throws EnvError with one line per bad setting. */
export function launchSettings(source: NodeJS.ProcessEnv): LaunchSettings {
  const unknown = misspelt(source)
  if (unknown.length > 0) throw new EnvError(unknown)
  const dataDir = dataDirOf(source, projectPath())
  const newKey = !source.QUARTERDECK_MASTER_KEY && !existsSync(keyFileOf(dataDir)) ? randomBytes(32) : undefined
  const env = parseEnv(
    {
      ...source,
      DATABASE_URL: source.DATABASE_URL || PENDING,
      ...(newKey ? { QUARTERDECK_MASTER_KEY: newKey.toString('base64') } : {}),
    },
    projectPath(),
  )
  const https = env.url.startsWith('https:')
  if (!isLoopback(env.host) && !(https && env.trustProxy))
    throw new EnvError([
      `HOST: ${env.host} would take sign-ins over plain http from the network; put a proxy with TLS in front, then set QUARTERDECK_URL=https://... and QUARTERDECK_TRUST_PROXY=1`,
    ])
  if (!https && !isLoopback(new URL(env.url).hostname.replace(/^\[|\]$/g, '')))
    throw new EnvError(['QUARTERDECK_URL: must be https, except on loopback'])
  return { env, ownDatabase: !source.DATABASE_URL, newKey }
}

/**
 * Stores a new master key in its file. A database that already has sealed content needs its old key, so then no new
 * one is left behind to be taken for it. Throws WrongMasterKey.
 */
export async function storeNewKey(dataDir: string, key: Buffer): Promise<void> {
  const [sealed] = await db().select({ key: settings.key }).from(settings).where(eq(settings.key, DEPLOYMENT_SECRET))
  if (sealed) throw new WrongMasterKey()
  createKeyFile(keyFileOf(dataDir), key)
}
