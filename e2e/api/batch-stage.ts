import { sql } from 'drizzle-orm'
import type { Actor } from '@/lib/bff/actor'
import { draftBatch } from '@/lib/changes/batch/draft'
import { batchSource, claimBatch } from '@/lib/changes/batch/job'
import { planRows } from '@/lib/changes/batch/plan-rows'
import { readBatch } from '@/lib/changes/batch/read'
import type { Point } from '@/lib/changes/engine'
import { runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { type Batch, BatchDraft, typedFor } from '@/lib/model/batch'

/** Drafts a batch and plans its rows as a worker does. */
export async function plannedBatch(
  who: Actor,
  draft: Partial<BatchDraft> & Pick<BatchDraft, 'action' | 'refs'>,
): Promise<Batch> {
  const { id } = await draftBatch(who, BatchDraft.parse(draft))
  await planAll()
  return readBatch(who, id, { offset: 0 })
}

export async function planAll() {
  for (let batch = await claimBatch(); batch; batch = await claimBatch()) {
    await planRows(batch, new AbortController().signal)
  }
}

/** What confirming it as it is shown takes. */
export const agreedBatch = ({ totals, action }: Batch) => ({
  reason: 'asked for by the owners',
  rows: totals.rows,
  typed: typedFor(totals.rows, action),
  acceptsCost: true,
})

class Killed extends Error {}

/** Workers at work until the batch has ended or stopped; `killAt` is asked at each point of each change. */
export async function workBatch(
  who: Actor,
  id: string,
  { killAt, workers = 1 }: { killAt?: (point: Point) => boolean; workers?: number } = {},
) {
  const at = (point: Point) => {
    if (killAt?.(point)) throw new Killed(point)
  }
  const one = async () => {
    for (let idle = 0; idle < 3; ) {
      const row = await claimChange()
      if (row) {
        idle = 0
        await runChange(row, new AbortController().signal, { at, graceSeconds: 0 }).catch((error: unknown) => {
          if (!(error instanceof Killed)) throw error
        })
        continue
      }
      idle++
      // What a dead worker held is free again, and a scan starts what nobody started.
      await db()
        .update(changes)
        .set({ leaseUntil: null, nextAt: sql`now()` })
        .where(sql`${changes.batchId} = ${id} and ${changes.state} in ('ready', 'sending', 'settling', 'checking'${killAt ? sql`, 'scheduled'` : sql``})
          and (${changes.nextAt} > now() or ${killAt !== undefined})`)
      await batchSource.claim()
    }
  }
  await Promise.all(Array.from({ length: workers }, one))
  return readBatch(who, id, { offset: 0 })
}
