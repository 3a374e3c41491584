import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { doorFor } from '@/lib/bff/execute'
import { computePlan } from '@/lib/changes/compute'
import { planChange } from '@/lib/changes/plan'
import { db } from '@/lib/db/client'
import { newId } from '@/lib/db/id'
import { inventory } from '@/lib/db/schema'
import { keyOf } from '@/lib/model/instance'
import { ACTIONS_OF } from '@/lib/providers/action-registry'
import type { Call } from '@/lib/providers/contract'
import { bareDetail } from '@/lib/providers/facts'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(() => on.emulator.gateway.journal.clear())

const SMALL = 'redis.master.small.default'
const MID = 'redis.master.mid.default'
const LARGE = 'redis.master.4xlarge.default'
const params = { class: LARGE }
const plan = async ({ ref }: Cache) => (await planChange(operator, { ref, action: 'spec', params })).plan
const asked = () => on.emulator.gateway.journal.entries().map(({ operation, params }) => [operation, params] as const)
const questions = (operation: string) => asked().filter(([name]) => name === operation)

/** As the inventory has it from a list. */
async function keep({ ref }: Cache, facts: object) {
  const [row] = await db().select().from(inventory).where(eq(inventory.ref, ref))
  if (!row) throw new Error(`no ${ref}`)
  const kept = { ...row.facts, ...facts }
  await db().update(inventory).set({ facts: kept }).where(eq(inventory.ref, ref))
  return kept
}
const factsOf = ({ world }: Cache) => ({ class: world.class, zone: world.zone, chargeType: world.chargeType })

test('facts that still hold ask nothing twice', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  await keep(cache, { ...factsOf(cache), architecture: 'standard' })
  expect((await plan(cache)).money).toMatchObject({ before: { of: 'purchase' }, after: { of: 'this' } })
  const names = asked().map(([name]) => name)
  expect(names.sort()).toEqual([
    'DescribeAvailableResource',
    'DescribeHistoryMonitorValues',
    'DescribeInstanceAttribute',
    'DescribePrice',
    'DescribePrice',
  ])
})

test('the price is that of the facts of now, whatever was asked ahead by old ones', async () => {
  const moved = await aCache(on.emulator, 'alibaba-kvstore', { class: MID })
  await keep(moved, { ...factsOf(moved), class: SMALL })
  const found = await plan(moved)
  const bought = questions('DescribePrice').filter(([, input]) => input.OrderType === 'BUY')
  expect(bought.map(([, input]) => input.InstanceClass)).toContain(MID)
  const same = await aCache(on.emulator, 'alibaba-kvstore', { class: MID, zone: moved.world.zone })
  await keep(same, factsOf(same))
  expect(found.money?.before?.amount).toBe((await plan(same)).money?.before?.amount)
  expect(found.rows).toContainEqual({ field: 'facts.class', from: MID, to: LARGE })
})

test('prices are asked while the instance is read', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  const kept = { ...bareDetail(await keep(cache, factsOf(cache))) }
  const key = keyOf(cache.ref)
  const action = ACTIONS_OF['alibaba-kvstore'].spec
  if (!key || !action) throw new Error('no such instance or action')
  const door = await doorFor({ actor: operator, accountId: cache.accountId, lane: 'interactive' })
  let priced = () => {}
  const first = new Promise<void>((resolve) => {
    priced = resolve
  })
  // Its answer comes only after the first price was asked for.
  const call: Call = async (operation, input, options) => {
    if (operation.name === 'DescribePrice') priced()
    if (operation.name === 'DescribeInstanceAttribute') await first
    return door.call(operation, input, options)
  }
  const wanted = {
    id: newId(),
    key,
    ref: cache.ref,
    locator: kept.facts.locator,
    actionId: 'spec',
    action,
    params,
  } as const
  const computed = await computePlan({ ...door, call }, wanted, undefined, { kept })
  expect(computed?.plan.money?.after).toMatchObject({ of: 'this' })
})
