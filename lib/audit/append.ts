import { desc, eq, sql } from 'drizzle-orm'
import type { Database, Transaction } from '@/lib/db/client'
import { audit, settings } from '@/lib/db/schema'
import { deploymentSecret, deriveKey } from '@/lib/vault/deployment'
import { GENESIS, hashRow, type NewAuditEntry, signHead } from './entry'

// Any constant; appends of all processes queue on it, so the chain has no forks.
const LOCK = 7_316_204_119
export const HEAD = 'audit-head'

/**
 * Adds an entry to the log and returns its number. In a transaction it stands and falls with that transaction, and
 * other appends wait until it ends: append last. Throws when it cannot be written; then the action must not happen.
 */
export async function appendAudit(on: Database | Transaction, entry: NewAuditEntry): Promise<number> {
  const key = deriveKey(await deploymentSecret(on), 'audit chain')
  return on.transaction(async (tx) => {
    await tx.execute(sql`select pg_advisory_xact_lock(${LOCK})`)
    const [last] = await tx.select({ seq: audit.seq, hash: audit.hash }).from(audit).orderBy(desc(audit.seq)).limit(1)
    const [head] = await tx.select({ value: settings.value }).from(settings).where(eq(settings.key, HEAD))
    const row = {
      // After a cut-off tail the numbers go on where the signed head says, so the gap stays visible.
      seq: Math.max(last?.seq ?? 0, headSeq(head?.value)) + 1,
      at: new Date(),
      actorId: entry.actor.id,
      actorKind: entry.actor.kind,
      actorLabel: storable(entry.actor.label),
      action: entry.action,
      target: entry.target ? storable(entry.target) : null,
      accountId: entry.accountId ?? null,
      outcome: entry.outcome,
      address: entry.address ? storable(entry.address) : null,
      requestId: entry.requestId,
      providerRequestId: entry.providerRequestId ?? null,
      // What the database will give back: JSON without undefined, dates as text.
      details: JSON.parse(
        JSON.stringify(entry.details ?? {}, (_, value) => (typeof value === 'string' ? storable(value) : value)),
      ) as Record<string, unknown>, // parse of an object's text
      previous: last?.hash ?? GENESIS,
    }
    const hash = hashRow(key, row)
    await tx.insert(audit).values({ ...row, hash })
    const signed = { seq: row.seq, hash: hash.toString('hex') }
    const value = { ...signed, signature: signHead(key, signed) }
    await tx.insert(settings).values({ key: HEAD, value }).onConflictDoUpdate({ target: settings.key, set: { value } })
    return row.seq
  })
}

/** PostgreSQL stores neither NUL nor half a surrogate pair; people and clouds can send both. */
const storable = (text: string) => text.replaceAll('\0', '\uFFFD').toWellFormed()

function headSeq(value: unknown): number {
  if (typeof value !== 'object' || value === null || !('seq' in value)) return 0
  return typeof value.seq === 'number' ? value.seq : 0
}
