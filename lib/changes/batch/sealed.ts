import type { ServiceId } from '@/lib/operation'
import { bind, decrypt, encrypt } from '@/lib/vault/aead'
import { deploymentSecret, deriveKey } from '@/lib/vault/deployment'

/** What was chosen for the instances of each service: it can hold a password. */
export type Chosen = Partial<Record<ServiceId, Record<string, unknown>>>

const key = async () => deriveKey(await deploymentSecret(), 'change-batches')
const binding = (batchId: string) => bind('v1', 'change_batches', batchId, 'sealed')

export async function sealChosen(batchId: string, chosen: Chosen): Promise<Buffer> {
  return encrypt(await key(), Buffer.from(JSON.stringify(chosen), 'utf8'), binding(batchId))
}

/** Throws when a byte of it was altered or when it is another batch's. */
export async function openChosen(batchId: string, sealed: Buffer): Promise<Chosen> {
  return JSON.parse(decrypt(await key(), sealed, binding(batchId)).toString('utf8')) as Chosen // sealed by us just so
}
