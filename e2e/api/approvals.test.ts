import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { approveChange, changeNow, confirmChange, rejectChange, withdrawChange } from '@/lib/changes/decide'
import { claimChange } from '@/lib/changes/lease'
import { planChange } from '@/lib/changes/plan'
import { readPolicies, savePolicies } from '@/lib/changes/policy'
import { changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { audit, settings, users } from '@/lib/db/schema'
import type { ActionId } from '@/lib/model/action'
import type { Policy } from '@/lib/model/approval-policy'
import { aCache, actorOf, agreed, ask, type Cache, changeStage, stateOf, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let second: Actor
let admin: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  second = await actorOf('operator')
  admin = await actorOf('admin')
})
afterAll(() => on.end())
beforeEach(async () => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
  await db().delete(settings).where(eq(settings.key, 'approval-policies'))
})

const plan = (cache: Cache, action: ActionId, params: Record<string, unknown> = {}, who = operator) =>
  planChange(who, { ref: cache.ref, action, params })
const sent = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)

describe('a confirmation', () => {
  test('of a destructive kind is typed; of what costs, the price is accepted', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const flush = await plan(cache, 'flush')
    await expect(confirmChange(operator, flush.id, {})).rejects.toMatchObject({ extra: { fields: { typed: {} } } })
    await expect(confirmChange(operator, flush.id, { typed: 'other' })).rejects.toMatchObject({ code: 'bad-input' })
    expect(await confirmChange(operator, flush.id, { typed: cache.world.name })).toMatchObject({ state: 'ready' })
    const other = await aCache(on.emulator, 'alibaba-kvstore')
    const spec = await plan(other, 'spec', { class: 'redis.master.mid.default' })
    const typed = { typed: other.world.id }
    await expect(confirmChange(operator, spec.id, typed)).rejects.toMatchObject({
      extra: { fields: { acceptsCost: {} } },
    })
    await workThrough(flush.id)
  })

  test('is its own only, once, and in time; nobody else’s change moves with it', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const [one, bystander, late] = [
      await plan(cache, 'rename', { name: 'orders-one' }),
      await plan(cache, 'rename', { name: 'orders-two' }, second),
      await plan(cache, 'rename', { name: 'orders-late' }),
    ]
    await expect(confirmChange(second, one.id, {})).rejects.toMatchObject({ code: 'own-change' })
    const both = await Promise.allSettled([confirmChange(operator, one.id, {}), confirmChange(operator, one.id, {})])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await stateOf(bystander.id)).toMatchObject({ state: 'planned' })
    await db().update(changes).set({ expiresAt: sql`now() - interval '1 second'` }).where(eq(changes.id, late.id))
    await expect(confirmChange(operator, late.id, {})).rejects.toMatchObject({ code: 'change-expired' })
    await workThrough(one.id)
    expect(await stateOf(late.id)).toMatchObject({ state: 'expired', sealed: null })
  })

  test('of a second change of the same instance is told who is at it', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const [first, other] = [await plan(cache, 'flush'), await plan(cache, 'rename', { name: 'orders-two' }, second)]
    await confirmChange(operator, first.id, agreed(first))
    await expect(confirmChange(second, other.id, {})).rejects.toMatchObject({
      code: 'change-busy',
      extra: { params: { by: operator.label } },
    })
    const blocked = await plan(cache, 'rename', { name: 'orders-three' }, second)
    expect(blocked.plan.checks).toContainEqual(
      expect.objectContaining({
        id: 'other-change',
        result: 'block',
        params: expect.objectContaining({ id: first.id }),
      }),
    )
    await workThrough(first.id)
    // Its plan is of before the flush.
    await expect(confirmChange(second, other.id, {})).rejects.toMatchObject({
      code: 'change-outdated',
      extra: { params: { by: operator.label, change: first.id } },
    })
    const anew = await plan(cache, 'rename', { name: 'orders-two' }, second)
    expect(await confirmChange(second, anew.id, {})).toMatchObject({ state: 'ready' })
    await workThrough(anew.id)
  })
})

