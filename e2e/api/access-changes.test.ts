import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { detailsOf } from '@/emulator/world/jdcloud-details'
import { groupsOf, setGroup } from '@/emulator/world/whitelist'
import type { Actor } from '@/lib/bff/actor'
import { planChange } from '@/lib/changes/plan'
import type { Change } from '@/lib/model/change'
import { aCache, actorOf, ask, type Cache, changeStage, workThrough } from './change-stage'

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
const draft = (cache: Cache, params: object) => ({
  ref: cache.ref,
  action: 'allow-list' as const,
  params: { ...params },
})
const plan = (cache: Cache, params: object) => planChange(operator, draft(cache, params))
const checkOf = ({ plan: { checks } }: Change, id: string) => checks.find((check) => check.id === id)
const refusal = async (cache: Cache, params: object) => checkOf(await plan(cache, params), 'state')?.reason?.code

const alibaba = (securityIps = '10.0.0.0/8,192.168.1.9') => aCache(on.emulator, 'alibaba-kvstore', { securityIps })
const entries = (cache: Cache, group = 'default') => groupsOf(cache.world).get(group)?.addresses

describe('a whitelist of Alibaba', () => {
  test('plans what comes and what goes, entry by entry', async () => {
    const made = await plan(await alibaba(), {
      mode: 'cover',
      addresses: '192.168.1.9\n172.16.5.5/12',
      was: '10.0.0.0/8,192.168.1.9',
    })
    expect(made.plan.rows).toEqual([
      { field: 'seen.comes', from: '', to: '172.16.0.0/12' },
      { field: 'seen.goes', from: '10.0.0.0/8', to: '' },
      { field: 'seen.allowed', from: '10.0.0.0/8, 192.168.1.9', to: '172.16.0.0/12, 192.168.1.9' },
    ])
    expect(made.plan.consequences.map(({ id }) => id)).toEqual(['list-replaced'])
    expect(sent('ModifySecurityIps')).toEqual([])
  })

  test.each([
    ['append', '172.16.0.1', '10.0.0.0/8,192.168.1.9,172.16.0.1'],
    ['delete', '10.0.0.0/8', '192.168.1.9'],
    ['cover', '172.16.0.1', '172.16.0.1'],
  ])('is changed as planned: %s', async (mode, addresses, after) => {
    const cache = await alibaba()
    const { id } = await ask(operator, draft(cache, { mode, addresses, was: '10.0.0.0/8,192.168.1.9' }))
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(entries(cache)).toEqual(after.split(','))
  })

  test('loses an entry in the words of its cloud, whatever it was called', async () => {
    const cache = await alibaba('10.0.0.7/24,192.168.1.9')
    const { id } = await ask(operator, draft(cache, { mode: 'delete', addresses: '10.0.0.0/24' }))
    expect(await workThrough(id)).toMatchObject({ state: 'done' })
    expect(entries(cache)).toEqual(['192.168.1.9'])
  })

  test('gets another group, which goes again with its last entry', async () => {
    const cache = await alibaba()
    const office = { list: 'office', addresses: '203.0.113.0/24' }
    for (const [mode, after] of [
      ['append', ['203.0.113.0/24']],
      ['delete', undefined],
    ] as const) {
      const { id } = await ask(operator, draft(cache, { ...office, mode }))
      expect(await workThrough(id)).toMatchObject({ state: 'done' })
      expect(entries(cache, 'office')).toEqual(after)
    }
    expect(entries(cache)).toEqual(['10.0.0.0/8', '192.168.1.9'])
  })

  test('has groups that belong to another service of the cloud: they are not changed', async () => {
    const cache = await alibaba()
    setGroup(cache.world, 'sync', { hidden: true, addresses: ['100.64.0.1'] })
    expect(await refusal(cache, { list: 'sync', mode: 'append', addresses: '203.0.113.0/24' })).toBe('list-hidden')
  })

  test.each([
    ['drop-after', 'done', ['10.0.0.0/8', '192.168.1.9', '172.16.0.1']],
    ['drop-before', 'failed', ['10.0.0.0/8', '192.168.1.9']],
  ] as const)('of a change whose answer is lost (%s) is found out: %s', async (kind, state, after) => {
    const cache = await alibaba()
    on.emulator.gateway.faults.add({ kind, operation: 'ModifySecurityIps', count: 1 })
    const { id } = await ask(operator, draft(cache, { mode: 'append', addresses: '172.16.0.1' }))
    expect(await workThrough(id)).toMatchObject({ state })
    expect(entries(cache)).toEqual(after)
    expect(sent('ModifySecurityIps')).toHaveLength(1)
  })

  test('that somebody else changed meanwhile is not replaced', async () => {
    const cache = await alibaba()
    const replaced = { mode: 'cover', addresses: '172.16.0.1', was: '10.0.0.0/8,192.168.1.9' }
    const { id } = await ask(operator, draft(cache, replaced))
    setGroup(cache.world, 'default', { hidden: false, addresses: ['10.0.0.0/8', '198.51.100.4'] })
    expect(await workThrough(id)).toMatchObject({ state: 'stopped', error: { code: 'list-moved' } })
    expect(entries(cache)).toEqual(['10.0.0.0/8', '198.51.100.4'])
    expect(sent('ModifySecurityIps')).toEqual([])
    expect(await refusal(cache, replaced)).toBe('list-moved')
  })

  test('cannot be replaced by who does not say what is replaced', async () => {
    await expect(plan(await alibaba(), { mode: 'cover', addresses: '172.16.0.1' })).rejects.toMatchObject({
      code: 'bad-input',
    })
  })

  test.each(['10.0.0.256', '10.0.0.1/33', 'fd00::1', 'example.com', '10.0.0.1-10.0.0.9', ''])(
    'takes no %j',
    async (addresses) => {
      await expect(plan(await alibaba(), { mode: 'append', addresses })).rejects.toMatchObject({ code: 'bad-input' })
      expect(sent('ModifySecurityIps')).toEqual([])
    },
  )

  test('is refused what it has not, what leaves nothing, and what it is already', async () => {
    const cache = await alibaba('10.0.0.0/8')
    expect(await refusal(cache, { mode: 'delete', addresses: '10.0.0.0/9' })).toBe('list-no-entry')
    expect(await refusal(cache, { mode: 'delete', addresses: '10.0.0.0/8' })).toBe('list-empty')
    const same = await plan(cache, { mode: 'append', addresses: '10.1.2.3/8' })
    expect(checkOf(same, 'no-change')).toMatchObject({ result: 'block' })
  })

  test('has a place for a thousand entries in all of its groups together', async () => {
    const cache = await alibaba()
    const many = Array.from({ length: 998 }, (_, index) => `172.16.${index >> 8}.${index & 255}`)
    setGroup(cache.world, 'many', { hidden: false, addresses: many })
    expect(await refusal(cache, { mode: 'append', addresses: '192.0.2.1' })).toBe('list-full')
  })

  test('that may not be read is not changed', async () => {
    const cache = await alibaba()
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'DescribeSecurityIps', count: 50 })
    expect(await refusal(cache, { mode: 'append', addresses: '172.16.0.1' })).toBe('list-not-read')
  })

  test.each([
    ['0.0.0.0/0', 'list-open', 'warn'],
    ['0.0.0.0/1,128.0.0.0/1', 'list-open', 'warn'],
    ['127.0.0.1', 'list-nobody', 'warn'],
    ['10.0.0.0/8', 'list-open', 'ok'],
    ['10.0.0.0/8', 'list-nobody', 'ok'],
    // Who is connected its cloud does not tell.
    ['10.0.0.0/9', 'list-connected', 'unknown'],
  ])('replaced by %s: %s is %s', async (addresses, id, result) => {
    const cache = await alibaba('10.0.0.0/8')
    // Groups of the cloud's own let no client in.
    for (const name of ['sync', ...groupsOf(cache.world).keys()])
      if (name !== 'default') setGroup(cache.world, name, { hidden: true, addresses: ['100.100.202.0/24'] })
    expect(checkOf(await plan(cache, { mode: 'cover', addresses, was: '10.0.0.0/8' }), id)).toMatchObject({ result })
  })
})

