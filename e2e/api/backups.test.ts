import { and, desc, eq, like, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { backupsOf, policyOf, startBackup } from '@/emulator/world/backups'
import { customerOf } from '@/emulator/world/customers'
import { detailsOf } from '@/emulator/world/jdcloud-details'
import { addBackup } from '@/emulator/world/kingsoft-backups'
import { settingsOf } from '@/emulator/world/kingsoft-cache'
import type { Actor } from '@/lib/bff/actor'
import { backupLinks, readBackups } from '@/lib/changes/backups'
import { planChange } from '@/lib/changes/plan'
import { db } from '@/lib/db/client'
import { audit, inventory } from '@/lib/db/schema'
import type { ActionId } from '@/lib/model/action'
import type { InstanceBackups } from '@/lib/model/backup'
import { keyOf } from '@/lib/model/instance'
import type { ServiceId } from '@/lib/operation'
import { aCache, actorOf, ask, type Cache, changeStage, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let viewer: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  viewer = await actorOf('viewer')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const DAY = 86_400_000
const REDIS = ['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis'] as const
const RESTORES = {
  'alibaba-kvstore': 'RestoreInstance',
  'jdcloud-redis': 'restoreInstance',
  'kingsoft-redis': 'RestoreSnapshot',
}
const alibabaCluster = { class: 'redis.logic.sharding.2g.2db.0rodb.4proxy.default', version: '5.0' } as const
const old = () => ({ createdAt: Date.now() - 40 * DAY })

const keyFor = ({ ref }: Cache) => keyOf(ref) ?? expect.unreachable()
const read = (cache: Cache, actor = viewer): Promise<InstanceBackups> => {
  const now = Date.now()
  return readBackups(actor, keyFor(cache), { from: new Date(now - 14 * DAY), to: new Date(now + DAY) })
}
const setsOf = async (cache: Cache) => (await read(cache)).sets ?? expect.unreachable()
const sent = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)
const named = (service: ServiceId) => (service === 'alibaba-kvstore' ? {} : { name: 'before_release' })
const checksOf = async (cache: Cache, action: ActionId, params: Record<string, unknown>) => {
  const { plan } = await planChange(operator, { ref: cache.ref, action, params })
  return plan.checks
}

describe('what is read', () => {
  test('of KVStore: sets with size, length and expiry, the policy with its next window, and what a loss would cost', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', old())
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
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { ...old(), ...over })
    const facts = sql`jsonb_set(${inventory.facts}, '{status}', '"expired"')`
    await db().update(inventory).set({ facts }).where(eq(inventory.ref, cache.ref))
    const { policy, next, coverage } = await read(cache)
    expect(policy).toMatchObject({ on: true })
    expect(next).toBeNull()
    expect(coverage?.nowSeconds).toBeGreaterThan(2 * 86_400)
  })

  test('of a span that ended a moment ago tells what a loss now would cost; one that ended earlier does not', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis', old())
    settingsOf(cache.world).window = '03:00-04:00'
    const until = async (ago: number) => {
      const to = new Date(Date.now() - ago)
      const span = { from: new Date(to.getTime() - 14 * DAY), to }
      return (await readBackups(viewer, keyFor(cache), span)).coverage?.nowSeconds
    }
    expect(await until(2_000)).toBeGreaterThan(0)
    expect(await until(2 * DAY)).toBeNull()
  })

  test('the files of a cluster are one moment, as large as all of them together', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { ...alibabaCluster, ...old() })
    const sets = await setsOf(cache)
    const made = backupsOf(cache.world, Date.now(), 'instant')
    expect(sets).toHaveLength(made.length)
    const whole = sets.find(({ status }) => status === 'done') ?? expect.unreachable()
    expect(whole.parts).toHaveLength(cache.world.shards)
    expect(new Set(whole.parts.map(({ shard }) => shard)).size).toBe(cache.world.shards)
    expect(whole.bytes).toBe(whole.parts.reduce((sum, { bytes }) => sum + (bytes ?? 0), 0))
  })

  test('of a Kingsoft cluster as well; its sizes are told without a unit, and no retention is', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis', { architecture: 'cluster', shards: 4, ...old() })
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
    const cache = await aCache(on.emulator, 'kingsoft-redis', old())
    settingsOf(cache.world).window = undefined
    const { policy, windows, next, coverage } = await read(cache)
    expect(policy?.on).toBe(false)
    expect({ windows, next, gaps: coverage?.gaps }).toEqual({ windows: [], next: null, gaps: [] })
  })

  test('of Memcached: there are none, and nothing is asked', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-memcached')
    expect(await read(cache)).toMatchObject({ offered: false, sets: null, policy: null, coverage: null })
    expect(on.emulator.gateway.journal.entries()).toEqual([])
  })

  test('a list that the key may not read is told as refused beside the policy', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis', old())
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'describeBackups', count: 5 })
    const told = await read(cache)
    expect(told).toMatchObject({ sets: null, setsRefused: { kind: 'denied' }, coverage: null, offered: true })
    expect(told.policy?.on).toBe(true)
  })

  test('more sets than a page are all read', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis', old())
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
    expect(await read(await aCache(on.emulator, service))).toMatchObject({ setActions, restoresToNew, restoresFiles })
  })
})

