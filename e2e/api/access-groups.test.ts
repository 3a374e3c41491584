import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { settingsOf } from '@/emulator/world/kingsoft-cache'
import { groupsOf, type SecurityGroup, securityGroups } from '@/emulator/world/kingsoft-groups'
import { securityGroupsOf } from '@/emulator/world/whitelist'
import type { Actor } from '@/lib/bff/actor'
import { readGroup, readGroups } from '@/lib/changes/groups'
import { planChange } from '@/lib/changes/plan'
import type { ActionId } from '@/lib/model/action'
import type { Change } from '@/lib/model/change'
import { groupRefOf, newGroupRef } from '@/lib/model/group-place'
import { aCache, actorOf, ask, type Cache, changeStage, PLACES, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const sent = (name: string) => on.emulator.gateway.journal.entries().filter(({ operation }) => operation === name)
const checkOf = ({ plan: { checks } }: Change, id: string) => checks.find((check) => check.id === id)
const draft = (ref: string, action: ActionId, params: object = {}) => ({ ref, action, params: { ...params } })
const refusal = async (ref: string, action: ActionId, params: object = {}) =>
  checkOf(await planChange(operator, draft(ref, action, params)), 'state')?.reason?.code
const done = async (ref: string, action: ActionId, params: object = {}) => {
  const { id } = await ask(operator, draft(ref, action, params))
  return workThrough(id)
}

describe('security groups of an Alibaba instance', () => {
  const alibaba = async (ids: string[]) => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore')
    securityGroupsOf(cache.world).ids = ids
    return cache
  }

  test('are replaced as a whole, with what comes and what goes in the plan', async () => {
    const cache = await alibaba(['sg-b', 'sg-a'])
    const change = await planChange(operator, draft(cache.ref, 'server-groups', { groups: 'sg-c, sg-a' }))
    expect(change.plan.rows).toEqual([
      { field: 'seen.comes', from: '', to: 'sg-c' },
      { field: 'seen.goes', from: 'sg-b', to: '' },
      { field: 'seen.serverGroups', from: 'sg-a, sg-b', to: 'sg-a, sg-c' },
    ])
    expect(change.plan.consequences.map(({ id }) => id)).toEqual(['server-groups-replaced'])
    expect(await done(cache.ref, 'server-groups', { groups: 'sg-c, sg-a', was: 'sg-b,sg-a' })).toMatchObject({
      state: 'done',
      evidence: { finding: 'as-wanted' },
    })
    expect(securityGroupsOf(cache.world).ids).toEqual(['sg-a', 'sg-c'])
  })

  test('are not replaced when they are others by now, when none is named, or when there are more than ten', async () => {
    const cache = await alibaba(['sg-a'])
    expect(await refusal(cache.ref, 'server-groups', { groups: 'sg-b', was: 'sg-x' })).toBe('list-moved')
    const eleven = Array.from({ length: 11 }, (_, index) => `sg-${index}`).join(',')
    for (const groups of ['', ' , ', 'office', eleven])
      await expect(planChange(operator, draft(cache.ref, 'server-groups', { groups }))).rejects.toMatchObject({
        code: 'bad-input',
      })
    expect(sent('ModifySecurityGroupConfiguration')).toEqual([])
  })
})

describe.each(['kingsoft-memcached', 'kingsoft-redis'] as const)('rules of an instance of %s', (service) => {
  const rules = (cache: Cache) => settingsOf(cache.world).rules
  const start = async (cidrs: string[]) => {
    const cache = await aCache(on.emulator, service)
    settingsOf(cache.world).rules = cidrs.map((cidr, index) => ({ id: 40 + index, cidr }))
    return cache
  }

  test('are added, as blocks, and the others stay', async () => {
    const cache = await start(['10.0.0.0/8'])
    expect(await done(cache.ref, 'rule-add', { addresses: '192.0.2.1\n198.51.100.7/24' })).toMatchObject({
      state: 'done',
    })
    expect(rules(cache).map(({ cidr }) => cidr)).toEqual(['10.0.0.0/8', '192.0.2.1/32', '198.51.100.0/24'])
  })

  test('are deleted one by one, as the cloud wrote them', async () => {
    const cache = await start(['100.64.0.7/24', '192.0.2.1/32'])
    const change = await planChange(operator, draft(cache.ref, 'rule-delete', { rule: '40' }))
    expect(change.plan.rows).toEqual([{ field: 'seen.goes', from: '100.64.0.7/24', to: '' }])
    expect(checkOf(change, 'list-connected')).toMatchObject({ result: 'unknown' })
    expect(await done(cache.ref, 'rule-delete', { rule: '40' })).toMatchObject({
      state: 'done',
      evidence: { finding: 'as-wanted' },
    })
    expect(rules(cache).map(({ id }) => id)).toEqual([41])
    expect(await refusal(cache.ref, 'rule-delete', { rule: '40' })).toBe('no-such-rule')
  })

  test('whose answer is lost are found out', async () => {
    const cache = await start(['10.0.0.0/8'])
    on.emulator.gateway.faults.add({ kind: 'drop-after', operation: 'SetCacheSecurityRules', count: 1 })
    expect(await done(cache.ref, 'rule-add', { addresses: '192.0.2.1' })).toMatchObject({ state: 'done' })
    on.emulator.gateway.faults.add({ kind: 'drop-before', operation: 'DeleteCacheSecurityRule', count: 1 })
    expect(await done(cache.ref, 'rule-delete', { rule: '40' })).toMatchObject({ state: 'failed' })
    expect(rules(cache)).toHaveLength(2)
  })
})

