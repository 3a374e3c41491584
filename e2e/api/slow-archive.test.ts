import { asc, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { slowCommands } from '@/emulator/world/slow-log'
import type { Actor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { slowArchives } from '@/lib/db/slow-log-schema'
import { switchCollection } from '@/lib/metrics/collection'
import { keptWithin } from '@/lib/model/kept'
import type { SlowKind, SlowLog } from '@/lib/model/slow-log'
import { MINUTE_MS } from '@/lib/model/time-range'
import { claimSlowReading } from '@/lib/slow-log/archive/collect-job'
import { keepSlow, keptRecords, slowKey } from '@/lib/slow-log/archive/keep'
import { claimSlowLog, forgetSlow } from '@/lib/slow-log/archive/lease'
import { readSlowLog, segmentsOf } from '@/lib/slow-log/read'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'
import { killedWorkers } from './killed-workers'
import { aClusterIn, DAY, HOUR, keyFor, minute, wholeLog } from './slow-stage'

const OPERATION = 'DescribeSlowLogRecords'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(async () => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
  await db().execute(sql`delete from collections`)
})

const calls = () => on.emulator.gateway.journal.entries().filter(({ operation }) => operation === OPERATION)
const stateOf = async ({ ref }: Cache, kind: SlowKind = 'db') =>
  (
    await db().select().from(slowArchives).where(sql`${slowArchives.ref} = ${ref} and ${slowArchives.kind} = ${kind}`)
  )[0] ?? expect.unreachable()

let lanes = 0
async function collected(ageMs = 40 * DAY): Promise<Cache> {
  const cache = await aClusterIn(on.emulator, ageMs, ++lanes)
  await switchCollection(operator, keyFor(cache), true)
  return cache
}
/** Does all that is due. */
async function collect(): Promise<number> {
  const signal = new AbortController().signal
  for (let count = 0; ; count++) {
    const run = await claimSlowReading()
    if (!run) return count
    await run.run(signal)
  }
}
const dueNow = () => db().update(slowArchives).set({ dueAt: sql`now()`, leaseUntil: null })
const inMs = (list: { at: number; elapsedUs: number }[]) =>
  list.map(({ at, elapsedUs }) => `${at} ${Math.round(elapsedUs / 1_000) * 1_000}`).sort()
/** An instance whose archive nobody filled for so long, and then all that is due was done. */
async function stopped(ms: number): Promise<Cache> {
  const cache = await collected()
  await claimSlowLog()
  const since = new Date(minute(Date.now() - ms))
  await db().update(slowArchives).set({ keptFrom: since, keptTo: since, fillFrom: since, leaseUntil: null })
  await collect()
  return cache
}
/** What is kept, record by record: one that is there twice is there twice. */
async function kept(cache: Cache, kind: SlowKind = 'db') {
  const { id } = await stateOf(cache, kind)
  const { rows } = await db().execute<{ at: string; us: string }>(
    sql`select (extract(epoch from at) * 1000)::bigint as at, us from slow_records where archive = ${id}`,
  )
  return rows.map(({ at, us }) => ({ at: Number(at), us: Number(us) }))
}

/** What is kept is what its cloud has of that time, each record once; and hours add up to it. */
async function expectWhole(cache: Cache): Promise<void> {
  const { id, keptFrom, keptTo, fillFrom, holes } = await stateOf(cache)
  expect(keptFrom.getTime() - fillFrom.getTime()).toBeLessThan(3 * MINUTE_MS)
  expect(holes).toEqual([])
  expect(keptTo.getTime()).toBeGreaterThan(minute(Date.now()) - 3 * MINUTE_MS)
  const truth = slowCommands(cache.world, keptFrom.getTime(), keptTo.getTime())
  expect(truth.length).toBeGreaterThan(300)
  const found = await kept(cache)
  expect(found.map(({ at, us }) => `${at} ${us}`).sort()).toEqual(inMs(truth))
  const { rows } = await db().execute<{ count: number; us: string }>(
    sql`select sum(count)::int as count, sum(total_us) as us from slow_hours where archive = ${id}`,
  )
  expect(rows[0]).toEqual({ count: found.length, us: String(found.reduce((sum, { us }) => sum + us, 0)) })
}

describe('what is kept of slow commands', () => {
  test('is every record that its cloud still has, once, of data nodes and proxies; then what is new', async () => {
    const cache = await collected()
    expect(await collect()).toBeGreaterThan(12)
    await expectWhole(cache)
    expect((await kept(cache, 'proxy')).length).toBeGreaterThan(100)
    // Nothing is due before five minutes are over, and reading the same minutes again keeps nothing twice.
    expect(await collect()).toBe(0)
    const before = calls().length
    await dueNow()
    expect(await collect()).toBe(2)
    expect(calls().length - before).toBeLessThan(12)
    await expectWhole(cache)
  })

  test('has no argument of any command in it', async () => {
    const cache = await collected(2 * DAY)
    await collect()
    const { rows } = await db().execute<{ text: string }>(sql`
      select string_agg(p.pattern::text || p.name, ' ') as text from slow_patterns as p`)
    expect(rows[0]?.text).toContain('cart:*:items')
    expect(rows[0]?.text).not.toMatch(/cart:\d|[0-9a-f]{8}/)
    const columns = await db().execute<{ column_name: string }>(
      sql`select column_name from information_schema.columns where table_name = 'slow_records'`,
    )
    expect(columns.rows.map(({ column_name }) => column_name).sort()).toEqual([
      'account',
      'archive',
      'at',
      'client',
      'database',
      'digest',
      'keys',
      'node',
      'nth',
      'pattern',
      'us',
    ])
    expect((await kept(cache)).length).toBeGreaterThan(100)
  })

  test('goes on to grow after a call fails in the middle; what was read stays, and why is told', async () => {
    const cache = await collected()
    const run = (await claimSlowReading()) ?? expect.unreachable()
    await run.run(new AbortController().signal)
    on.emulator.gateway.faults.add({ kind: 'denied', operation: OPERATION })
    const before = await kept(cache)
    await dueNow()
    await collect()
    expect(await kept(cache)).toEqual(before)
    expect(await stateOf(cache)).toMatchObject({ errorKind: 'denied', failures: 1 })
    on.emulator.gateway.faults.clear()
    await dueNow()
    await collect()
    await expectWhole(cache)
  })

  test('is not touched by a reader that was followed by another', async () => {
    const cache = await collected(2 * DAY)
    const slow = (await claimSlowLog()) ?? expect.unreachable()
    await db().update(slowArchives).set({ leaseUntil: sql`now() - interval '1 second'` })
    await collect()
    const from = slow.keptFrom.getTime()
    const wrong = { at: from, us: 1, command: 'GET a', node: null, client: null, account: null, database: null }
    const records = keptRecords(await slowKey(), [wrong])
    expect(await keepSlow(slow, { from, to: from + HOUR }, records, { dueAt: new Date() })).toBeNull()
    await expectWhole(cache)
  })

  test('tells apart records that are alike in everything, however often they are read', async () => {
    const cache = await collected(HOUR)
    const at = minute(Date.now()) - 30 * MINUTE_MS
    const one = { at, us: 5_000, command: 'GET same', node: 'db-0', client: '10.0.0.1', account: null, database: 0 }
    const records = keptRecords(await slowKey(), [one, { ...one, command: 'GET other' }, one])
    for (const added of [3, 0, 0]) {
      const lease = (await claimSlowLog()) ?? expect.unreachable()
      expect(lease.kind).toBe('db')
      expect(await keepSlow(lease, { from: at, to: at + MINUTE_MS }, records, { dueAt: new Date(0) })).toBe(added)
    }
    expect((await kept(cache)).filter((record) => record.us === 5_000)).toHaveLength(3)
  })

  test('has a hole where nobody read for longer than its cloud keeps records, and says so', async () => {
    const cache = await stopped(4 * DAY)
    const { holes, keptFrom } = await stateOf(cache)
    expect(holes).toHaveLength(1)
    expect(Date.parse(holes[0]?.from ?? '')).toBe(keptFrom.getTime())
    expect(Math.abs(Date.parse(holes[0]?.to ?? '') - (Date.now() - 3 * DAY))).toBeLessThan(5 * MINUTE_MS)
  })

  test('has none after a stop that its cloud remembers', async () => {
    await expectWhole(await stopped(3 * DAY - HOUR))
  })

  test('goes when it is too old, and nothing else does; off keeps what there is', async () => {
    const cache = await collected()
    await collect()
    const before = (await kept(cache)).length
    const old = {
      at: Date.now() - 40 * DAY,
      us: 9,
      command: 'GET old',
      node: null,
      client: null,
      account: null,
      database: null,
    }
    await dueNow()
    const lease = (await claimSlowLog()) ?? expect.unreachable()
    const records = keptRecords(await slowKey(), [old])
    expect(await keepSlow(lease, { from: Date.now(), to: 0 }, records, { dueAt: new Date() })).toBe(1)
    await switchCollection(operator, keyFor(cache), false)
    await forgetSlow()
    expect((await kept(cache)).length).toBe(before)
    await db()
      .update(slowArchives)
      .set({ keptTo: old.at > 0 ? new Date(old.at) : sql`now()` })
    await forgetSlow()
    expect(await db().select().from(slowArchives).where(eq(slowArchives.ref, cache.ref))).toEqual([])
  })

  test('of a service without a slow log there is nothing, and nobody is asked', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    await switchCollection(operator, keyFor(cache), true)
    expect(await collect()).toBe(0)
    expect(await db().select().from(slowArchives).where(eq(slowArchives.ref, cache.ref))).toEqual([])
  })
})

