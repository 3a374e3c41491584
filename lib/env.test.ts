import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createKeyFile, dataDirOf, EnvError, keyFileOf, parseEnv } from './env'

const key = Buffer.alloc(32, 5).toString('base64')
const good = { NODE_ENV: 'test' as const, DATABASE_URL: 'postgres://u:p@db:5432/x', QUARTERDECK_MASTER_KEY: key }

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quarterdeck-env-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

function problems(source: NodeJS.ProcessEnv): string[] {
  try {
    parseEnv(source, '/clone')
    return []
  } catch (error) {
    if (error instanceof EnvError) return error.lines
    throw error
  }
}

test.each([
  ['DATABASE_URL', 'mysql://x'],
  ['QUARTERDECK_MASTER_KEY', 'short'],
  ['QUARTERDECK_MASTER_KEY_OLD', Buffer.alloc(16).toString('base64')],
  ['QUARTERDECK_DATA_DIR', 'relative/folder'],
  ['QUARTERDECK_URL', 'console.example.com'],
  ['QUARTERDECK_URL', 'https://console.example.com/path'],
  ['QUARTERDECK_TRUST_PROXY', 'yes'],
  ['QUARTERDECK_PROVIDER_GATEWAY', 'ftp://127.0.0.1'],
  ['PORT', '99999'],
  ['PORT', '80a'],
  ['OIDC_ISSUER', 'login'],
  ['OIDC_DEFAULT_ROLE', 'owner'],
  ['NEXTAUTH_SECRET', 'short'],
])('%s=%s is refused with one line that names it and does not quote it', (name, value) => {
  const lines = problems({ ...good, [name]: value })
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatch(new RegExp(`^${name}: `))
  expect(lines[0]).not.toContain(value)
})

test('every bad setting has its line', () => {
  expect(problems({ ...good, PORT: 'x', HOST: 'h', QUARTERDECK_URL: 'x' })).toHaveLength(2)
})

test('half of the single sign-on settings are refused', () => {
  expect(problems({ ...good, OIDC_ISSUER: 'https://login.example.com' })).toEqual([
    'OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET: set all three or none',
  ])
})

test('an empty setting counts as not set', () => {
  expect(parseEnv({ ...good, PORT: '', OIDC_ISSUER: '' }, '/clone')).toMatchObject({ port: 3000, oidc: null })
})

test('keys that differ have ids that differ, and an id does not give the key away', () => {
  const { masterKeys } = parseEnv(
    { ...good, QUARTERDECK_MASTER_KEY_OLD: Buffer.alloc(32, 6).toString('base64') },
    '/clone',
  )
  expect(masterKeys).toHaveLength(2)
  expect(masterKeys[0].id).not.toBe(masterKeys[1]?.id)
  expect(Buffer.alloc(32, 5).toString('hex')).not.toContain(masterKeys[0].id)
})

test('without a key in the environment the key file is used, unless others can read it', () => {
  const source = { ...good, QUARTERDECK_MASTER_KEY: undefined, QUARTERDECK_DATA_DIR: folder }
  expect(problems(source)).toEqual([
    `QUARTERDECK_MASTER_KEY: is not set, and there is no key file ${keyFileOf(folder)}`,
  ])
  createKeyFile(keyFileOf(folder), Buffer.alloc(32, 5))
  expect(parseEnv(source, '/clone').masterKeys[0].id).toBe(parseEnv(good, '/clone').masterKeys[0].id)
  chmodSync(keyFileOf(folder), 0o644)
  expect(problems(source)).toEqual([`${keyFileOf(folder)}: others can read this key file (chmod 600 it)`])
})

test('the data folder is never a temporary one, and differs by clone', () => {
  const source = { NODE_ENV: 'test' as const }
  expect(dataDirOf(source, '/a')).not.toBe(dataDirOf(source, '/b'))
  expect(dataDirOf(source, '/a').startsWith(tmpdir())).toBe(false)
})
