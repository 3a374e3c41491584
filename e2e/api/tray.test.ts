import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { searchAudit } from '@/lib/audit/search'
import type { Actor } from '@/lib/bff/actor'
import { acknowledgeChange } from '@/lib/changes/acknowledge'
import { instanceCan } from '@/lib/changes/can'
import { concludeChange } from '@/lib/changes/conclude'
import { approveChange, confirmChange, rejectChange, withdrawChange } from '@/lib/changes/decide'
import { changesCsv } from '@/lib/changes/export'
import { listChanges } from '@/lib/changes/list'
import { planChange } from '@/lib/changes/plan'
import { readPolicies, savePolicies } from '@/lib/changes/policy'
import { changeTray } from '@/lib/changes/tray'
import { changeSteps, changes } from '@/lib/db/change-schema'
import { db } from '@/lib/db/client'
import { listen } from '@/lib/db/notify'
import { accounts, settings } from '@/lib/db/schema'
import type { LiveEvent } from '@/lib/model/fleet'
import { keyOf } from '@/lib/model/instance'
import { aCache, actorOf, agreed, ask, changeStage, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let admin: Actor
let operator: Actor
let second: Actor
let viewer: Actor
beforeAll(async () => {
  on = await changeStage()
  admin = await actorOf('admin')
  operator = await actorOf('operator')
  second = await actorOf('operator')
  viewer = await actorOf('viewer')
})
afterAll(() => on.end())
beforeEach(async () => {
  await db().delete(changes)
  await db().delete(settings).where(eq(settings.key, 'approval-policies'))
})

const wantSecond = async (breakGlass = false) => {
  const policy = { name: 'Two people', environments: [], kinds: [], actions: [], approval: true, breakGlass }
  await savePolicies(admin, { ...(await readPolicies()), policies: [{ ...policy, expiresMinutes: 60 }] })
}
const rename = async (who = operator) =>
  ask(who, { ref: (await aCache(on.emulator, 'kingsoft-redis')).ref, action: 'rename', params: { name: 'by_plan' } })
const idsOf = (part: { items: { id: string }[] }) => part.items.map(({ id }) => id)

test('a request waits for those who may approve it: not for who asked, a viewer, or somebody of another scope', async () => {
  await wantSecond()
  const { id, accountId } = await rename()
  await db().update(accounts).set({ team: 'payments' }).where(eq(accounts.id, accountId))
  const elsewhere = await actorOf('operator', { kind: 'some', accounts: [], environments: [], teams: ['web'] })
  const inTeam = await actorOf('operator', { kind: 'some', accounts: [], environments: [], teams: ['payments'] })

  const seen = await changeTray(second)
  expect(seen.forMe).toMatchObject({ count: 1, items: [{ id, isMine: false, row: { to: 'by_plan' } }] })
  expect(idsOf((await changeTray(inTeam)).forMe)).toEqual([id])
  for (const actor of [operator, viewer, elsewhere]) {
    expect((await changeTray(actor)).forMe.count, actor.label).toBe(0)
    expect((await listChanges(actor, { view: 'for-me' })).items, actor.label).toEqual([])
  }
  expect(idsOf((await changeTray(operator)).waiting)).toEqual([id])
  expect((await listChanges(second, { view: 'for-me' })).items.map((item) => item.id)).toEqual([id])

  await db()
    .update(changes)
    .set({ expiresAt: new Date(Date.now() - 1_000) })
    .where(eq(changes.id, id))
  expect((await changeTray(second)).forMe.count).toBe(0)
})

test('from approval to its end a change is under way for everybody, then among what ended for who asked for it', async () => {
  await wantSecond()
  const { id, ref } = await rename()
  const key = keyOf(ref)
  if (!key) throw new Error('no such instance')
  expect((await instanceCan(operator, key)).held).toBeNull()
  await approveChange(second, id)
  // Its menu names the one change that holds the instance.
  expect((await instanceCan(second, key)).held).toEqual({ change: id, action: 'rename', by: operator.label })
  for (const actor of [operator, second, viewer]) expect(idsOf((await changeTray(actor)).running)).toEqual([id])
  expect((await listChanges(viewer, { view: 'running' })).items.map((item) => item.id)).toEqual([id])
  await workThrough(id)
  expect(await changeTray(operator)).toMatchObject({
    running: { count: 0 },
    ended: { count: 1, items: [{ id, state: 'done', finding: 'as-wanted', approvedBy: second.label }] },
  })
  expect((await instanceCan(operator, key)).held).toBeNull()
  expect((await changeTray(second)).ended.count).toBe(0)
})

test('what was given up is not told as an end, what somebody else ended is', async () => {
  const given = await planChange(operator, {
    ref: (await aCache(on.emulator, 'kingsoft-redis')).ref,
    action: 'rename',
    params: { name: 'given_up' },
  })
  await withdrawChange(operator, given.id)
  await wantSecond()
  const { id } = await rename()
  await rejectChange(second, id, 'not today')
  expect((await changeTray(operator)).ended).toMatchObject({ count: 1, items: [{ id, state: 'rejected' }] })
})

test('a change whose outcome nobody knows is told to all in scope until somebody who may change things says what came out', async () => {
  const { ref } = await aCache(on.emulator, 'kingsoft-redis')
  const { id, accountId } = await ask(operator, { ref, action: 'flush' })
  on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'FlushCacheCluster', count: 1 })
  expect(await workThrough(id)).toMatchObject({ state: 'human', concluded: null })
  // Nothing that ends later pushes it out, and no hours pass over it.
  await workThrough((await rename()).id)
  await db()
    .update(changes)
    .set({ endedAt: new Date(Date.now() - 7 * 3_600_000) })
    .where(eq(changes.id, id))
  for (const actor of [operator, second, viewer]) {
    expect((await changeTray(actor)).human, actor.label).toMatchObject({ count: 1, items: [{ id, state: 'human' }] })
    expect((await listChanges(actor, { view: 'human' })).items.map((item) => item.id)).toEqual([id])
  }
  await db().update(accounts).set({ team: 'payments' }).where(eq(accounts.id, accountId))
  const elsewhere = await actorOf('operator', { kind: 'some', accounts: [], environments: [], teams: ['web'] })
  expect((await changeTray(elsewhere)).human.count).toBe(0)
  const said = { conclusion: 'happened' as const, note: 'No keys are left' }
  await expect(concludeChange(elsewhere, id, said)).rejects.toMatchObject({ code: 'forbidden-scope' })

  const seen = await concludeChange(second, id, said)
  expect(seen).toMatchObject({ state: 'human', concluded: 'happened' })
  expect(seen.steps.at(-1)).toMatchObject({ step: 'concluded', by: second.label, details: said })
  expect((await changeTray(viewer)).human.count).toBe(0)
  expect((await listChanges(viewer, { view: 'human' })).items).toEqual([])
  const byState = await listChanges(viewer, { state: 'human', ref })
  expect(byState).toMatchObject({ items: [], states: {} })
  await expect(concludeChange(operator, id, { conclusion: 'did-not' })).rejects.toMatchObject({
    code: 'conflict-state',
  })
  const entries = await searchAudit({ kind: 'all' }, { limit: 1, action: 'change.concluded' })
  expect(entries.items[0]).toMatchObject({ actor: { id: second.id }, changeId: id })
})

