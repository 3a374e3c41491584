import { eq } from 'drizzle-orm'
import { type Actor, systemActor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { ProblemError } from '@/lib/bff/problem'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { accounts } from '@/lib/db/schema'
import type { JobSource } from '@/lib/jobs/job'
import { Grid, openCells } from './probe-grid'
import { finishProbe, keepLease, LeaseLost, type ProbeLease, returnProbe, takeProbe } from './probe-lease'
import { type PlannedCell, planOf } from './probe-plan'
import { proveKey } from './prove-key'

/**
 * The permission probe: tries each read of an account's services in each region, in the background lane, and writes
 * what came of it cell by cell. What is due is in table `probes`; killed at any point, another worker starts over
 * with the cells that have no answer since the request.
 */
export const probeSource: JobSource = {
  name: 'probe',
  concurrency: 2,
  async claim() {
    const lease = await takeProbe()
    return lease && { label: lease.accountId, run: (signal) => runProbe(lease, signal) }
  },
}

async function runProbe(lease: ProbeLease, stopping: AbortSignal): Promise<void> {
  const lost = new AbortController()
  const signal = AbortSignal.any([stopping, lost.signal])
  const release = keepLease(lease, () => lost.abort(new LeaseLost()))
  const actor = systemActor('probe', newId())
  try {
    await proveKey(lease, actor, signal)
    await fillGrid(lease, actor, signal)
    await finishProbe(lease)
  } catch (error) {
    if (error instanceof LeaseLost || lost.signal.aborted) return
    // A worker that stops gives it back at once. After an error of ours the lease runs out first: a pause before the
    // next try, instead of a loop.
    if (!stopping.aborted) throw error
    await returnProbe(lease)
  } finally {
    release()
  }
}

async function fillGrid(lease: ProbeLease, actor: Actor, signal: AbortSignal): Promise<void> {
  const [account] = await db().select().from(accounts).where(eq(accounts.id, lease.accountId))
  if (!account) throw new LeaseLost()
  const due = await openCells(lease, planOf(account))
  const door = await doorFor({ actor, accountId: account.id, lane: 'background', signal, insist: true }).catch(
    (error: unknown) => {
      // Paused or locked since it was asked for: nothing is sent, and the page says why on the account itself.
      if (error instanceof ProblemError && error.status === 409) return undefined
      throw error
    },
  )
  const grid = new Grid(lease, door)
  // One call first: a wrong key is found out with it, not with all of them at once.
  const scout = due.find((cell) => cell.operation.probe === 'plain')
  if (scout) await grid.fill(scout)
  const groups = new Map<string, PlannedCell[]>()
  for (const cell of due) {
    const key = `${cell.service} ${cell.region}`
    if (cell !== scout) groups.set(key, [...(groups.get(key) ?? []), cell])
  }
  await Promise.all([...groups.values()].map((cells) => grid.fillGroup(cells)))
}
