import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FaultRequest } from '@/emulator/gateway/faults'
import type { Actor } from '@/lib/bff/actor'
import { planCreation } from '@/lib/changes/create-plan'
import { confirmChange } from '@/lib/changes/decide'
import type { Point } from '@/lib/changes/engine'
import { planChange } from '@/lib/changes/plan'
import type { ActionId } from '@/lib/model/action'
import type { ServiceId } from '@/lib/operation'
import {
  aCache,
  accessKeyOf,
  actorOf,
  agreed,
  type Cache,
  changeStage,
  PLACES,
  POINTS,
  workThrough,
} from './change-stage'

/** `npm run soak -- --histories 100000` plays more of them. */
const HISTORIES = Number(process.env.HISTORIES ?? 2_000)
/** Played beside each other: most of a history is waiting for the next look. Each has an access key of its own. */
const LANES = 24
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

/** The least that a new instance takes; its name and network are put in. */
const NEW: Record<ServiceId, { operation: string; tokened?: true; params: Record<string, unknown> }> = {
  'alibaba-kvstore': {
    operation: 'CreateInstance',
    tokened: true,
    params: { class: PLACES['alibaba-kvstore'].class, zone: 'cn-hangzhou-h' },
  },
  'jdcloud-redis': {
    operation: 'createCacheInstance',
    params: { class: PLACES['jdcloud-redis'].class, zone: 'cn-north-1a' },
  },
  'kingsoft-redis': { operation: 'CreateCacheCluster', params: { gb: 2, zone: 'cn-beijing-6a' } },
  'kingsoft-memcached': { operation: 'CreateCacheCluster', params: { gb: 2 } },
}
let names = 0

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
  creates: fc.nat(7).map((one) => one === 0),
  fault,
  kills: fc.array(fc.constantFrom<Point>(...POINTS), { maxLength: 3 }),
})
const history = fc.record({
  service: fc.constantFrom<ServiceId>('alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis', 'kingsoft-memcached'),
  turns: fc.array(turn, { minLength: 1, maxLength: 3 }),
})

type History = typeof history extends fc.Arbitrary<infer T> ? T : never

async function play(lane: number, { service, turns }: History) {
  const { faults, journal } = on.emulator.gateway
  const accessKeyId = accessKeyOf(lane)
  const cache = await aCache(on.emulator, service, {}, lane)
  for (const [index, { deed: which, creates, fault: kind, kills }] of turns.entries()) {
    if (creates) {
      await playCreation(lane, cache, service, kind, kills)
      continue
    }
    const deeds = DEEDS[service]
    const deed = deeds[which % deeds.length] ?? expect.unreachable()
    const from = journal.entries().at(-1)?.seq ?? 0
    deed.prepare?.(cache)
    const planned = await planChange(operator, { ref: cache.ref, action: deed.action, params: deed.params(index) })
    // The size is what it should become already: nothing to do, and nothing is done.
    if (planned.plan.blocked) continue
    const fault = kind && faults.add({ kind, operation: deed.operation, accessKeyId, count: 1 })
    await confirmChange(operator, planned.id, agreed(planned))
    const end = await workThrough(planned.id, kills)
    if (fault) faults.remove(fault.id)
    const received = journal
      .entries()
      .filter((entry) => entry.seq > from && entry.accessKeyId === accessKeyId && entry.operation === deed.operation)
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
  // A creation lists its whole region.
  on.emulator.world.remove(service, cache.world.id)
}

/** However it goes there is one new instance or none, and the change tells which. */
async function playCreation(
  lane: number,
  { accountId, world: like }: Cache,
  service: ServiceId,
  kind: FaultRequest['kind'] | undefined,
  kills: Point[],
) {
  const { gateway, world } = on.emulator
  const accessKeyId = accessKeyOf(lane)
  const { operation, tokened, params } = NEW[service]
  const from = gateway.journal.entries().at(-1)?.seq ?? 0
  const name = `made_in_history_${++names}`
  const network = { vpcId: like.network.vpcId ?? 'vpc-1', subnetId: like.network.subnetId ?? 'subnet-1' }
  const draft = { service, accountId, region: PLACES[service].region, params: { name, ...network, ...params } }
  const planned = await planCreation(operator, draft)
  expect(planned.plan.blocked).toBe(false)
  const fault = kind && gateway.faults.add({ kind, operation, accessKeyId, count: 1 })
  await confirmChange(operator, planned.id, { acceptsCost: true })
  const end = await workThrough(planned.id, kills)
  if (fault) gateway.faults.remove(fault.id)
  const received = gateway.journal
    .entries()
    .filter((entry) => entry.seq > from && entry.accessKeyId === accessKeyId && entry.operation === operation)
  const made = world.all().filter((one) => one.name === name)
  for (const { id } of made) world.remove(service, id)

  expect(made.length).toBeLessThanOrEqual(1)
  if (!tokened) expect(received.length).toBeLessThanOrEqual(1)
  expect(end.sends).toBeLessThanOrEqual(tokened ? 3 : 1)
  // What came of it can always be read: nobody has to look.
  expect(['done', 'failed']).toContain(end.state)
  expect(end.evidence).not.toBeNull()
  expect(made.length).toBe(end.state === 'done' ? 1 : 0)
  expect(end.made).toEqual(made.map(({ id }) => id))
  expect(end.sealed).toBeNull()
  // What was not seen is looked at once more, against what was there before it.
  if (end.state === 'done') expect(end.known).toBeNull()
}

test(`random histories of actions, creations, faults and kills (seed ${SEED})`, { timeout: 3_600_000 }, async () => {
  const numRuns = Math.ceil(HISTORIES / LANES)
  const lane = (_: unknown, lane: number) =>
    fc.assert(
      fc.asyncProperty(history, (one) => play(lane, one)),
      { numRuns, seed: SEED + lane },
    )
  // All of them are waited for: a failing one shrinks in peace.
  const ends = await Promise.allSettled(Array.from({ length: LANES }, lane))
  for (const end of ends) if (end.status === 'rejected') throw end.reason
})
