import { and, eq, ne, notInArray } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { credentials } from '@/lib/db/schema'
import { resealDeploymentSecret } from './deployment'
import { sealingKey } from './keyring'
import { reseal, VaultError } from './vault'

const BATCH = 200

export interface Rotation {
  /** Rows whose data key is now sealed by the present master key, and was not before. */
  resealed: number
  /** Credentials that do not open with any key; left as they are. */
  locked: string[]
}

/**
 * Seals every data key that another master key sealed with the present one. Small steps that each stand alone: reading
 * goes on meanwhile, and after a crash it is simply run again.
 */
export async function rotate(): Promise<Rotation> {
  const present = sealingKey().id
  let resealed = (await resealDeploymentSecret()) ? 1 : 0
  const locked: string[] = []
  for (;;) {
    const rows = await db()
      .select()
      .from(credentials)
      .where(and(ne(credentials.kek, present), locked.length > 0 ? notInArray(credentials.id, locked) : undefined))
      .limit(BATCH)
    if (rows.length === 0) return { resealed, locked }
    for (const row of rows) {
      try {
        const next = reseal(row, { accountId: row.accountId, credentialId: row.id })
        // Only if the row still is what was read: a key that was replaced meanwhile must not come back.
        const changed = await db()
          .update(credentials)
          .set(next)
          .where(and(eq(credentials.id, row.id), eq(credentials.sealedKey, row.sealedKey)))
        resealed += changed.rowCount ?? 0
      } catch (error) {
        if (!(error instanceof VaultError)) throw error
        locked.push(row.id)
      }
    }
  }
}