describe('approval', () => {
  const policy = (over: Partial<Policy> = {}): Policy => ({
    name: 'two people',
    environments: ['production'],
    kinds: ['destructive'],
    actions: [],
    approval: true,
    expiresMinutes: 60,
    breakGlass: false,
    ...over,
  })
  const set = async (...policies: Policy[]) => savePolicies(admin, { ...(await readPolicies()), policies })
  const waiting = async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    return { cache, change: await ask(operator, { ref: cache.ref, action: 'flush' }) }
  }

  test('wants to be told what for, before anybody is asked; what the plan says stays', async () => {
    await set(policy())
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const { id, ...planned } = await plan(cache, 'flush')
    const { reason: _, ...silent } = agreed({ id, ...planned })
    await expect(confirmChange(operator, id, silent)).rejects.toMatchObject({
      extra: { fields: { reason: { code: 'required' } } },
    })
    expect(await stateOf(id)).toMatchObject({ state: 'planned' })
    expect(await confirmChange(operator, id, { ...silent, reason: 'the cache is poisoned' })).toMatchObject({
      state: 'waiting',
      reason: 'the cache is poisoned',
    })
    await withdrawChange(operator, id)
    const given = await planChange(operator, { ref: cache.ref, action: 'flush', params: {}, reason: 'said before' })
    const asked = await confirmChange(operator, given.id, agreed(given))
    expect(asked).toMatchObject({ state: 'waiting', reason: 'said before' })
  })

  test('is asked of the first policy that fits', async () => {
    await set(policy({ name: 'restarts go', actions: ['restart'], approval: false }), policy())
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const restart = await ask(operator, { ref: cache.ref, action: 'restart' })
    expect(restart).toMatchObject({ state: 'ready', policy: null })
    await workThrough(restart.id)
    expect(await ask(operator, { ref: cache.ref, action: 'flush' })).toMatchObject({
      state: 'waiting',
      policy: 'two people',
    })
    expect(await ask(operator, { ref: cache.ref, action: 'rename', params: { name: 'orders-new' } })).toMatchObject({
      state: 'ready',
    })
    await set(policy({ environments: ['staging'] }))
    const elsewhere = await aCache(on.emulator, 'kingsoft-redis')
    expect(await ask(operator, { ref: elsewhere.ref, action: 'flush' })).toMatchObject({ state: 'ready' })
  })

  test('comes from another operator or admin in scope, and then it is sent once', async () => {
    await set(policy())
    const { cache, change } = await waiting()
    expect(await claimChange()).not.toMatchObject({ id: change.id })
    await expect(approveChange(operator, change.id)).rejects.toMatchObject({ code: 'own-change' })
    const elsewhere = await actorOf('admin', { kind: 'some', accounts: [], environments: ['staging'], teams: [] })
    await expect(approveChange(elsewhere, change.id)).rejects.toMatchObject({ code: 'forbidden-scope' })
    expect(await changeNow(second, change.id)).toMatchObject({ moved: [], reason: null })
    // Who decides sees what matters also while nothing moved: what is not told is null, and not left out.
    const { facts } = await changeNow(second, change.id)
    expect(facts.map(({ field }) => field)).toEqual(
      expect.arrayContaining(['facts.status', 'facts.memoryMb', 'facts.usedMemoryMb', 'now.connections', 'now.backup']),
    )
    // What is billed by the hour has no end, and none is said to be unknown.
    expect(facts.some(({ field }) => field === 'facts.expiresAt')).toBe(false)
    expect(facts.find(({ field }) => field === 'facts.status')).toMatchObject({ found: 'running', moved: false })
    expect(facts.find(({ field }) => field === 'now.connections')).toMatchObject({ found: null, asked: false })
    expect(facts.filter(({ moved }) => moved)).toEqual([])
    cache.world.usedMemoryMb = 10
    expect((await changeNow(second, change.id)).facts.find(({ moved }) => moved)).toMatchObject({
      field: 'facts.usedMemoryMb',
      found: 10.24,
    })
    expect((await changeNow(second, change.id)).moved).toMatchObject([{ field: 'facts.usedMemoryMb' }])
    const both = await Promise.allSettled([approveChange(second, change.id), approveChange(admin, change.id)])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await workThrough(change.id)).toMatchObject({ state: 'done', sends: 1 })
    await expect(approveChange(admin, change.id)).rejects.toMatchObject({ code: 'conflict-state' })
  })

  test('expires, is refused with a reason, and can be withdrawn; none of these is sent', async () => {
    await set(policy())
    const late = await waiting()
    await db()
      .update(changes)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(changes.id, late.change.id))
    await expect(approveChange(second, late.change.id)).rejects.toMatchObject({ code: 'change-expired' })
    const refused = await waiting()
    await expect(rejectChange(operator, refused.change.id, 'no')).rejects.toMatchObject({ code: 'own-change' })
    expect(await rejectChange(second, refused.change.id, 'not before the sale')).toMatchObject({ state: 'rejected' })
    const taken = await waiting()
    await expect(withdrawChange(second, taken.change.id)).rejects.toMatchObject({ code: 'own-change' })
    expect(await withdrawChange(operator, taken.change.id)).toMatchObject({ state: 'withdrawn' })
    for (const { change } of [refused, taken]) {
      await expect(approveChange(second, change.id)).rejects.toMatchObject({ code: 'conflict-state' })
    }
    expect(sent('FlushCacheCluster')).toEqual([])
    expect((await stateOf(taken.change.id)).sealed).toBeNull()
  })

  test('can be broken where the policy allows it, with a reason that is on record', async () => {
    await set(policy())
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    const planned = await plan(cache, 'flush')
    const urgent = { ...agreed(planned), breakGlass: 'memory full, nobody awake' }
    await expect(confirmChange(operator, planned.id, urgent)).rejects.toMatchObject({ code: 'bad-input' })
    await set(policy({ breakGlass: true }))
    expect(await confirmChange(operator, planned.id, urgent)).toMatchObject({
      state: 'ready',
      breakGlass: urgent.breakGlass,
    })
    const [entry] = await db().select().from(audit).where(eq(audit.action, 'change.broke-glass'))
    expect(entry).toMatchObject({
      actorLabel: operator.label,
      details: { change: planned.id, reason: urgent.breakGlass },
    })
    await workThrough(planned.id)
  })

  test('of rights that were lost since counts for nothing', async () => {
    await set(policy())
    const approver = await actorOf('operator')
    const { change } = await waiting()
    await approveChange(approver, change.id)
    await db()
      .update(users)
      .set({ role: 'viewer' })
      .where(eq(users.id, approver.id ?? ''))
    expect(await workThrough(change.id)).toMatchObject({
      state: 'stopped',
      error: { kind: 'forbidden-role' },
      sends: 0,
    })
    expect(sent('FlushCacheCluster')).toEqual([])
  })
})
