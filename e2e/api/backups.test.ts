import { and, desc, eq, like, sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { backupsOf } from '@/emulator/world/backups'
import { detailsOf } from '@/emulator/world/jdcloud-details'
import { settingsOf } from '@/emulator/world/kingsoft-cache'
import { backupLinks, readBackups } from '@/lib/changes/backups'
import { db } from '@/lib/db/client'
import { audit, inventory } from '@/lib/db/schema'
import type { ServiceId } from '@/lib/operation'
import { alibabaCluster, backupStage, DAY, keyFor, named, old, REDIS } from './backup-stage'
import { aCache, ask, workThrough } from './change-stage'

const { stage, read, setsOf, sent } = backupStage()

describe('what is read', () => {
  test('of KVStore: sets with size, length and expiry, the policy with its next window, and what a loss would cost', async () => {
    const cache = await aCache(stage.on.emulator, 'alibaba-kvstore', old())
    const { sets, policy, next, coverage, windows, truncated } = await read(cache)
    const made = backupsOf(cache.world, Date.now(), 'instant')
    expect(sets).toHaveLength(made.length)
    const first = sets?.find(({ status }) => status === 'done') ?? expect.unreachable()
    expect(first).toMatchObject({ type: 'automatic', method: 'Physical · FullBackup', parts: [{ shard: null }] })
    expect(first.bytes).toBeGreaterThan(0)
    expect(Date.parse(first.expiresAt ?? '') - Date.parse(first.startedAt)).toBe(7 * DAY)
    expect(policy).toMatchObject({ on: true, offsetMinutes: 0, retentionDays: 7, incremental: false })
    // The cloud's own next time lies in the window that is computed.
    const at = policy?.nextAt ?? ''
    expect(next && next.from <= at && at < next.to).toBe(true)
    expect(windows.length).toBeGreaterThan(5)
    expect(coverage?.nowSeconds).toBeGreaterThan(0)
    expect(truncated).toBe(false)
  })

  test('of an expired instance promises no next run, and tells the policy and what a loss would cost all the same', async () => {
    const over = { chargeType: 'subscription', expiresAt: Date.now() - 3 * DAY } as const
    const cache = await aCache(stage.on.emulator, 'alibaba-kvstore', { ...old(), ...over })
    const facts = sql`jsonb_set(${inventory.facts}, '{status}', '"expired"')`
    await db().update(inventory).set({ facts }).where(eq(inventory.ref, cache.ref))
    const { policy, next, coverage } = await read(cache)
    expect(policy).toMatchObject({ on: true })
    expect(next).toBeNull()
    expect(coverage?.nowSeconds).toBeGreaterThan(2 * 86_400)
  })

  test('of a span that ended a moment ago tells what a loss now would cost; one that ended earlier does not', async () => {
    const cache = await aCache(stage.on.emulator, 'kingsoft-redis', old())
    settingsOf(cache.world).window = '03:00-04:00'
    const until = async (ago: number) => {
      const to = new Date(Date.now() - ago)
      const span = { from: new Date(to.getTime() - 14 * DAY), to }
      return (await readBackups(stage.viewer, keyFor(cache), span)).coverage?.nowSeconds
    }
    expect(await until(2_000)).toBeGreaterThan(0)
    expect(await until(2 * DAY)).toBeNull()
  })

  test('the files of a cluster are one moment, as large as all of them together', async () => {
    const cache = await aCache(stage.on.emulator, 'alibaba-kvstore', { ...alibabaCluster, ...old() })
    const sets = await setsOf(cache)
    const made = backupsOf(cache.world, Date.now(), 'instant')
    expect(sets).toHaveLength(made.length)
    const whole = sets.find(({ status }) => status === 'done') ?? expect.unreachable()
    expect(whole.parts).toHaveLength(cache.world.shards)
    expect(new Set(whole.parts.map(({ shard }) => shard)).size).toBe(cache.world.shards)
    expect(whole.bytes).toBe(whole.parts.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0))
  })

  test('of a Kingsoft cluster as well; its sizes are told without a unit, and no retention is', async () => {
    const cache = await aCache(stage.on.emulator, 'kingsoft-redis', { architecture: 'cluster', shards: 4, ...old() })
    settingsOf(cache.world).window = '03:00-04:00'
    const { sets, policy, windows } = await read(cache)
    expect(sets?.length).toBeGreaterThan(4)
    expect(sets?.[0]).toMatchObject({ type: 'automatic', bytes: null, expiresAt: null })
    expect(sets?.[0]?.parts).toHaveLength(4)
    expect(sets?.[0]?.parts[0]?.sizeAsTold).toMatch(/^\d+$/)
    expect(policy).toMatchObject({ on: true, offsetMinutes: 480, retentionDays: null })
    // 03:00 in China.
    expect(windows[0]?.from).toMatch(/T19:00:00.000Z$/)
  })

  test('a policy that is off has no windows and no gaps', async () => {
    const cache = await aCache(stage.on.emulator, 'kingsoft-redis', old())
    settingsOf(cache.world).window = undefined
    const { policy, windows, next, coverage } = await read(cache)
    expect(policy?.on).toBe(false)
    expect({ windows, next, gaps: coverage?.gaps }).toEqual({ windows: [], next: null, gaps: [] })
  })

  test('of Memcached: there are none, and nothing is asked', async () => {
    const cache = await aCache(stage.on.emulator, 'kingsoft-memcached')
    expect(await read(cache)).toMatchObject({ offered: false, sets: null, policy: null, coverage: null })
    expect(stage.on.emulator.gateway.journal.entries()).toEqual([])
  })

  test('a list that the key may not read is told as refused beside the policy', async () => {
    const cache = await aCache(stage.on.emulator, 'jdcloud-redis', old())
    stage.on.emulator.gateway.faults.add({ kind: 'denied', operation: 'describeBackups', count: 5 })
    const told = await read(cache)
    expect(told).toMatchObject({ sets: null, setsRefused: { kind: 'denied' }, coverage: null, offered: true })
    expect(told.policy?.on).toBe(true)
  })

  test('more sets than a page are all read', async () => {
    const cache = await aCache(stage.on.emulator, 'jdcloud-redis', old())
    const { backups } = detailsOf(cache.world, Date.now())
    const [pattern] = backups
    if (!pattern) throw new Error('no backup')
    for (let at = 0; at < 230; at++)
      backups.push({
        ...pattern,
        id: `more-${at}`,
        startedAt: Date.now() - at * 60_000,
        endsAt: Date.now() - at * 60_000,
      })
    expect((await setsOf(cache)).filter(({ id }) => id.startsWith('more-'))).toHaveLength(230)
    expect(sent('describeBackups')).toHaveLength(3)
  })
})

