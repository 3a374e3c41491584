import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { parameterGroups } from '@/emulator/world/kingsoft-groups'
import type { Actor } from '@/lib/bff/actor'
import { runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { readParameterDefaults, readParameterGroup, readParameterGroups } from '@/lib/changes/parameter-groups'
import { planChange } from '@/lib/changes/plan'
import type { ActionId } from '@/lib/model/action'
import type { Change } from '@/lib/model/change'
import { groupRefOf, newGroupRef } from '@/lib/model/group-place'
import { aCache, actorOf, ask, type Cache, changeStage, PLACES, workThrough } from './change-stage'

/** Parameter groups of Kingsoft: an account's, in a zone, for a version. */
let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let cache: Cache
let zone: string
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  cache = await aCache(on.emulator, 'kingsoft-redis', { version: '5.0' })
  zone = cache.world.zone
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const { region } = PLACES['kingsoft-redis']
const key = () => ({ service: 'kingsoft-redis' as const, accountId: cache.accountId, region })
const place = (id: string) => groupRefOf({ key: { ...key(), id }, zone, of: 'parameter-group' })
const fresh = (name: string) => newGroupRef({ key: key(), zone, of: 'parameter-group' }, name)
const draft = (ref: string, action: ActionId, params: object = {}) => ({ ref, action, params: { ...params } })
const done = async (ref: string, action: ActionId, params: object = {}) =>
  workThrough((await ask(operator, draft(ref, action, params))).id)
const reasonOf = ({ plan }: Change) => plan.checks.find(({ id }) => id === 'state')?.reason
const refusal = async (ref: string, action: ActionId, params: object = {}) =>
  reasonOf(await planChange(operator, draft(ref, action, params)))
const sent = (name: string) => on.emulator.gateway.journal.entries().filter(({ operation }) => operation === name)
const called = (name: string) =>
  [...parameterGroups(on.emulator.world).values()].find((one) => one.name === name) ?? expect.unreachable(name)
const at = () => ({ accountId: cache.accountId, region, zone })
/** All that a new group of 5.0 has, as the page sends it. */
async function preset(): Promise<Record<string, string>> {
  const { parameters } = await readParameterDefaults(operator, { ...at(), version: '5.0' })
  return Object.fromEntries(parameters.flatMap(({ name, value }) => (value === null ? [] : [[name, value]])))
}

test('a group is made from defaults, changed, copied and deleted, each as a change that says what differs', async () => {
  const set = { ...(await preset()), 'maxmemory-policy': 'allkeys-lru', timeout: '60' }
  const asked = { name: 'caches', description: 'of shops', version: '5.0', set }
  const planned = await planChange(operator, draft(fresh('caches'), 'parameter-group-create', asked))
  expect(planned.plan.rows).toEqual([
    { field: 'seen.groupName', from: '', to: 'caches' },
    { field: 'seen.groupDescription', from: '', to: 'of shops' },
    { field: 'seen.groupVersion', from: '', to: '5.0' },
    { field: 'seen.parameter maxmemory-policy', from: 'volatile-lru', to: 'allkeys-lru' },
    { field: 'seen.parameter timeout', from: '600', to: '60' },
  ])
  expect(await done(fresh('caches'), 'parameter-group-create', asked)).toMatchObject({
    state: 'done',
    evidence: { finding: 'as-wanted' },
    instanceName: 'caches',
  })
  const { id, values } = called('caches')
  expect(Object.fromEntries(values)).toEqual({ 'maxmemory-policy': 'allkeys-lru', timeout: '60' })

  const group = await readParameterGroup(operator, { ...at(), group: id })
  expect(group).toMatchObject({ name: 'caches', version: '5.0', description: 'of shops' })
  expect(group.parameters).toContainEqual(
    expect.objectContaining({ name: 'timeout', value: '60', default: '600', validity: expect.anything() }),
  )
  const edit = { name: 'caches', description: 'of shops', set: { ...set, timeout: '120' }, was: group.updated }
  const change = await planChange(operator, draft(place(id), 'parameter-group-edit', edit))
  expect(change.plan.rows).toEqual([{ field: 'seen.parameter timeout', from: '60', to: '120' }])
  // No manual says what becomes of the instances that took their values from it.
  expect(change.plan.noRuleOn).toEqual(['followers'])
  expect(await done(place(id), 'parameter-group-edit', edit)).toMatchObject({ state: 'done' })
  expect(called('caches').values.get('timeout')).toBe('120')

  const copy = { ...asked, name: 'copy', set: edit.set }
  expect(await done(fresh('copy'), 'parameter-group-create', copy)).toMatchObject({ state: 'done' })
  expect(called('copy').values).toEqual(called('caches').values)

  expect(await planChange(operator, draft(place(id), 'parameter-group-delete'))).toMatchObject({ kind: 'destructive' })
  expect(await done(place(id), 'parameter-group-delete')).toMatchObject({ state: 'done' })
  expect(await refusal(place(id), 'parameter-group-edit', edit)).toEqual({ code: 'parameter-group-gone' })
  const listed = await readParameterGroups(operator, at())
  expect(listed.versions).toEqual(['2.8', '3.0', '4.0', '5.0'])
  expect(listed.zones.find((one) => one.zone === zone)?.told?.map(({ name }) => name)).toEqual(['copy'])
})

test('what is out of range, unknown, or called like another is refused, and nothing is sent', async () => {
  const asked = { name: 'narrow', version: '5.0', set: { timeout: '86401' } }
  expect(await refusal(fresh('narrow'), 'parameter-group-create', asked)).toMatchObject({
    code: 'parameter-value',
    params: { name: 'timeout', value: '86401', allowed: '0 – 86400' },
  })
  const old = { name: 'narrow', version: '2.8', set: { hz: '10' } }
  expect(await refusal(fresh('narrow'), 'parameter-group-create', old)).toMatchObject({ code: 'parameter-unknown' })
  expect(
    await done(fresh('taken'), 'parameter-group-create', { ...asked, name: 'taken', set: { timeout: '1' } }),
  ).toMatchObject({
    state: 'done',
  })
  const again = { ...asked, name: 'taken', set: { timeout: '1' } }
  expect(await refusal(fresh('taken'), 'parameter-group-create', again)).toMatchObject({
    code: 'parameter-group-taken',
  })
  const { id } = called('taken')
  expect(await refusal(place(id), 'parameter-group-edit', { name: 'taken', set: { timeout: '-1' } })).toMatchObject({
    code: 'parameter-value',
  })
  expect(sent('CreateCacheParameterGroup')).toHaveLength(1)
  expect(sent('ModifyCacheParameterGroup')).toEqual([])
})

test('a group that somebody else changed meanwhile is not overwritten', async () => {
  await done(fresh('shared'), 'parameter-group-create', { name: 'shared', version: '5.0', set: { timeout: '30' } })
  const group = called('shared')
  const { updated } = await readParameterGroup(operator, { ...at(), group: group.id })
  const edit = { name: 'shared', set: { timeout: '40' }, was: updated }
  const { id } = await ask(operator, draft(place(group.id), 'parameter-group-edit', edit))
  group.updatedAt += 60_000
  expect(await workThrough(id)).toMatchObject({ state: 'stopped', error: { code: 'parameter-group-moved' } })
  expect(sent('ModifyCacheParameterGroup')).toEqual([])
  expect(group.values.get('timeout')).toBe('30')
})

test('a group that is deleted right after it was applied leaves its values to be found', async () => {
  await done(fresh('short'), 'parameter-group-create', { name: 'short', version: '5.0', set: { timeout: '77' } })
  const { id: group } = called('short')
  const { id } = await ask(operator, { ref: cache.ref, action: 'parameter-group', params: { parameterGroup: group } })
  const row = await claimChange()
  if (row?.id !== id) throw new Error(`${id} was not due`)
  await runChange(row, new AbortController().signal, {
    graceSeconds: 0,
    at: (point) => {
      if (point === 'sent') parameterGroups(on.emulator.world).delete(group)
    },
  })
  expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
  const again = { ref: cache.ref, action: 'parameter-group' as const, params: { parameterGroup: group } }
  expect(reasonOf(await planChange(operator, again))).toEqual({ code: 'parameter-group-gone' })
})

describe('an answer', () => {
  test('that is lost is found out by the group itself', async () => {
    for (const [kind, name, state] of [
      ['drop-after', 'lost', 'done'],
      ['drop-before', 'never', 'failed'],
    ] as const) {
      on.emulator.gateway.faults.add({ kind, operation: 'CreateCacheParameterGroup', count: 1 })
      const asked = { name, version: '5.0', set: { timeout: '45' } }
      expect(await done(fresh(name), 'parameter-group-create', asked)).toMatchObject({ state })
    }
    expect(called('lost').values.get('timeout')).toBe('45')
  })

  test('that says yes while the value stays is no success', async () => {
    await done(fresh('deaf'), 'parameter-group-create', { name: 'deaf', version: '5.0', set: { timeout: '30' } })
    const { values } = called('deaf')
    // A cloud that takes it and keeps what it had.
    values.set = () => values
    const edit = { name: 'deaf', set: { timeout: '31' } }
    expect(await done(place(called('deaf').id), 'parameter-group-edit', edit)).toMatchObject({
      state: 'human',
      evidence: { finding: 'not-as-wanted' },
    })
  })
})

test('groups are of the account’s own regions, kinds of groups are not mixed, and an old version has its own parameters', async () => {
  const { id } = called('shared')
  const security = groupRefOf({ key: { ...key(), id }, zone })
  await expect(planChange(operator, draft(security, 'parameter-group-delete'))).rejects.toMatchObject({
    code: 'bad-input',
  })
  await expect(planChange(operator, draft(place(id), 'group-delete'))).rejects.toMatchObject({ code: 'bad-input' })
  const elsewhere = place(id).replace(region, 'cn-shanghai-2')
  await expect(planChange(operator, draft(elsewhere, 'parameter-group-delete'))).rejects.toMatchObject({
    code: 'not-found',
  })
  await expect(readParameterGroup(operator, { ...at(), group: 'nowhere' })).rejects.toMatchObject({ code: 'not-found' })
  await expect(readParameterDefaults(operator, { ...at(), version: '9' })).rejects.toMatchObject({ code: 'bad-input' })
  const { parameters } = await readParameterDefaults(operator, { ...at(), version: '2.8' })
  expect(parameters.map(({ name }) => name)).toContain('list-max-ziplist-entries')
  const names = parameters.map(({ name }) => name)
  expect(names).not.toContain('hz')
  const viewer = await actorOf('viewer')
  expect((await readParameterGroups(viewer, at())).zones.length).toBeGreaterThan(0)
})
