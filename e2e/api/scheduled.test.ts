import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { approveChange, confirmChange, withdrawChange } from '@/lib/changes/decide'
import { runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { planChange } from '@/lib/changes/plan'
import { readPolicies, savePolicies } from '@/lib/changes/policy'
import { readChange } from '@/lib/changes/store'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { settings, users } from '@/lib/db/schema'
import type { ActionId } from '@/lib/model/action'
import type { ChangeWhen } from '@/lib/model/change'
import { aCache, actorOf, agreed, type Cache, changeStage, POINTS, stateOf, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let second: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  second = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(async () => {
  on.emulator.gateway.journal.clear()
  await db().delete(settings).where(eq(settings.key, 'approval-policies'))
})

const HOUR = 3_600_000
const inHours = (hours: number): ChangeWhen => ({ kind: 'at', at: new Date(Date.now() + hours * HOUR).toISOString() })
const sent = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)
/** Hours of a window that starts and ends so many hours from now. */
const hours = (from: number, to: number) => {
  const text = (h: number) => `${new Date(Date.now() + h * HOUR).toISOString().slice(11, 16)}Z`
  return { start: text(from), end: text(to) }
}

async function scheduled(
  cache: Cache,
  action: ActionId,
  params: Record<string, unknown>,
  when: ChangeWhen = inHours(1),
  who = operator,
) {
  const planned = await planChange(who, { ref: cache.ref, action, params })
  return confirmChange(who, planned.id, { ...agreed(planned), when })
}

/** As if its time had come `seconds` ago. */
const come = (id: string, seconds = 1) =>
  db()
    .update(changes)
    .set({
      scheduledAt: sql`now() - make_interval(secs => ${seconds})`,
      scheduledUntil: sql`scheduled_until - (scheduled_at - now()) - make_interval(secs => ${seconds})`,
      nextAt: sql`now()`,
    })
    .where(eq(changes.id, id))

/** What a worker does in one go, without waiting for what is later. */
async function once(id: string) {
  await db().update(changes).set({ nextAt: sql`now()`, leaseUntil: null }).where(eq(changes.id, id))
  const row = await claimChange()
  if (row) await runChange(row, AbortSignal.abort())
  return stateOf(id)
}
const stepsOf = async (id: string) => (await readChange(operator, id)).steps.map(({ step }) => step)

describe('a change with a time', () => {
  test('waits for it without holding its instance, is planned again, and sent', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { releaseProtection: false })
    const { id, state, schedule } = await scheduled(cache, 'rename', { name: 'renamed-later' })
    expect(state).toBe('scheduled')
    expect(Date.parse(schedule?.until ?? '') - Date.parse(schedule?.at ?? '')).toBe(15 * 60_000)
    expect(await claimChange()).toBeUndefined()
    // Somebody else may change it meanwhile, and is told.
    const other = await planChange(second, { ref: cache.ref, action: 'protection', params: { on: true } })
    expect(other.plan.checks).toContainEqual(
      expect.objectContaining({ id: 'other-change', result: 'warn', params: expect.objectContaining({ id }) }),
    )
    await confirmChange(second, other.id, agreed(other))
    expect(await workThrough(other.id)).toMatchObject({ state: 'done' })
    await come(id)
    expect(await workThrough(id)).toMatchObject({ state: 'done', sends: 1 })
    expect(cache.world.name).toBe('renamed-later')
    expect(await stepsOf(id)).toEqual([
      'planned',
      'confirmed',
      'scheduled',
      'replanned',
      'recorded',
      'answered',
      'ended',
    ])
  })

  test('that is over, or too far ahead, or a window that its cloud does not tell is refused', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const planned = await planChange(operator, { ref: cache.ref, action: 'rename', params: { name: 'some-name' } })
    expect(planned.maintenance).toBeNull()
    for (const [when, field, code] of [
      [inHours(-0.01), 'when.at', 'in-the-past'],
      [inHours(30 * 24 + 1), 'when.at', 'too-far-ahead'],
      [{ kind: 'window' } as const, 'when', 'no-window'],
    ] as const) {
      await expect(confirmChange(operator, planned.id, { when })).rejects.toMatchObject({
        extra: { fields: { [field]: { code } } },
      })
    }
  })

  test('can be withdrawn by who asked for it, even while a worker is about to start it', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { id } = await scheduled(cache, 'flush', {})
    await expect(withdrawChange(second, id)).rejects.toMatchObject({ code: 'own-change' })
    await come(id)
    const row = await claimChange()
    expect(await withdrawChange(operator, id)).toMatchObject({ state: 'withdrawn' })
    if (row) await runChange(row, new AbortController().signal)
    expect(await stateOf(id)).toMatchObject({ state: 'withdrawn', sealed: null, sends: 0 })
    expect(sent('FlushInstance')).toEqual([])
  })

  test('keeps its secrets sealed until then', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-memcached')
    const { id } = await scheduled(cache, 'password', { password: 'PlantedPassw0rd' })
    expect(JSON.stringify(await stateOf(id))).not.toContain('PlantedPassw0rd')
    await come(id)
    expect(await workThrough(id)).toMatchObject({ state: 'done', sealed: null })
  })

  test('is sent once, wherever its worker dies', async () => {
    for (const point of POINTS) {
      const cache = await aCache(on.emulator, 'alibaba-kvstore')
      const { id } = await scheduled(cache, 'spec', { class: 'redis.master.mid.default' })
      await come(id)
      expect(await workThrough(id, [point]), point).toMatchObject({ state: 'done' })
      const mine = sent('ModifyInstanceSpec').filter(({ params }) => params.InstanceId === cache.world.id)
      expect(
        mine.filter(({ status }) => status === 200),
        point,
      ).toHaveLength(1)
    }
  })

  test('died between taking the instance and sending, and found too late: it is not sent', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { id } = await scheduled(cache, 'flush', {})
    await come(id)
    expect(await once(id)).toMatchObject({ state: 'ready' })
    await come(id, 3_600)
    expect(await once(id)).toMatchObject({ state: 'stopped', evidence: { finding: 'missed' } })
    expect(sent('FlushInstance')).toEqual([])
  })

  test('is not sent when nobody was there at its time', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { id } = await scheduled(cache, 'flush', {})
    await come(id, 16 * 60)
    expect(await workThrough(id)).toMatchObject({ state: 'stopped', evidence: { finding: 'missed' }, sends: 0 })
  })

  test('waits while another change holds the instance, until its time is over', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { releaseProtection: false })
    const kept = await scheduled(cache, 'rename', { name: 'after-the-other' })
    const late = await scheduled(cache, 'protection', { on: true })
    const other = await planChange(second, { ref: cache.ref, action: 'restart', params: {} })
    await confirmChange(second, other.id, agreed(other))
    await db().update(changes).set({ nextAt: sql`now() + interval '1 hour'` }).where(eq(changes.id, other.id))
    for (const { id } of [kept, late]) {
      await come(id)
      expect(await once(id)).toMatchObject({ state: 'scheduled', looks: 1 })
      const step = (await readChange(operator, id)).steps.at(-1)
      expect(step).toMatchObject({ step: 'kept-waiting', details: { by: second.label } })
    }
    await come(late.id, 16 * 60)
    expect(await once(late.id)).toMatchObject({ state: 'stopped', evidence: { finding: 'kept-waiting' } })
    await workThrough(other.id)
    expect(await workThrough(kept.id)).toMatchObject({ state: 'done' })
  })
})

