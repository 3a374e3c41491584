import { desc } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { slowCommands } from '@/emulator/world/slow-log'
import type { Actor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { audit } from '@/lib/db/schema'
import type { SlowKind, SlowLog } from '@/lib/model/slow-log'
import { sentenceOf } from '@/lib/model/slow-sentence'
import { MINUTE_MS } from '@/lib/model/time-range'
import { readSlowLog } from '@/lib/slow-log/read'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'
import { aClusterIn, DAY, HOUR, keyFor, minute, wholeLog } from './slow-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let viewer: Actor
beforeAll(async () => {
  on = await changeStage()
  viewer = await actorOf('viewer')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const aCluster = () => aClusterIn(on.emulator)
const whole = (cache: Cache, lengthMs: number, kind?: SlowKind) => wholeLog(viewer, cache, lengthMs, kind)

describe('slow commands of a cluster', () => {
  test('of three hours and of three days: every record of its cloud, once, in microseconds', async () => {
    const cache = await aCluster()
    for (const lengthMs of [3 * HOUR, 3 * DAY]) {
      const { span, pieces, entries } = await whole(cache, lengthMs)
      const truth = slowCommands(cache.world, Math.max(span.from, minute(Date.now() - 3 * DAY)), span.to)
      expect(pieces.every(({ shifted, refused }) => !shifted && refused === null)).toBe(true)
      const told = (list: { at: number; us: number }[]) => list.map(({ at, us }) => `${at} ${us}`).sort()
      const inMs = truth.map(({ at, elapsedUs }) => ({ at, us: Math.round(elapsedUs / 1_000) * 1_000 }))
      expect(told(entries)).toEqual(told(inMs))
      expect(truth.length).toBeGreaterThan(300)
    }
    expect(on.emulator.gateway.journal.entries().length).toBeLessThan(90)
  })

  test('the sentence names the pattern, its node and when it began; no argument is in the answer', async () => {
    const cache = await aCluster()
    const { span, pieces, entries } = await whole(cache, 3 * HOUR)
    const said = sentenceOf(entries, { span, nodes: 8 })
    expect(said).toMatchObject({ pattern: { command: 'HGETALL', keys: ['cart:*:items'] }, onlyOn: 'db-2' })
    expect(said?.share).toBeGreaterThan(0.5)
    expect(Math.abs((said?.began ?? 0) - (cache.world.incident?.startedAt ?? 0))).toBeLessThan(12 * MINUTE_MS)
    const text = JSON.stringify(pieces.map(({ patterns, texts }) => ({ patterns, texts })))
    expect(text).not.toMatch(/\d{3}|6b1bf486/)
    expect(entries.find(({ pattern }) => pattern.keys[0] === 'sku:*:price')?.keys).toBe(400)
  })

  test('while it is read, how many calls are done of how many is told, with the records of a part that is whole', async () => {
    const cache = await aCluster()
    const to = minute(Date.now()) - MINUTE_MS
    const told: { done: number; of: number; log: SlowLog }[] = []
    const question = { span: { from: to - 3 * DAY, to }, kind: 'db' as const }
    const all = await readSlowLog(viewer, keyFor(cache), question, {
      watch: (done, of, sofar) => told.push({ done, of, log: sofar() }),
    })
    expect(told.at(-1)).toMatchObject({ done: all.calls, log: { readFrom: all.readFrom } })
    const partial = told.filter(({ log }) => log.rows.length > 0 && log.rows.length < all.rows.length)
    expect(partial.length).toBeGreaterThan(0)
    const rows = (log: SlowLog) => log.rows.map(([at, us]) => `${at} ${us}`)
    for (const { done, of, log } of partial) {
      expect(done).toBeLessThanOrEqual(of)
      const since = all.rows.filter(([at]) => at >= Date.parse(log.readFrom)).map(([at, us]) => `${at} ${us}`)
      expect(rows(log)).toEqual(since)
      expect(log.texts).toBeNull()
    }
  })

  test('data nodes and proxies are told apart', async () => {
    const cache = await aCluster()
    const [db, proxy] = [await whole(cache, HOUR), await whole(cache, HOUR, 'proxy')]
    expect(db.entries.every(({ node }) => node?.startsWith('db-'))).toBe(true)
    expect(proxy.entries.every(({ node }) => node?.includes('proxy-'))).toBe(true)
    // A proxy also waits for the way to the node and back.
    const total = ({ entries }: typeof db) => entries.reduce((sum, { us }) => sum + us, 0)
    expect(proxy.entries).toHaveLength(db.entries.length)
    expect(total(proxy)).toBeGreaterThan(total(db))
    expect(proxy.pieces[0]?.kinds).toEqual(['db', 'proxy'])
  })

  test('commands themselves are for operators, and on record before anybody sees them', async () => {
    const cache = await aCluster()
    const to = minute(Date.now())
    const question = { span: { from: to - HOUR, to }, kind: 'db' as const }
    const last = async () => (await db().select().from(audit).orderBy(desc(audit.seq)).limit(1))[0]
    await expect(readSlowLog(viewer, keyFor(cache), question, { reveal: true })).rejects.toMatchObject({
      code: 'forbidden-role',
    })
    expect(await last()).toMatchObject({ action: 'slow-log.reveal', outcome: 'denied', target: cache.world.id })
    const { rows, texts } = await readSlowLog(await actorOf('operator'), keyFor(cache), question, { reveal: true })
    expect(texts).toHaveLength(rows.length)
    expect(texts?.some((text) => /^HGETALL cart:\d{5}:items$/.test(text ?? ''))).toBe(true)
    expect(await last()).toMatchObject({ action: 'slow-log.reveal', outcome: 'succeeded', target: cache.world.id })
    const before = await last()
    await readSlowLog(viewer, keyFor(cache), question)
    expect((await last())?.seq).toBe(before?.seq)
  })

  test('what the cloud refuses is told in place; before three days there is nothing to ask for', async () => {
    const cache = await aCluster()
    const now = minute(Date.now())
    const old = await readSlowLog(viewer, keyFor(cache), {
      span: { from: now - 10 * DAY, to: now - 5 * DAY },
      kind: 'db',
    })
    expect(old).toMatchObject({ rows: [], calls: 0, refused: null, readFrom: old.from })
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribeSlowLogRecords' })
    const refused = await readSlowLog(viewer, keyFor(cache), { span: { from: now - HOUR, to: now }, kind: 'db' })
    expect(refused).toMatchObject({ rows: [], readFrom: refused.to, refused: { kind: 'denied' } })
  })
})

describe('other services', () => {
  test('JD Cloud has durations with their unit, and its proxies in microseconds', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis', { createdAt: Date.now() - 40 * DAY })
    const { entries, pieces } = await whole(cache, DAY)
    expect(entries.length).toBeGreaterThan(5)
    expect(entries.every(({ us }) => Number.isInteger(us) && us >= 10_000)).toBe(true)
    expect(pieces[0]).toMatchObject({ operation: 'jdcloud-redis/describeSlowLog', keptFrom: null, unreadable: 0 })
  })

  test('Kingsoft has none, and is not asked', async () => {
    for (const service of ['kingsoft-redis', 'kingsoft-memcached'] as const) {
      const cache = await aCache(on.emulator, service)
      on.emulator.gateway.journal.clear()
      const now = minute(Date.now())
      const told = await readSlowLog(viewer, keyFor(cache), { span: { from: now - HOUR, to: now }, kind: 'db' })
      expect(told).toMatchObject({ kinds: [], operation: null, rows: [] })
      expect(on.emulator.gateway.journal.entries()).toEqual([])
    }
  })
})
