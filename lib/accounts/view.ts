import { and, count, inArray, isNull } from 'drizzle-orm'
import { opens } from '@/lib/bff/credentials'
import { db } from '@/lib/db/client'
import { accounts, credentials, inventory, probes, shards } from '@/lib/db/schema'
import { Account, type Shard } from '@/lib/model/account'

export type AccountRow = typeof accounts.$inferSelect
type ShardRow = typeof shards.$inferSelect

const iso = (time: Date | null) => time?.toISOString() ?? null

/** A shard as pages see it. */
export const shardView = (row: ShardRow): Shard => ({
  accountId: row.accountId,
  service: row.service as Shard['service'], // written only from a validated account
  region: row.region,
  state: row.state,
  okAt: iso(row.okAt),
  instances: row.instances,
  errorKind: row.errorKind,
  errorCode: row.errorCode,
  errorMessage: row.errorMessage,
  errorRequestId: row.errorRequestId,
  failedSince: iso(row.failedSince),
  nextTryAt: iso(row.nextTryAt),
})

/** A probe that was asked for runs as good as already; but never while the account is paused. */
export function probeState(
  account: AccountRow,
  probe: typeof probes.$inferSelect | undefined,
): 'never' | 'running' | 'done' {
  const waits = probe?.requestedAt && !account.paused
  if (waits) return 'running'
  return probe?.finishedAt ? 'done' : 'never'
}

/**
 * Accounts as pages see them, in the order given. Of a key only the last four characters of its id; the parse at the
 * end drops whatever the model does not name, so a new column cannot leak by being forgotten.
 */
export async function accountViews(rows: AccountRow[]): Promise<Account[]> {
  if (rows.length === 0) return []
  const ids = rows.map((row) => row.id)
  const [keys, pieces, states, counts] = await Promise.all([
    db().select().from(credentials).where(inArray(credentials.accountId, ids)),
    db().select().from(shards).where(inArray(shards.accountId, ids)).orderBy(shards.service, shards.region),
    db().select().from(probes).where(inArray(probes.accountId, ids)),
    db()
      .select({ accountId: inventory.accountId, instances: count() })
      .from(inventory)
      .where(and(inArray(inventory.accountId, ids), isNull(inventory.goneAt)))
      .groupBy(inventory.accountId),
  ])
  return rows.map((row) => {
    const mine = keys.filter((key) => key.accountId === row.id)
    const active = mine.find((key) => key.state === 'active')
    const waiting = mine.find((key) => key.state !== 'active')
    const probe = states.find((state) => state.accountId === row.id)
    return Account.parse({
      ...row,
      createdAt: row.createdAt.toISOString(),
      keyTail: active?.keyTail ?? '',
      keySavedAt: iso(active?.createdAt ?? null),
      pendingKey: waiting
        ? {
            keyTail: waiting.keyTail,
            savedAt: waiting.createdAt.toISOString(),
            state: waiting.state === 'pending' ? 'checking' : 'failed',
            errorKind: waiting.errorKind,
          }
        : null,
      unlocked: active ? opens(active) : false,
      instances: counts.find((entry) => entry.accountId === row.id)?.instances ?? 0,
      shards: pieces.filter((piece) => piece.accountId === row.id).map(shardView),
      probe: { state: probeState(row, probe), at: iso(probe?.finishedAt ?? null) },
    })
  })
}