describe('the tab', () => {
  test('reads what is kept from there, the newest from its cloud, and says which is from where', async () => {
    const cache = await collected()
    await collect()
    on.emulator.gateway.journal.clear()
    const { span, pieces, entries } = await wholeLog(operator, cache, 2 * DAY)
    const truth = slowCommands(cache.world, span.from, span.to)
    expect(entries.map(({ at, us }) => `${at} ${us}`).sort()).toEqual(inMs(truth))
    expect(calls().length).toBeLessThan(10)
    const parts = pieces.flatMap((piece) => piece.parts)
    expect(parts[0]?.source).toBe('cloud')
    expect(parts.at(-1)).toMatchObject({ source: 'archive', from: new Date(span.from).toISOString() })
    expect(parts.map(({ from }) => from).slice(0, -1)).toEqual(parts.map(({ to }) => to).slice(1))
    expect(pieces[0]?.archive).toMatchObject({ holes: [], failed: null })
  })

  test('has what is kept while its cloud is still asked for the newest minutes', async () => {
    const cache = await collected()
    await collect()
    const to = minute(Date.now()) - MINUTE_MS
    const question = { span: { from: to - 2 * HOUR, to }, kind: 'db' as const }
    on.emulator.gateway.faults.add({ kind: 'latency', operation: OPERATION, ms: 1_500 })
    const told: { done: number; log: SlowLog }[] = []
    const all = await readSlowLog(operator, keyFor(cache), question, {
      watch: (done, _of, sofar) => told.push({ done, log: sofar() }),
    })
    const [first] = told
    if (!first) expect.unreachable()
    // Before any call is done: all of the archive, and nothing that is not in the whole answer.
    expect(first.done).toBe(0)
    expect(first.log.parts).toMatchObject([{ source: 'archive', from: first.log.from }])
    const keptTo = Date.parse(first.log.parts[0]?.to ?? '')
    expect(keptTo).toBeGreaterThan(to - 15 * MINUTE_MS)
    const rows = (log: SlowLog, until = Number.POSITIVE_INFINITY) =>
      log.rows
        .filter(([at]) => at < until)
        .map(([at, us]) => `${at} ${us}`)
        .sort()
    expect(first.log.rows.length).toBeGreaterThan(100)
    expect(rows(first.log)).toEqual(rows(all, keptTo))
    for (const { log } of told) {
      // What its cloud told by then takes the place of what is kept: no record is there twice.
      expect(new Set(log.parts.map(({ source }) => source)).size).toBe(log.parts.length)
      for (const [at, part] of log.parts.entries()) expect(part.to <= (log.parts[at - 1]?.from ?? part.to)).toBe(true)
    }
  })

  test('still has what its cloud has forgotten, and what it stopped telling while it is out of reach', async () => {
    const cache = await collected()
    await collect()
    const all = await kept(cache)
    // As if all of it were four days old.
    const { id } = await stateOf(cache)
    for (const table of ['slow_records set at = at', 'slow_hours set hour = hour'])
      await db().execute(sql`update ${sql.raw(table)} - interval '4 days' where archive = ${id}`)
    await db().execute(sql`update slow_archives set kept_from = kept_from - interval '4 days' where id = ${id}`)
    const now = minute(Date.now())
    const span = { from: now - 7 * DAY, to: now - 4 * DAY }
    const found = []
    for (let to = span.to; to > span.from; ) {
      const piece = await readSlowLog(operator, keyFor(cache), { span: { ...span, to }, kind: 'db' })
      found.push(...piece.rows)
      to = Date.parse(piece.readFrom)
    }
    expect(found.length).toBeGreaterThan(all.length * 0.9)
    on.emulator.gateway.faults.add({ kind: 'server-error', operation: OPERATION })
    const away = await readSlowLog(operator, keyFor(cache), { span: { from: now - 5 * DAY, to: now }, kind: 'db' })
    expect(away.refused).toMatchObject({ kind: expect.any(String) })
    expect(away.rows.length).toBeGreaterThan(100)
    expect(away.parts.map(({ source }) => source)).toEqual(['archive'])
    // To its last minute, also of a span that is in its cloud's hands otherwise.
    expect(away.parts[0]?.to).toBe(away.archive?.to)
    const to = Date.parse(away.archive?.to ?? '')
    const last = await readSlowLog(operator, keyFor(cache), { span: { from: to - 5 * 60_000, to: now }, kind: 'db' })
    expect(last.parts).toEqual([
      { from: new Date(to - 5 * 60_000).toISOString(), to: last.archive?.to, source: 'archive' },
    ])
  })

  test('unmasks what its cloud still has; of what is only kept no command is there to show', async () => {
    const cache = await collected()
    await collect()
    const now = minute(Date.now())
    const { texts, parts } = await readSlowLog(
      operator,
      keyFor(cache),
      { span: { from: now - HOUR / 4, to: now }, kind: 'db' },
      { reveal: true },
    )
    expect(texts?.some((text) => /^HGETALL cart:\d{5}:items$/.test(text ?? ''))).toBe(true)
    expect(parts.map(({ source }) => source)).toEqual(['cloud'])
  })

  test('takes each minute from one place', () => {
    for (let round = 0; round < 3_000; round++) {
      const some = (n: number, most: number) => Math.floor(Math.abs(Math.sin(round * n)) * most) * MINUTE_MS
      const to = 100 * DAY - some(3, 9_000)
      const span = { from: to - MINUTE_MS - some(5, 9_000), to }
      const archive = { from: 92 * DAY + some(7, 4_000), to: 97 * DAY + some(11, 4_000) }
      const cloudFrom = round % 5 === 0 ? Number.NEGATIVE_INFINITY : 97 * DAY
      const parts = segmentsOf(span, { archive, cloudFrom, reveal: round % 2 === 0 })
      for (const [index, { source, span: own }] of parts.entries()) {
        expect(own.to).toBeGreaterThan(own.from)
        expect(own.to).toBeLessThanOrEqual(parts[index - 1]?.span.from ?? span.to)
        if (source === 'archive') expect(own.from >= archive.from && own.to <= archive.to).toBe(true)
        else expect(own.from).toBeGreaterThanOrEqual(cloudFrom)
      }
      // Whatever somebody has is in one of them.
      for (const at of [span.from, span.to - MINUTE_MS, archive.from, archive.to - MINUTE_MS]) {
        if (at < span.from || at >= span.to) continue
        const isKnown = at >= cloudFrom || (at >= archive.from && at < archive.to)
        expect(parts.filter(({ span: own }) => at >= own.from && at < own.to)).toHaveLength(isKnown ? 1 : 0)
      }
    }
  })
})

