import { asc, desc, eq, or, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { callOperation } from '@/lib/bff/explorer/call'
import { historyOf } from '@/lib/bff/explorer/history'
import { findOperation } from '@/lib/catalog'
import { approvalOf } from '@/lib/changes/call-approval'
import { approveChange, confirmChange } from '@/lib/changes/decide'
import { claimChange } from '@/lib/changes/lease'
import { planChange } from '@/lib/changes/plan'
import { readPolicies, savePolicies } from '@/lib/changes/policy'
import { readChange } from '@/lib/changes/store'
import { changeAnswers, changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { audit, settings } from '@/lib/db/schema'
import type { ActionId } from '@/lib/model/action'
import type { Policy } from '@/lib/model/approval-policy'
import { aCache, actorOf, agreed, type Cache, changeStage, PLACES, stateOf, workThrough } from './change-stage'

/** What the explorer writes, as changes: worked by the same rules, seen in the same places. */
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
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
  await db().delete(settings).where(eq(settings.key, 'approval-policies'))
})

const region = PLACES['alibaba-kvstore'].region
const sent = (operation: string) =>
  on.emulator.gateway.journal.entries().filter((entry) => entry.operation === operation)
const call = (
  cache: Cache,
  name: string,
  input: object,
  more: { confirm?: string; key?: string; signal?: AbortSignal } = {},
) =>
  callOperation(
    operator,
    findOperation('alibaba-kvstore', name) ?? expect.unreachable(),
    { accountId: cache.accountId, region, input: { ...input }, ...(more.confirm ? { confirm: more.confirm } : {}) },
    { signal: more.signal ?? new AbortController().signal, ...(more.key ? { idempotencyKey: more.key } : {}) },
  )
const lastOf = async (cache: Cache) => {
  const [row] = await db()
    .select()
    .from(changes)
    .where(eq(changes.accountId, cache.accountId))
    .orderBy(desc(changes.createdAt))
    .limit(1)
  return row
}
/** Everything that the audit log has of a change, oldest first. */
const entriesOf = async (id: string) => {
  const about = or(eq(audit.requestId, id), sql`${audit.details} ->> 'change' = ${id}`)
  const rows = await db().select().from(audit).where(about).orderBy(asc(audit.seq))
  return rows.map(({ action, outcome, actorLabel }) => [action, outcome, actorLabel])
}
const policy = (over: Partial<Policy> = {}): Policy => ({
  name: 'two people',
  environments: [],
  kinds: [],
  actions: [],
  approval: true,
  expiresMinutes: 60,
  breakGlass: false,
  ...over,
})
const policies = async (...wanted: Policy[]) => {
  const { version } = await readPolicies()
  await savePolicies(await actorOf('admin'), { version, policies: wanted })
}

