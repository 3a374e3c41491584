import { and, eq, sql } from 'drizzle-orm'
import { db, type Transaction } from '@/lib/db/client'
import { notify } from '@/lib/db/notify'
import { probes } from '@/lib/db/schema'

const LEASE_SECONDS = 60
const HEARTBEAT_MS = 15_000

/** Somebody else holds the probe now, or the account is gone: whatever this holder still finds out is not wanted. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
}

export interface ProbeLease {
  accountId: string
  fence: number
  /** The request that is being answered, as the database wrote it (microseconds). */
  requestedAt: string
}

/** Takes the longest waiting probe that nobody holds; a dead holder's once its lease has run out. */
export async function takeProbe(): Promise<ProbeLease | undefined> {
  const { rows } = await db().execute<{ account_id: string; fence: string; requested_at: string }>(sql`
    update probes set state = 'running', fence = fence + 1,
      lease_until = now() + make_interval(secs => ${LEASE_SECONDS})
    where account_id = (
      select p.account_id from probes p join accounts a on a.id = p.account_id
      where p.requested_at is not null and not a.paused and (p.lease_until is null or p.lease_until < now())
      order by p.requested_at limit 1 for update of p skip locked)
    returning account_id, fence, requested_at::text`)
  const [row] = rows
  return row && { accountId: row.account_id, fence: Number(row.fence), requestedAt: row.requested_at }
}

const mine = ({ accountId, fence }: ProbeLease) => and(eq(probes.accountId, accountId), eq(probes.fence, fence))

/** Runs `write` only while the lease is held, and tells open pages. Throws LeaseLost. */
export async function underLease<T>(lease: ProbeLease, write: (tx: Transaction) => Promise<T>): Promise<T> {
  return db().transaction(async (tx) => {
    const held = await tx.select({ fence: probes.fence }).from(probes).where(mine(lease)).for('update')
    if (held.length === 0) throw new LeaseLost()
    const result = await write(tx)
    await notify({ type: 'probe', accountId: lease.accountId }, undefined, tx)
    return result
  })
}

/** Keeps the lease until the returned function is called; `lost` is called once when it is gone. */
export function keepLease(lease: ProbeLease, lost: () => void): () => void {
  const timer = setInterval(async () => {
    try {
      const kept = await db()
        .update(probes)
        .set({ leaseUntil: sql`now() + make_interval(secs => ${LEASE_SECONDS})` })
        .where(mine(lease))
        .returning({ fence: probes.fence })
      if (kept.length === 0) lost()
    } catch {
      // The database is away: the lease runs out by itself, and a write under it will say so.
    }
  }, HEARTBEAT_MS)
  timer.unref()
  return () => clearInterval(timer)
}

/** The probe is done; a request that came meanwhile stays and starts another. */
export async function finishProbe(lease: ProbeLease): Promise<void> {
  await underLease(lease, (tx) =>
    tx
      .update(probes)
      .set({
        state: 'done',
        finishedAt: sql`now()`,
        leaseUntil: null,
        requestedAt: sql`nullif(${probes.requestedAt}, ${lease.requestedAt}::timestamptz)`,
      })
      .where(mine(lease)),
  )
}

/** Gives it back unfinished, so that another worker need not wait for the lease to run out. */
export async function returnProbe(lease: ProbeLease): Promise<void> {
  await db().update(probes).set({ leaseUntil: null }).where(mine(lease))
}
