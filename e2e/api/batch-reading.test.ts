import { and, eq, isNotNull } from 'drizzle-orm'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { confirmBatch, leaveOut } from '@/lib/changes/batch/decide'
import { draftBatch } from '@/lib/changes/batch/draft'
import { claimBatch } from '@/lib/changes/batch/job'
import { planRows } from '@/lib/changes/batch/plan-rows'
import { listBatches, readBatch } from '@/lib/changes/batch/read'
import { changes } from '@/lib/db/change-schema'
import { db, pool } from '@/lib/db/client'
import { BatchDraft } from '@/lib/model/batch'
import { aCache, actorOf, changeStage } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())

const ROWS = 12

/** A planned batch of `ROWS` renames; the last instance is gone, the one before is left out. */
async function planned() {
  const caches = await Promise.all(Array.from({ length: ROWS }, () => aCache(on.emulator, 'kingsoft-redis')))
  const gone = caches.at(-1)?.world
  if (gone) on.emulator.world.remove(gone.service, gone.id)
  const draft = { action: 'rename', params: { name: 'read_in_pages' }, refs: caches.map(({ ref }) => ref), width: 3 }
  const { id } = await draftBatch(operator, BatchDraft.parse(draft))
  for (let batch = await claimBatch(); batch; batch = await claimBatch()) {
    await planRows(batch, new AbortController().signal)
  }
  await leaveOut(operator, id, { positions: [ROWS - 2], out: true })
  return { id, refs: draft.refs }
}

/** What `act` read from the database: rows, and characters of them. */
async function readBy(act: () => Promise<unknown>) {
  const found: unknown[] = []
  const on = pool()
  const query = on.query.bind(on) as (...given: unknown[]) => Promise<pg.QueryResult> // the form that drizzle uses
  const spy = vi.spyOn(on, 'query').mockImplementation(async (...given: unknown[]) => {
    const answer = await query(...given)
    found.push(...answer.rows)
    return answer
  })
  try {
    await act()
  } finally {
    spy.mockRestore()
  }
  return { rows: found.length, characters: JSON.stringify(found).length }
}

test('a page of a batch that runs is read with the rows that it shows, and of the others how many are in which state', async () => {
  const { id, refs } = await planned()
  const before = await readBatch(operator, id, { offset: 0 })
  expect(before.totals).toMatchObject({ rows: ROWS - 2, costs: 0, destructive: 0 })
  expect(before.counts).toEqual({ planned: ROWS - 2, refused: 1, 'left-out': 1 })
  await confirmBatch(operator, id, { rows: ROWS - 2 })

  const batch = await readBatch(operator, id, { offset: 4, limit: 5 })
  expect(batch.rows.map(({ ref }) => ref)).toEqual(refs.slice(4, 9))
  expect(batch.rows.map(({ position }) => position)).toEqual([4, 5, 6, 7, 8])
  expect(batch).toMatchObject({
    rowCount: ROWS,
    counts: { ready: 3, queued: ROWS - 5, refused: 1, 'left-out': 1 },
    totals: { rows: 0 },
  })
  const listed = (await listBatches(operator)).items.find((item) => item.id === id)
  expect(listed).toMatchObject({ rowCount: ROWS, counts: batch.counts })

  const short = await readBy(() => readBatch(operator, id, { offset: 4, limit: 5 }))
  const long = await readBy(() => readBatch(operator, id, { offset: 0, limit: ROWS }))
  // What is not on the page is counted, not read: the page costs what it shows, however long the batch is.
  expect(long.rows - short.rows).toBe(ROWS - 5)
  // The sealed request and the facts from before stay where they are. A refused row has none.
  const requested = and(eq(changes.batchId, id), isNotNull(changes.sealed))
  const [row] = await db().select().from(changes).where(requested).limit(1)
  expect(row).toBeDefined()
  expect(long.characters).toBeLessThan(ROWS * JSON.stringify(row).length)
})