describe('a write of the explorer', () => {
  test('is a change of the instance that it names, with the request that was sent, and one with its audit entries', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const answer = await call(cache, 'ModifyInstanceAttribute', { InstanceId: cache.world.id, InstanceName: 'by-hand' })
    const change = await readChange(operator, answer.change ?? '')
    expect(change).toMatchObject({
      ref: cache.ref,
      action: 'call',
      operation: 'alibaba-kvstore/ModifyInstanceAttribute',
      state: 'done',
      evidence: { from: 'answer', finding: 'answered' },
      providerRequestId: answer.requestId,
      requestedBy: { id: operator.id },
      sends: 1,
    })
    expect(change.steps.map(({ step }) => step)).toEqual(['planned', 'confirmed', 'recorded', 'answered', 'ended'])
    const [received] = sent('ModifyInstanceAttribute')
    for (const { name, value, own } of [...change.plan.request.query, ...change.plan.request.form]) {
      if (own) expect(String(received?.params[name])).toBe(value)
    }
    expect(await entriesOf(change.id)).toEqual([
      ['change.confirmed', 'succeeded', operator.label],
      ['operation:alibaba-kvstore/ModifyInstanceAttribute', 'started', operator.label],
      ['operation:alibaba-kvstore/ModifyInstanceAttribute', 'succeeded', operator.label],
      ['change.ended', 'succeeded', 'system:changes'],
    ])
    // What was sent stands once, in the entry of the operation.
    const named = await db().select().from(audit).where(sql`${audit.details}::text like '%by-hand%'`)
    expect(named.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['operation:alibaba-kvstore/ModifyInstanceAttribute', 'started'],
    ])
  })

  test('that names no instance is one of its account, and several of them go at the same time', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const make = () =>
      call(cache, 'CreateInstance', {
        RegionId: region,
        ZoneId: 'cn-hangzhou-h',
        InstanceClass: 'redis.master.small.default',
      })
    const answers = await Promise.all([make(), make()])
    for (const { change } of answers) {
      expect(await readChange(operator, change ?? '')).toMatchObject({ state: 'done', instanceId: '', action: 'call' })
    }
  })

  test('whose work goes on behind the answer says that the cloud took it', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { change } = await call(cache, 'RestartInstance', { InstanceId: cache.world.id }, { confirm: cache.world.id })
    const operation = findOperation('alibaba-kvstore', 'RestartInstance')
    expect((await readChange(operator, change ?? '')).evidence?.finding).toBe(operation?.async ? 'taken' : 'answered')
    expect((await readChange(operator, change ?? '')).plan.consequences.map(({ id }) => id)).toContain(
      'connections-break',
    )
  })

  test('leaves no secret with its change', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const input = { InstanceId: cache.world.id, AccountName: 'app', AccountPassword: 'Planted-Passw0rd' }
    const { change } = await call(cache, 'CreateAccount', input)
    const row = await stateOf(change ?? '')
    expect(row.sealed).toBeNull()
    expect(JSON.stringify(row)).not.toContain('Planted-Passw0rd')
    expect(JSON.stringify(row.params)).toContain('app')
  })

  test('that the cloud refuses, that was never sent, and that comes again under its key', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const rename = { InstanceId: cache.world.id, InstanceName: 'by-hand' }
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'ModifyInstanceAttribute', count: 1 })
    await expect(call(cache, 'ModifyInstanceAttribute', rename, { key: 'press-of-a-button' })).rejects.toMatchObject({
      code: 'provider-failed',
      extra: { params: { outcome: 'failed', change: expect.any(String) } },
    })
    const refused = (await lastOf(cache)) ?? expect.unreachable()
    expect(refused).toMatchObject({ state: 'failed', evidence: { finding: 'refused' } })
    expect((await entriesOf(refused.id)).at(-1)).toEqual(['change.ended', 'failed', 'system:changes'])
    await expect(call(cache, 'ModifyInstanceAttribute', rename, { key: 'press-of-a-button' })).rejects.toThrow()
    const all = await db().select().from(changes).where(eq(changes.accountId, cache.accountId))
    expect(all).toHaveLength(1)
    await expect(call(cache, 'ModifyInstanceAttribute', rename, { signal: AbortSignal.abort() })).rejects.toMatchObject(
      { extra: { params: { outcome: 'failed' } } },
    )
    expect(await lastOf(cache)).toMatchObject({ state: 'failed', evidence: { finding: 'not-sent' } })
  })

  test('with an input that its row refuses, or without its confirmation, is no change', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    await expect(call(cache, 'FlushInstance', { InstanceId: cache.world.id })).rejects.toMatchObject({
      code: 'bad-input',
    })
    await expect(call(cache, 'ModifyInstanceAttribute', { Odd: 1 })).rejects.toMatchObject({ code: 'bad-input' })
    expect(await lastOf(cache)).toBeUndefined()
  })
})

