import { desc, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { audit } from '@/lib/db/schema'
import { slowArchives } from '@/lib/db/slow-log-schema'
import { switchCollection } from '@/lib/metrics/collection'
import { isMuted, isWorse } from '@/lib/model/slow-fleet'
import { keepSlow, keptRecords, slowKey } from '@/lib/slow-log/archive/keep'
import { claimSlowLog } from '@/lib/slow-log/archive/lease'
import { FleetQuery } from '@/lib/slow-log/fleet/params'
import { readFleetSlow } from '@/lib/slow-log/fleet/read'
import { saveRemark } from '@/lib/slow-log/fleet/remark'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'
import { DAY, HOUR, keyFor, minute } from './slow-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(async () => {
  await db().execute(sql`delete from collections`)
  await db().execute(sql`delete from slow_archives`)
  await db().execute(sql`delete from slow_remarks`)
})

const ALL = { kind: 'all' } as const
const fleet = (over: Partial<FleetQuery> = {}, scope: Actor['scope'] = ALL) =>
  readFleetSlow(scope, { ...FleetQuery.parse({}), ...over })

/** A command that ran so long ago. */
const ran = (command: string, ago: number, us: number, client: string | null = '10.0.0.1') => ({
  at: Date.now() - ago,
  us,
  command,
  node: null,
  client,
  account: null,
  database: null,
})

/** A collected instance with these commands kept, of which its archive knows so many days. */
async function holding(records: ReturnType<typeof ran>[], days = 10): Promise<Cache> {
  const cache = await aCache(on.emulator, 'alibaba-kvstore', { createdAt: Date.now() - 40 * DAY })
  await switchCollection(operator, keyFor(cache), true)
  await claimSlowLog()
  const own = sql`${slowArchives.ref} = ${cache.ref}`
  const now = new Date(minute(Date.now()))
  await db()
    .update(slowArchives)
    .set({
      keptFrom: new Date(now.getTime() - days * DAY),
      keptTo: now,
      leaseUntil: null,
      dueAt: sql`now() + interval '1 hour'`,
    })
    .where(own)
  await db().update(slowArchives).set({ dueAt: sql`now()` }).where(sql`${own} and kind = 'db'`)
  const lease = (await claimSlowLog()) ?? expect.unreachable()
  const span = { from: now.getTime(), to: now.getTime() }
  await keepSlow(lease, span, keptRecords(await slowKey(), records), { dueAt: new Date(Date.now() + HOUR) })
  return cache
}

