import { describe, expect, test } from 'vitest'
import { hashPassword, PasswordBusy, verifyPassword } from './password'

describe('password hashes', () => {
  test('a password opens its own hash and no other', async () => {
    const [one, two] = await Promise.all([
      hashPassword('jute lamp ferry oyster'),
      hashPassword('jute lamp ferry oyster'),
    ])
    expect(one).not.toBe(two)
    expect(one).toMatch(/^scrypt\$17\$8\$1\$/)
    expect(await verifyPassword('jute lamp ferry oyster', one)).toBe(true)
    expect(await verifyPassword('jute lamp ferry Oyster', one)).toBe(false)
  })

  test('characters that can be typed in two ways are one', async () => {
    const stored = await hashPassword('caf\u00e9 am ostbahnhof')
    expect(await verifyPassword('cafe\u0301 am ostbahnhof', stored)).toBe(true)
  })

  test('without a hash, or with one that is none, nothing matches', async () => {
    expect(await verifyPassword('', null)).toBe(false)
    expect(await verifyPassword('anything at all', 'scrypt$17$8$1')).toBe(false)
  })

  test('a hash of lower cost still opens', async () => {
    const { scryptSync } = await import('node:crypto')
    const salt = Buffer.alloc(16, 1)
    const key = scryptSync('older password here', salt, 32, { N: 2 ** 14, r: 8, p: 1 })
    const stored = `scrypt$14$8$1$${salt.toString('base64url')}$${key.toString('base64url')}`
    expect(await verifyPassword('older password here', stored)).toBe(true)
  })

  test('a flood is refused instead of piling up', async () => {
    const cheap = `scrypt$10$8$1$${Buffer.alloc(16).toString('base64url')}$${Buffer.alloc(32).toString('base64url')}`
    const results = await Promise.allSettled(Array.from({ length: 80 }, () => verifyPassword('x', cheap)))
    const refused = results.filter((result) => result.status === 'rejected')
    expect(refused.length).toBeGreaterThan(0)
    expect(refused.every((result) => result.reason instanceof PasswordBusy)).toBe(true)
    expect(await verifyPassword('x', cheap)).toBe(false)
  })
})
