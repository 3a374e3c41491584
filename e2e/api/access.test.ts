import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { networkOf } from '@/emulator/world/network'
import { setGroup } from '@/emulator/world/whitelist'
import type { Actor } from '@/lib/bff/actor'
import { readAccess } from '@/lib/changes/access'
import { keyOf } from '@/lib/model/instance'
import { aCache, actorOf, type Cache, changeStage } from './change-stage'

let on: Awaited<ReturnType<typeof changeStage>>
let viewer: Actor
beforeAll(async () => {
  on = await changeStage()
  viewer = await actorOf('viewer')
})
afterAll(() => on.end())
beforeEach(() => {
  on.emulator.gateway.faults.clear()
  on.emulator.gateway.journal.clear()
})

const HOUR = 3_600_000
const access = (cache: Cache) => {
  const key = keyOf(cache.ref)
  if (!key) throw new Error(cache.ref)
  return readAccess(viewer, key)
}
const listOf = async (cache: Cache, kind: string) => (await access(cache)).lists.find((list) => list.kind === kind)

describe('who may connect', () => {
  test('Alibaba tells groups of addresses, also those that its console hides', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { securityIps: '10.0.0.0/8,192.168.1.9' })
    setGroup(cache.world, 'office', { hidden: true, addresses: ['203.0.113.0/24'] })
    const list = await listOf(cache, 'whitelist')
    expect(list).toMatchObject({ operation: 'DescribeSecurityIps', missing: null })
    expect(list?.told).toEqual(
      expect.arrayContaining([
        { id: 'default', name: 'default', description: null, hidden: false, entries: ['10.0.0.0/8', '192.168.1.9'] },
        { id: 'office', name: 'office', description: null, hidden: true, entries: ['203.0.113.0/24'] },
      ]),
    )
  })

  test('Kingsoft Redis tells the groups that are bound to it with their rules, and rules of its own', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-redis')
    expect((await listOf(cache, 'security-groups'))?.told).toMatchObject([
      { name: 'default', entries: ['10.0.0.0/8', '172.16.0.0/12'] },
    ])
    expect((await listOf(cache, 'rules'))?.operation).toBe('DescribeCacheSecurityRules')
  })

  test('Memcached and JD Cloud have one list', async () => {
    const memcached = await aCache(on.emulator, 'kingsoft-memcached')
    expect((await access(memcached)).lists).toMatchObject([{ kind: 'rules', missing: null }])
    const jdcloud = await aCache(on.emulator, 'jdcloud-redis')
    expect((await access(jdcloud)).lists).toMatchObject([{ kind: 'whitelist', told: [{ id: '' }], missing: null }])
  })

  test('what a key may not read is said to be refused, and the rest is told', async () => {
    const cache = await aCache(on.emulator, 'jdcloud-redis')
    on.emulator.gateway.faults.add({ kind: 'denied', operation: 'describeIpWhiteList', count: 50 })
    const told = await access(cache)
    expect(told.lists).toMatchObject([{ kind: 'whitelist', told: null, missing: { kind: 'denied' } }])
    expect(told.accounts).toMatchObject({ told: { supported: true }, missing: null })
  })
})

describe('connections', () => {
  test('Alibaba tells public and kept classic addresses, and until when the classic one stays', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { publicIp: undefined })
    const expiresAt = on.emulator.world.now() + 48 * HOUR
    networkOf(cache.world).endpoints.push(
      { kind: 'public', prefix: 'orders-out', ip: '198.51.100.7', port: 6_390 },
      { kind: 'classic', prefix: 'orders-old', ip: '10.9.8.7', port: 6_379, expiresAt },
    )
    const { told } = (await access(cache)).endpoints
    expect(told?.map(({ kind }) => kind).toSorted()).toEqual(['classic', 'private', 'public'])
    expect(told?.find(({ kind }) => kind === 'public')).toMatchObject({ ip: '198.51.100.7', port: 6_390, endsAt: null })
    const ends = Date.parse(told?.find(({ kind }) => kind === 'classic')?.endsAt ?? '')
    expect(Math.abs(ends - expiresAt)).toBeLessThan(HOUR)
  })

  test('TLS is told with its certificate; whether a password is needed in the VPC as well', async () => {
    const cache = await aCache(on.emulator, 'alibaba-kvstore', { passwordFree: true })
    expect(await access(cache)).toMatchObject({ tls: { told: { on: false } }, passwordFree: true })
    networkOf(cache.world).tls = { enabled: true, expiresAt: Date.UTC(2027, 2, 1) }
    expect((await access(cache)).tls?.told).toMatchObject({ on: true, certificateEndsAt: '2027-03-01T00:00:00.000Z' })
  })

  test('a service that has no such thing says so, which is not that nothing was told', async () => {
    const cache = await aCache(on.emulator, 'kingsoft-memcached')
    expect(await access(cache)).toMatchObject({ tls: null, accounts: null, tags: null, hasPasswordFree: false })
  })
})

test('accounts are told with what they may do', async () => {
  const cache = await aCache(on.emulator, 'alibaba-kvstore')
  const { accounts, tags } = await access(cache)
  expect(accounts?.told).toMatchObject({ supported: true, accounts: [{ name: cache.world.id }] })
  expect(tags).toEqual(expect.any(Array))
})