describe('a change in the maintenance window', () => {
  test('is sent in the one that is open', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { maintenance: hours(-1, 1) })
    const { id, schedule } = await scheduled(cache, 'restart', {}, { kind: 'window' })
    expect(schedule).toMatchObject({ kind: 'window' })
    expect(await workThrough(id)).toMatchObject({ state: 'done' })
  })

  test('waits for the next one, and for the one after when it was missed', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis', { maintenance: hours(2, 3) })
    const { id, schedule } = await scheduled(cache, 'rename', { name: 'in_the_window' }, { kind: 'window' })
    expect(schedule?.at.slice(11, 16)).toBe(cache.world.maintenance.start.slice(0, 5))
    await come(id, 2 * 3_600)
    const missed = await once(id)
    expect(missed).toMatchObject({ state: 'scheduled' })
    expect(missed.scheduledAt?.toISOString()).toBe(schedule?.at)
    expect(await stepsOf(id)).toEqual(['planned', 'confirmed', 'scheduled', 'postponed'])
  })

  test('that moved meanwhile is kept to as its cloud tells it now; one that is told no more stops it', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { maintenance: hours(2, 3) })
    const { id } = await scheduled(cache, 'rename', { name: 'in-the-window' }, { kind: 'window' })
    cache.world.maintenance = hours(5, 6)
    await come(id)
    await once(id)
    const moved = await once(id)
    expect(moved).toMatchObject({ state: 'scheduled', sends: 0 })
    expect(moved.scheduledAt?.toISOString().slice(11, 16)).toBe(cache.world.maintenance.start.slice(0, 5))
    cache.world.maintenance = { start: '', end: '' }
    await come(id)
    expect(await workThrough(id)).toMatchObject({
      state: 'stopped',
      evidence: { finding: 'worse', read: [{ field: 'maintenance', found: null }] },
    })
  })
})