describe('slow commands of the fleet', () => {
  test('by pattern, instance and client, those that took most time first', async () => {
    const a = await holding([
      ran('GET session:1', HOUR, 10_000),
      ran('GET session:2', 2 * HOUR, 30_000, '10.0.0.2'),
      ran('HGETALL cart:7', HOUR, 100_000, null),
    ])
    const b = await holding([ran('GET session:9', HOUR, 50_000), ran('KEYS *', 3 * DAY, 9e9)])
    const { rows, rowCount, instances } = await fleet()
    expect(rows.map(({ ref, pattern, totalUs, count }) => [ref, pattern.command, totalUs, count])).toEqual([
      [a.ref, 'HGETALL', 100_000, 1],
      [b.ref, 'GET', 50_000, 1],
      [a.ref, 'GET', 40_000, 2],
    ])
    expect(rowCount).toBe(3)
    expect(rows[2]).toMatchObject({
      maxUs: 30_000,
      clientCount: 2,
      clients: [{ client: '10.0.0.2' }, { client: '10.0.0.1' }],
    })
    expect(rows[0]?.clients).toEqual([{ client: null, count: 1, totalUs: 100_000 }])
    expect(instances.map(({ ref, totalUs, patterns }) => [ref, totalUs, patterns])).toEqual([
      [a.ref, 140_000, 2],
      [b.ref, 50_000, 1],
    ])
    expect((await fleet({ hours: 168 })).rows[0]).toMatchObject({ ref: b.ref, pattern: { command: 'KEYS' } })
    expect((await fleet({ q: a.world.id })).rows.map(({ ref }) => ref)).toEqual([a.ref, a.ref])
    expect((await fleet({ kind: 'proxy' })).rows).toEqual([])
    const nobody = { kind: 'some', accounts: [], environments: [], teams: ['nobody'] } as const
    expect(await fleet({}, { ...nobody, accounts: [], environments: [], teams: ['nobody'] })).toMatchObject({
      rows: [],
      instances: [],
      uncollected: 0,
    })
  })

  test('an hour is its 60 minutes, however much of the clock’s hour it begins in', async () => {
    const minutes = 60_000
    const records = [
      ran('GET a:1', 62 * minutes, 7_000_000, '10.0.0.9'),
      ran('GET a:1', 58 * minutes, 20_000),
      ran('GET a:1', minutes, 30_000),
      ran('HGETALL b:1', 62 * minutes, 1_000_000),
      ran('DEL c:1', 3 * HOUR - 2 * minutes, 5_000),
      ran('DEL c:1', 3 * HOUR + 2 * minutes, 5_000),
    ]
    await holding(records)
    const sums = async (hours: number) => {
      const { rows, instances } = await fleet({ hours })
      return {
        rows: rows.map(({ pattern, count, totalUs, clientCount }) => [pattern.command, count, totalUs, clientCount]),
        instances: instances.map(({ count, totalUs, patterns }) => [count, totalUs, patterns]),
      }
    }
    expect(await sums(1)).toEqual({ rows: [['GET', 2, 50_000, 1]], instances: [[2, 50_000, 1]] })
    expect((await sums(3)).rows).toContainEqual(['DEL', 1, 5_000, 1])
    const { rows } = await fleet({ hours: 1 })
    expect(Date.parse(rows[0]?.first ?? '')).toBe(records[1]?.at)
  })

  test('what is new since yesterday is told where enough is kept from before, and only there', async () => {
    const known = await holding([
      ran('GET old:1', 3 * DAY, 1_000),
      ran('GET old:2', HOUR, 1_000),
      ran('SET new:1', HOUR, 1_000),
    ])
    const young = await holding([ran('SET new:1', HOUR, 1_000)], 1)
    const of = (await fleet()).rows.map(({ ref, pattern, isNew }) => [ref, pattern.command, isNew])
    expect(of).toContainEqual([known.ref, 'GET', false])
    expect(of).toContainEqual([known.ref, 'SET', true])
    expect(of).toContainEqual([young.ref, 'SET', null])
  })

  test('the last hour is held against the same hour last week, where that was kept', async () => {
    const week = 7 * DAY
    const records = [
      ran('GET worse:1', HOUR / 2, 9_000_000),
      ran('GET worse:1', week + HOUR / 2, 1_000_000),
      ran('SET same:1', HOUR / 2, 5_000_000),
      ran('SET same:1', week + HOUR / 2, 4_000_000),
      ran('DEL other:1', HOUR / 2, 5_000_000),
      ran('DEL other:1', week + 3 * HOUR, 4_000_000),
    ]
    const cache = await holding(records)
    const judged = async () =>
      Object.fromEntries((await fleet()).rows.map((row) => [row.pattern.command, [row.weekAgoUs, isWorse(row)]]))
    expect(await judged()).toEqual({ GET: [1_000_000, true], SET: [4_000_000, false], DEL: [0, true] })
    const hole = [
      { from: new Date(Date.now() - week - HOUR).toISOString(), to: new Date(Date.now() - week).toISOString() },
    ]
    await db().update(slowArchives).set({ holes: hole }).where(sql`ref = ${cache.ref}`)
    expect(await judged()).toEqual({ GET: [null, null], SET: [null, null], DEL: [null, null] })
  })

  test('collected instances without a slow log, and those that are not collected, are counted', async () => {
    const bare = await aCache(on.emulator, 'kingsoft-memcached')
    await db().execute(sql`update inventory set engine = 'memcached' where ref = ${bare.ref}`)
    await switchCollection(operator, keyFor(bare), true)
    const before = (await fleet()).uncollected
    await aCache(on.emulator, 'jdcloud-redis')
    expect(await fleet()).toMatchObject({
      uncollected: before + 1,
      without: [{ service: 'kingsoft-memcached', engine: 'memcached', count: 1 }],
    })
  })
})

describe('what is said about a pattern', () => {
  test('mutes it, has an owner and a note, and is on record each time', async () => {
    const cache = await holding([ran('GET session:1', HOUR, 10_000)])
    const id = (await fleet()).rows[0]?.id ?? 0
    const mutedUntil = new Date(Date.now() + DAY).toISOString()
    await saveRemark(operator, {
      ref: cache.ref,
      pattern: id,
      mutedUntil,
      owner: 'Trade',
      note: 'known, fixed in the next release',
    })
    const [row] = (await fleet()).rows
    expect(row?.remark).toMatchObject({ mutedUntil, owner: 'Trade', by: operator.label })
    expect(row && isMuted(row, Date.now())).toBe(true)
    expect(row && isMuted(row, Date.now() + 2 * DAY)).toBe(false)
    await saveRemark(operator, { ref: cache.ref, pattern: id, mutedUntil: null, owner: '', note: '' })
    expect((await fleet()).rows[0]?.remark).toMatchObject({ mutedUntil: null, owner: '' })
    const entries = await db().select().from(audit).orderBy(desc(audit.seq)).limit(2)
    expect(entries).toMatchObject([
      { action: 'slow-pattern.remark', target: cache.ref, details: { mutedUntil: null } },
      { action: 'slow-pattern.remark', target: cache.ref, details: { owner: 'Trade', mutedUntil } },
    ])
  })

  test('is refused to whose account it is not, and of what is not there', async () => {
    const cache = await holding([ran('GET session:1', HOUR, 10_000)])
    const id = (await fleet()).rows[0]?.id ?? 0
    const body = { ref: cache.ref, pattern: id, mutedUntil: null, owner: 'me', note: '' }
    const other = await actorOf('operator', { kind: 'some', accounts: [], environments: [], teams: ['nobody'] })
    await expect(saveRemark(other, body)).rejects.toMatchObject({ code: 'forbidden-scope' })
    await expect(saveRemark(operator, { ...body, pattern: 2_000_000_000 })).rejects.toMatchObject({ code: 'not-found' })
    await expect(saveRemark(operator, { ...body, ref: 'a.b.c.d' })).rejects.toMatchObject({ code: 'not-found' })
  })
})
