import { and, eq } from 'drizzle-orm'
import { db } from '@/lib/db/client'
import { credentials } from '@/lib/db/schema'
import type { Credentials } from '@/lib/providers/contract'
import { open, VaultError } from '@/lib/vault/vault'

/** The only module that opens credentials. What it returns goes into a signature and nowhere else. */

type Row = typeof credentials.$inferSelect

export type Opened = { id: string; secret: Credentials } | 'locked' | 'absent'

/**
 * Reads the credentials of an account in a state, still sealed; the function it gives opens them. `locked` when the present master key does not open them (another key, a
 * damaged row, or a row that was sealed for another account); `absent` when there are none in that state.
 */
export async function openCredentials(accountId: string, state: 'active' | 'pending'): Promise<() => Opened> {
  const [row] = await db()
    .select()
    .from(credentials)
    .where(and(eq(credentials.accountId, accountId), eq(credentials.state, state)))
  return () => {
    if (!row) return 'absent'
    const secret = tryOpen(row)
    return secret ? { id: row.id, secret } : 'locked'
  }
}

/** Whether the present master key opens a row; the result holds nothing of it. */
export const opens = (row: Row): boolean => tryOpen(row) !== undefined

function tryOpen(row: Row): Credentials | undefined {
  try {
    return open(row, { accountId: row.accountId, credentialId: row.id })
  } catch (error) {
    if (error instanceof VaultError) return undefined
    throw error
  }
}
