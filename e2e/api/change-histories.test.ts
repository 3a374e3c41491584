import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FaultRequest } from '@/emulator/gateway/faults'
import type { Actor } from '@/lib/bff/actor'
import { confirmChange } from '@/lib/changes/decide'
import type { Point } from '@/lib/changes/engine'
import { planChange } from '@/lib/changes/plan'
import type { ActionId } from '@/lib/model/change'
import type { ServiceId } from '@/lib/operation'
import { aCache, actorOf, agreed, type Cache, changeStage, POINTS, workThrough } from './change-stage'

/** HISTORIES=100000 npx vitest run e2e/api/change-histories.test.ts plays more of them. */
const HISTORIES = Number(process.env.HISTORIES ?? 60)
const SEED = Number(process.env.SEED ?? Math.floor(Math.random() * 2 ** 31))

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())

interface Deed {
  action: ActionId
  operation: string
  params: (turn: number) => Record<string, unknown>
  /** Its effect is in the facts that the cloud tells. */
  readable: boolean
  /** It takes a token, so that sending it again is safe. */
  tokened?: true
  prepare?: (cache: Cache) => void
  happened: (cache: Cache, turn: number) => boolean
}

const rename = (operation: string, name: (turn: number) => string): Deed => ({
  action: 'rename',
  operation,
  params: (turn) => ({ name: name(turn) }),
  readable: true,
  happened: ({ world }, turn) => world.name === name(turn),
})
const flush = (operation: string): Deed => ({
  action: 'flush',
  operation,
  params: () => ({}),
  readable: false,
  prepare: ({ world }) => Object.assign(world, { usedMemoryMb: 100 }),
  happened: ({ world }) => world.usedMemoryMb === 0,
})
/** The other one of two sizes each time, so that there is always something to change. */
const CLASSES = ['redis.master.small.default', 'redis.master.mid.default'] as const
const otherClass = ({ world }: Cache) => CLASSES[world.class === CLASSES[0] ? 1 : 0]

const DEEDS: Record<ServiceId, readonly Deed[]> = {
  'alibaba-kvstore': [
    rename('ModifyInstanceAttribute', (turn) => `name-${turn}`),
    flush('FlushInstance'),
    {
      action: 'spec',
      operation: 'ModifyInstanceSpec',
      params: (turn) => ({ class: CLASSES[turn % 2] }),
      readable: true,
      tokened: true,
      happened: ({ world }, turn) => world.class === CLASSES[turn % 2],
      prepare: (cache) => Object.assign(cache.world, { class: otherClass(cache) }),
    },
  ],
  'jdcloud-redis': [rename('modifyCacheInstanceAttribute', (turn) => `name_${turn}`)],
  'kingsoft-redis': [rename('RenameCacheCluster', (turn) => `name-of-${turn}`), flush('FlushCacheCluster')],
  'kingsoft-memcached': [rename('RenameCacheCluster', (turn) => `name-of-${turn}`), flush('FlushCacheCluster')],
}

/** Three in ten are done and lose their answer; others lose the request, are refused, or are answered with rubbish. */
const fault = fc.oneof(
  { weight: 4, arbitrary: fc.constant(undefined) },
  { weight: 3, arbitrary: fc.constant<FaultRequest['kind']>('drop-after') },
  {
    weight: 3,
    arbitrary: fc.constantFrom<FaultRequest['kind']>('drop-before', 'server-error', 'denied', 'html', 'truncated'),
  },
)
const turn = fc.record({
  deed: fc.nat(10),
  fault,
  kills: fc.array(fc.constantFrom<Point>(...POINTS), { maxLength: 3 }),
})
const history = fc.record({
  service: fc.constantFrom<ServiceId>('alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis', 'kingsoft-memcached'),
  turns: fc.array(turn, { minLength: 1, maxLength: 3 }),
})

async function play({ service, turns }: typeof history extends fc.Arbitrary<infer T> ? T : never) {
  const cache = await aCache(on.emulator, service)
  for (const [index, { deed: which, fault: kind, kills }] of turns.entries()) {
    const deeds = DEEDS[service]
    const deed = deeds[which % deeds.length] ?? expect.unreachable()
    on.emulator.gateway.faults.clear()
    on.emulator.gateway.journal.clear()
    deed.prepare?.(cache)
    const planned = await planChange(operator, { ref: cache.ref, action: deed.action, params: deed.params(index) })
    // The size is what it should become already: nothing to do, and nothing is done.
    if (planned.plan.blocked) continue
    if (kind) on.emulator.gateway.faults.add({ kind, operation: deed.operation, count: 1 })
    await confirmChange(operator, planned.id, agreed(planned))
    const end = await workThrough(planned.id, kills)
    const received = on.emulator.gateway.journal.entries().filter(({ operation }) => operation === deed.operation)
    const happened = deed.happened(cache, index)

    // Once, or not at all.
    if (!deed.tokened) expect(received.length).toBeLessThanOrEqual(1)
    expect(end.sends).toBeLessThanOrEqual(deed.tokened ? 3 : 1)
    // It ends, with what that rests on, and says the truth.
    expect(['done', 'failed', 'human']).toContain(end.state)
    expect(end.evidence).not.toBeNull()
    if (end.state === 'done') expect(happened).toBe(true)
    if (end.state === 'failed') expect(happened).toBe(false)
    // A person is asked only about what cannot be read.
    if (end.state === 'human') expect(deed.readable).toBe(false)
    // And nothing that was kept for sending is left.
    expect(end.sealed).toBeNull()
  }
}

test(`random histories of actions, faults and kills (seed ${SEED})`, { timeout: 3_600_000 }, async () => {
  await fc.assert(fc.asyncProperty(history, play), { numRuns: HISTORIES, seed: SEED })
})
