import { beforeAll, expect, test } from 'vitest'
import { env, masterKey, setEnv } from '@/lib/env'
import { open, seal, VaultError } from './vault'

const credentials = { accessKeyId: 'LTAIexample', accessKeySecret: 'a-secret-of-the-cloud' }
const row = { accountId: 'account-a', credentialId: 'credential-a' }

beforeAll(() => {
  process.env.DATABASE_URL ??= 'postgres://unused@127.0.0.1:1/unused'
  process.env.QUARTERDECK_MASTER_KEY ??= Buffer.alloc(32, 7).toString('base64')
  env()
})

test('what was sealed opens in its own row', () => {
  expect(open(seal(credentials, row), row)).toEqual(credentials)
})

test('the same credentials sealed twice share no bytes of text or key', () => {
  const one = seal(credentials, row)
  const two = seal(credentials, row)
  expect(one.sealed.equals(two.sealed)).toBe(false)
  expect(one.sealedKey.equals(two.sealedKey)).toBe(false)
})

test('every flipped byte of every stored field is refused', () => {
  const sealed = seal(credentials, row)
  for (const field of ['sealedKey', 'sealed'] as const) {
    for (let at = 0; at < sealed[field].length; at += 1) {
      const bytes = Buffer.from(sealed[field])
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at)
      expect(() => open({ ...sealed, [field]: bytes }, row), `${field} byte ${at}`).toThrow(VaultError)
    }
  }
  expect(() => open({ ...sealed, kek: '000000000000' }, row)).toThrow(VaultError)
})

test('sealed credentials moved to another account or row do not open', () => {
  const sealed = seal(credentials, row)
  expect(() => open(sealed, { ...row, accountId: 'account-b' })).toThrow(VaultError)
  expect(() => open(sealed, { ...row, credentialId: 'credential-b' })).toThrow(VaultError)
  const other = seal(credentials, { accountId: 'account-b', credentialId: 'credential-b' })
  expect(() => open({ ...sealed, sealedKey: other.sealedKey }, row)).toThrow(VaultError)
  expect(() => open({ ...sealed, sealed: other.sealed }, row)).toThrow(VaultError)
  expect(() => open({ ...sealed, sealed: sealed.sealedKey, sealedKey: sealed.sealed }, row)).toThrow(VaultError)
})

test('without the master key nothing opens, and the error says so without quoting anything', () => {
  const sealed = seal(credentials, row)
  const before = env()
  setEnv({ ...before, masterKeys: [masterKey(Buffer.alloc(32, 9))] })
  try {
    expect(() => open(sealed, row)).toThrow(/master key/)
  } finally {
    setEnv(before)
  }
})