test('a broken glass is told to all in scope until another admin says that they saw it, which is on record', async () => {
  await wantSecond(true)
  const { ref } = await aCache(on.emulator, 'kingsoft-redis')
  const planned = await planChange(admin, { ref, action: 'rename', params: { name: 'in_need' } })
  const { id } = await confirmChange(admin, planned.id, { ...agreed(planned), breakGlass: 'The shop is down' })
  const other = await actorOf('admin')
  for (const actor of [admin, other, viewer]) {
    expect((await changeTray(actor)).glass, actor.label).toMatchObject({
      count: 1,
      items: [{ id, who: admin.label, breakGlass: 'The shop is down' }],
    })
  }
  await expect(acknowledgeChange(admin, id)).rejects.toMatchObject({ code: 'own-change' })
  const seen = await acknowledgeChange(other, id)
  expect(seen.steps.at(-1)).toMatchObject({ step: 'acknowledged', by: other.label })
  expect((await changeTray(viewer)).glass.count).toBe(0)
  expect((await listChanges(viewer, { view: 'glass' })).items).toEqual([])
  await expect(acknowledgeChange(other, id)).rejects.toMatchObject({ code: 'conflict-state' })
  const entries = await searchAudit({ kind: 'all' }, { limit: 1, action: 'change.acknowledged' })
  expect(entries.items[0]).toMatchObject({ actor: { id: other.id }, changeId: id })

  // A day later nobody is told any more, seen or not.
  await db().delete(changeSteps).where(eq(changeSteps.step, 'acknowledged'))
  expect((await changeTray(viewer)).glass.count).toBe(1)
  await db()
    .update(changeSteps)
    .set({ at: new Date(Date.now() - 25 * 3_600_000) })
  expect((await changeTray(viewer)).glass.count).toBe(0)
})