describe('links', () => {
  test.each(REDIS)('of %s are shown to operators, on record before that, and stand nowhere else', async (service) => {
    const cache = await aCache(on.emulator, service, old())
    await workThrough((await ask(operator, { ref: cache.ref, action: 'backup', params: named(service) })).id)
    const set = (await setsOf(cache)).find(({ status }) => status === 'done') ?? expect.unreachable()
    expect(JSON.stringify(await read(cache, operator))).not.toContain('http')
    const { links } = await backupLinks(operator, keyFor(cache), { id: set.id, startedAt: set.startedAt })
    expect(links.length).toBeGreaterThan(0)
    for (const { url } of links) expect(url).toMatch(/^https?:\/\/\S+$/)
    const [entry] = await db()
      .select()
      .from(audit)
      .where(and(eq(audit.actorId, operator.id ?? ''), like(audit.action, 'reveal:%')))
      .orderBy(desc(audit.seq))
      .limit(1)
    expect(entry).toBeDefined()
    expect(JSON.stringify(entry)).not.toContain(links[0]?.url)
    await expect(backupLinks(viewer, keyFor(cache), set)).rejects.toMatchObject({ code: 'forbidden-role' })
  })
})

describe('a backup by hand', () => {
  test.each(REDIS)('of %s is made, and its end is read from the list', async (service) => {
    const cache = await aCache(on.emulator, service)
    const { id } = await ask(operator, { ref: cache.ref, action: 'backup', params: named(service) })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect((await setsOf(cache)).filter(({ type }) => type === 'manual')).toHaveLength(1)
  })

  test.each([
    ['alibaba-kvstore', 'CreateBackup'],
    ['jdcloud-redis', 'createBackup'],
    ['kingsoft-redis', 'CreateSnapshot'],
  ] as const)('of %s whose answer is lost is found out, and sent once', async (service, operation) => {
    for (const [kind, state, made] of [
      ['drop-after', 'done', 1],
      ['drop-before', 'failed', 0],
    ] as const) {
      const cache = await aCache(on.emulator, service)
      const { id } = await ask(operator, { ref: cache.ref, action: 'backup', params: named(service) })
      on.emulator.gateway.faults.add({ kind, operation, count: 1 })
      expect(await workThrough(id)).toMatchObject({ state, sends: 1 })
      expect((await setsOf(cache)).filter(({ type }) => type === 'manual')).toHaveLength(made)
    }
  })

  test('of a KVStore cluster ends with the answer; a lost one wants a person', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', alibabaCluster)
    expect(await workThrough((await ask(operator, { ref: cache.ref, action: 'backup' })).id)).toMatchObject({
      state: 'done',
      evidence: { finding: 'answered' },
    })
    const other = await aCache(on.emulator, 'alibaba-kvstore', alibabaCluster)
    const { id } = await ask(operator, { ref: other.ref, action: 'backup' })
    on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'CreateBackup', count: 1 })
    expect(await workThrough(id)).toMatchObject({ state: 'human', sends: 1 })
  })

  test('is shown with its per cent while it is made, and no second one is begun', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    startBackup(cache.world, Date.now() - 60_000, 'stuck')
    const running = (await setsOf(cache)).find(({ status }) => status === 'running')
    expect(running).toMatchObject({ type: 'manual', progress: expect.any(Number), endedAt: null })
    expect(await checksOf(cache, 'backup', {})).toContainEqual(expect.objectContaining({ result: 'block' }))
  })

  test('under a name that is taken is no change', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    addBackup(on.emulator.world, cache.world, 'before_release')
    expect(await checksOf(cache, 'backup', { name: 'before_release' })).toContainEqual({
      id: 'no-change',
      result: 'block',
    })
  })
})

