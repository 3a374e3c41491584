import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { hasRedis, makeLive, once, type Place, STILL } from '@/e2e/contract/live-stage'
import { control } from '@/e2e/contract/running'
import { addAccount } from '@/lib/accounts/testing'
import type { Actor } from '@/lib/bff/actor'
import { db } from '@/lib/db/client'
import { inventorySource } from '@/lib/inventory/sync-job'
import { switchCollection } from '@/lib/metrics/collection'
import { readMetrics, readMonitoring } from '@/lib/metrics/read'
import { keyOf, refOf } from '@/lib/model/instance'
import { entriesOf } from '@/lib/model/slow-log'
import { sentenceOf } from '@/lib/model/slow-sentence'
import { MINUTE_MS } from '@/lib/model/time-range'
import { claimSlowReading } from '@/lib/slow-log/archive/collect-job'
import { FleetQuery } from '@/lib/slow-log/fleet/params'
import { readFleetSlow } from '@/lib/slow-log/fleet/read'
import { readSlowLog } from '@/lib/slow-log/read'
import { actorOf } from './change-stage'
import { drain, type Stage, stage } from './stage'

/** Sleeps on the server, so that it does nothing else meanwhile. */
const BUSY = `local t = redis.call('TIME') repeat local n = redis.call('TIME')
  until (n[1] - t[1]) * 1000000 + n[2] - t[2] > tonumber(ARGV[1]) return 'done'`
/** Of fewer no beginning is told. */
const TIMES = 20
const BUSY_MS = 120

/** What a real server was slow with, from its own slow log through its cloud to the tab, the archive and the fleet's page. */
describe.skipIf(!hasRedis)('a server that is kept busy', () => {
  const KEY = { accessKeyId: 'LTAI5tSlowLive0001', accessKeySecret: 'slow-live-secret' }
  let on: Stage
  let place: Place
  let operator: Actor
  let ref: string
  const key = () => keyOf(ref) ?? expect.unreachable()
  beforeAll(async () => {
    on = await stage({ [KEY.accessKeyId]: KEY.accessKeySecret }, { ...STILL, profile: 'empty' })
    const { body: made } = await control(on.emulator, 'POST', 'instances', {
      service: 'alibaba-kvstore',
      region: 'cn-hangzhou',
      owner: 'tester',
      name: 'busy',
      class: 'redis.master.large.default',
    })
    place = await makeLive(on.emulator, made.id)
    const account = await addAccount({ ...KEY, regions: ['cn-hangzhou'] })
    await drain(inventorySource)
    ref = refOf({ service: 'alibaba-kvstore', accountId: account.id, region: 'cn-hangzhou', id: place.instance })
    operator = await actorOf('operator')
  })
  afterAll(async () => {
    vi.useRealTimers()
    await on.end()
  })

  const now = () => Math.ceil(Date.now() / MINUTE_MS) * MINUTE_MS + MINUTE_MS
  const look = async () => {
    const span = { from: now() - 60 * MINUTE_MS, to: now() }
    const told = await readSlowLog(operator, key(), { span, kind: 'db' })
    const entries = entriesOf([told]).filter(({ pattern }) => pattern.keys.includes('lock:*'))
    return { span, told, entries, said: sentenceOf(entriesOf([told]), { span, nodes: 1 }) }
  }
  /** The processor of the hour, minute by minute, as the chart above the slow commands asks for it. */
  const processor = async () => {
    const { panels } = await readMonitoring(operator, key())
    const id = panels.find((panel) => panel.id === 'cpu')?.series[0]?.id ?? expect.unreachable()
    const span = { from: now() - 60 * MINUTE_MS, to: now() }
    const { from, series } = await readMetrics(operator, key(), { span, ids: [id], byNode: false })
    const [line] = series
    return (line?.at ?? []).map((minute, n) => ({
      at: Date.parse(from) + minute * MINUTE_MS,
      percent: line?.values[n] ?? 0,
    }))
  }
  /** Lets time pass here and in the cloud. */
  const pass = (ms: number) => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + ms })
    on.emulator.clock.advance(ms)
  }

  test('is seen with its pattern and its processor, and stays in the archive when its own log is emptied', async () => {
    await switchCollection(operator, key(), true)
    await processor()
    for (let n = 0; n < TIMES; n++) await once(place, ['EVAL', BUSY, '1', `lock:${1_000 + n}`, String(BUSY_MS * 1_000)])
    // So long it was looked at: its cloud makes a minute's value of the time between looks.
    pass(10_000)
    const seen = await look()
    expect(seen.entries).toHaveLength(TIMES)
    expect(seen.entries.every(({ us, client }) => us >= BUSY_MS * 1_000 && client === '127.0.0.1')).toBe(true)
    expect(seen.said).toMatchObject({ pattern: { command: 'EVAL', keys: ['lock:*'] } })
    expect(seen.said?.share).toBeGreaterThan(0.5)
    expect(JSON.stringify(seen.told.patterns)).not.toMatch(/lock:\d/)

    // Three minutes later: the archive waits for minutes to be over, and the processor has nothing to do any more.
    for (let minutes = 0; minutes < 3; minutes++) {
      pass(MINUTE_MS)
      await processor()
    }
    const line = await processor()
    const peak = line.reduce((most, one) => (one.percent > most.percent ? one : most))
    expect(peak.percent).toBeGreaterThan(0.5)
    for (const { percent } of line.filter(({ at }) => at > peak.at + MINUTE_MS))
      expect(percent).toBeLessThan(peak.percent / 2)
    // On one axis: where the sentence says that it began.
    const began = (await look()).said?.began ?? expect.unreachable()
    expect(Math.abs(began - peak.at)).toBeLessThanOrEqual(2 * MINUTE_MS)

    expect(await collected()).toHaveLength(TIMES)
    await once(place, ['SLOWLOG', 'RESET'])
    expect(await once(place, ['SLOWLOG', 'LEN'])).toBe(0)
    await control(on.emulator, 'DELETE', `live/${place.instance}`)
    expect(await collected()).toHaveLength(TIMES)
    expect((await look()).entries).toHaveLength(TIMES)
    const { rows } = await readFleetSlow({ kind: 'all' }, FleetQuery.parse({}))
    expect(rows.find(({ pattern }) => pattern.keys.includes('lock:*'))).toMatchObject({ ref, count: TIMES })
  })

  /** Does what is due and tells what is kept of the script. */
  async function collected(): Promise<unknown[]> {
    await db().execute(sql`update slow_archives set due_at = now() where lease_until is null`)
    for (let run = await claimSlowReading(); run; run = await claimSlowReading())
      await run.run(new AbortController().signal)
    const { rows } = await db().execute(sql`
      select r.at from slow_records as r join slow_patterns as p on p.id = r.pattern where p.name like '%lock:*%'`)
    return rows
  }
})
