import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { db } from '@/lib/db/client'
import { metricCollections } from '@/lib/db/collection-schema'
import { DAY_MS } from '@/lib/metrics/keep'
import { collect, collectionStage, stateOf } from './collection-stage'
import { killedWorkers } from './killed-workers'

const on = collectionStage()

describe('workers that are killed', () => {
  test('lose no minute and keep none twice', { timeout: 120_000 }, async () => {
    const workers = await killedWorkers('.collecting', { databaseUrl: on.databaseUrl, gateway: on.emulator.url })
    onTestFinished(workers.end)
    const caches = [await on.collected(3 * DAY_MS), await on.collected(4 * DAY_MS)]
    const progress = async () => {
      const states = await Promise.all(caches.map(stateOf))
      const kept = states.reduce(
        (all, state) => all + (state ? state.keptTo.getTime() - state.keptFrom.getTime() : 0),
        0,
      )
      return kept / (7 * DAY_MS)
    }
    let interrupted = 0
    await workers.killAt([0.1, 0.35, 0.6, 0.85], progress, async () => {
      const states = await Promise.all(caches.map(stateOf))
      if (states.some((state) => state?.leaseUntil)) interrupted++
      await db().update(metricCollections).set({ leaseUntil: sql`now() - interval '1 second'`, dueAt: sql`now()` })
    })
    expect(interrupted).toBeGreaterThan(0)
    await collect()
    for (const cache of caches) await on.expectWhole(cache)
  })
})
