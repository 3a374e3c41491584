import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { metricCollections, metricMinutes, metricQuarters } from '@/lib/db/collection-schema'
import { claimReading } from '@/lib/metrics/collect-job'
import { switchCollection } from '@/lib/metrics/collection'
import { HOUR_MS } from '@/lib/metrics/keep'
import { readMetrics } from '@/lib/metrics/read'
import { keyOf } from '@/lib/model/instance'
import { QUARTER_MINUTES, quarterOf } from '@/lib/model/rollup'
import { MINUTE_MS } from '@/lib/model/time-range'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'

const OPERATION = 'DescribeHistoryMonitorValues'
export const IDS = ['node.CpuUsage', 'node.UsedMemory']

export const keyFor = ({ ref }: Cache) => keyOf(ref) ?? expect.unreachable()
export const minute = (ms: number) => Math.floor(ms / MINUTE_MS) * MINUTE_MS
export const stateOf = async ({ ref }: Cache) =>
  (await db().select().from(metricCollections).where(eq(metricCollections.ref, ref)))[0]

/** A local cloud for the tests of a file, where nothing is collected when one begins. */
export function collectionStage() {
  let stage: Awaited<ReturnType<typeof changeStage>>
  let operator: Actor
  beforeAll(async () => {
    stage = await changeStage()
    operator = await actorOf('operator')
  })
  afterAll(() => stage.end())
  beforeEach(async () => {
    stage.emulator.gateway.faults.clear()
    stage.emulator.gateway.journal.clear()
    await db().execute(sql`delete from collections`)
  })
  return {
    get emulator() {
      return stage.emulator
    },
    get databaseUrl() {
      return stage.databaseUrl
    },
    get operator() {
      return operator
    },
    calls: () => stage.emulator.gateway.journal.entries().filter(({ operation }) => operation === OPERATION),

    /** An instance of so long with collection on. */
    async collected(ageMs: number): Promise<Cache> {
      const createdAt = Date.now() - ageMs
      const cache = await aCache(stage.emulator, 'alibaba-kvstore', { createdAt })
      await db().execute(sql`
        update inventory set instance_created_at = ${new Date(createdAt).toISOString()} where ref = ${cache.ref}`)
      await switchCollection(operator, keyFor(cache), true)
      return cache
    },

    /** What its cloud says of each minute of a span, asked in pieces that are short enough to bring every minute. */
    async truth(cache: Cache, id: string, from: number, to: number): Promise<[at: number, value: number][]> {
      const found: [number, number][] = []
      for (let start = from; start < to; start += 8 * HOUR_MS) {
        const span = { from: start, to: Math.min(to, start + 8 * HOUR_MS) }
        const { series } = await readMetrics(operator, keyFor(cache), { span, ids: [id], byNode: false })
        const [line] = series
        line?.at.forEach((at, index) => found.push([start + at * MINUTE_MS, line.values[index] ?? Number.NaN]))
      }
      return found
    },

    /** Minutes and quarters are what the cloud says, each once. */
    async expectWhole(cache: Cache): Promise<void> {
      const state = await stateOf(cache)
      if (!state) throw new Error('it is not collected')
      expect(state.keptTo.getTime()).toBeGreaterThan(minute(Date.now()) - 3 * MINUTE_MS)
      const kept = await Promise.all(IDS.map((id) => minutesKept(cache, id)))
      await switchCollection(operator, keyFor(cache), false)
      // The last minutes may have been told too early.
      const until = state.keptTo.getTime() - 5 * MINUTE_MS
      const within = (all: [number, number][]) => all.filter(([at]) => at < until)
      for (const [index, id] of IDS.entries()) {
        const said = await this.truth(cache, id, state.keptFrom.getTime(), until)
        expect(said.length).toBeGreaterThan(60)
        expect(rounded(within(kept[index] ?? []))).toEqual(rounded(said))
      }
      const days = await db().select().from(metricQuarters).where(eq(metricQuarters.ref, cache.ref))
      for (const [index, id] of IDS.entries()) {
        const values = new Map(kept[index])
        for (const { day, low, high, sum, shape } of days.filter(({ series }) => series === id))
          low.forEach((_, at) => {
            const start = day.getTime() + at * QUARTER_MINUTES * MINUTE_MS
            const own = Array.from(
              { length: QUARTER_MINUTES },
              (_, n) => values.get(start + n * MINUTE_MS) ?? Number.NaN,
            )
            const want = quarterOf(own) ?? { low: Number.NaN, high: Number.NaN, sum: 0, shape: 0 }
            expect({ low: low[at], high: high[at], sum: sum[at], shape: shape[at] }).toEqual(want)
          })
      }
    },
  }
}

/** Does all that is due. */
export async function collect(): Promise<number> {
  const signal = new AbortController().signal
  for (let count = 0; ; count++) {
    const run = await claimReading()
    if (!run) return count
    await run.run(signal)
  }
}
/** Every minute that is kept of a line, in order; a minute that is there twice is there twice. */
export async function minutesKept({ ref }: Cache, id: string): Promise<[at: number, value: number][]> {
  const rows = await db()
    .select()
    .from(metricMinutes)
    .where(sql`${metricMinutes.ref} = ${ref} and ${metricMinutes.series} = ${id}`)
    .orderBy(asc(metricMinutes.hour))
  return rows.flatMap(({ hour, values }) => {
    expect(values).toHaveLength(60)
    return values.flatMap((value, at): [number, number][] =>
      Number.isNaN(value) ? [] : [[hour.getTime() + at * MINUTE_MS, value]],
    )
  })
}
const rounded = (all: [number, number][]) => all.map(([at, value]) => [at, Number(value.toPrecision(6))])