test('each state is told to live pages with what the change is about', async () => {
  const told: LiveEvent[] = []
  const end = await listen((event) => told.push(event))
  try {
    await wantSecond()
    const { id, ref, accountId } = await rename()
    await approveChange(second, id)
    await workThrough(id)
    const about = { type: 'change', id, ref, accountId, action: 'rename', who: operator.label }
    const states = ['planned', 'waiting', 'ready', 'sending', 'settling', 'done']
    await expect
      .poll(() => told.filter((event) => event.type === 'change').map(({ state }) => state))
      .toEqual(expect.arrayContaining(['planned', 'waiting', 'ready', 'sending', 'settling', 'done']))
    for (const event of told.filter(({ type }) => type === 'change')) {
      expect(event).toMatchObject(about)
      expect(states).toContain('state' in event && event.state)
    }
  } finally {
    await end()
  }
})

test('the list counts its states under the other filters, and its export has the same changes', async () => {
  const { id, instanceId } = await rename()
  await workThrough(id)
  const other = await rename(second)
  await withdrawnPlan()
  expect((await listChanges(viewer, { state: 'done' })).states).toEqual({ done: 1, ready: 1, withdrawn: 1 })
  expect((await listChanges(viewer, { instance: instanceId })).states).toEqual({ done: 1 })

  const csv = await new Response(changesCsv(viewer, { person: operator.label }, new AbortController().signal)).text()
  const [head = '', ...lines] = csv.trim().split('\r\n')
  expect(head).toContain('id,planned,action')
  expect(lines.filter((line) => line.includes(id))).toHaveLength(1)
  expect(csv).not.toContain(other.id)
})

test('the entry of a call that a worker sent for a change leads to the change, other entries to none', async () => {
  const { id } = await rename()
  await workThrough(id)
  const { items } = await searchAudit({ kind: 'all' }, { limit: 50, q: id })
  const calls = items.filter(({ action }) => action.startsWith('operation:'))
  expect(calls.length).toBeGreaterThan(0)
  for (const entry of items) expect(entry.changeId, entry.action).toBe(id)
  const { items: others } = await searchAudit({ kind: 'all' }, { limit: 1, action: 'approval-policies.update' })
  expect(others[0]?.changeId).toBeNull()
})

async function withdrawnPlan() {
  const { ref } = await aCache(on.emulator, 'kingsoft-redis')
  const { id } = await planChange(operator, { ref, action: 'rename', params: { name: 'given_up' } })
  await withdrawChange(operator, id)
}
