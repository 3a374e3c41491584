import { and, eq, inArray, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { acknowledgeChange } from '@/lib/changes/acknowledge'
import {
  approveBatch,
  confirmBatch,
  leaveOut,
  rejectBatch,
  resumeBatch,
  stopBatch,
  withdrawBatch,
} from '@/lib/changes/batch/decide'
import { batchChoices, draftBatch } from '@/lib/changes/batch/draft'
import { batchSource, claimBatch } from '@/lib/changes/batch/job'
import { planRows } from '@/lib/changes/batch/plan-rows'
import { listBatches, readBatch } from '@/lib/changes/batch/read'
import { confirmChange, withdrawChange } from '@/lib/changes/decide'
import { POINTS, type Point } from '@/lib/changes/engine'
import { runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { readPolicies, savePolicies } from '@/lib/changes/policy'
import { readChange } from '@/lib/changes/store'
import { changeTray } from '@/lib/changes/tray'
import { changeBatches } from '@/lib/db/batch-schema'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { audit, settings, users } from '@/lib/db/schema'
import type { Policy } from '@/lib/model/approval-policy'
import { type Batch, BatchDraft, typedFor } from '@/lib/model/batch'
import { plus } from '@/lib/model/money'
import { agreedBatch, planAll, plannedBatch, workBatch } from './batch-stage'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'

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

const RENAME = { action: 'rename', params: { name: 'renamed_together' } } as const
const caches = (count: number, service: Parameters<typeof aCache>[1] = 'kingsoft-redis') =>
  Promise.all(Array.from({ length: count }, () => aCache(on.emulator, service)))
const written = (cache: Cache) =>
  on.emulator.gateway.journal
    .entries()
    .filter(
      ({ operation, params }) => operation === 'RenameCacheCluster' && Object.values(params).includes(cache.world.id),
    )
const remove = ({ world }: Cache) => on.emulator.world.remove(world.service, world.id)
const statesOf = (batch: Batch) => batch.rows.map(({ state }) => state)

/** Drafts a batch and plans its rows as a worker does. */
const planned = (draft: Parameters<typeof plannedBatch>[1], who = operator) => plannedBatch(who, draft)
const work = (id: string, options?: Parameters<typeof workBatch>[2]) => workBatch(operator, id, options)

/** Lines of a batch among what the tray tells as ended: each is one toast. */
const tellsOf = async (id: string) => (await changeTray(operator)).ended.items.filter(({ batchId }) => batchId === id)

/** Twenty instances of which the eighth and the fourteenth are gone when their turn comes. */
async function twentyOfWhichTwoFail(onFailure: 'stop' | 'go-on') {
  const all = await caches(20)
  const batch = await planned({ ...RENAME, refs: all.map(({ ref }) => ref), width: 1, onFailure })
  await confirmBatch(operator, batch.id, agreedBatch(batch))
  for (const lost of [all[7], all[13]]) if (lost) remove(lost)
  return { all, id: batch.id, end: await work(batch.id) }
}

describe('a plan over many', () => {
  test('has a row for each instance: what would be sent, or why not', async () => {
    const [good, gone, same] = await caches(3)
    const other = await aCache(on.emulator, 'jdcloud-redis')
    if (!good || !gone || !same) throw new Error('three were made')
    remove(gone)
    same.world.name = 'renamed_together'
    const refs = [good, gone, same, other].map(({ ref }) => ref)
    const batch = await planned({ action: 'lock', refs })
    expect(statesOf(batch)).toEqual(['planned', 'refused', 'planned', 'refused'])
    expect(batch.rows[1]?.problem).toMatchObject({ code: 'not-found' })
    expect(batch.rows[3]?.problem).toMatchObject({ code: 'bad-input', fields: { action: { code: 'invalid' } } })
    const renaming = await planned({ ...RENAME, refs })
    expect(statesOf(renaming)).toEqual(['planned', 'refused', 'refused', 'planned'])
    expect(renaming.rows[2]?.change?.plan.checks).toContainEqual({ id: 'no-change', result: 'block' })
    expect(renaming.rows[0]?.change?.plan.rows).toEqual([
      { field: 'facts.name', from: good.world.name, to: 'renamed_together' },
    ])
    expect(renaming).toMatchObject({ state: 'planned', rowCount: 4, totals: { rows: 2 } })
    expect((await batchChoices(operator, refs)).can.lock).toMatchObject({
      yes: expect.arrayContaining([good.ref, same.ref]),
      no: expect.arrayContaining([{ ref: other.ref, reason: { code: 'not-offered' } }]),
    })
  })

  test('adds prices up to the digit where they mean the same, and counts what has none', async () => {
    const first = await aCache(on.emulator, 'alibaba-kvstore')
    const next = await aCache(on.emulator, 'alibaba-kvstore')
    const other = await aCache(on.emulator, 'kingsoft-redis')
    const batch = await planned({
      action: 'spec',
      refs: [first, next, other].map(({ ref }) => ref),
      paramsOf: { 'alibaba-kvstore': { class: 'redis.master.mid.default' }, 'kingsoft-redis': { gb: 4 } },
    })
    const prices = batch.rows.flatMap(({ change }) => change?.plan.price?.amount ?? [])
    expect(prices).toHaveLength(2)
    expect(batch.totals).toMatchObject({ rows: 3, costs: 3, unpriced: 1 })
    expect(batch.totals.prices).toMatchObject([
      { amount: plus(prices[0] ?? '0', prices[1] ?? '0'), currency: 'CNY', rows: 2 },
    ])
    await expect(confirmBatch(operator, batch.id, { ...agreedBatch(batch), acceptsCost: false })).rejects.toMatchObject(
      {
        extra: { fields: { acceptsCost: { code: 'required' } } },
      },
    )
  })

  test('is gone on with where a worker died: no row twice, none lost', async () => {
    const all = await caches(6)
    const { id } = await draftBatch(operator, BatchDraft.parse({ ...RENAME, refs: all.map(({ ref }) => ref) }))
    const dying = new AbortController()
    const taken = await claimBatch()
    if (!taken) throw new Error('it was just drafted')
    on.emulator.gateway.faults.add({ kind: 'latency', ms: 40, operation: 'DescribeCacheCluster' })
    setTimeout(() => dying.abort(), 60)
    await planRows(taken, dying.signal).catch(() => {})
    await db().update(changeBatches).set({ leaseUntil: null }).where(eq(changeBatches.id, id))
    await planAll()
    const batch = await readBatch(operator, id, { offset: 0 })
    expect(statesOf(batch)).toEqual(all.map(() => 'planned'))
    const plans = await db().select().from(changes).where(eq(changes.batchId, id))
    expect(plans.map(({ ref }) => ref).sort()).toEqual(all.map(({ ref }) => ref).sort())
  })

  test('is for those who may change all of it', async () => {
    const all = await caches(2)
    const refs = all.map(({ ref }) => ref)
    const some = await actorOf('operator', {
      kind: 'some',
      accounts: [all[0]?.accountId ?? ''],
      environments: [],
      teams: [],
    })
    await expect(draftBatch(some, BatchDraft.parse({ ...RENAME, refs }))).rejects.toMatchObject({
      code: 'forbidden-scope',
    })
    const batch = await planned({ ...RENAME, refs })
    await expect(readBatch(some, batch.id, { offset: 0 })).rejects.toMatchObject({ code: 'forbidden-scope' })
    await expect(stopBatch(some, batch.id)).rejects.toMatchObject({ code: 'forbidden-scope' })
    expect((await listBatches(some)).items).toEqual([])
    expect((await listBatches(operator)).items.map(({ id }) => id)).toContain(batch.id)
  })
})

describe('a batch of orders', () => {
  test('says at its end what those that are done cost, and nothing of the others', async () => {
    const over = { chargeType: 'subscription', expiresAt: Date.now() + 40 * 86_400_000 } as const
    const all = await Promise.all(Array.from({ length: 3 }, () => aCache(on.emulator, 'alibaba-kvstore', over)))
    const renewed = await planned({
      action: 'renew',
      params: { months: 1, pay: true },
      refs: all.map(({ ref }) => ref),
      onFailure: 'go-on',
    })
    expect(renewed.paid).toEqual({ sums: [], unpriced: 0 })
    const amounts = renewed.rows.map(({ change }) => change?.plan.price?.amount ?? expect.unreachable())
    await confirmBatch(operator, renewed.id, agreedBatch(renewed))
    if (all[1]) remove(all[1])
    const end = await work(renewed.id)
    expect(end.counts).toMatchObject({ done: 2 })
    expect(end.paid).toEqual({
      sums: [{ amount: plus(amounts[0] ?? '0', amounts[2] ?? '0'), currency: 'CNY', rows: 2 }],
      unpriced: 0,
    })
    // An order that waits for payment in the cloud's console was not paid by it.
    const unpaid = await planned({ action: 'renew', params: { months: 1, pay: false }, refs: [all[0]?.ref ?? ''] })
    await confirmBatch(operator, unpaid.id, agreedBatch(unpaid))
    expect((await work(unpaid.id)).paid).toEqual({ sums: [], unpriced: 0 })
  })
})

describe('twenty of which two fail', () => {
  test('stops at the first: what comes after is not sent and says so; resumed, each is written once', async () => {
    const { all, id, end } = await twentyOfWhichTwoFail('stop')
    expect(end).toMatchObject({ state: 'stopped', stoppedBy: 'failure', counts: { done: 7, stopped: 13 } })
    expect(end.steps.find(({ step }) => step === 'stopped')?.details).toMatchObject({
      why: 'failure',
      failed: all[7]?.world.name,
    })
    expect(end.rows[7]?.change?.error).toMatchObject({ kind: 'state', code: 'gone' })
    expect(end.rows[8]?.change).toMatchObject({ error: { kind: 'batch-stopped' }, evidence: { finding: 'not-sent' } })
    expect(all.filter((cache) => written(cache).length > 0)).toHaveLength(7)
    expect(end.again).toEqual({ unsent: 13, failed: 0 })
    // Told once, by the row for whose sake it stopped.
    const told = { batchId: id, rows: 20, done: 7, state: 'stopped', error: { code: 'gone' } }
    expect(await tellsOf(id)).toMatchObject([told])

    await resumeBatch(operator, id, { failed: false })
    await planAll()
    const again = await readBatch(operator, id, { offset: 0 })
    // What is done stays done; what is gone cannot be planned.
    expect(again).toMatchObject({
      state: 'planned',
      counts: { done: 7, refused: 2, planned: 11 },
      totals: { rows: 11 },
    })
    expect(await tellsOf(id)).toEqual([])
    await confirmBatch(operator, id, agreedBatch(again))
    expect(await work(id)).toMatchObject({ state: 'ended', counts: { done: 18, refused: 2 } })
    expect(await tellsOf(id)).toMatchObject([{ batchId: id, rows: 18, done: 18, state: 'done' }])
    for (const [at, cache] of all.entries()) expect(written(cache)).toHaveLength(at === 7 || at === 13 ? 0 : 1)
  })

  test('goes on to the end', async () => {
    const { all, id, end } = await twentyOfWhichTwoFail('go-on')
    expect(await tellsOf(id)).toMatchObject([{ rows: 20, done: 18, state: 'stopped', error: { code: 'gone' } }])
    expect(end).toMatchObject({ state: 'ended', counts: { done: 18, stopped: 2 } })
    expect(all.filter((cache) => written(cache).length === 1)).toHaveLength(18)
  })
})

test('what a cloud refused is sent again only when asked for, and what nobody knows never', async () => {
  const [refused, unknown, fine] = await Promise.all([
    aCache(on.emulator, 'kingsoft-redis'),
    aCache(on.emulator, 'kingsoft-redis'),
    aCache(on.emulator, 'kingsoft-redis'),
  ])
  const batch = await planned({
    action: 'flush',
    refs: [refused, unknown, fine].map(({ ref }) => ref),
    width: 1,
    onFailure: 'go-on',
  })
  const flushes = () =>
    on.emulator.gateway.journal.entries().filter(({ operation }) => operation === 'FlushCacheCluster')
  on.emulator.gateway.faults.add({ kind: 'denied', operation: 'FlushCacheCluster', count: 1 })
  await confirmBatch(operator, batch.id, agreedBatch(batch))
  let isLost = false
  const loseNext = () => {
    if (flushes().length === 1 && !isLost) {
      isLost = true
      on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'FlushCacheCluster', count: 1 })
    }
    return false
  }
  const end = await work(batch.id, { killAt: loseNext })
  expect(statesOf(end)).toEqual(['failed', 'human', 'done'])
  expect(end.again).toEqual({ unsent: 0, failed: 1 })
  await expect(resumeBatch(operator, batch.id, { failed: false })).rejects.toMatchObject({ code: 'conflict-state' })
  await resumeBatch(operator, batch.id, { failed: true })
  await planAll()
  const again = await readBatch(operator, batch.id, { offset: 0 })
  expect(statesOf(again)).toEqual(['planned', 'human', 'done'])
  await confirmBatch(operator, batch.id, agreedBatch(again))
  expect(statesOf(await work(batch.id))).toEqual(['done', 'human', 'done'])
  expect(flushes()).toHaveLength(4)
  expect(flushes().filter(({ params }) => Object.values(params).includes(unknown.world.id))).toHaveLength(1)
})

