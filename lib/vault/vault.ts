import { createSecretKey, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Credentials } from '@/lib/providers/contract'
import { bind, decrypt, encrypt } from './aead'
import { openingKey, sealingKey } from './keyring'

/** What a row of `credentials` holds: the id of the master key, the data key under it, the credentials under that. */
export interface Sealed {
  kek: string
  sealedKey: Buffer
  sealed: Buffer
}

/** The row a sealed text belongs to; it opens in no other. */
export interface SealedFor {
  accountId: string
  credentialId: string
}

/** Sealed credentials do not open: the account is locked. Never says anything about the content. */
export class VaultError extends Error {
  constructor(
    readonly reason: 'no-master-key' | 'damaged',
    credentialId: string,
    options?: ErrorOptions,
  ) {
    super(
      reason === 'no-master-key'
        ? `Credentials ${credentialId} were sealed with a master key that this process does not have`
        : `Credentials ${credentialId} do not open: they were altered or belong to another row`,
      options,
    )
    this.name = 'VaultError'
  }
}

const VERSION = 'v1'
const keyBinding = (kek: string, { accountId, credentialId }: SealedFor) =>
  bind(VERSION, 'credentials', accountId, credentialId, 'data-key', kek)
const textBinding = ({ accountId, credentialId }: SealedFor) =>
  bind(VERSION, 'credentials', accountId, credentialId, 'sealed')

const Plain = z.strictObject({ accessKeyId: z.string(), accessKeySecret: z.string() })

/** Seals credentials for one row, under a data key of their own. */
export function seal(plain: Credentials, aad: SealedFor): Sealed {
  const master = sealingKey()
  const dataKey = randomBytes(32)
  const text = Buffer.from(JSON.stringify(Plain.parse(plain)), 'utf8')
  try {
    return {
      kek: master.id,
      sealedKey: encrypt(master.key, dataKey, keyBinding(master.id, aad)),
      sealed: encrypt(createSecretKey(dataKey), text, textBinding(aad)),
    }
  } finally {
    dataKey.fill(0)
    text.fill(0)
  }
}

/** Opens what `seal` made for the same row. Throws VaultError. */
export function open(row: Sealed, aad: SealedFor): Credentials {
  const dataKey = openDataKey(row, aad)
  try {
    const text = decrypt(createSecretKey(dataKey), row.sealed, textBinding(aad))
    try {
      return Plain.parse(JSON.parse(text.toString('utf8')))
    } finally {
      text.fill(0)
    }
  } catch {
    // The cause is dropped on purpose: a parser's message could quote what it read.
    throw new VaultError('damaged', aad.credentialId)
  } finally {
    dataKey.fill(0)
  }
}

/** The same credentials with the data key sealed by the present master key. Throws VaultError. */
export function reseal(row: Sealed, aad: SealedFor): Pick<Sealed, 'kek' | 'sealedKey'> {
  const dataKey = openDataKey(row, aad)
  try {
    const master = sealingKey()
    return { kek: master.id, sealedKey: encrypt(master.key, dataKey, keyBinding(master.id, aad)) }
  } finally {
    dataKey.fill(0)
  }
}

function openDataKey(row: Sealed, aad: SealedFor): Buffer {
  const master = openingKey(row.kek)
  if (!master) throw new VaultError('no-master-key', aad.credentialId)
  try {
    return decrypt(master.key, row.sealedKey, keyBinding(row.kek, aad))
  } catch (cause) {
    throw new VaultError('damaged', aad.credentialId, { cause })
  }
}