describe('one at a time on an instance', () => {
  test('a call is refused while a change is at it, and a change while a call is', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const planned = await planChange(second, { ref: cache.ref, action: 'restart', params: {} })
    await confirmChange(second, planned.id, agreed(planned))
    const rename = { InstanceId: cache.world.id, InstanceName: 'by-hand' }
    await expect(call(cache, 'ModifyInstanceAttribute', rename, { key: 'one-at-a-time' })).rejects.toMatchObject({
      code: 'change-busy',
      extra: { params: { by: second.label } },
    })
    expect(sent('ModifyInstanceAttribute')).toEqual([])
    await workThrough(planned.id)
    // Nothing was sent under the key: it is free.
    expect(await call(cache, 'ModifyInstanceAttribute', rename, { key: 'one-at-a-time' })).toMatchObject({
      status: 200,
    })

    const next = await planChange(second, { ref: cache.ref, action: 'restart', params: {} })
    on.emulator.gateway.faults.add({ kind: 'hang', operation: 'ModifyInstanceMaintainTime', ms: 600, count: 1 })
    const window = { InstanceId: cache.world.id, MaintainStartTime: '17:00Z', MaintainEndTime: '18:00Z' }
    const under = call(cache, 'ModifyInstanceMaintainTime', window)
    await expect.poll(() => sent('ModifyInstanceMaintainTime')).toHaveLength(1)
    await expect(confirmChange(second, next.id, agreed(next))).rejects.toMatchObject({
      code: 'change-busy',
      extra: { params: { by: operator.label } },
    })
    await under
    // Its plan is of before the call.
    await expect(confirmChange(second, next.id, agreed(next))).rejects.toMatchObject({ code: 'change-outdated' })
    const anew = await planChange(second, { ref: cache.ref, action: 'restart', params: {} })
    await confirmChange(second, anew.id, agreed(anew))
    expect(await workThrough(anew.id)).toMatchObject({ state: 'done' })
  })
})

describe('a lost answer', () => {
  const lost = (operation: string) => on.emulator.gateway.faults.add({ kind: 'drop-after', operation, count: 1 })

  test('without a token: a person has to look, and it is sent once', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    lost('FlushInstance')
    const input = { InstanceId: cache.world.id }
    await expect(call(cache, 'FlushInstance', input, { confirm: cache.world.id })).rejects.toMatchObject({
      extra: { params: { outcome: 'unknown' } },
    })
    const row = (await lastOf(cache)) ?? expect.unreachable()
    expect(row).toMatchObject({ state: 'human', evidence: { finding: 'cannot-tell' } })
    expect((await entriesOf(row.id)).at(-1)).toEqual(['change.ended', 'unknown', 'system:changes'])
    expect(sent('FlushInstance')).toHaveLength(1)
  })

  test('with a token: a worker sends it again, and it is done once', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const order = { RegionId: region, ZoneId: 'cn-hangzhou-h', InstanceClass: 'redis.master.small.default' }
    on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'CreateInstance' })
    await expect(call(cache, 'CreateInstance', { ...order, Token: 'a-token-of-mine' })).rejects.toMatchObject({
      extra: { params: { outcome: 'unknown' } },
    })
    on.emulator.gateway.faults.clear()
    const row = (await lastOf(cache)) ?? expect.unreachable()
    expect(row).toMatchObject({ state: 'checking' })
    const before = on.emulator.world.all().length
    expect(await workThrough(row.id)).toMatchObject({ state: 'done', sends: 2, sealed: null })
    expect(on.emulator.world.all()).toHaveLength(before)
    const tokens = new Set(sent('CreateInstance').map(({ params }) => params.Token))
    expect([...tokens]).toEqual(['a-token-of-mine'])
  })

  test('its process died before any answer was kept: found, and never sent again', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    const { change = '' } = await call(
      cache,
      'FlushInstance',
      { InstanceId: cache.world.id },
      { confirm: cache.world.id },
    )
    // As it stood while it was being sent.
    const as = { state: 'sending', endedAt: null, evidence: null, nextAt: sql`now()`, leaseUntil: sql`now()` } as const
    await db()
      .update(changes)
      .set(as as unknown as Partial<typeof changes.$inferInsert>)
      .where(eq(changes.id, change))
    expect(await workThrough(change)).toMatchObject({ state: 'human', evidence: { finding: 'cannot-tell' } })
    expect(sent('FlushInstance')).toHaveLength(1)
  })
})