describe('the policy', () => {
  test.each<[ServiceId, Record<string, unknown>]>([
    ['alibaba-kvstore', { days: 'Thursday,Monday', startUtc: '23:00', endUtc: '00:00', incremental: true }],
    ['jdcloud-redis', { on: true, days: 'Sunday,Monday', startChina: '23:30', endChina: '00:30' }],
    ['kingsoft-redis', { on: true, hour: '22:00-23:00' }],
  ])('of %s is set, read back, and then is no change any more', async (service, params) => {
    const cache = await aCache(on.emulator, service)
    const { id } = await ask(operator, { ref: cache.ref, action: 'backup-policy', params })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(await checksOf(cache, 'backup-policy', params)).toContainEqual({ id: 'no-change', result: 'block' })
    if (service === 'alibaba-kvstore') {
      expect(policyOf(cache.world)).toMatchObject({ days: ['Monday', 'Thursday'], incremental: true })
      expect((await read(cache)).policy?.days).toEqual(['Monday', 'Thursday'])
    }
  })

  test('of Kingsoft is switched off, without an hour in the request', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    settingsOf(cache.world).window = '03:00-04:00'
    const { id } = await ask(operator, { ref: cache.ref, action: 'backup-policy', params: { on: false } })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(sent('SetTimingSnapshot').map(({ params }) => [params.TimingSwitch, params.Timezone])).toEqual([
      ['Off', undefined],
    ])
  })

  test.each(['', 'Monday,', 'Mon', 'monday'])('does not take %j for days', async (days) => {
    const cache = await aCache(on.emulator, 'jdcloud-redis')
    const params = { days, startChina: '01:00', endChina: '02:00' }
    await expect(planChange(operator, { ref: cache.ref, action: 'backup-policy', params })).rejects.toMatchObject({
      code: 'bad-input',
    })
  })
})

