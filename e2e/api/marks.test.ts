import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startTask } from '@/emulator/world/tasks'
import { plansOf } from '@/emulator/world/upkeep-plans'
import type { Actor } from '@/lib/bff/actor'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { readMarks } from '@/lib/metrics/marks'
import { keyOf } from '@/lib/model/instance'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

let on: Awaited<ReturnType<typeof changeStage>>
let viewer: Actor
beforeAll(async () => {
  on = await changeStage()
  viewer = await actorOf('viewer')
})
afterAll(() => on.end())
beforeEach(() => on.emulator.gateway.faults.clear())

const keyFor = ({ ref }: Cache) => keyOf(ref) ?? expect.unreachable()

/** A change of ours that was sent at a time. */
async function sent(cache: Cache, action: 'switch-ha' | 'restart' | 'flush', at: number, endedAt: number | null = at) {
  const { service, accountId, region, id: instanceId } = keyFor(cache)
  const id = newId()
  await db()
    .insert(changes)
    .values({
      id,
      ref: cache.ref,
      service,
      accountId,
      region,
      instanceId,
      instanceName: 'cache',
      action,
      operation: `${service}/x`,
      kind: 'destructive',
      state: endedAt === null ? 'settling' : 'done',
      params: {},
      // Marks show nothing of a plan.
      plan: {} as typeof changes.$inferInsert.plan,
      locator: { zone: null } as unknown as typeof changes.$inferInsert.locator,
      requestedBy: 'somebody',
      requestedLabel: 'Somebody',
      sentAt: new Date(at),
      endedAt: endedAt === null ? null : new Date(endedAt),
    })
  return id
}

describe('marks on the time axis', () => {
  test('are what was sent, what its cloud planned and did, its tasks and its backups, within the span alone', async () => {
    const now = Date.now()
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { createdAt: now - 40 * 24 * HOUR_MS })
    const span = { from: now - 12 * HOUR_MS, to: now }
    const failover = await sent(cache, 'switch-ha', now - 5 * HOUR_MS)
    const restart = await sent(cache, 'restart', now - 4 * HOUR_MS, now - 4 * HOUR_MS + 5 * MINUTE_MS)
    await sent(cache, 'restart', now - 13 * HOUR_MS)
    const plans = plansOf(cache.world, now)
    plans.length = 0
    const planned = (
      id: number,
      type: 'switchover' | 'upgrade',
      switchAt: number,
      ending: 'done' | 'failed' | 'cancelled',
    ) =>
      plans.push({
        id,
        instance: cache.world,
        type,
        createdAt: switchAt - 48 * HOUR_MS,
        modifiedAt: switchAt - 48 * HOUR_MS,
        switchAt,
        deadline: switchAt + HOUR_MS,
        chosen: false,
        ending,
      })
    planned(901, 'switchover', now - 6 * HOUR_MS, 'done')
    planned(902, 'upgrade', now - 3 * HOUR_MS, 'failed')
    planned(903, 'switchover', now - 2 * HOUR_MS, 'cancelled')
    planned(904, 'switchover', now - 20 * HOUR_MS, 'done')
    planned(905, 'switchover', now - MINUTE_MS, 'done')
    planned(906, 'switchover', now + HOUR_MS, 'done')
    const { world } = on.emulator
    const elsewhere = startTask(world, cache.world, {
      action: 'ModifyDBInstanceSpec',
      work: 1,
      startedAt: now - 8 * HOUR_MS,
    })
    // The restart of ours: told by its own mark.
    startTask(world, cache.world, { action: 'RestartDBInstance', work: 1, startedAt: now - 4 * HOUR_MS + 2_000 })

    const told = await readMarks(viewer, keyFor(cache), span)
    expect(told).toMatchObject({ refused: [], tellsPlanned: true })
    const marks = told.items.filter(({ kind }) => kind !== 'backup')
    expect(
      marks.map(({ id, kind, isOurs, failed, to }) => ({ id, kind, isOurs, failed, isOver: to !== null })),
    ).toEqual([
      { id: elsewhere.id, kind: 'task', isOurs: false, failed: false, isOver: true },
      { id: '901', kind: 'failover', isOurs: false, failed: false, isOver: true },
      { id: failover, kind: 'failover', isOurs: true, failed: false, isOver: true },
      { id: restart, kind: 'change', isOurs: true, failed: false, isOver: true },
      { id: '902', kind: 'maintenance', isOurs: false, failed: true, isOver: true },
      { id: '905', kind: 'failover', isOurs: false, failed: false, isOver: false },
    ])
    expect(marks[0]).toMatchObject({ word: 'ModifyDBInstanceSpec' })
    const long = await readMarks(viewer, keyFor(cache), { from: now - 10 * 24 * HOUR_MS, to: now })
    expect(long.items.some(({ kind }) => kind === 'backup')).toBe(true)
  })

  test('that a cloud refuses are named, and the others stay', async () => {
    const now = Date.now()
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    await sent(cache, 'restart', now - HOUR_MS)
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribeActiveOperationTask' })
    const told = await readMarks(viewer, keyFor(cache), { from: now - 2 * HOUR_MS, to: now })
    expect(told.refused).toMatchObject([{ of: 'maintenance', kind: 'denied' }])
    expect(told.items.some(({ isOurs }) => isOurs)).toBe(true)
  })

  test('of a cloud without such operations are ours and its backups', async () => {
    const now = Date.now()
    const cache = await aCache(on.emulator, 'jdcloud-redis')
    const id = await sent(cache, 'switch-ha', now - HOUR_MS)
    const told = await readMarks(viewer, keyFor(cache), { from: now - 2 * HOUR_MS, to: now })
    expect(told).toMatchObject({ refused: [], tellsPlanned: false })
    expect(told.items.filter(({ kind }) => kind !== 'backup')).toMatchObject([{ id, kind: 'failover', isOurs: true }])
  })
})
