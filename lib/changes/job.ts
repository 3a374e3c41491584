import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { isDatabaseAway } from '@/lib/db/client'
import type { JobSource } from '@/lib/jobs/job'
import { announceChange } from './announce'
import { startRows } from './batch/run'
import { CHANGES } from './decide'
import { advance, type EngineOptions, isOver } from './engine'
import { claimChange, LEASE_SECONDS, LeaseLost, renewLease, writeHeld } from './lease'
import type { ChangeRow } from './store'

/** A look that is due sooner than this is waited for; else another scan takes it. */
const STAY_MS = 4_000
const LEASE_MS = LEASE_SECONDS * 1_000

/** Sends what was confirmed and follows it to its end, one change at a time per run. */
export const changeSource: JobSource = {
  name: CHANGES,
  concurrency: 16,
  async claim() {
    const row = await claimChange()
    return row && { label: row.id, run: (signal) => runChange(row, signal) }
  },
}

/** Works on a leased change until it ended or its next look is later. Gives the lease back whatever happens but death. */
export async function runChange(
  row: ChangeRow,
  stopping: AbortSignal,
  options: Omit<EngineOptions, 'signal'> = {},
): Promise<void> {
  const lost = new AbortController()
  let renewed = performance.now()
  const beat = setInterval(() => {
    const beganAt = performance.now()
    // A process that was stopped for too long finds this out before it goes on with anything else.
    if (beganAt - renewed >= LEASE_MS) return lost.abort()
    if (beganAt - renewed < LEASE_MS / 3) return
    renewLease(row).then(
      () => {
        renewed = beganAt
      },
      (error: unknown) => {
        if (!isDatabaseAway(error)) lost.abort()
      },
    )
  }, 1_000)
  try {
    let now = row
    // What was begun is finished: a request that is cut off here would only have to be found out about later.
    while (!isOver(now)) {
      const before = now
      now = await advance(now, { ...options, signal: lost.signal })
      // A look that found nothing new is nothing to tell.
      const isMoved = now.scheduledAt?.getTime() !== before.scheduledAt?.getTime()
      if (now.state !== before.state || now.sends !== before.sends || isMoved) await announceChange(now)
      // One that waits for its turn in its batch is nobody's to work on.
      if (isOver(now) || now.state === 'queued') {
        if (now.batchId !== null) await startRows(now.batchId)
        return
      }
      const waitMs = Math.max(0, (now.nextAt?.getTime() ?? 0) - Date.now())
      if (stopping.aborted || waitMs > STAY_MS) break
      await sleep(waitMs, undefined, { signal: stopping }).catch(() => {})
      if (stopping.aborted) break
    }
    await writeHeld(now, { leaseUntil: sql`null` })
    // It was put off: another row can have its turn.
    if (now.batchId !== null && now.state === 'scheduled') await startRows(now.batchId)
  } catch (error) {
    if (!(error instanceof LeaseLost)) throw error
  } finally {
    clearInterval(beat)
  }
}
