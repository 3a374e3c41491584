import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { type Database, db, type Transaction } from '@/lib/db/client'
import { settings } from '@/lib/db/schema'
import { bind, decrypt, encrypt } from './aead'
import { openingKey, sealingKey } from './keyring'

/** Row of `settings` that holds it. */
export const DEPLOYMENT_SECRET = 'deployment-secret'
const Stored = z.object({ kek: z.string(), sealed: z.string() })
const binding = (kek: string) => bind('v1', 'settings', DEPLOYMENT_SECRET, kek)

/** The master key does not fit this database: nothing in it could be opened, so nothing may start. */
export class WrongMasterKey extends Error {
  constructor() {
    super('The master key does not belong to this database: restore the right QUARTERDECK_MASTER_KEY or key file')
    this.name = 'WrongMasterKey'
  }
}

/**
 * A random secret of this deployment, sealed by the master key in `settings` and made on first use. Other keys are
 * derived from it, so they outlive a rotation of the master key. That it opens shows that the master key is right.
 * Throws WrongMasterKey.
 */
export async function deploymentSecret(on: Database | Transaction = db()): Promise<KeyObject> {
  const stored = await read(on)
  if (stored) return openSecret(stored)
  const master = sealingKey()
  const sealed = encrypt(master.key, randomBytes(32), binding(master.id)).toString('base64')
  await on
    .insert(settings)
    .values({ key: DEPLOYMENT_SECRET, value: { kek: master.id, sealed } })
    .onConflictDoNothing()
  const now = await read(on)
  if (!now) throw new Error('The deployment secret could not be stored')
  return openSecret(now)
}

/** A key for one purpose, derived from the deployment secret with HKDF-SHA256. */
export function deriveKey(secret: KeyObject, purpose: string): KeyObject {
  return createSecretKey(
    Buffer.from(hkdfSync('sha256', secret.export(), Buffer.alloc(0), `quarterdeck ${purpose}`, 32)),
  )
}

/** Seals the deployment secret with the present master key. Returns whether it had another one before. */
export async function resealDeploymentSecret(on: Database | Transaction = db()): Promise<boolean> {
  const secret = await deploymentSecret(on)
  const master = sealingKey()
  const stored = await read(on)
  if (!stored || stored.kek === master.id) return false
  const sealed = encrypt(master.key, secret.export(), binding(master.id)).toString('base64')
  await on
    .update(settings)
    .set({ value: { kek: master.id, sealed } })
    .where(eq(settings.key, DEPLOYMENT_SECRET))
  return true
}

async function read(on: Database | Transaction) {
  const [row] = await on.select().from(settings).where(eq(settings.key, DEPLOYMENT_SECRET))
  return row && Stored.parse(row.value)
}

function openSecret(stored: z.infer<typeof Stored>): KeyObject {
  const master = openingKey(stored.kek)
  if (!master) throw new WrongMasterKey()
  try {
    return createSecretKey(decrypt(master.key, Buffer.from(stored.sealed, 'base64'), binding(stored.kek)))
  } catch {
    throw new WrongMasterKey()
  }
}
