import { createHash, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto'
import { closeSync, fchmodSync, fsyncSync, mkdirSync, openSync, readFileSync, statSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { Role } from '@/lib/model/access'

/** A key that seals data keys. `id` is a digest of the key, so that sealed text can say which key it needs. */
export interface MasterKey {
  id: string
  key: KeyObject
}

/** Settings of this process, from the environment. */
export interface Env {
  databaseUrl: string
  dataDir: string
  /** Public origin, no slash at the end. */
  url: string
  host: string
  port: number
  /** True when a proxy in front is trusted to set X-Forwarded-For and X-Forwarded-Proto. */
  trustProxy: boolean
  /** Origin that gets all provider traffic instead of the clouds (a proxy, a recorder, the emulator). */
  providerGateway: string | null
  oidc: {
    issuer: string
    clientId: string
    clientSecret: string
    name: string
    /** Role of people the issuer knows and we do not; null refuses them. */
    defaultRole: z.infer<typeof Role> | null
  } | null
  nextauthSecret: string
  /** The first seals, all open. Read them through `lib/vault/keyring.ts`, which notices a rotation. */
  masterKeys: [MasterKey, ...MasterKey[]]
  /** Where they came from, when not from the environment. */
  keyFile: string | null
}

/** A setting is missing or wrong; `lines` has one clear line for each. */
export class EnvError extends Error {
  constructor(readonly lines: string[]) {
    super(lines.join('\n'))
    this.name = 'EnvError'
  }
}

export function masterKey(bytes: Buffer): MasterKey {
  return {
    id: createHash('sha256').update('quarterdeck kek').update(bytes).digest('hex').slice(0, 12),
    key: createSecretKey(bytes),
  }
}

const origin = (schemes: string[]) =>
  z.string().transform((text, context) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    if (!url || !schemes.includes(url.protocol) || url.pathname !== '/' || url.search || url.username) {
      context.addIssue({ code: 'custom', message: `must be an origin such as ${schemes[0]}//host:port` })
      return z.NEVER
    }
    return url.origin
  })

const keyText = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 random bytes in base64 (make one: openssl rand -base64 32)')
  .transform((text) => Buffer.from(text, 'base64'))

const Source = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/./, 'must look like postgres://user:password@host:5432/name')
    .optional(),
  QUARTERDECK_DATA_DIR: z.string().startsWith('/', 'must be an absolute path').optional(),
  QUARTERDECK_MASTER_KEY: keyText.optional(),
  QUARTERDECK_MASTER_KEY_OLD: keyText.optional(),
  QUARTERDECK_URL: origin(['https:', 'http:']).optional(),
  QUARTERDECK_TRUST_PROXY: z.enum(['0', '1'], 'must be 0 or 1').optional(),
  QUARTERDECK_PROVIDER_GATEWAY: origin(['http:', 'https:']).optional(),
  HOST: z.string().min(1).optional(),
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a port number')
    .transform(Number)
    .refine((port) => port > 0 && port < 65_536, 'must be a port number')
    .optional(),
  OIDC_ISSUER: z.url('must be an address').optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: z.string().optional(),
  OIDC_NAME: z.string().max(60, 'must be at most 60 characters').optional(),
  OIDC_DEFAULT_ROLE: Role.optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'must have at least 32 characters').optional(),
})

// Read once, then taken out of process.env: what dumps the environment later finds no secret.
const SECRETS = ['DATABASE_URL', 'QUARTERDECK_MASTER_KEY', 'QUARTERDECK_MASTER_KEY_OLD', 'OIDC_CLIENT_SECRET'] as const

/** The folder of database, key file and locks, as the environment says or by default. */
export function dataDirOf(source: Record<string, string | undefined>, clone: string): string {
  if (source.QUARTERDECK_DATA_DIR) return source.QUARTERDECK_DATA_DIR
  const name = createHash('sha256').update(clone).digest('hex').slice(0, 12)
  if (process.getuid?.() === 0) return join('/var/lib/quarterdeck', name)
  return join(source.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'quarterdeck', name)
}

/**
 * The master keys in a key file, one base64 line each, the sealing one first. Refuses a file that others can read.
 * `undefined` when there is no file.
 */
