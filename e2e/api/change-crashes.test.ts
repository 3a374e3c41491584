import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import type { Point } from '@/lib/changes/engine'
import type { ActionId } from '@/lib/model/action'
import type { ServiceId } from '@/lib/operation'
import { aCache, actorOf, ask, type Cache, changeStage, POINTS, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

interface Case {
  service: ServiceId
  action: ActionId
  operation: string
  params?: object
  /** Whether the cloud's state alone tells that it happened. */
  readable: boolean
  happened: (cache: Cache) => boolean
}

const CASES: Case[] = [
  {
    service: 'alibaba-kvstore',
    action: 'rename',
    operation: 'ModifyInstanceAttribute',
    params: { name: 'renamed-once' },
    readable: true,
    happened: ({ world }) => world.name === 'renamed-once',
  },
  {
    service: 'alibaba-kvstore',
    action: 'flush',
    operation: 'FlushInstance',
    readable: false,
    happened: ({ world }) => world.usedMemoryMb === 0,
  },
  {
    service: 'alibaba-kvstore',
    action: 'spec',
    operation: 'ModifyInstanceSpec',
    params: { class: 'redis.master.mid.default' },
    readable: true,
    happened: ({ world }) => world.class === 'redis.master.mid.default',
  },
  {
    service: 'jdcloud-redis',
    action: 'rename',
    operation: 'modifyCacheInstanceAttribute',
    params: { name: 'renamed_once' },
    readable: true,
    happened: ({ world }) => world.name === 'renamed_once',
  },
  {
    service: 'kingsoft-redis',
    action: 'release',
    operation: 'DeleteCacheCluster',
    readable: true,
    happened: ({ world }) => world.status === '10' || !on.emulator.world.all().includes(world),
  },
  {
    service: 'kingsoft-memcached',
    action: 'spec',
    operation: 'ResizeCacheCluster',
    params: { gb: 4 },
    readable: true,
    happened: ({ world }) => world.memoryMb === 4_096,
  },
]

const writes = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)

/** A worker dies at each step, once the cloud's answer is lost as well. */
const KILLS: (Point | 'none')[] = ['none', ...POINTS]

describe.each(CASES)('$service $action', ({ service, action, operation, params, readable, happened }) => {
  // Only this one takes a token, with which sending again is safe.
  const tokened = operation === 'ModifyInstanceSpec'

  test.each(KILLS)('killed at: %s', async (point) => {
    const cache = await aCache(on.emulator, service)
    const { id } = await ask(operator, { ref: cache.ref, action, params })
    const end = await workThrough(id, point === 'none' ? [] : [point])
    expect(writes(operation).filter(({ status }) => status === 200)).toHaveLength(
      point === 'recorded' && !tokened ? 0 : 1,
    )
    // Recorded and not sent: nobody can know but from the state, which says that nothing happened.
    if (point === 'recorded' && !tokened) {
      expect(end).toMatchObject({ state: readable ? 'failed' : 'human', sends: 1 })
      expect(happened(cache)).toBe(false)
    } else {
      const known = readable || point !== 'sent'
      expect(end).toMatchObject({ state: known ? 'done' : 'human' })
      expect(happened(cache)).toBe(true)
    }
    expect(end.evidence).not.toBeNull()
    expect(end.sealed).toBeNull()
  })

  test.each(KILLS)('its answer lost, and killed at: %s', async (point) => {
    const cache = await aCache(on.emulator, service)
    on.emulator.gateway.faults.add({ kind: 'drop-after', operation, count: 1 })
    const { id } = await ask(operator, { ref: cache.ref, action, params })
    const end = await workThrough(id, point === 'none' ? [] : [point])
    const sent = point !== 'recorded' || tokened
    expect(happened(cache)).toBe(sent)
    expect(end).toMatchObject({ state: !readable ? 'human' : sent ? 'done' : 'failed' })
    if (!tokened) expect(writes(operation).length).toBe(sent ? 1 : 0)
  })

  test('the connection cut before anything was done', async () => {
    const cache = await aCache(on.emulator, service)
    on.emulator.gateway.faults.add({ kind: 'drop-before', operation, count: 1 })
    const { id } = await ask(operator, { ref: cache.ref, action, params })
    const end = await workThrough(id)
    expect(happened(cache)).toBe(tokened)
    expect(end).toMatchObject({ state: tokened ? 'done' : readable ? 'failed' : 'human' })
    if (!tokened) expect(writes(operation)).toHaveLength(1)
  })
})