test.each([...POINTS])('a worker killed at “%s” of every third row: each write once, none lost', async (point) => {
  const all = await caches(6)
  const batch = await planned({ ...RENAME, refs: all.map(({ ref }) => ref), width: 3, onFailure: 'go-on' })
  await confirmBatch(operator, batch.id, agreedBatch(batch))
  let passed = 0
  const end = await work(batch.id, { killAt: (reached) => reached === point && ++passed % 3 === 1 })
  expect(end.state).toBe('ended')
  for (const [at, cache] of all.entries()) {
    const state = end.rows[at]?.state
    const count = written(cache).length
    // On record and not sent is told apart from sent by the cloud's state alone.
    expect([state, count]).toEqual(point === 'recorded' && count === 0 ? ['failed', 0] : ['done', 1])
    expect(cache.world.name === 'renamed_together').toBe(count === 1)
  }
})

test('a row whose plan is too old to be confirmed is planned again at its turn, and stopped if it got worse', async () => {
  const all = await caches(4, 'alibaba-kvstore')
  const draft = { action: 'spec', params: { class: 'redis.master.mid.default' }, onFailure: 'go-on' } as const
  const batch = await planned({ ...draft, refs: all.map(({ ref }) => ref) })
  await confirmBatch(operator, batch.id, agreedBatch(batch))
  const idOf = (at: number) => batch.rows[at]?.change?.id ?? ''
  const old = [idOf(0), idOf(1), idOf(2)]
  await db().update(changes).set({ createdAt: sql`now() - interval '16 minutes'` }).where(inArray(changes.id, old))
  // As if prices had risen since, of an old row and of one whose plan still counts.
  await db()
    .update(changes)
    .set({ plan: sql`jsonb_set(plan, '{money,after,amount}', '"0.01"')` })
    .where(inArray(changes.id, [idOf(0), idOf(3)]))
  Object.assign(all[1]?.world ?? {}, { name: 'somebody_renamed_it' })
  const end = await work(batch.id)
  expect(statesOf(end)).toEqual(['stopped', 'done', 'done', 'done'])
  const [dearer, ...others] = await Promise.all(all.map((_, at) => readChange(operator, idOf(at))))
  expect(dearer).toMatchObject({ sends: 0, error: { kind: 'worse' }, evidence: { finding: 'worse' } })
  expect(dearer?.evidence?.read).toMatchObject([{ field: 'price:after', wanted: expect.stringMatching(/^0.01 CNY/) }])
  const again = others.map(({ steps }) => steps.some(({ step }) => step === 'replanned'))
  expect(again).toEqual([true, true, false])
  expect(all.map(({ world }) => world.class === 'redis.master.mid.default')).toEqual([false, true, true, true])
})

