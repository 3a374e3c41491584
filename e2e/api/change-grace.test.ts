import { and, eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '@/lib/bff/actor'
import { confirmChange } from '@/lib/changes/decide'
import { runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { planChange } from '@/lib/changes/plan'
import { readChange } from '@/lib/changes/store'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { aCache, actorOf, agreed, ask, changeStage, stateOf, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let second: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  second = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

/** One step of a worker, with the grace that it has in earnest. */
async function once(id: string) {
  await db().update(changes).set({ nextAt: sql`now()`, leaseUntil: null }).where(eq(changes.id, id))
  const row = (await claimChange()) ?? expect.unreachable()
  await runChange(row, AbortSignal.abort())
  return stateOf(id)
}
/** As if it had been sent, and have become clear that no answer would come, so many seconds ago. */
async function ago(id: string, sent: number, silent: number) {
  await db()
    .update(changes)
    .set({ sentAt: sql`now() - make_interval(secs => ${sent})` })
    .where(eq(changes.id, id))
  await db()
    .update(changeSteps)
    .set({ at: sql`now() - make_interval(secs => ${silent})` })
    .where(and(eq(changeSteps.changeId, id), eq(changeSteps.step, 'no-answer')))
  await db()
    .update(changeSteps)
    .set({ at: sql`now() - make_interval(secs => ${sent})` })
    .where(and(eq(changeSteps.changeId, id), eq(changeSteps.step, 'recorded')))
}

test.each([
  ['dropped', 5, 16],
  ['timeout', 100, 121],
])(
  'a call that ended as “%s” is not said not to have happened before its time is over, however long it took',
  async (kind, early, late) => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    on.emulator.gateway.faults.add({ kind: 'drop-before', operation: 'RenameCacheCluster', count: 1 })
    const { id } = await ask(operator, { ref: cache.ref, action: 'rename', params: { name: 'renamed-late' } })
    expect(await once(id)).toMatchObject({ state: 'checking', error: { kind: 'dropped' } })
    await db()
      .update(changes)
      .set({ error: { kind, code: null, message: null } })
      .where(eq(changes.id, id))
    await ago(id, 3_600, early)
    expect(await once(id)).toMatchObject({ state: 'checking' })
    // It was only slow: what the cloud shows then counts.
    if (kind === 'timeout') {
      cache.world.name = 'renamed-late'
      expect(await once(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
      return
    }
    await ago(id, 3_600, late)
    expect(await once(id)).toMatchObject({ state: 'failed', evidence: { finding: 'not-as-wanted' } })
  },
)

test('a lost answer of what nothing shows ends with what was in use in the plan and is now, and why none came', async () => {
  const cache = await aCache(on.emulator, 'kingsoft-redis', { usedMemoryMb: 700 })
  on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'FlushCacheCluster', count: 1 })
  const { id } = await ask(operator, { ref: cache.ref, action: 'flush' })
  const end = await workThrough(id)
  expect(end).toMatchObject({ state: 'human', sends: 1, error: { kind: 'dropped' } })
  expect(end.evidence?.read).toContainEqual({
    field: 'facts.usedMemoryMb',
    wanted: null,
    found: 0,
    was: expect.closeTo(700, -1),
  })
})

test('each send of what has a token is on record: the transport sends nothing again by itself', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  on.emulator.gateway.faults.add({ kind: 'drop-before', operation: 'ModifyInstanceSpec', count: 1 })
  const draft = { ref: cache.ref, action: 'spec', params: { class: 'redis.master.mid.default' } } as const
  const { id } = await ask(operator, draft)
  expect(await workThrough(id)).toMatchObject({ state: 'done', sends: 2 })
  const { steps } = await readChange(operator, id)
  expect(steps.filter(({ step }) => step === 'recorded' || step === 'no-answer').map(({ step }) => step)).toEqual([
    'recorded',
    'no-answer',
    'recorded',
  ])
})

test('a sender that died says so in the timeline', async () => {
  const cache = await aCache(on.emulator, 'kingsoft-redis')
  const { id } = await ask(operator, { ref: cache.ref, action: 'rename', params: { name: 'renamed-once' } })
  await workThrough(id, ['sent'])
  const { steps } = await readChange(operator, id)
  expect(steps.find(({ step }) => step === 'no-answer')?.details).toEqual({ kind: 'sender-gone' })
})

test('a plan whose instance was moved outside meanwhile is made again before it is sent, and stopped when its facts are others', async () => {
  const [cache, same] = [await aCache(on.emulator, 'kingsoft-redis'), await aCache(on.emulator, 'kingsoft-redis')]
  const rename = (ref: string) => planChange(second, { ref, action: 'rename', params: { name: 'the-new-name' } })
  const [planned, other] = [await rename(cache.ref), await rename(same.ref)]
  for (const one of [planned, other]) await confirmChange(second, one.id, agreed(one))
  cache.world.name = 'renamed-elsewhere'
  expect(await workThrough(planned.id)).toMatchObject({
    state: 'stopped',
    sends: 0,
    evidence: { finding: 'worse', read: [{ field: 'facts.name', found: 'renamed-elsewhere' }] },
  })
  expect(await workThrough(other.id)).toMatchObject({ state: 'done' })
})

test('work that its cloud is at for more than a day is for a person to look at, and holds the instance no longer', async () => {
  const cache = await aCache(on.emulator, 'kingsoft-redis')
  const { id } = await ask(operator, { ref: cache.ref, action: 'spec', params: { gb: 4 } })
  on.emulator.gateway.faults.add({ kind: 'stuck', operation: 'ResizeCacheCluster', count: 1 })
  await once(id)
  cache.world.status = '3'
  expect(await once(id)).toMatchObject({ state: 'settling' })
  await db().update(changeSteps).set({ at: sql`now() - interval '25 hours'` }).where(eq(changeSteps.changeId, id))
  expect(await once(id)).toMatchObject({ state: 'human', evidence: { finding: 'still-at-work' } })
})

test('a release of what is paid ahead says until when, and that nobody tells what is paid back', async () => {
  const paid = { chargeType: 'subscription', expiresAt: Date.parse('2099-04-20T00:00:00Z') } as const
  const cache = await aCache(on.emulator, 'kingsoft-redis', paid)
  const { plan } = await planChange(operator, { ref: cache.ref, action: 'release', params: {} })
  expect(plan.checks).toContainEqual({
    id: 'paid-until',
    result: 'warn',
    params: { until: expect.stringMatching(/^2099-04/) },
  })
})