describe('where a policy wants a second person', () => {
  const flush = (cache: Cache) =>
    call(cache, 'FlushInstance', { InstanceId: cache.world.id }, { confirm: cache.world.id })
  const cases: [string, Partial<Policy>][] = [
    ['for calls', { actions: ['call'] }],
    ['for the action that sends the same', { actions: ['flush'] as ActionId[] }],
    ['for what destroys', { kinds: ['destructive'] }],
  ]
  test.each(cases)('%s, it is planned and not sent, then approved and sent as it was', async (_, over) => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    await policies(policy({ name: 'calls are free', actions: ['rename'], approval: false }), policy(over))
    // Known before anything is pressed, so that no page says that it goes to the cloud now.
    const about = { accountId: cache.accountId, input: { InstanceId: cache.world.id } }
    expect(await approvalOf(findOperation('alibaba-kvstore', 'FlushInstance') ?? expect.unreachable(), about)).toBe(
      'two people',
    )
    await expect(flush(cache)).rejects.toMatchObject({
      code: 'change-needs-approval',
      extra: { params: { policy: 'two people', change: expect.any(String) } },
    })
    expect(sent('FlushInstance')).toEqual([])
    const row = (await lastOf(cache)) ?? expect.unreachable()
    expect(row).toMatchObject({ state: 'planned', ref: cache.ref, action: 'call' })
    expect(await confirmChange(operator, row.id, { typed: cache.world.id, reason: 'stale keys' })).toMatchObject({
      state: 'waiting',
      reason: 'stale keys',
    })
    await approveChange(second, row.id)
    expect(await workThrough(row.id)).toMatchObject({ state: 'done', sends: 1, sealed: null })
    expect(sent('FlushInstance')).toHaveLength(1)
  })

  test('what the cloud answers to the worker is seen by who asked, for a day, without its secrets', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    await policies(policy({ actions: ['call'] }))
    const order = {
      RegionId: region,
      ZoneId: 'cn-hangzhou-h',
      InstanceClass: 'redis.master.small.default',
      Password: 'Planted-Passw0rd',
    }
    await expect(call(cache, 'CreateInstance', order)).rejects.toMatchObject({ code: 'change-needs-approval' })
    const row = (await lastOf(cache)) ?? expect.unreachable()
    const { plan } = await readChange(operator, row.id)
    const historyNow = async () => (await historyOf(operator)).items.find(({ change }) => change?.id === row.id)
    expect(await historyNow()).toMatchObject({
      operation: 'CreateInstance',
      code: 'change-needs-approval',
      change: { state: 'planned', isAnswerKept: false },
    })
    await confirmChange(operator, row.id, { acceptsCost: plan.costs, reason: 'more orders' })
    await approveChange(second, row.id)
    expect(await workThrough(row.id)).toMatchObject({ state: 'done' })

    const { answer } = await readChange(operator, row.id)
    const known = on.emulator.world.all().map(({ id }) => id)
    expect(answer).toMatchObject({ status: 200, data: { InstanceId: expect.toSatisfy((id) => known.includes(id)) } })
    expect(await historyNow()).toMatchObject({ change: { state: 'done', isAnswerKept: true } })
    const kept = await db().select().from(changeAnswers).where(eq(changeAnswers.changeId, row.id))
    expect(JSON.stringify(kept)).not.toContain('Planted-Passw0rd')
    const hours = (Date.parse(answer?.keptUntil ?? '') - Date.parse(answer?.receivedAt ?? '')) / 3_600_000
    expect(hours).toBeCloseTo(24, 1)

    await db()
      .update(changeAnswers)
      .set({ keptUntil: new Date(0) })
    expect((await readChange(operator, row.id)).answer).toBeNull()
    expect(await historyNow()).toMatchObject({ change: { state: 'done', isAnswerKept: false } })
    await claimChange()
    expect(await db().select().from(changeAnswers)).toEqual([])
  })

  test('for something else, it is sent at once', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    await policies(policy({ actions: ['release'] }))
    const about = { accountId: cache.accountId, input: { InstanceId: cache.world.id } }
    expect(
      await approvalOf(findOperation('alibaba-kvstore', 'FlushInstance') ?? expect.unreachable(), about),
    ).toBeNull()
    expect(await flush(cache)).toMatchObject({ status: 200 })
  })
})
