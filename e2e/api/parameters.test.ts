import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { setParameter } from '@/emulator/world/parameters'
import type { Actor } from '@/lib/bff/actor'
import { execute } from '@/lib/bff/execute'
import { confirmChange } from '@/lib/changes/decide'
import { runChange } from '@/lib/changes/job'
import { claimChange } from '@/lib/changes/lease'
import { readParameters } from '@/lib/changes/parameters'
import { planChange } from '@/lib/changes/plan'
import { keyOf } from '@/lib/model/instance'
import type { ServiceId } from '@/lib/operation'
import { kingsoftRedisOperations } from '@/lib/providers/kingsoft/redis/catalog'
import { aCache, actorOf, ask, type Cache, changeStage, stateOf, workThrough } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let operator: Actor
let viewer: Actor
beforeAll(async () => {
  on = await changeStage()
  operator = await actorOf('operator')
  viewer = await actorOf('viewer')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const read = (cache: Cache) => {
  const key = keyOf(cache.ref)
  if (!key) throw new Error(cache.ref)
  return readParameters(viewer, key)
}
const one = async (cache: Cache, name: string) => {
  const found = (await read(cache)).parameters.find((parameter) => parameter.name === name)
  if (!found) throw new Error(`no ${name}`)
  return found
}
const plan = (cache: Cache, params: object) =>
  planChange(operator, { ref: cache.ref, action: 'parameters', params: { ...params } })
const change = (cache: Cache, params: object) => ask(operator, { ref: cache.ref, action: 'parameters', params })
const calls = (name: string) => on.emulator.gateway.journal.entries().filter(({ operation }) => operation === name)

const WRITES = {
  'alibaba-kvstore': 'ModifyInstanceConfig',
  'jdcloud-redis': 'modifyInstanceConfig',
  'kingsoft-redis': 'SetCacheParameters',
} as const satisfies Partial<Record<ServiceId, string>>
const WITH = [
  ['alibaba-kvstore', { version: '5.0' }],
  ['jdcloud-redis', { version: '4.0' }],
  ['kingsoft-redis', { version: '5.0' }],
] as const

describe.each(WITH)('parameters of %s', (service, over) => {
  test('are told with value, default and what is allowed, bounds to the last digit', async () => {
    const cache = await aCache(on.emulator, service, over)
    const { parameters, none, sources } = await read(cache)
    expect(none).toBeNull()
    expect(sources.length).toBeGreaterThan(0)
    const policy = parameters.find(({ name }) => name === 'maxmemory-policy')
    expect(policy).toMatchObject({ value: 'volatile-lru', default: 'volatile-lru', fixed: null, changed: null })
    expect(policy?.validity).toMatchObject({ kind: 'enumeration', values: expect.arrayContaining(['allkeys-lru']) })
    const entries = parameters.find(({ name }) => name === 'hash-max-ziplist-entries')
    const max = {
      'alibaba-kvstore': '9999999999999999',
      'jdcloud-redis': '10000',
      'kingsoft-redis': '9007199254740990',
    }
    expect(entries?.validity).toMatchObject({ kind: 'range', min: '0', max: max[service] })
  })

  test('are set together, read back, and told with who did it', async () => {
    const cache = await aCache(on.emulator, service, over)
    const set = { 'maxmemory-policy': 'allkeys-lru', 'zset-max-ziplist-value': '96' }
    const planned = await plan(cache, { set })
    expect(planned.plan.rows).toEqual([
      { field: 'seen.parameter maxmemory-policy', from: 'volatile-lru', to: 'allkeys-lru' },
      { field: 'seen.parameter zset-max-ziplist-value', from: '64', to: '96' },
    ])
    const { id } = await change(cache, { set })
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(calls(WRITES[service])).toHaveLength(1)
    expect(await one(cache, 'maxmemory-policy')).toMatchObject({
      value: 'allkeys-lru',
      wanted: null,
      changed: { by: operator.label, from: 'volatile-lru', changeId: id },
    })
    expect((await plan(cache, { set })).plan.checks).toContainEqual({ id: 'no-change', result: 'block' })
  })

  test.each([
    ['maxmemory-policy', 'newest-first', 'volatile-lru | '],
    ['hash-max-ziplist-entries', '-1', '0 – '],
    ['hash-max-ziplist-entries', '99999999999999999999', '0 – '],
    ['zset-max-ziplist-value', '1e3', '0 – '],
  ])('%s %s is refused with the range, and not sent', async (name, value, allowed) => {
    const cache = await aCache(on.emulator, service, over)
    const { plan: made, id } = await plan(cache, { set: { [name]: value } })
    expect(made.blocked).toBe(true)
    expect(made.checks[0]).toMatchObject({
      id: 'state',
      result: 'block',
      reason: { code: 'parameter-value', params: { name, value, allowed: expect.stringContaining(allowed) } },
    })
    await expect(change(cache, { set: { [name]: value } })).rejects.toThrow()
    expect((await stateOf(id)).state).toBe('planned')
    expect(calls(WRITES[service])).toEqual([])
  })

  test('that the cloud takes and ignores are no success: a person sees what was wanted and what is', async () => {
    const cache = await aCache(on.emulator, service, over)
    on.emulator.gateway.faults.add({ kind: 'ignored', operation: WRITES[service], count: 1 })
    const { id } = await change(cache, { set: { 'maxmemory-policy': 'noeviction' } })
    const ended = await workThrough(id)
    expect(ended).toMatchObject({ state: 'human', evidence: { finding: 'not-as-wanted' } })
    expect(ended.evidence?.read).toContainEqual({
      field: 'seen.parameter maxmemory-policy',
      wanted: 'noeviction',
      found: 'volatile-lru',
    })
    expect(await one(cache, 'maxmemory-policy')).toMatchObject({
      value: 'volatile-lru',
      changed: null,
      wanted: { value: 'noeviction', by: operator.label, changeId: id },
    })
  })

  test.each([
    ['drop-after', 'done'],
    ['drop-before', 'failed'],
  ] as const)('whose answer is lost (%s) are found out about: %s', async (kind, state) => {
    const cache = await aCache(on.emulator, service, over)
    on.emulator.gateway.faults.add({ kind, operation: WRITES[service], count: 1 })
    const { id } = await change(cache, { set: { 'maxmemory-policy': 'allkeys-random' } })
    expect(await workThrough(id)).toMatchObject({ state })
    expect(calls(WRITES[service])).toHaveLength(1)
  })
})

const READS = {
  'alibaba-kvstore': 'DescribeParameters',
  'jdcloud-redis': 'describeInstanceConfig',
  'kingsoft-redis': 'DescribeCacheParameters',
} as const

describe.each(WITH)('values of %s that cannot be read back', (service, over) => {
  /** Sends a change, and lets its cloud refuse to tell the values from then on. */
  async function sentAndUnread(kind: 'denied' | 'server-error') {
    const cache = await aCache(on.emulator, service, over)
    const { id } = await change(cache, { set: { 'maxmemory-policy': 'allkeys-lru' } })
    const row = await claimChange()
    if (row?.id !== id) throw new Error(`${id} was not due`)
    const stopping = new AbortController()
    await runChange(row, stopping.signal, {
      graceSeconds: 0,
      at: (point) => {
        if (point === 'sent') on.emulator.gateway.faults.add({ kind, operation: READS[service], count: 1_000 })
        // One look is enough: a cloud that fails is asked for as long as it fails.
        if (point === 'looked' || point === 'judged') stopping.abort()
      },
    })
    return { cache, id }
  }

  test('because they may not be read are no success: a person has to look, and the page says so', async () => {
    const { cache, id } = await sentAndUnread('denied')
    expect(await workThrough(id)).toMatchObject({ state: 'human', evidence: { finding: 'taken-unread' } })
    expect(calls(WRITES[service])).toHaveLength(1)
    on.emulator.gateway.faults.clear()
    // Read again by somebody, it is so after all: nothing waits, and nobody is said to have confirmed it.
    expect(await one(cache, 'maxmemory-policy')).toMatchObject({ value: 'allkeys-lru', wanted: null })
  })

  test('because its cloud fails are no success either, until it tells them', async () => {
    const { id } = await sentAndUnread('server-error')
    expect((await stateOf(id)).state).toBe('settling')
    on.emulator.gateway.faults.clear()
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(calls(WRITES[service])).toHaveLength(1)
  })
})

describe('where a service differs', () => {
  test('the older name of the eviction policy is the same parameter, told once', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { version: '5.0' })
    setParameter(cache.world, 'maxmemory-policy', 'volatile-ttl', on.emulator.world.now())
    const names = (await read(cache)).parameters.map(({ name }) => name)
    expect(names.filter((name) => /policy/i.test(name))).toEqual(['maxmemory-policy'])
    expect(await one(cache, 'maxmemory-policy')).toMatchObject({ value: 'volatile-ttl' })
  })

  test('the plan says that nothing restarts, as the cloud says of each of them', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { version: '5.0' })
    const { plan: made } = await plan(cache, { set: { timeout: '60' } })
    expect(made.consequences.map(({ id }) => id)).toEqual(['parameters-at-once'])
  })

  test('the plan says which of the new values are dangerous, and that nobody tells whether a restart follows', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis', { version: '5.0' })
    const { plan: made } = await plan(cache, { set: { 'maxmemory-policy': 'noeviction', timeout: '0', hz: '10' } })
    expect(made.hazards).toEqual([
      { name: 'maxmemory-policy', id: 'noeviction' },
      { name: 'timeout', id: 'never-closed' },
    ])
    expect(made.noRuleOn).toEqual(['restart'])
    await workThrough((await change(cache, { set: { timeout: '0' } })).id)
    // What is in force already this change does not bring.
    const { plan: again } = await plan(cache, { set: { timeout: '0', hz: '20' } })
    expect(again.hazards).toBeUndefined()
  })

  test('all of Kingsoft’s go back to their defaults by one call', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis', { version: '5.0' })
    await workThrough((await change(cache, { set: { timeout: '60', 'maxmemory-policy': 'noeviction' } })).id)
    const planned = await plan(cache, { reset: true })
    expect(planned.plan.rows).toEqual([
      { field: 'seen.parameter maxmemory-policy', from: 'noeviction', to: 'volatile-lru' },
      { field: 'seen.parameter timeout', from: '60', to: '600' },
    ])
    expect(await workThrough((await change(cache, { reset: true })).id)).toMatchObject({ state: 'done' })
    expect(await one(cache, 'timeout')).toMatchObject({ value: '600', changed: { from: '60' } })
    expect((await plan(cache, { reset: true })).plan.checks).toContainEqual({ id: 'no-change', result: 'block' })
  })

  test('a parameter group of Kingsoft takes the place of all values, is read back, and fits its own version only', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis', { version: '5.0' })
    await workThrough((await change(cache, { set: { timeout: '60' } })).id)
    const made = await execute(
      kingsoftRedisOperations.CreateCacheParameterGroup,
      {
        AvailableZone: cache.world.zone,
        Name: 'caches',
        ParamVersion: '5.0',
        Parameters: [{ ParameterName: 'maxmemory-policy', ParameterValue: 'allkeys-lru' }],
      },
      { actor: operator, accountId: cache.accountId, lane: 'interactive', region: cache.world.region },
    )
    const group = { ref: cache.ref, action: 'parameter-group' as const, params: { parameterGroup: made.data.Data.id } }
    const planned = await planChange(operator, group)
    expect(planned.plan.rows).toEqual([
      { field: 'seen.parameter maxmemory-policy', from: 'volatile-lru', to: 'allkeys-lru' },
      { field: 'seen.parameter timeout', from: '60', to: '600' },
    ])
    const { id } = await ask(operator, group)
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(calls('SetCacheParameterGroup')).toHaveLength(1)
    expect(await one(cache, 'timeout')).toMatchObject({ value: '600', changed: { by: operator.label, changeId: id } })

    const ignored = await aCache(on.emulator, 'kingsoft-redis', { version: '5.0', zone: cache.world.zone })
    on.emulator.gateway.faults.add({ kind: 'ignored', operation: 'SetCacheParameterGroup', count: 1 })
    const taken = await ask(operator, { ...group, ref: ignored.ref })
    expect(await workThrough(taken.id)).toMatchObject({ state: 'human', evidence: { finding: 'not-as-wanted' } })
    expect(await one(ignored, 'maxmemory-policy')).toMatchObject({ wanted: { value: 'allkeys-lru' } })

    const older = await aCache(on.emulator, 'kingsoft-redis', { version: '4.0', zone: cache.world.zone })
    expect((await planChange(operator, { ...group, ref: older.ref })).plan.checks[0]).toMatchObject({
      reason: { code: 'other-version' },
    })
  })

  test('an old version of Kingsoft can be read and not set', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis', { version: '2.8' })
    expect(await one(cache, 'timeout')).toMatchObject({ fixed: 'version', value: '600' })
    expect((await plan(cache, { set: { timeout: '60' } })).plan.checks[0]).toMatchObject({
      reason: { code: 'only-version' },
    })
  })

  test('Memcached has none, of either cloud, and a refusal says which', async () => {
    const memcached = await aCache(on.emulator, 'kingsoft-memcached')
    expect(await read(memcached)).toMatchObject({ none: 'service', parameters: [] })
    const jd = await aCache(on.emulator, 'jdcloud-redis')
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'describeInstanceConfig', count: 50 })
    expect(await read(jd)).toMatchObject({ none: 'refused', refusal: { kind: 'denied' }, parameters: [] })
    const { plan: made } = await plan(jd, { set: { 'maxmemory-policy': 'noeviction' } })
    expect(made.checks[0]).toMatchObject({ result: 'block', reason: { code: 'parameters-unread' } })
  })

  test('a name that is none is refused', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { version: '5.0' })
    expect((await plan(cache, { set: { 'max-memory': '1' } })).plan.checks[0]).toMatchObject({
      reason: { code: 'parameter-unknown', params: { name: 'max-memory' } },
    })
  })

  test('what JD Cloud’s own history has is told without a person', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis', { version: '4.0' })
    const { id } = await change(cache, { set: { 'maxmemory-policy': 'allkeys-lru' } })
    await workThrough(id)
    expect(await one(cache, 'maxmemory-policy')).toMatchObject({ changed: { by: operator.label } })
  })
})

test('a threshold of logging is confirmed by a click; what may hurt, by the name', async () => {
  const asked = async (service: ServiceId, name: string, value: string) => {
    const cache = await aCache(on.emulator, service, { version: '5.0' })
    const { id } = await plan(cache, { set: { [name]: value } })
    return confirmChange(operator, id, { reason: 'asked for by the owner' }).then(
      () => 'a click',
      (error) => Object.keys(error.extra?.fields ?? {}).join() || String(error.code),
    )
  }
  expect(await asked('alibaba-kvstore', 'slowlog-log-slower-than', '30000')).toBe('a click')
  expect(await asked('alibaba-kvstore', 'notify-keyspace-events', 'KEA')).toBe('typed')
  expect(await asked('alibaba-kvstore', 'maxmemory-policy', 'allkeys-lru')).toBe('typed')
})
