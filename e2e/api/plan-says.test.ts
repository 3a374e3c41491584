import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { changeNow } from '@/lib/changes/decide'
import { planChange } from '@/lib/changes/plan'
import { addStep, workRead } from '@/lib/changes/store'
import { db } from '@/lib/db/client'
import { aCache, actorOf, ask, changeStage, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())

test('a switch to a subscription starts from no end', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  const draft = { ref: cache.ref, action: 'to-subscription', params: { months: 1, pay: false } } as const
  expect((await planChange(operator, draft)).plan.money?.ends).toMatchObject({ from: null, months: 1 })
})

test('the data that a flush deletes is what the metrics say where the facts do not', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  const { id, plan } = await planChange(operator, { ref: cache.ref, action: 'flush', params: {} })
  const check = plan.checks.find(({ id }) => id === 'data-in-use')
  expect(check?.result).not.toBe('unknown')
  expect(check?.params?.usedMb).toEqual(expect.any(Number))
  // Who approves it sees the same figure beside the one of now.
  const { facts } = await changeNow(operator, id)
  expect(facts.filter(({ field }) => field === 'facts.usedMemoryMb')).toMatchObject([
    { planned: check?.params?.usedMb, found: expect.any(Number) },
  ])
})

test('a new size says that no rule about connections is known', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  const params = { class: 'redis.master.large.default' }
  const { plan } = await planChange(operator, { ref: cache.ref, action: 'spec', params })
  expect(plan).toMatchObject({ noRuleKnown: true, noRuleOn: ['connections'] })
  // Its cloud's own default is to force it: ours asks for that only where somebody chose it.
  const sent = JSON.stringify([plan.request.query, plan.request.form])
  expect(sent).toMatch(/"ForceUpgrade","value":"false"/)
  const forced = await planChange(operator, { ref: cache.ref, action: 'spec', params: { ...params, force: true } })
  expect(forced.plan).toMatchObject({ noRuleKnown: false, noRuleOn: ['connections'] })
  const restart = await planChange(operator, { ref: cache.ref, action: 'restart', params: {} })
  expect(restart.plan.noRuleOn).toBeUndefined()
})

test('a size without a replica says what is lost with it, of an instance that has one', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  const params = { class: 'redis.basic.stand.default' }
  const { plan } = await planChange(operator, { ref: cache.ref, action: 'spec', params })
  expect(plan.rows).toContainEqual({ field: 'facts.replicas', from: 1, to: 0 })
  expect(plan.consequences).toMatchObject([{ id: 'replica-gone', severity: 'degrades' }])
  const kept = await planChange(operator, {
    ref: cache.ref,
    action: 'spec',
    params: { class: 'redis.master.mid.default' },
  })
  expect(kept.plan.consequences).toEqual([])
})

test.each(['alibaba-kvstore', 'jdcloud-redis', 'kingsoft-redis', 'kingsoft-memcached'] as const)(
  'a flush of %s cannot be undone',
  async (service) => {
    const cache = await aCache(on.emulator, service)
    const { plan } = await planChange(operator, { ref: cache.ref, action: 'flush', params: {} })
    expect(plan.consequences.map(({ severity }) => severity)).toContain('cannot-be-undone')
  },
)

test('what was seen at work is told with its status, from when to when', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  const { id } = await planChange(operator, { ref: cache.ref, action: 'flush', params: {} })
  expect(await workRead(id, new Date())).toEqual([])
  await addStep(db(), id, 'looked', 'system:changes', { status: 'Flushing' })
  expect(await workRead(id, new Date())).toMatchObject([
    { field: 'work.status', found: 'Flushing' },
    { field: 'work.from', found: expect.any(String) },
    { field: 'work.to', found: expect.any(String) },
  ])
})

test('a renewal says that an end later than the old one was wanted', async () => {
  const expiresAt = Date.now() + 40 * 86_400_000
  const cache = await aCache(on.emulator, 'alibaba-kvstore', { chargeType: 'subscription', expiresAt })
  const { id } = await ask(operator, { ref: cache.ref, action: 'renew', params: { months: 1, pay: true } })
  const { evidence } = await workThrough(id)
  const line = evidence?.read.find(({ field }) => field === 'facts.expiresAt')
  expect(line?.than).toEqual(expect.any(String))
  expect(String(line?.found) > String(line?.than)).toBe(true)
})

test('a smaller size of which nobody knows whether it holds the data says so, and where to look', async () => {
  const cache = await aCache(on.emulator, 'jdcloud-redis', { class: 'redis.m.small.basic' })
  const of = async (to: string) =>
    (await planChange(operator, { ref: cache.ref, action: 'spec', params: { class: to } })).plan.checks
  const blind = { id: 'shrinks-blind', result: 'warn' }
  expect(await of('redis.m.micro.basic')).toContainEqual(blind)
  expect(await of('redis.m.medium.basic')).not.toContainEqual(blind)
})