describe('a second person', () => {
  const policy = {
    name: 'two people',
    environments: [],
    kinds: [],
    actions: [],
    approval: true,
    expiresMinutes: 5,
    breakGlass: false,
  }
  beforeEach(async () => {
    const { version } = await readPolicies()
    await savePolicies(await actorOf('admin'), { version, policies: [policy] })
  })

  test('can approve until its time', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const waiting = await scheduled(cache, 'rename', { name: 'agreed-to' })
    expect(waiting).toMatchObject({ state: 'waiting', expiresAt: waiting.schedule?.until })
    expect(await approveChange(second, waiting.id)).toMatchObject({ state: 'scheduled', schedule: waiting.schedule })
    await come(waiting.id)
    expect(await workThrough(waiting.id)).toMatchObject({ state: 'done' })
  })

  test('who did not by then: it expires and says so', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const { id } = await scheduled(cache, 'flush', {})
    await db().update(changes).set({ expiresAt: sql`now()` }).where(eq(changes.id, id))
    await expect(approveChange(second, id)).rejects.toMatchObject({ code: 'change-expired' })
    await claimChange()
    const change = await readChange(operator, id)
    expect(change).toMatchObject({ state: 'expired' })
    expect(change.steps.at(-1)).toMatchObject({ step: 'expired', details: { before: expect.any(String) } })
  })
})

describe('a plan that got worse until its time is not sent', () => {
  const spec = ['spec', { class: 'redis.master.mid.default' }] as const
  const cases: [
    string,
    Parameters<typeof aCache>[1],
    readonly [ActionId, object],
    (cache: Cache, id: string) => unknown,
    object,
  ][] = [
    [
      'a higher price',
      'alibaba-kvstore',
      spec,
      (_, id) =>
        db().execute(sql`update changes set plan = jsonb_set(plan, '{money,after,amount}', '"0.01"') where id = ${id}`),
      { finding: 'worse', read: [{ field: 'price:after', wanted: expect.stringMatching(/^0.01 CNY/) }] },
    ],
    [
      'memory that does not fit any more',
      'kingsoft-redis',
      ['spec', { gb: 4 }],
      ({ world }) => Object.assign(world, { memoryMb: 2_048, usedMemoryMb: 8_000 }),
      {
        finding: 'worse',
        read: [
          { field: 'check:memory-fits', wanted: 'ok', found: 'block' },
          { field: 'facts.usedMemoryMb', wanted: 0 },
        ],
      },
    ],
    [
      'data where there was none',
      'kingsoft-redis',
      ['flush', {}],
      ({ world }) => Object.assign(world, { usedMemoryMb: 500 }),
      { finding: 'worse', read: [{ field: 'check:data-in-use', wanted: 'ok', found: 'warn' }] },
    ],
    [
      'a status that forbids it',
      'kingsoft-memcached',
      ['flush', {}],
      ({ world }) => Object.assign(world, { status: '8' }),
      {
        finding: 'worse',
        read: [{ field: 'facts.status', wanted: 'running', found: expect.not.stringMatching('running') }],
      },
    ],
    [
      'another starting point',
      'jdcloud-redis',
      ['rename', { name: 'wanted_name' }],
      ({ world }) => Object.assign(world, { name: 'somebody_else' }),
      { finding: 'worse', read: [{ field: 'facts.name', found: 'somebody_else' }] },
    ],
    [
      'an instance that is gone',
      'alibaba-kvstore',
      ['restart', {}],
      ({ world }) => on.emulator.world.remove(world.service, world.id),
      { finding: 'not-sent' },
    ],
  ]
  test.each(cases)('%s', async (_, service, [action, params], happens, evidence) => {
    const cache = await aCache(on.emulator, service, service === 'kingsoft-redis' ? { usedMemoryMb: 0 } : {})
    const { id, operation } = await scheduled(cache, action, { ...params })
    await happens(cache, id)
    await come(id)
    expect(await workThrough(id)).toMatchObject({ state: 'stopped', sends: 0, evidence, sealed: null })
    expect(sent(operation.split('/')[1] ?? '')).toEqual([])
  })

  test('rights that are gone', async () => {
    const leaver = await actorOf('operator')
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { id } = await scheduled(cache, 'restart', {}, inHours(1), leaver)
    await db()
      .update(users)
      .set({ role: 'viewer' })
      .where(eq(users.id, leaver.id ?? ''))
    await come(id)
    expect(await workThrough(id)).toMatchObject({ state: 'stopped', error: { kind: 'forbidden-role' }, sends: 0 })
  })
})
