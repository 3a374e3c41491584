import { eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { detailsOf } from '@/emulator/world/jdcloud-details'
import { settingsOf } from '@/emulator/world/kingsoft-cache'
import { coverageCsv } from '@/lib/changes/coverage/export'
import { coverageSource } from '@/lib/changes/coverage/job'
import { claimCoverage } from '@/lib/changes/coverage/lease'
import { requestCoverage } from '@/lib/changes/coverage/request'
import { coverageWindow } from '@/lib/changes/coverage/search'
import { db } from '@/lib/db/client'
import { backupCoverage } from '@/lib/db/coverage-schema'
import { accounts, inventory } from '@/lib/db/schema'
import { searchWindow } from '@/lib/inventory/search'
import type { Scope } from '@/lib/model/access'
import { InstanceWindow } from '@/lib/model/fleet'
import { CoverageWindow } from '@/lib/model/fleet-coverage'
import { aCache, actorOf, ask, type Cache, changeStage, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
beforeAll(async () => {
  on = await changeStage()
})
afterAll(() => on.end())
beforeEach(async () => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
  await db().delete(inventory)
})

const DAY = 86_400_000
const EVERYTHING: Scope = { kind: 'all' }
const old = () => ({ createdAt: Date.now() - 40 * DAY })

/** One go of the worker; what it took up is answered. */
async function go(): Promise<boolean> {
  const run = await coverageSource.claim()
  await run?.run(new AbortController().signal)
  return run !== undefined
}
/** Everything that is due, without the pauses in between. */
async function readAll() {
  const rested = () => db().update(backupCoverage).set({ startedAt: null })
  for (let at = 0; at < 50 && (await go()); at++) await rested()
}
const look = async (
  { q = '', sort = 'standing', limit = 100, offset = 0, scope = EVERYTHING } = {} as {
    q?: string
    sort?: 'standing' | 'name' | 'last'
    limit?: number
    offset?: number
    scope?: Scope
  },
) => {
  const order = { field: sort, descending: false }
  return CoverageWindow.parse(JSON.parse(await coverageWindow(scope, { q, sort: order, offset, limit })))
}
const rowOf = async ({ ref }: Cache) => {
  const { items } = await look()
  return items.find((row) => row.ref === ref) ?? expect.unreachable()
}
const asked = () => on.emulator.gateway.journal.entries().map(({ operation }) => operation)

async function fleet() {
  const covered = await aCache(on.emulator, 'alibaba-kvstore', old())
  const off = await aCache(on.emulator, 'kingsoft-redis', old())
  settingsOf(off.world).window = undefined
  const jd = await aCache(on.emulator, 'jdcloud-redis', old())
  const none = await aCache(on.emulator, 'kingsoft-memcached')
  return { covered, off, jd, none }
}

describe('what the list says', () => {
  test('before anything was read it is unknown, and of a service without backups it is none', async () => {
    const { covered, none } = await fleet()
    expect(await rowOf(covered)).toMatchObject({ standing: 'unknown', facts: null, readAt: null, waiting: true })
    expect(await rowOf(none)).toMatchObject({ standing: 'none', facts: null, waiting: false })
  })

  test('each service is read, unprotected ones come first, and Memcached is never asked', async () => {
    const { covered, off, jd, none } = await fleet()
    detailsOf(jd.world, Date.now()).backups.splice(0)
    await readAll()
    const { items, totals } = await look()
    expect(items.map(({ ref }) => ref)[0]).toBe([off, jd].map(({ ref }) => ref).find((ref) => ref === items[0]?.ref))
    expect(items.at(-1)?.ref).toBe(none.ref)
    expect(await rowOf(off)).toMatchObject({ standing: 'unprotected', facts: { policy: { on: false } } })
    expect(await rowOf(jd)).toMatchObject({
      standing: 'unprotected',
      facts: { lastGoodAt: null, worst: { seconds: 30 * 86_400 }, worstAtLeast: true },
    })
    const read = await rowOf(covered)
    expect(read.facts?.promisedSeconds).toBeGreaterThan(86_400)
    expect(Date.parse(read.facts?.lastGoodAt ?? '')).toBeLessThan(Date.now())
    expect(read.readAt).not.toBeNull()
    expect(totals.byStanding).toMatchObject({ unprotected: 2, none: 1 })
    expect(asked().filter((operation) => operation === 'DescribeSnapshots')).toHaveLength(1)
  })

  test('a key that may not read the sets is told so, in the words of its cloud, and not asked again for a day', async () => {
    const jd = await aCache(on.emulator, 'jdcloud-redis', old())
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'describeBackups', count: 5 })
    await readAll()
    expect(await rowOf(jd)).toMatchObject({
      standing: 'unknown',
      facts: { setsRefused: { kind: 'denied' }, policy: { on: true }, lastGoodAt: null },
    })
    const [kept] = await db().select().from(backupCoverage)
    expect((kept?.nextAt.getTime() ?? 0) - Date.now()).toBeGreaterThan(23 * 3_600_000)
  })

  test('a reading that failed leaves what was known, with its age and why', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis', old())
    settingsOf(cache.world).window = '03:00-04:00'
    await readAll()
    const before = await rowOf(cache)
    expect(before.facts?.lastGoodAt).not.toBeNull()
    await requestCoverage(EVERYTHING, { q: '' })
    await db().update(backupCoverage).set({ startedAt: null })
    on.emulator.gateway.faults.add({ kind: 'server-error', count: 20 })
    await go()
    const after = await rowOf(cache)
    expect(after).toMatchObject({ standing: before.standing, facts: before.facts, readAt: before.readAt })
    expect(after.failed?.kind).toBe('server-error')
  })

  test('follows a scope and the query of the list', async () => {
    const { covered, off } = await fleet()
    await readAll()
    const [account] = await db().select().from(accounts).where(eq(accounts.id, covered.accountId))
    const scope: Scope = { kind: 'some', accounts: [account?.id ?? ''], environments: [], teams: [] }
    expect((await look({ scope })).items.map(({ ref }) => ref)).toEqual([covered.ref])
    expect((await look({ q: 'service:kingsoft-redis' })).items.map(({ ref }) => ref)).toEqual([off.ref])
    // How many stand how does not follow the standing that is asked for, so that another one can be chosen.
    const none = await look({ q: 'coverage:none' })
    expect(none).toMatchObject({ matched: 1, total: 4, items: [{ standing: 'none' }] })
    expect(none.totals.byStanding.unprotected).toBeGreaterThan(0)
    expect((await look({ q: 'coverage:none service:kingsoft-redis' })).totals.byStanding).toEqual({ unprotected: 1 })
    expect((await look({ q: 'nonsense:1' })).matched).toBe(0)
  })

  test('how backups stand, and how old the last good one is, can be asked here and of the list of instances', async () => {
    const { covered, off, jd, none } = await fleet()
    const young = await aCache(on.emulator, 'jdcloud-redis', old())
    await readAll()
    await db()
      .update(backupCoverage)
      .set({ lastGoodAt: new Date(Date.now() - 30 * 3_600_000) })
      .where(eq(backupCoverage.ref, covered.ref))
    await db()
      .update(backupCoverage)
      .set({ lastGoodAt: new Date(Date.now() - 3_600_000) })
      .where(eq(backupCoverage.ref, young.ref))
    await db()
      .update(backupCoverage)
      .set({ lastGoodAt: null, standing: 'unprotected' })
      .where(inArray(backupCoverage.ref, [off.ref, jd.ref]))
    const unread = await aCache(on.emulator, 'jdcloud-redis', old())
    const names = { covered, off, jd, none, young, unread }
    for (const [q, expected] of [
      ['coverage:none', 'none'],
      ['coverage:unknown', 'unread'],
      ['coverage:unprotected', 'jd off'],
      ['standing:Unprotected,NONE', 'jd none off'],
      ['-coverage:unprotected,unknown service:kingsoft-redis,kingsoft-memcached', 'none'],
      ['backup:<24h', 'young'],
      ['backup:>24h', 'covered'],
      ['backup:""', 'jd none off unread'],
      // The view "No backup in 24 h".
      ['-backup:<24h -coverage:none,unknown', 'covered jd off'],
      ['coverage:unprotectd', ''],
    ] as const) {
      const seen = (refs: string[]) =>
        Object.entries(names)
          .filter(([, { ref }]) => refs.includes(ref))
          .map(([name]) => name)
          .sort()
          .join(' ')
      expect(seen((await look({ q })).items.map(({ ref }) => ref)), q).toBe(expected)
      const sort = { field: 'name', descending: false } as const
      const list = JSON.parse(await searchWindow(EVERYTHING, { q, sort, offset: 0, limit: 100 }))
      expect(seen(InstanceWindow.parse(list).items.map(({ ref }) => ref)), q).toBe(expected)
    }
  })

  test('is a file of what matches, in its order', async () => {
    const { off } = await fleet()
    await readAll()
    const sort = { field: 'name', descending: false } as const
    const text = await new Response(
      await coverageCsv(EVERYTHING, { q: 'service:kingsoft-redis,jdcloud-redis', sort }),
    ).text()
    const lines = text.trim().split('\r\n')
    const names = (await look({ q: 'service:kingsoft-redis,jdcloud-redis', sort: 'name' })).items.map(
      ({ name }) => name,
    )
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(names)
    expect(lines[0]).toMatch(/name,id,.*standing,.*lastGood,promisedSeconds,longestSeconds,longestAtLeast/)
    // The one without any set sorts and sums as what it is: at least all that was looked at.
    expect(lines[1 + names.indexOf(off.world.name)]).toMatch(/,2592000,true,/)
  })
})

