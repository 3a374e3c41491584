import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { build } from '@/emulator/world/build'
import type { Actor } from '@/lib/bff/actor'
import { planCreation } from '@/lib/changes/create-plan'
import { confirmChange } from '@/lib/changes/decide'
import { claimLate, lookLate } from '@/lib/changes/late'
import { readChange } from '@/lib/changes/store'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { refOf } from '@/lib/model/instance'
import { aCache, actorOf, ask, changeStage, PLACES, stateOf, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(() => on.emulator.gateway.faults.clear())

/** The late look of one change, as if its time had come. */
async function lateLook(id: string) {
  await db().update(changes).set({ nextAt: sql`now()` }).where(eq(changes.id, id))
  const row = (await claimLate()) ?? expect.unreachable()
  expect(row.id).toBe(id)
  await lookLate(row, new AbortController().signal)
  return stateOf(id)
}

/** A rename that never arrived, as far as anybody saw. */
async function unseen() {
  const cache = await aCache(on.emulator, 'kingsoft-redis')
  on.emulator.gateway.faults.add({ kind: 'drop-before', operation: 'RenameCacheCluster', count: 1 })
  const { id } = await ask(operator, { ref: cache.ref, action: 'rename', params: { name: 'renamed-late' } })
  expect(await workThrough(id)).toMatchObject({ state: 'failed', evidence: { finding: 'not-as-wanted' } })
  return { cache, id }
}

test('what nobody saw is said to be looked at once more, and corrected when it came late', async () => {
  const { cache, id } = await unseen()
  const { looksAgainAt, endedAt } = await readChange(operator, id)
  expect(Date.parse(looksAgainAt ?? '') - Date.parse(endedAt ?? '')).toBeGreaterThan(300_000)
  expect(await claimLate()).toBeUndefined()
  cache.world.name = 'renamed-late'
  expect(await lateLook(id)).toMatchObject({
    state: 'done',
    nextAt: null,
    evidence: { finding: 'seen-late', from: 'state' },
  })
  const { steps } = await readChange(operator, id)
  expect(steps.filter(({ step }) => step === 'ended').map(({ details }) => details.state)).toEqual(['failed', 'done'])
})

test('not seen once more, it stays as it was said, and is looked at no further', async () => {
  const { id } = await unseen()
  expect(await lateLook(id)).toMatchObject({ state: 'failed', nextAt: null, sends: 1 })
  const { steps, looksAgainAt } = await readChange(operator, id)
  expect(looksAgainAt).toBeNull()
  expect(steps.at(-1)).toMatchObject({ step: 'looked', details: { late: true } })
})

test('while its cloud cannot be read, or is at work, it is looked at again a minute later', async () => {
  const { cache, id } = await unseen()
  cache.world.status = '3'
  const waiting = await lateLook(id)
  expect(waiting).toMatchObject({ state: 'failed', leaseUntil: null })
  expect(waiting.nextAt?.getTime() ?? 0).toBeGreaterThan(Date.now())
  cache.world.status = '2'
  cache.world.name = 'renamed-late'
  expect(await lateLook(id)).toMatchObject({ state: 'done' })
})

test('what another change did since is not taken for a late arrival', async () => {
  const { cache, id } = await unseen()
  const again = await ask(operator, { ref: cache.ref, action: 'rename', params: { name: 'renamed-late' } })
  expect(await workThrough(again.id)).toMatchObject({ state: 'done' })
  expect(await lateLook(id)).toMatchObject({ state: 'failed', nextAt: null })
})

test('an instance that was ordered and comes late is found by its name', async () => {
  const { accountId, world } = await aCache(on.emulator, 'kingsoft-redis')
  const { region, class: size } = PLACES['kingsoft-redis']
  const { vpcId = 'vpc-1', subnetId = 'subnet-1' } = world.network
  const params = { name: 'ordered_late', gb: 2, zone: 'cn-beijing-6a', vpcId, subnetId, password: 'PlantedPassw0rd1' }
  on.emulator.gateway.faults.add({ kind: 'drop-before', operation: 'CreateCacheCluster' })
  const draft = { service: 'kingsoft-redis', accountId, region, params } as const
  const planned = await planCreation(operator, draft)
  await confirmChange(operator, planned.id, { acceptsCost: true })
  expect(await workThrough(planned.id)).toMatchObject({ state: 'failed', evidence: { finding: 'not-made' } })
  const made = build(
    { service: 'kingsoft-redis', owner: 'whole-fleet', region, name: 'ordered_late', class: size, used: 0 },
    on.emulator.world.random,
    on.emulator.world.now(),
  )
  Object.assign(made, { chargeType: 'pay-as-you-go', expiresAt: undefined, zone: 'cn-beijing-6a' })
  on.emulator.world.add(made)
  expect(await lateLook(planned.id)).toMatchObject({
    state: 'done',
    made: [made.id],
    ref: refOf({ ...draft, id: made.id }),
    known: null,
    evidence: { finding: 'seen-late' },
  })
})