describe('what can be done with a set', () => {
  test.each<[ServiceId, string[], boolean, boolean]>([
    ['alibaba-kvstore', [], true, false],
    ['jdcloud-redis', [], true, false],
    ['kingsoft-redis', ['backup-rename', 'backup-export', 'backup-delete'], false, true],
    ['kingsoft-memcached', [], false, false],
  ])('of %s is what its service has', async (service, setActions, restoresToNew, restoresFiles) => {
    expect(await read(await aCache(stage.on.emulator, service))).toMatchObject({
      setActions,
      restoresToNew,
      restoresFiles,
    })
  })
})

describe('links', () => {
  test.each(REDIS)('of %s are shown to operators, on record before that, and stand nowhere else', async (service) => {
    const cache = await aCache(stage.on.emulator, service, old())
    await workThrough((await ask(stage.operator, { ref: cache.ref, action: 'backup', params: named(service) })).id)
    const set = (await setsOf(cache)).find(({ status }) => status === 'done') ?? expect.unreachable()
    expect(JSON.stringify(await read(cache, stage.operator))).not.toContain('http')
    const { links } = await backupLinks(stage.operator, keyFor(cache), { id: set.id, startedAt: set.startedAt })
    expect(links.length).toBeGreaterThan(0)
    for (const { url } of links) expect(url).toMatch(/^https?:\/\/\S+$/)
    const [entry] = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.actorId, stage.operator.id ?? ''), like(audit.action, 'reveal:%')))
      .orderBy(desc(audit.seq))
      .limit(1)
    expect(entry).toBeDefined()
    expect(JSON.stringify(entry)).not.toContain(links[0]?.url)
    await expect(backupLinks(stage.viewer, keyFor(cache), set)).rejects.toMatchObject({ code: 'forbidden-role' })
  })
})