describe('workers that are killed', () => {
  test('lose no record and keep none twice', { timeout: 120_000 }, async () => {
    const workers = await killedWorkers('.archiving', { databaseUrl: on.databaseUrl, gateway: on.emulator.url })
    onTestFinished(workers.end)
    const caches = [await collected(), await collected()]
    await Promise.all(caches.map(({ ref }) => db().execute(sql`delete from slow_archives where ref = ${ref}`)))
    const progress = async () => {
      const states = await db()
        .select()
        .from(slowArchives)
        .where(eq(slowArchives.kind, 'db'))
        .orderBy(asc(slowArchives.id))
      const own = states.filter(({ ref }) => caches.some((cache) => cache.ref === ref))
      return own.reduce((all, state) => all + state.keptTo.getTime() - state.keptFrom.getTime(), 0) / (6 * DAY)
    }
    let interrupted = 0
    await workers.killAt([0.05, 0.3, 0.6, 0.8], progress, async () => {
      if ((await db().select().from(slowArchives)).some(({ leaseUntil }) => leaseUntil)) interrupted++
      await db().update(slowArchives).set({ leaseUntil: sql`now() - interval '1 second'`, dueAt: sql`now()` })
    })
    expect(interrupted).toBeGreaterThan(0)
    await collect()
    for (const cache of caches) await expectWhole(cache)
  })
})

test('for a pin alone no cloud is asked: the minutes that are asked for are all of the archive', () => {
  const now = minute(Date.now())
  const archive = { from: now - 5 * DAY + 12_345, to: now - 3 * MINUTE_MS + 700 }
  const slowLog = { from: new Date(archive.from).toISOString(), to: new Date(archive.to).toISOString(), failed: null }
  const sources = (span: { from: number; to: number }) =>
    segmentsOf(span, { archive, cloudFrom: now - 7 * DAY, reveal: false }).map(({ source }) => source)
  for (const from of [now - HOUR, now - DAY, now - 5 * DAY - HOUR]) {
    expect(sources({ from, to: now })).toContain('cloud')
    expect(sources(keptWithin({ from, to: now }, { slowLog }))).toEqual(['archive'])
  }
  for (const none of [
    keptWithin({ from: now - HOUR, to: now }, { slowLog: null }),
    keptWithin({ from: now - 5 * MINUTE_MS, to: now }, { slowLog }),
  ])
    expect(none.from).toBeGreaterThanOrEqual(none.to)
})
