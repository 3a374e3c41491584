import type { KeyObject } from 'node:crypto'
import { bind, decrypt, encrypt } from '@/lib/vault/aead'
import { deploymentSecret, deriveKey } from '@/lib/vault/deployment'

/** What a change will send and what it was made from: kept sealed, because it can hold a password. */
export interface Frozen {
  input: Record<string, unknown>
  params: Record<string, unknown>
}

/** Seals and opens what changes hold; it can be fetched before there is something to seal. */
export const changesKey = async () => deriveKey(await deploymentSecret(), 'changes')
const binding = (changeId: string) => bind('v1', 'changes', changeId, 'sealed')

export async function sealFrozen(changeId: string, frozen: Frozen, key?: KeyObject): Promise<Buffer> {
  return encrypt(key ?? (await changesKey()), Buffer.from(JSON.stringify(frozen), 'utf8'), binding(changeId))
}

/** Throws when a byte of it was altered or when it is another change's. */
export async function openFrozen(changeId: string, sealed: Buffer): Promise<Frozen> {
  return JSON.parse(decrypt(await changesKey(), sealed, binding(changeId)).toString('utf8')) as Frozen // sealed by us just so
}