test('no more than the width are under way at a time, however many workers there are', async () => {
  const all = await caches(12)
  const batch = await planned({ ...RENAME, refs: all.map(({ ref }) => ref), width: 3 })
  on.emulator.gateway.journal.clear()
  on.emulator.gateway.faults.add({ kind: 'latency', ms: 120 })
  await confirmBatch(operator, batch.id, agreedBatch(batch))
  expect(await work(batch.id, { workers: 6 })).toMatchObject({ state: 'ended', counts: { done: 12 } })
  // A change has one call open at a time, so as many calls were open as changes were under way.
  expect(Math.max(...Object.values(on.emulator.gateway.journal.peaks()))).toBe(3)
  expect(all.map((cache) => written(cache).length)).toEqual(all.map(() => 1))
})

describe('letting it go', () => {
  const policy: Policy = {
    name: 'Four eyes',
    environments: [],
    kinds: [],
    actions: ['rename'],
    approval: true,
    expiresMinutes: 30,
    breakGlass: true,
  }
  const withPolicy = async () => {
    const admin = await actorOf('admin')
    await savePolicies(admin, { ...(await readPolicies()), policies: [policy] })
  }

  test('a second person approves it once, never the own one; single rows cannot be decided', async () => {
    await withPolicy()
    const all = await caches(3)
    const batch = await planned({ ...RENAME, refs: all.map(({ ref }) => ref) })
    expect(batch.totals.policies).toEqual(['Four eyes'])
    await expect(confirmBatch(second, batch.id, agreedBatch(batch))).rejects.toMatchObject({ code: 'own-change' })
    const row = batch.rows[0]?.change?.id ?? ''
    await expect(confirmChange(operator, row, {})).rejects.toMatchObject({ code: 'change-in-batch' })
    await expect(withdrawChange(operator, row)).rejects.toMatchObject({ code: 'change-in-batch' })
    const waiting = await confirmBatch(operator, batch.id, agreedBatch(batch))
    expect(waiting).toMatchObject({ state: 'waiting', policy: 'Four eyes' })
    await expect(approveBatch(operator, batch.id)).rejects.toMatchObject({ code: 'own-change' })
    expect(await approveBatch(second, batch.id)).toMatchObject({ state: 'running', approvedBy: { id: second.id } })
    const end = await work(batch.id)
    expect(end).toMatchObject({ state: 'ended', counts: { done: 3 } })
    const rows = await db().select().from(changes).where(eq(changes.batchId, batch.id))
    expect(new Set(rows.map(({ approvedBy }) => approvedBy))).toEqual(new Set([second.id]))
    const entries = await db().select().from(audit).where(eq(audit.target, batch.id)).orderBy(audit.seq)
    expect(entries.map(({ action }) => action)).toEqual(['batch.confirmed', 'batch.approved'])
  })

  test('rejected, withdrawn and run out end without anything sent; a broken glass is on record', async () => {
    await withPolicy()
    const one = async () => {
      const [cache] = await caches(1)
      const batch = await planned({ ...RENAME, refs: [cache?.ref ?? ''] })
      return batch
    }
    const rejected = await one()
    await confirmBatch(operator, rejected.id, agreedBatch(rejected))
    expect(await rejectBatch(second, rejected.id, 'not today')).toMatchObject({
      state: 'rejected',
      counts: { rejected: 1 },
    })
    const withdrawn = await one()
    expect(await withdrawBatch(operator, withdrawn.id)).toMatchObject({ state: 'withdrawn', counts: { withdrawn: 1 } })
    const late = await one()
    await db()
      .update(changeBatches)
      .set({ expiresAt: sql`now() - interval '1 second'` })
      .where(eq(changeBatches.id, late.id))
    await expect(confirmBatch(operator, late.id, agreedBatch(late))).rejects.toMatchObject({ code: 'change-expired' })
    await batchSource.claim()
    expect(await readBatch(operator, late.id, { offset: 0 })).toMatchObject({
      state: 'expired',
      counts: { expired: 1 },
    })
    const urgent = await one()
    expect(await confirmBatch(operator, urgent.id, { ...agreedBatch(urgent), breakGlass: 'an outage' })).toMatchObject({
      state: 'running',
      breakGlass: 'an outage',
    })
    await work(urgent.id)
    const [entry] = await db().select().from(audit).where(eq(audit.target, urgent.id))
    expect(entry).toMatchObject({ action: 'batch.broke-glass', details: { reason: 'an outage' } })
    const sealed = await db()
      .select({ sealed: changes.sealed })
      .from(changes)
      .where(inArray(changes.batchId, [rejected.id, withdrawn.id, late.id, urgent.id]))
    expect(sealed.map((row) => row.sealed)).toEqual([null, null, null, null])
  })

  test('one whose glass was broken is one line for everybody, under way and ended, and seen at once', async () => {
    await withPolicy()
    const all = await caches(3)
    const batch = await planned({ ...RENAME, refs: all.map(({ ref }) => ref), width: 3 })
    await confirmBatch(operator, batch.id, { ...agreedBatch(batch), breakGlass: 'an outage' })
    const admin = await actorOf('admin')
    const linesOf = async (part: 'glass' | 'running' | 'ended', who = admin) =>
      (await changeTray(who))[part].items.filter(({ batchId }) => batchId === batch.id)
    expect(await linesOf('running')).toMatchObject([{ rows: 3, done: 0 }])
    // Nothing of it is told as ended while some of it is under way.
    const row = (await claimChange()) ?? expect.unreachable()
    await runChange(row, new AbortController().signal, { graceSeconds: 0 })
    expect(await linesOf('ended', operator)).toEqual([])
    await work(batch.id)
    expect(await linesOf('ended', operator)).toMatchObject([{ rows: 3, done: 3, state: 'done' }])
    expect(await linesOf('running')).toEqual([])

    const [line, ...others] = await linesOf('glass')
    expect(others).toEqual([])
    expect(line).toMatchObject({ breakGlass: 'an outage', who: operator.label })
    const oneAccount = await actorOf('admin', {
      kind: 'some',
      accounts: [all[0]?.accountId ?? ''],
      environments: [],
      teams: [],
    })
    expect(await linesOf('glass', oneAccount)).toHaveLength(1)
    await acknowledgeChange(admin, line?.id ?? '')
    for (const who of [admin, oneAccount, operator]) expect(await linesOf('glass', who)).toEqual([])
    const steps = await db()
      .select({ id: changeSteps.changeId })
      .from(changeSteps)
      .innerJoin(changes, eq(changes.id, changeSteps.changeId))
      .where(and(eq(changes.batchId, batch.id), eq(changeSteps.step, 'acknowledged')))
    expect(new Set(steps.map(({ id }) => id)).size).toBe(3)
    expect(steps).toHaveLength(3)
  })

  test('what destroys is typed with its number; what is left out is not sent', async () => {
    const [first, next, last] = await caches(3)
    const batch = await planned({ action: 'flush', refs: [first, next, last].map((cache) => cache?.ref ?? '') })
    const out = await leaveOut(operator, batch.id, { positions: [1], out: true })
    expect(out.totals.rows).toBe(2)
    await expect(confirmBatch(operator, batch.id, { rows: 3, typed: '3 flush' })).rejects.toMatchObject({
      code: 'conflict-state',
    })
    await expect(confirmBatch(operator, batch.id, { rows: 2, typed: '3 flush' })).rejects.toMatchObject({
      extra: { fields: { typed: { code: 'not-the-target' } } },
    })
    await confirmBatch(operator, batch.id, { rows: 2, typed: '2 flush' })
    expect(statesOf(await work(batch.id))).toEqual(['done', 'left-out', 'done'])
    expect([first, next, last].map((cache) => cache?.world.usedMemoryMb === 0)).toEqual([true, false, true])
  })

  test('whoever lost their rights meanwhile sends nothing; stopped by a person, the rest is not sent', async () => {
    const all = await caches(2)
    const leaving = await actorOf('operator')
    const batch = await planned({ ...RENAME, refs: all.map(({ ref }) => ref), width: 1 }, leaving)
    await confirmBatch(leaving, batch.id, agreedBatch(batch))
    await db()
      .update(users)
      .set({ role: 'viewer' })
      .where(eq(users.id, leaving.id ?? ''))
    const end = await work(batch.id)
    expect(end).toMatchObject({ state: 'stopped', counts: { stopped: 2 } })
    expect(end.rows[0]?.change?.error?.kind).toBe('forbidden-role')

    const more = await caches(3)
    const running = await planned({ ...RENAME, refs: more.map(({ ref }) => ref), width: 1 })
    await confirmBatch(operator, running.id, agreedBatch(running))
    expect(await stopBatch(second, running.id)).toMatchObject({ state: 'stopped', stoppedBy: second.label })
    // The one whose turn had come is followed.
    expect(await work(running.id)).toMatchObject({ state: 'stopped', counts: { done: 1, stopped: 2 } })
    expect([...all, ...more].filter((cache) => written(cache).length > 0)).toHaveLength(1)
  })
})