describe('restoring over the instance', () => {
  test.each(REDIS)('of %s names what is lost, is typed, and brings the set’s data back', async (service) => {
    const cache = await aCache(on.emulator, service)
    await workThrough((await ask(operator, { ref: cache.ref, action: 'backup', params: named(service) })).id)
    const set = (await setsOf(cache)).find(({ type }) => type === 'manual') ?? expect.unreachable()
    const planned = await planChange(operator, { ref: cache.ref, action: 'restore', params: { backup: set.id } })
    expect(planned.kind).toBe('destructive')
    expect(planned.plan.consequences.map(({ id }) => id)).toEqual(['data-overwritten'])
    expect(planned.plan.checks.find(({ id }) => id === 'source-backup')).toMatchObject({ result: 'ok' })
    expect(planned.plan.checks.find(({ id }) => id === 'newer-data')).toMatchObject({
      result: 'warn',
      params: { known: 'yes', hours: 0, since: set.startedAt },
    })
    const { id } = await ask(operator, { ref: cache.ref, action: 'restore', params: { backup: set.id } })
    expect(await workThrough(id)).toMatchObject({ state: 'done', sends: 1 })
    expect(sent(RESTORES[service])).toHaveLength(1)
  })

  test('of KVStore says how many keys there are, and were when the set was begun', async () => {
    for (const kind of [{}, alibabaCluster]) {
      const cache = await aCache(on.emulator, 'alibaba-kvstore', { ...kind, ...old() })
      const set = (await setsOf(cache)).find(({ status }) => status === 'done') ?? expect.unreachable()
      const checks = await checksOf(cache, 'restore', { backup: set.id })
      const { params } = checks.find(({ id }) => id === 'keys-then') ?? expect.unreachable()
      expect(params).toMatchObject({ known: 'yes', now: expect.any(Number), then: expect.any(Number) })
      const starts = sent('DescribeHistoryMonitorValues')
        .filter((entry) => String(entry.params.MonitorKeys).startsWith('Redis_Basic_Monitor'))
        .map((entry) => entry.params.EndTime)
      expect(starts).toContain(`${set.startedAt.slice(0, 19)}Z`)
      on.emulator.gateway.journal.clear()
    }
  })

  test('says of the others that no call of theirs tells how many keys there are, and of Kingsoft who is connected', async () => {
    for (const [service, untold] of [
      ['jdcloud-redis', ['keys-then']],
      ['kingsoft-redis', ['keys-then', 'clients-now']],
    ] as const) {
      const cache = await aCache(on.emulator, service, old())
      const [set] = (await setsOf(cache)).filter(({ status }) => status === 'done')
      const checks = await checksOf(cache, 'restore', { backup: set?.id ?? expect.unreachable() })
      expect(checks.filter(({ params }) => params?.known === 'never').map(({ id }) => id)).toEqual(untold)
    }
  })

  test.each(REDIS)('of %s from a set that is not there is not possible', async (service) => {
    const cache = await aCache(on.emulator, service)
    const backup = service === 'alibaba-kvstore' ? '999999999999' : 'not-there'
    const checks = await checksOf(cache, 'restore', { backup })
    expect(checks.filter(({ result }) => result === 'block').map(({ id, reason }) => reason?.code ?? id)).toEqual([
      service === 'kingsoft-redis' ? 'no-such-backup' : 'source-backup',
    ])
  })

  test('of a cluster is found by the id of any of its files', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { ...alibabaCluster, ...old() })
    const set = (await setsOf(cache)).find(({ status }) => status === 'done') ?? expect.unreachable()
    const checks = await checksOf(cache, 'restore', { backup: set.parts.at(-1)?.id })
    expect(checks.find(({ id }) => id === 'source-backup')).toMatchObject({ result: 'ok' })
  })

  test('from a file of KS3 says that it must be allowed first', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const planned = await planChange(operator, {
      ref: cache.ref,
      action: 'restore-file',
      params: { bucket: 'kept', object: 'one.rdb' },
    })
    expect(planned.plan.consequences.map(({ id }) => id)).toEqual(['data-overwritten', 'ks3-granted-first'])
    expect(planned.plan.checks.find(({ id }) => id === 'newer-data')).toMatchObject({ result: 'unknown' })
  })
})

describe('a set of Kingsoft Redis', () => {
  const withSet = async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const backup = addBackup(on.emulator.world, cache.world, 'before_release')
    backup.readyAt = 0
    return { cache, backup }
  }

  test('is renamed', async () => {
    const { cache, backup } = await withSet()
    const params = { backup: backup.id, name: 'after_release' }
    const { id } = await ask(operator, { ref: cache.ref, action: 'backup-rename', params })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(backup.name).toBe('after_release')
  })

  test('is deleted, typed, and seen to be gone', async () => {
    const { cache, backup } = await withSet()
    const { id, kind } = await ask(operator, {
      ref: cache.ref,
      action: 'backup-delete',
      params: { backup: backup.id },
    })
    expect(kind).toBe('destructive')
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect((await setsOf(cache)).map((set) => set.id)).not.toContain(backup.id)
  })

  test('is exported to KS3', async () => {
    const { cache, backup } = await withSet()
    customerOf(on.emulator.world, 'whole-fleet').ks3Access = true
    const params = { backup: backup.id, bucket: 'kept', object: 'one.rdb' }
    const { id } = await ask(operator, { ref: cache.ref, action: 'backup-export', params })
    expect(await workThrough(id)).toMatchObject({ state: 'done' })
    expect(sent('ExportSnapshot').map(({ params: said }) => said.ObjectName)).toEqual(['one.rdb'])
  })

  test.each(['backup-rename', 'backup-delete', 'backup-export'] as const)(
    'that is not there is not asked for: %s',
    async (action) => {
      const cache = await aCache(on.emulator, 'kingsoft-redis')
      const extra = {
        'backup-rename': { name: 'another' },
        'backup-delete': {},
        'backup-export': { bucket: 'kept', object: 'x' },
      }
      const checks = await checksOf(cache, action, { backup: 'none', ...extra[action] })
      expect(checks.flatMap(({ reason }) => reason?.code ?? [])).toEqual(['no-such-backup'])
    },
  )
})