test('the last rule of a Memcached instance locks everybody out, and an open one is warned of', async () => {
  const cache = await aCache(on.emulator, 'kingsoft-memcached')
  settingsOf(cache.world).rules = [{ id: 1, cidr: '10.0.0.0/8' }]
  const last = await planChange(operator, draft(cache.ref, 'rule-delete', { rule: '1' }))
  expect(checkOf(last, 'list-nobody')).toMatchObject({ result: 'warn' })
  const open = await planChange(operator, draft(cache.ref, 'rule-add', { addresses: '0.0.0.0/0' }))
  expect(checkOf(open, 'list-open')).toMatchObject({ result: 'warn' })
})

describe('security groups of Kingsoft', () => {
  const { region } = PLACES['kingsoft-redis']
  let cache: Cache
  let zone: string
  const place = (id: string) =>
    groupRefOf({ key: { service: 'kingsoft-redis', accountId: cache.accountId, region, id }, zone })
  const fresh = (name: string) =>
    newGroupRef({ key: { service: 'kingsoft-redis', accountId: cache.accountId, region }, zone }, name)
  const all = () => [...securityGroups(on.emulator.world).values()]
  const called = (name: string): SecurityGroup => all().find((one) => one.name === name) ?? expect.unreachable(name)
  const entries = (name: string) => called(name).rules.map(({ cidr }) => cidr)
  let made = 0
  /** One of the account's own, straight in the cloud. */
  function aGroup(cidrs: string[] = []): SecurityGroup {
    const [one] = groupsOf(on.emulator.world, cache.world)
    const like = securityGroups(on.emulator.world).get(one ?? '') ?? expect.unreachable()
    const id = `group-${++made}`
    const rules = cidrs.map((cidr, index) => ({ id: `${id}-${index}`, cidr, createdAt: 0 }))
    const group = { ...like, id, name: `name_${made}`, description: 'd', rules }
    securityGroups(on.emulator.world).set(id, group)
    return group
  }
  beforeAll(async () => {
    cache = await aCache(on.emulator, 'kingsoft-redis')
    zone = cache.world.zone
    settingsOf(cache.world).rules = []
  })

  test('are made, renamed, copied and deleted as changes of the account', async () => {
    const named = { name: 'office', description: 'of_the_office' }
    expect(await done(fresh('office'), 'group-create', named)).toMatchObject({ state: 'done', instanceName: 'office' })
    const { id } = called('office')
    expect(await done(place(id), 'group-edit', { name: 'branch', description: 'of_the_branch' })).toMatchObject({
      state: 'done',
      evidence: { finding: 'as-wanted' },
    })
    expect(await done(place(id), 'group-allow', { addresses: '10.1.0.0/16, 192.0.2.1' })).toMatchObject({
      state: 'done',
    })
    expect(entries('branch')).toEqual(['10.1.0.0/16', '192.0.2.1/32'])
    const copy = { source: id, name: 'copy', description: 'a_copy' }
    expect(await done(fresh('copy'), 'group-clone', copy)).toMatchObject({ state: 'done' })
    expect(entries('copy')).toEqual(['10.1.0.0/16', '192.0.2.1/32'])
    expect(await done(place(id), 'group-revoke', { addresses: '192.0.2.1' })).toMatchObject({ state: 'done' })
    expect(entries('branch')).toEqual(['10.1.0.0/16'])
    expect(await done(place(id), 'group-delete')).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(all().some((one) => one.id === id)).toBe(false)
    expect(await refusal(place(id), 'group-edit', named)).toBe('group-gone')
  })

  test('are made once, whatever becomes of the answer', async () => {
    for (const [kind, name, state] of [
      ['drop-after', 'lost', 'done'],
      ['drop-before', 'never', 'failed'],
    ] as const) {
      on.emulator.gateway.faults.add({ kind, operation: 'CreateSecurityGroup', count: 1 })
      expect(await done(fresh(name), 'group-create', { name, description: name })).toMatchObject({ state })
      expect(all().filter((one) => one.name === name)).toHaveLength(kind === 'drop-after' ? 1 : 0)
    }
    expect(await refusal(fresh('lost'), 'group-create', { name: 'lost', description: 'lost' })).toBe('group-name-taken')
  })

  test('say which instances a changed rule touches, and that these do not follow with it', async () => {
    const group = aGroup(['10.0.0.0/8'])
    settingsOf(cache.world).groups = [group.id]
    const change = await planChange(operator, draft(place(group.id), 'group-revoke', { addresses: '10.0.0.0/8' }))
    expect(checkOf(change, 'group-instances')).toMatchObject({
      result: 'warn',
      params: { count: 1, names: cache.world.name },
    })
    expect(change.plan.consequences.map(({ id }) => id)).toEqual(['rules-not-synced'])
    expect(await refusal(place(group.id), 'group-delete')).toBe('group-bound')
    const told = { accountId: cache.accountId, region, zone, group: group.id }
    expect(await readGroup(operator, told)).toMatchObject({
      rules: [{ entry: '10.0.0.0/8' }],
      boundTo: [{ id: cache.world.id, ref: cache.ref }],
      limits: { groups: 100, rules: 1_000, bound: 5 },
    })
    const listed = await readGroups(operator, { accountId: cache.accountId, region })
    expect(listed.zones.find((one) => one.zone === zone)?.told).toContainEqual({
      ...{ id: group.id, name: group.name, description: 'd', instances: 1 },
    })
  })

  test('whose rules are others by now are not changed', async () => {
    const group = aGroup(['10.0.0.0/8'])
    const { id } = await ask(
      operator,
      draft(place(group.id), 'group-allow', { addresses: '192.0.2.1', was: '10.0.0.0/8' }),
    )
    group.rules.push({ id: 'another', cidr: '198.51.100.0/24', createdAt: 0 })
    expect(await workThrough(id)).toMatchObject({ state: 'stopped', error: { code: 'list-moved' } })
    expect(sent('CreateSecurityGroupRule')).toEqual([])
  })

  test('are bound and unbound, five to an instance at most', async () => {
    const groups = Array.from({ length: 6 }, (_, index) => aGroup([`10.${index}.0.0/16`]))
    const [first, second, ...rest] = groups.map(({ id }) => id)
    settingsOf(cache.world).groups = [first ?? '']
    const bind = { groups: second ?? '' }
    const change = await planChange(operator, draft(cache.ref, 'bind-groups', bind))
    expect(change.plan.rows).toEqual([
      { field: 'seen.boundGroups', from: groups[0]?.name, to: `${groups[0]?.name}, ${groups[1]?.name}` },
    ])
    expect(await done(cache.ref, 'bind-groups', bind)).toMatchObject({ state: 'done' })
    expect(groupsOf(on.emulator.world, cache.world)).toEqual([first, second])
    expect(await refusal(cache.ref, 'bind-groups', { groups: rest.join(',') })).toBe('groups-full')
    expect(await refusal(cache.ref, 'bind-groups', { groups: 'nowhere' })).toBe('group-gone')
    expect(await refusal(cache.ref, 'unbind-group', { groups: rest[0] })).toBe('group-not-bound')
    expect(await done(cache.ref, 'unbind-group', { groups: first })).toMatchObject({ state: 'done' })
    const last = await planChange(operator, draft(cache.ref, 'unbind-group', { groups: second }))
    expect(checkOf(last, 'list-nobody')).toMatchObject({ result: 'warn' })
  })

  test('have a thousand rules together, of all that an instance has', async () => {
    const many = (second: number) => Array.from({ length: 600 }, (_, at) => `10.${second}.${at >> 8}.${at & 255}/32`)
    const [one, two] = [aGroup(many(1)), aGroup(many(2))]
    settingsOf(cache.world).groups = [one.id]
    expect(await refusal(cache.ref, 'bind-groups', { groups: two.id })).toBe('list-full')
    const full = aGroup([...many(3), ...many(4).slice(0, 400)])
    expect(await refusal(place(full.id), 'group-allow', { addresses: '192.0.2.1' })).toBe('list-full')
  })

  test('are of the account’s own regions and services, and no instance is changed by their name', async () => {
    const group = aGroup()
    const elsewhere = place(group.id).replace(region, 'cn-shanghai-2')
    await expect(planChange(operator, draft(elsewhere, 'group-delete'))).rejects.toMatchObject({ code: 'not-found' })
    await expect(planChange(operator, draft(place(group.id), 'flush'))).rejects.toMatchObject({ code: 'bad-input' })
    await expect(planChange(operator, draft(cache.ref, 'group-delete'))).rejects.toMatchObject({ code: 'bad-input' })
    await expect(readGroups(operator, { accountId: cache.accountId, region: 'cn-shanghai-2' })).rejects.toMatchObject({
      code: 'bad-input',
    })
  })
})
