import { eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { approveBatch, confirmBatch, leaveOut, stopBatch } from '@/lib/changes/batch/decide'
import { readBatch } from '@/lib/changes/batch/read'
import { runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { readPolicies, savePolicies } from '@/lib/changes/policy'
import { readChange } from '@/lib/changes/store'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { settings } from '@/lib/db/schema'
import type { Batch } from '@/lib/model/batch'
import type { ChangeWhen } from '@/lib/model/change'
import { agreedBatch, plannedBatch, workBatch } from './batch-stage'
import { aCache, actorOf, type Cache, changeStage, type POINTS } from './change-stage'

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
const LATER: ChangeWhen = { kind: 'at', at: new Date(Date.now() + HOUR).toISOString() }
const IN_WINDOW: ChangeWhen = { kind: 'window' }
/** Hours of a window that starts and ends so many hours from now. */
const hours = (from: number, to: number) => {
  const text = (h: number) => `${new Date(Date.now() + h * HOUR).toISOString().slice(11, 16)}Z`
  return { start: text(from), end: text(to) }
}
const read = (id: string) => readBatch(operator, id, { offset: 0 })
const statesOf = ({ rows }: Batch) => rows.map(({ state }) => state)
const idsOf = ({ rows }: Batch) => rows.flatMap(({ change }) => change?.id ?? [])
const caches = (count: number, over: Parameters<typeof aCache>[2] = {}) =>
  Promise.all(Array.from({ length: count }, () => aCache(on.emulator, 'alibaba-kvstore', over)))
const renames = () =>
  on.emulator.gateway.journal.entries().filter(({ operation }) => operation === 'ModifyInstanceAttribute')
const planned = (all: readonly Cache[], over: object = {}) =>
  plannedBatch(operator, {
    action: 'rename',
    params: { name: 'renamed-together' },
    refs: all.map(({ ref }) => ref),
    ...over,
  })

/** As if the time of these rows had come so long ago. */
const come = (ids: readonly string[], seconds = 1) =>
  db()
    .update(changes)
    .set({
      scheduledAt: sql`now() - make_interval(secs => ${seconds})`,
      scheduledUntil: sql`scheduled_until - (scheduled_at - now()) - make_interval(secs => ${seconds})`,
      nextAt: sql`now()`,
    })
    .where(inArray(changes.id, [...ids]))

describe('a batch at a time', () => {
  test('waits without holding its instances, then plans each row again and sends it, as many at once as were chosen', async () => {
    const all = await caches(4)
    const batch = await planned(all, { width: 2 })
    const waits = await confirmBatch(operator, batch.id, { ...agreedBatch(batch), when: LATER })
    expect(waits).toMatchObject({ state: 'scheduled', counts: { scheduled: 4 } })
    expect(waits.schedule).toEqual({ kind: 'at', first: LATER.at, last: LATER.at })
    expect(waits.rows[0]?.change?.schedule).toMatchObject({ kind: 'at', at: LATER.at })
    expect(await workBatch(operator, batch.id)).toMatchObject({ state: 'scheduled', counts: { scheduled: 4 } })
    expect(renames()).toEqual([])

    on.emulator.gateway.journal.clear()
    on.emulator.gateway.faults.add({ kind: 'latency', ms: 60, count: 60 })
    await come(idsOf(batch))
    const end = await workBatch(operator, batch.id, { workers: 4 })
    on.emulator.gateway.faults.clear()
    expect(end).toMatchObject({ state: 'ended', counts: { done: 4 }, schedule: null })
    expect(renames()).toHaveLength(4)
    expect(Math.max(...Object.values(on.emulator.gateway.journal.peaks()))).toBeLessThanOrEqual(2)
    const { steps } = await readChange(operator, idsOf(batch)[0] ?? '')
    expect(steps.map(({ step }) => step)).toEqual([
      'planned',
      'confirmed',
      'scheduled',
      'replanned',
      'recorded',
      'answered',
      'ended',
    ])
  })

  test('sends a row whose turn comes late, when it was in its queue in time; not one that nobody started', async () => {
    const batch = await planned(await caches(2), { width: 1 })
    await confirmBatch(operator, batch.id, { ...agreedBatch(batch), when: LATER })
    await come(idsOf(batch))
    const first = (await claimChange()) ?? expect.unreachable()
    await runChange(first, AbortSignal.abort())
    const next = (await claimChange()) ?? expect.unreachable()
    await runChange(next, AbortSignal.abort())
    // Both are in the queue, and the rows before the second took half an hour.
    await come(idsOf(batch), 30 * 60)
    expect(await workBatch(operator, batch.id)).toMatchObject({ state: 'ended', counts: { done: 2 } })

    const missed = await planned(await caches(2), { params: { name: 'never-renamed' } })
    await confirmBatch(operator, missed.id, { ...agreedBatch(missed), when: LATER })
    await come(idsOf(missed), 16 * 60)
    const end = await workBatch(operator, missed.id)
    expect(end).toMatchObject({ state: 'stopped', counts: { stopped: 2 } })
    // The first that is found so stops the batch: the others then wait for nothing any more.
    expect(end.rows.map(({ change }) => change?.evidence?.finding)).toContain('missed')
    expect(renames()).toHaveLength(2)
  })

  test('is stopped before its time: nothing is sent, not even by a worker that is about to start a row', async () => {
    const batch = await planned(await caches(2))
    await confirmBatch(operator, batch.id, { ...agreedBatch(batch), when: LATER })
    await come(idsOf(batch))
    const row = (await claimChange()) ?? expect.unreachable()
    expect(await stopBatch(second, batch.id)).toMatchObject({ state: 'stopped', stoppedBy: second.label })
    await runChange(row, new AbortController().signal)
    const end = await workBatch(operator, batch.id)
    expect(end).toMatchObject({ counts: { stopped: 2 }, again: { unsent: 2 } })
    expect(renames()).toEqual([])
  })

  test('stops a row whose plan got worse', async () => {
    const all = await caches(2)
    const batch = await planned(all, { onFailure: 'go-on' })
    await confirmBatch(operator, batch.id, { ...agreedBatch(batch), when: LATER })
    on.emulator.world.remove('alibaba-kvstore', all[0]?.world.id ?? '')
    await come(idsOf(batch))
    expect(statesOf(await workBatch(operator, batch.id))).toEqual(['stopped', 'done'])
  })

  test.each<(typeof POINTS)[number]>(['claimed', 'checked', 'recorded', 'sent'])(
    'is sent once each when workers are killed at “%s”',
    async (point) => {
      const all = await caches(3)
      const batch = await planned(all, { onFailure: 'go-on', width: 2 })
      await confirmBatch(operator, batch.id, { ...agreedBatch(batch), when: LATER })
      await come(idsOf(batch))
      let passed = 0
      const end = await workBatch(operator, batch.id, {
        killAt: (reached) => reached === point && ++passed % 2 === 1 && passed < 9,
      })
      expect(end.state).toBe('ended')
      for (const [at, { world }] of all.entries()) {
        const count = renames().filter(({ params }) => Object.values(params).includes(world.id)).length
        // On record and not sent is told apart from sent by the cloud's state alone.
        expect([statesOf(end)[at], count]).toEqual(count === 0 ? ['failed', 0] : ['done', 1])
      }
    },
  )
})

describe('a batch in the maintenance windows', () => {
  test('sends each row in its own, and is refused where a cloud tells none until that row is left out', async () => {
    const [open] = await caches(1, { maintenance: hours(-1, 1) })
    const [later] = await caches(1, { maintenance: hours(2, 3) })
    const none = await aCache(on.emulator, 'kingsoft-redis')
    if (!open || !later) throw new Error('two were made')
    const batch = await planned([open, later, none])
    expect(batch.totals).toMatchObject({ windowless: 1, windows: [{ rows: 1 }, { rows: 1 }] })
    const agreed = { ...agreedBatch(batch), when: IN_WINDOW }
    await expect(confirmBatch(operator, batch.id, agreed)).rejects.toMatchObject({
      extra: { fields: { when: { code: 'some-without-window', params: { count: 1 } } } },
    })
    await leaveOut(operator, batch.id, { positions: [2], out: true })
    await confirmBatch(operator, batch.id, { ...agreed, rows: 2, typed: '2 rename' })
    const half = await workBatch(operator, batch.id)
    expect(statesOf(half)).toEqual(['done', 'scheduled', 'left-out'])
    expect(half.state).toBe('scheduled')
    expect(half.schedule?.first.slice(11, 16)).toBe(later.world.maintenance.start.slice(0, 5))

    // Its turn comes when its window is over: it goes to the next, and the batch goes on waiting.
    const id = idsOf(batch)[1] ?? ''
    await come([id], 2 * 3_600)
    const put = await workBatch(operator, batch.id)
    expect(put).toMatchObject({ state: 'scheduled', schedule: { first: half.schedule?.first } })
    later.world.maintenance = hours(-1, 1)
    await come([id])
    expect(await workBatch(operator, batch.id)).toMatchObject({ state: 'ended', counts: { done: 2, 'left-out': 1 } })
    expect(renames()).toHaveLength(2)
  })
})

test('a second person agrees to the time as well; until the first row could not be started any more', async () => {
  await savePolicies(await actorOf('admin'), {
    ...(await readPolicies()),
    policies: [
      { name: 'Two', environments: [], kinds: [], actions: [], approval: true, expiresMinutes: 5, breakGlass: false },
    ],
  })
  const batch = await planned(await caches(2))
  const waits = await confirmBatch(operator, batch.id, { ...agreedBatch(batch), when: LATER })
  expect(waits).toMatchObject({ state: 'waiting', schedule: { first: LATER.at } })
  expect(Date.parse(waits.expiresAt ?? '') - Date.parse(LATER.at)).toBe(15 * 60_000)
  expect(await approveBatch(second, batch.id)).toMatchObject({ state: 'scheduled', counts: { scheduled: 2 } })
  await workBatch(operator, batch.id)
  expect(renames()).toEqual([])
  await come(idsOf(batch))
  expect(await workBatch(operator, batch.id)).toMatchObject({ state: 'ended', counts: { done: 2 } })
  expect(await read(batch.id)).toMatchObject({ approvedBy: { id: second.id } })
})