export function readKeyFile(file: string): MasterKey[] | undefined {
  const stat = statSync(file, { throwIfNoEntry: false })
  if (!stat) return undefined
  if ((stat.mode & 0o077) !== 0) throw new EnvError([`${file}: others can read this key file (chmod 600 it)`])
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  const keys = lines.map((line) => keyText.safeParse(line))
  if (keys.length === 0 || keys.some((key) => !key.success))
    throw new EnvError([`${file}: not a key file (one base64 line of 32 bytes per key)`])
  return keys.flatMap((key) => (key.success ? [masterKey(key.data)] : []))
}

/** Makes a key file with one new key, mode 0600; fails if there is one. */
export function createKeyFile(file: string, bytes: Buffer): void {
  mkdirSync(join(file, '..'), { recursive: true })
  const handle = openSync(file, 'wx', 0o600)
  try {
    fchmodSync(handle, 0o600)
    writeSync(handle, `${bytes.toString('base64')}\n`)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

export const keyFileOf = (dataDir: string) => join(dataDir, 'master.key')

/** Parses settings; throws EnvError with a line per bad one. `clone` is the project folder. */
export function parseEnv(source: Record<string, string | undefined>, clone: string): Env {
  const present = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== undefined && value !== ''))
  const parsed = Source.safeParse(present)
  if (!parsed.success)
    throw new EnvError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  const s = parsed.data
  const lines: string[] = []
  if (!s.DATABASE_URL) lines.push('DATABASE_URL: is not set (npm start runs its own database and sets it)')

  const dataDir = dataDirOf(present, clone)
  const keyFile = keyFileOf(dataDir)
  const keys = s.QUARTERDECK_MASTER_KEY
    ? [s.QUARTERDECK_MASTER_KEY, ...(s.QUARTERDECK_MASTER_KEY_OLD ? [s.QUARTERDECK_MASTER_KEY_OLD] : [])].map(masterKey)
    : (readKeyFile(keyFile) ?? [])
  const [first, ...others] = keys
  if (!first) lines.push(`QUARTERDECK_MASTER_KEY: is not set, and there is no key file ${keyFile}`)

  const oidc = [s.OIDC_ISSUER, s.OIDC_CLIENT_ID, s.OIDC_CLIENT_SECRET]
  if (oidc.some(Boolean) && !oidc.every(Boolean))
    lines.push('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all three or none')
  if (lines.length > 0 || !first || !s.DATABASE_URL) throw new EnvError(lines)

  const host = s.HOST ?? '127.0.0.1'
  const port = s.PORT ?? 3000
  return {
    databaseUrl: s.DATABASE_URL,
    dataDir,
    url: s.QUARTERDECK_URL ?? `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
    host,
    port,
    trustProxy: s.QUARTERDECK_TRUST_PROXY === '1',
    providerGateway: s.QUARTERDECK_PROVIDER_GATEWAY ?? null,
    oidc:
      s.OIDC_ISSUER && s.OIDC_CLIENT_ID && s.OIDC_CLIENT_SECRET
        ? {
            issuer: s.OIDC_ISSUER,
            clientId: s.OIDC_CLIENT_ID,
            clientSecret: s.OIDC_CLIENT_SECRET,
            name: s.OIDC_NAME ?? 'Single sign-on',
            defaultRole: s.OIDC_DEFAULT_ROLE ?? null,
          }
        : null,
    nextauthSecret: s.NEXTAUTH_SECRET ?? derivedSecret(first),
    masterKeys: [first, ...others],
    keyFile: s.QUARTERDECK_MASTER_KEY ? null : keyFile,
  }
}

function derivedSecret({ key }: MasterKey): string {
  return Buffer.from(hkdfSync('sha256', key.export(), Buffer.alloc(0), 'quarterdeck next-auth', 32)).toString('base64')
}

const KEY = Symbol.for('quarterdeck.env')
const held = globalThis as typeof globalThis & { [KEY]?: Env } // globalThis has no declared place for our symbol

/** Settings of this process, parsed on first use and shared by all bundles in it. Throws EnvError. */
export function env(): Env {
  const existing = held[KEY]
  if (existing) return existing
  const parsed = parseEnv(process.env, process.cwd())
  held[KEY] = parsed
  for (const name of SECRETS) delete process.env[name]
  return parsed
}

/** Replaces settings of this process: for the test harness, and for the launcher once it knows its database. */
export function setEnv(next: Env): void {
  held[KEY] = next
}