describe('the whitelist of JD Cloud', () => {
  const details = (cache: Cache) => detailsOf(cache.world, on.emulator.world.now())
  const jdcloud = async (ipWhiteList: string[]) => {
    const cache = await aCache(on.emulator, 'jdcloud-redis')
    details(cache).ipWhiteList = ipWhiteList
    return cache
  }

  test('is sent whole, with what was in it', async () => {
    const cache = await jdcloud(['10.0.0.0/8'])
    const { id } = await ask(operator, draft(cache, { mode: 'append', addresses: '172.16.0.1', was: '10.0.0.0/8' }))
    expect(await workThrough(id)).toMatchObject({ state: 'done', evidence: { finding: 'as-wanted' } })
    expect(details(cache).ipWhiteList).toEqual(['10.0.0.0/8', '172.16.0.1'])
  })

  test('that grew meanwhile is not sent as it was', async () => {
    const cache = await jdcloud(['10.0.0.0/8'])
    const { id } = await ask(operator, draft(cache, { mode: 'append', addresses: '172.16.0.1', was: '10.0.0.0/8' }))
    details(cache).ipWhiteList = ['10.0.0.0/8', '198.51.100.4']
    expect(await workThrough(id)).toMatchObject({ state: 'stopped', error: { code: 'list-moved' } })
    expect(details(cache).ipWhiteList).toEqual(['10.0.0.0/8', '198.51.100.4'])
  })

  test('says which clients that are connected now would lose the way in', async () => {
    const cache = await jdcloud(['0.0.0.0/0'])
    const change = await plan(cache, { mode: 'cover', addresses: '192.0.2.1', was: '0.0.0.0/0' })
    const found = checkOf(change, 'list-connected')
    expect(found).toMatchObject({ result: 'warn', params: { known: 'yes' } })
    expect(Number(found?.params?.count)).toBeGreaterThan(0)
    const clients = String(found?.params?.clients)
    expect(clients).toMatch(/^\d+\.\d+\.\d+\.\d+/)
    const none = await plan(cache, { mode: 'cover', addresses: '0.0.0.0/1,128.0.0.0/1', was: '0.0.0.0/0' })
    expect(checkOf(none, 'list-connected')).toBeUndefined()
  })
})
