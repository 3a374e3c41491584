import { readFileSync } from 'node:fs'

/** An access key. Without an owner it owns the whole fleet on all services. */
export interface Key {
  id: string
  secret: string
  owner: string | undefined
  /** Operations it may not call: `DescribeZones` or `alibaba-kvstore/DescribeZones`. */
  deny: readonly string[]
  /** Milliseconds since 1970, or never. */
  expires: number | undefined
}

export type KeyEntry = string | { secret: string; owner?: string; deny?: readonly string[]; expires?: string | number }

/**
 * The keys that work when no key file is given. They are documented in the README, open nothing but this program,
 * and belong to the made-up company haitang.
 */
export const DEMO_KEYS: Readonly<Record<string, KeyEntry>> = {
  testid: 'testsecret',
  LTAI5tHaitangProd0001: { secret: 'demo-alibaba-prod-4f8c1e7a', owner: 'haitang-prod' },
  LTAI5tHaitangTest0001: { secret: 'demo-alibaba-test-93b2d60c', owner: 'haitang-test' },
  LTAI5tHaitangAudit001: {
    secret: 'demo-alibaba-audit-17ae5b3d',
    owner: 'haitang-prod',
    deny: ['DescribeZones', 'DescribeInstanceAttribute'],
  },
  LTAI5tHaitangGone0001: {
    secret: 'demo-alibaba-gone-c08f2a91',
    owner: 'haitang-prod',
    expires: '2026-01-01T00:00:00Z',
  },
  JDC_HAITANGLOGISTICS0001: { secret: 'demo-jdcloud-logistics-5d7e', owner: 'haitang-logistics' },
  JDC_HAITANGSTAGING000001: { secret: 'demo-jdcloud-staging-a1c4', owner: 'haitang-staging' },
  AKLTHaitangContent0001: { secret: 'demo-kingsoft-content-e6b0', owner: 'haitang-content' },
}

/** Keys by id. Throws with one clear line when an entry is malformed. */
export function keysFrom(entries: Readonly<Record<string, unknown>>): Map<string, Key> {
  const keys = new Map<string, Key>()
  for (const [id, entry] of Object.entries(entries)) keys.set(id, keyFrom(id, entry))
  if (keys.size === 0) throw new Error('the key file names no key')
  return keys
}

/** One key from its entry in a key file. */
export function keyFrom(id: string, entry: unknown): Key {
  if (typeof entry === 'string' && entry !== '')
    return { id, secret: entry, owner: undefined, deny: [], expires: undefined }
  if (typeof entry !== 'object' || entry === null || !('secret' in entry) || typeof entry.secret !== 'string')
    throw new Error(`key ${id}: expected a secret or {secret, owner, deny, expires}`)
  const owner = 'owner' in entry && typeof entry.owner === 'string' ? entry.owner : undefined
  const deny = 'deny' in entry && Array.isArray(entry.deny) ? entry.deny.map(String) : []
  const expires = 'expires' in entry && entry.expires != null ? new Date(entry.expires as string).getTime() : undefined // checked just below
  if (expires !== undefined && Number.isNaN(expires)) throw new Error(`key ${id}: "expires" is not a time`)
  return { id, secret: entry.secret, owner, deny, expires }
}

/** Reads a key file: `{"id": "secret"}` or `{"id": {"secret", "owner", "deny", "expires"}}`. */
export function readKeyFile(path: string): Map<string, Key> {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'))
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Error(`${path}: expected a JSON object of key id to secret`)
  return keysFrom(parsed as Record<string, unknown>) // an object, checked on the line above
}