describe('how it is read', () => {
  test('a few of an account at a time, and none while its turn is a moment ago', async () => {
    const first = await aCache(on.emulator, 'kingsoft-redis')
    const [row] = await db().select().from(inventory).where(eq(inventory.ref, first.ref))
    if (!row) throw new Error('no row')
    for (let at = 0; at < 30; at++)
      await db()
        .insert(inventory)
        .values({ ...row, ref: `${row.ref}-${at}` })
    expect(await claimCoverage()).toHaveLength(5)
    expect(await claimCoverage()).toHaveLength(0)
    await db().update(backupCoverage).set({ leaseUntil: null, startedAt: sql`now() - interval '5 seconds'` })
    expect(await requestCoverage(EVERYTHING, { q: '' })).toBe(31)
    expect(await claimCoverage()).toHaveLength(20)
  })

  test('two workers never take up one account, nor one instance', async () => {
    await fleet()
    const taken = (await Promise.all([claimCoverage(), claimCoverage(), claimCoverage(), claimCoverage()])).flat()
    expect(new Set(taken.map(({ ref }) => ref)).size).toBe(taken.length)
  })

  test('a worker that was slow writes nothing over what came after it', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis', old())
    const slow = await coverageSource.claim()
    await db().update(backupCoverage).set({ leaseUntil: sql`now()`, startedAt: null })
    await readAll()
    const before = await rowOf(cache)
    on.emulator.gateway.faults.add({ kind: 'server-error', count: 20 })
    await slow?.run(new AbortController().signal)
    expect(await rowOf(cache)).toEqual(before)
  })

  test('a cloud that does not answer is left alone: the rest of the go is not asked', async () => {
    const first = await aCache(on.emulator, 'kingsoft-redis', old())
    const [row] = await db().select().from(inventory).where(eq(inventory.ref, first.ref))
    if (!row) throw new Error('no row')
    for (let at = 0; at < 4; at++)
      await db()
        .insert(inventory)
        .values({ ...row, ref: `${row.ref}-${at}` })
    on.emulator.gateway.faults.add({ kind: 'expired-key', count: 100 })
    await go()
    const rows = await db().select().from(backupCoverage)
    expect(rows.filter(({ failedAt }) => failedAt !== null)).toHaveLength(1)
    expect(rows.every(({ nextAt, leaseUntil }) => leaseUntil === null && nextAt.getTime() > Date.now())).toBe(true)
  })

  test('a worker that is told to stop gives everything back at once', async () => {
    await aCache(on.emulator, 'kingsoft-redis', old())
    const run = await coverageSource.claim()
    await run?.run(AbortSignal.abort())
    const [row] = await db().select().from(backupCoverage)
    expect(row).toMatchObject({ leaseUntil: null, readAt: null })
    expect(await go()).toBe(true)
  })

  test('a backup that was made is seen soon after', async () => {
    const operator = await actorOf('operator')
    const cache = await aCache(on.emulator, 'jdcloud-redis')
    await readAll()
    const { id } = await ask(operator, { ref: cache.ref, action: 'backup', params: { name: 'before_release' } })
    await workThrough(id)
    expect((await rowOf(cache)).waiting).toBe(true)
    await readAll()
    const row = await rowOf(cache)
    expect(row.facts?.lastGoodAt).not.toBeNull()
    expect(row.waiting).toBe(false)
  })
})
