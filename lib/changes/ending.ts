import { type SQL, sql } from 'drizzle-orm'
import { systemActor } from '@/lib/bff/actor'
import { auditOf } from '@/lib/bff/audited'
import { ProblemError } from '@/lib/bff/problem'
import { noteOrder, ORDERING } from '@/lib/costs/paid'
import { requestPriceOf } from '@/lib/costs/prices/request'
import { changes } from '@/lib/db/change-schema'
import { db, type Transaction } from '@/lib/db/client'
import type { Reason } from '@/lib/model/action'
import type { ChangeError, Evidence } from '@/lib/model/change'
import type { SeenDetail } from '@/lib/providers/actions'
import { ProviderError } from '@/lib/providers/error'
import { requestCoverageOf } from './coverage/request'
import { writeHeld } from './lease'
import { watchAfter } from './parameter-snapshots'
import { addStep, type ChangeRow } from './store'

/** How the audit log and the timeline name the worker. */
export const BY = 'system:changes'

/** Looks of the first ten minutes or so, while somebody may be watching. */
const EAGER_LOOKS = 65
/** Looks that may fail, for five minutes or so, before a change that was never sent is given up. */
export const MOST_TRIES = 35
/** Seconds until the next look: soon at first, then every ten, then every minute for as long as the cloud works. */
export const pauseSeconds = (looks: number) => (looks < EAGER_LOOKS ? Math.min(10, 0.5 * 2 ** Math.min(looks, 5)) : 60)

const nextLook = (looks: number) => sql`now() + make_interval(secs => ${pauseSeconds(looks)}::float8)`

export const later = (row: ChangeRow, seenAtWork = row.seenAtWork): Promise<ChangeRow> =>
  writeHeld(row, {
    looks: sql`${changes.looks} + 1`,
    seenAtWork,
    nextAt: nextLook(row.looks),
  })

/** Its cloud was read, and is not at the end of it yet. The next look is no later than `by`. */
export const lookedAt = (row: ChangeRow, by?: SQL): Promise<ChangeRow> =>
  writeHeld(row, {
    looks: sql`${changes.looks} + 1`,
    lookedAt: sql`now()`,
    nextAt: by ? sql`least(${nextLook(row.looks)}, ${by})` : nextLook(row.looks),
  })

export const stop = (row: ChangeRow, error: ChangeError, reason?: Reason): Promise<ChangeRow> =>
  end(row, 'stopped', { from: 'none', finding: 'not-sent', read: [] }, { error, reason })

/** The first look that saw the work: what its cloud called it, and when, is what its end may rest on. */
export const seenWork = (row: ChangeRow, status: string): Promise<ChangeRow> =>
  db().transaction(async (tx) => {
    await addStep(tx, row.id, 'looked', BY, { status })
    return writeHeld(
      row,
      { looks: sql`${changes.looks} + 1`, seenAtWork: 1, lookedAt: sql`now()`, nextAt: nextLook(row.looks) },
      tx,
    )
  })

/** Its cloud neither ends its work nor says that it failed: the instance is free for others again. */
export const stillAtWork = (row: ChangeRow, detail: SeenDetail | undefined): Promise<ChangeRow> => {
  const found = detail?.facts.vendorStatus ?? null
  const read = [{ field: 'facts.vendorStatus', wanted: null, found }]
  return end(row, 'human', { from: 'state', finding: 'still-at-work', read })
}

/** What nobody answered and nobody saw is looked at once more after so long: it may have lain in a queue of its cloud. */
const LATE_SECONDS = 600

/** Ends a change, with what its end rests on; what it held sealed is erased. */
export async function end(
  row: ChangeRow,
  state: 'done' | 'ordered' | 'failed' | 'stopped' | 'human',
  about: Omit<Evidence, 'at'>,
  { error, requestId, reason }: { error?: ChangeError; requestId?: string | null; reason?: Reason } = {},
): Promise<ChangeRow> {
  const evidence: Evidence = { ...about, at: new Date().toISOString() }
  const isSilence = state === 'failed' && about.from === 'state'
  return db().transaction(async (tx) => {
    const ended = await writeHeld(
      row,
      {
        state,
        evidence,
        endedAt: sql`now()`,
        sealed: null,
        leaseUntil: null,
        // What was there before tells the late look what is new.
        ...(isSilence
          ? { looks: 0, nextAt: sql`now() + make_interval(secs => ${LATE_SECONDS})` }
          : { known: null, nextAt: null }),
        ...(error === undefined ? {} : { error }),
        ...(requestId === undefined ? {} : { providerRequestId: requestId }),
      },
      tx,
    )
    await addStep(tx, row.id, 'ended', BY, { state, finding: about.finding, ...(reason ? { reason } : {}) })
    await auditEnd(tx, ended, state, about.finding)
    if (BACKUPS.includes(row.action)) await requestCoverageOf(row.ref, tx)
    if (BILLING.includes(row.action)) await requestPriceOf(row.ref, tx)
    if (state === 'done' && ORDERING.includes(row.action)) await noteOrder(tx)
    if (row.sends > 0) await watchAfter(ended, tx)
    return ended
  })
}

/** What they did shows in the list of coverage soon after. */
const BACKUPS: readonly ChangeRow['action'][] = ['backup', 'backup-policy', 'backup-delete', 'restore', 'restore-file']

/** What its cloud tells of renewals and their prices is another thing after these. */
const BILLING: readonly ChangeRow['action'][] = ['renew', 'auto-renew', 'to-subscription']

/** The audit log's entry of an end, whoever sent the change. */
export const auditEnd = (
  tx: Transaction,
  { id, instanceId, accountId, providerRequestId, action, operation }: ChangeRow,
  state: 'done' | 'ordered' | 'failed' | 'stopped' | 'human',
  finding: Evidence['finding'],
): Promise<number> =>
  auditOf(tx, systemActor('changes', id), {
    action: 'change.ended',
    target: instanceId,
    accountId,
    outcome: state === 'done' || state === 'ordered' ? 'succeeded' : state === 'human' ? 'unknown' : 'failed',
    providerRequestId,
    details: { change: id, action, operation, state, finding },
  })

export function errorOf(error: unknown): ChangeError {
  if (error instanceof ProviderError) {
    return { kind: error.kind, code: error.code ?? null, message: error.vendorMessage ?? null }
  }
  if (error instanceof ProblemError) return { kind: error.code, code: null, message: null }
  return { kind: 'internal', code: null, message: null }
}
