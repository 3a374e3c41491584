import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { readChange } from '@/lib/changes/store'
import { changeTray } from '@/lib/changes/tray'
import { aCache, actorOf, ask, changeStage, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())

const DAY = 86_400_000
const subscription = { chargeType: 'subscription', expiresAt: Date.now() + 40 * DAY } as const
const ORDERS = [
  ['spec', 'ModifyInstanceSpec', subscription, { class: 'redis.master.large.default', pay: false }],
  ['renew', 'RenewInstance', subscription, { months: 1, pay: false }],
  ['to-subscription', 'TransformToPrePaid', {}, { months: 1, pay: false }],
] as const

describe('an order that is not paid', () => {
  test.each(ORDERS)('%s: is ordered, not done, and keeps its order id', async (action, _, over, params) => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', over)
    const before = { class: cache.world.class, expiresAt: cache.world.expiresAt, chargeType: cache.world.chargeType }
    const { id } = await ask(operator, { ref: cache.ref, action, params })
    const { evidence } = await workThrough(id)
    const change = await readChange(operator, id)
    expect(change).toMatchObject({ state: 'ordered', evidence: { from: 'answer', finding: 'order-waits' } })
    const order = evidence?.read.find(({ field }) => field === 'order.id')?.found
    expect(order).toMatch(/^\d+$/)
    expect(change.steps.find(({ step }) => step === 'answered')?.details.orderId).toBe(order)
    expect(cache.world).toMatchObject(before)
    const { ended } = await changeTray({
      id: operator.kind === 'user' ? operator.id : null,
      role: 'operator',
      scope: operator.scope,
    })
    expect(ended.items.find((item) => item.id === id)).toMatchObject({ state: 'ordered', order })
  })

  test.each(['drop-after', 'drop-before'] as const)('whose answer was lost (%s) wants a person', async (kind) => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', subscription)
    on.emulator.gateway.faults.add({ kind, operation: 'RenewInstance', count: 1 })
    const { id } = await ask(operator, { ref: cache.ref, action: 'renew', params: { months: 1, pay: false } })
    expect(await workThrough(id)).toMatchObject({ state: 'human', evidence: { finding: 'cannot-tell' } })
  })

  test('whose answer was lost is ordered once, by its token', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', subscription)
    on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'ModifyInstanceSpec', count: 1 })
    const [action, , , params] = ORDERS[0]
    const { id } = await ask(operator, { ref: cache.ref, action, params })
    expect(await workThrough(id)).toMatchObject({ state: 'ordered', evidence: { finding: 'order-waits' } })
  })
})
